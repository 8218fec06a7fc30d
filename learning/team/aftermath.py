"""After the last scene: the joint plan, the debrief, reflection. A debrief gives everything away.

Knows keys and every side's text; whoever calls sees to it that the team is through the case.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from learning.model.case import Asked, Question
from learning.model.form import PlanForm
from learning.model.key import Module, QuestionKey
from learning.model.names import Need, PersonId, Role, TeamId
from learning.model.solution import PlanSolution
from learning.play.casemap import draw_map
from learning.play.path import played_steps
from learning.play.same import Same
from learning.play.score import tally_needs
from learning.play.shown import Meter, Text
from learning.play.sifted import list_blocks
from learning.play.sources import list_sources
from learning.play.standing import find_choice
from learning.quiz.cues import hit_cues
from learning.team.locked import find_locked
from learning.team.phases import AFTERWARDS
from learning.team.results import compare, find_own_points, find_team_points, own_state
from learning.team.session import Cell, Column, Line, Phase, Session, Stage, Team
from learning.team.shown import (
    CellShown,
    DebriefPart,
    LineShown,
    PlanPart,
    ReflectionPart,
    TeamPath,
    Untold,
)
from learning.team.sight import find_end, list_private, list_sides
from learning.team.way import MOST_KEPT, SamePlay, list_left, list_path


def has_ended(session: Session, team: Team) -> bool:
    """Say whether nothing more can happen to a team: it is over, or the whole session is."""
    return team.phase is Phase.OVER or session.stage is Stage.ENDED


def may_look_back(session: Session, team: Team) -> bool:
    """Say whether the debrief may be shown: the team is through its plan, or all has ended."""
    past = team.phase in AFTERWARDS[AFTERWARDS.index(Phase.DEBRIEF) :]
    return past or session.stage is Stage.ENDED


def show_plan(module: Module, session: Session, team: Team) -> PlanPart:
    """Show the joint plan; the case's model plan is set beside it once it is closed."""
    found = find_plan(module, team)
    question, key = found or (None, None)
    closed = may_look_back(session, team)
    steps = key.solution.steps if key and isinstance(key.solution, PlanSolution) else None
    return PlanPart(
        title="" if question is None else question.title,
        task_html="" if question is None else question.body_html,
        lines=tuple(map(_show_line, team.plan)),
        may_write=team.phase is Phase.PLAN and session.stage is Stage.RUNNING,
        model=steps if closed else None,
        reasons_html=key.why_html if key and closed else (),
    )


def find_plan(module: Module, team: Team) -> tuple[Question, QuestionKey] | None:
    """Give the case's plan question: the last one on the team's way, else the first of the case."""
    path = list_path(team)
    elsewhere = [scene for scene in module.case.scenes if scene not in path]
    for scene in (*reversed(path), *elsewhere):
        for role in module.case.roles or (team.play.role,):
            for block, _ in list_blocks(module, role, scene):
                if isinstance(block, Asked) and isinstance(block.question.form, PlanForm):
                    question = block.question
                    return question, module.key.scenes[scene].questions[question.id]
    return None


def show_debrief(module: Module, session: Session, team: Team, *, person: PersonId) -> DebriefPart:
    """Look back on the whole way: what was decided, missed and never told, and what it earned."""
    both = compare(module, session, team)
    way = show_path(module, team)
    sides = module.case.roles or list_sides(module, session, team)
    ending = find_end(module, team, sides) if team.play.finished else None
    part = DebriefPart(
        map=way.map,
        path=way.path,
        grade=way.grade,
        ending_html="" if ending is None else ending.html,
        meters=_show_meters(module, team),
        own=find_own_points(module, session, team, person=person),
        mean_own=None if both is None else both[0],
        team=find_team_points(module, team),
        gain=None if both is None else both[1] - both[0],
        missed=tuple(_list_missed(module, session, team)),
        untold=tuple(_list_untold(module, session, team)),
        spotting=tally_needs(module, own_state(session, team, person)),
        plan=show_plan(module, session, team),
        sources=(),
        others=tuple(
            show_path(module, other)
            for other in session.teams.values()
            if other.id != team.id and other.play.finished
        ),
    )
    return replace(part, sources=list_sources(module, _list_texts(part)))


def show_path(module: Module, team: Team) -> TeamPath:
    """Show the way a team went: its scenes with what it chose there, its ending, its map."""
    return replace(_show_path(Same(module), SamePlay(team.play)), team=team.id)


def show_reflection(session: Session, team: Team, person: PersonId) -> ReflectionPart:
    """Show a member what they wrote; what was written to them, once all is over."""
    return ReflectionPart(
        words=team.reflections.get(person, ""),
        given={to: words for (by, to), words in team.feedback.items() if by == person},
        received={
            by: words
            for (by, to), words in team.feedback.items()
            if to == person and has_ended(session, team)
        },
    )


@lru_cache(MOST_KEPT)
def _show_path(same: Same, way: SamePlay) -> TeamPath:
    """Keep the ways of the plays in use: every member's page shows those of all teams."""
    module, play = same.module, way.play
    steps = played_steps(play)
    choices = [find_choice(module.key.scenes[step.scene], step.choice) for step in steps]
    scenes = (*(step.scene for step in steps), play.scene)
    chosen = (*(choice.html if choice else "" for choice in choices), "")
    titles = (module.case.scenes[scene].title for scene in scenes)
    path = tuple(zip(titles, chosen, strict=True))
    return TeamPath(TeamId(0), path, play.ending, draw_map(module, play))


def _show_line(line: Line) -> LineShown:
    cells = ((column, line.cells.get(column, Cell())) for column in Column)
    return LineShown(
        line.number,
        tuple(
            CellShown(column, cell.text, cell.version, cell.by, cell.rival, cell.rival_by)
            for column, cell in cells
        ),
        line.removed,
    )


def _show_meters(module: Module, team: Team) -> tuple[Meter, ...]:
    """Show the counters at the end, and how far they moved from the beginning."""
    counters = team.play.counters
    return tuple(
        Meter(counter, counters[counter.name], counters[counter.name] - counter.start)
        for counter in module.case.counters
    )


def _list_missed(
    module: Module, session: Session, team: Team
) -> Iterator[tuple[Role, Need, str, str]]:
    """Give the cues that nobody of a side marked, of those who handed in what they noticed."""
    for side in list_sides(module, session, team):
        for scene in list_path(team):
            members = [each for each in team.members if session.seats[each].side == side]
            commits = [find_locked(session, team, each, scene=scene) for each in members]
            scores = [each.spotted for each in commits if each.spotted is not None]
            found = frozenset().union(*map(hit_cues, scores))
            missed = frozenset().union(*(score.missed for score in scores)) - found
            for cue in module.key.scenes[scene].cues:
                if cue.need is not None and cue.id in missed:
                    yield side, cue.need, cue.text, cue.reason


def _list_untold(module: Module, session: Session, team: Team) -> Iterator[Untold]:
    """Give what one side alone could read on the way, and whether any of them told it."""
    for then in list_left(team):
        told = frozenset[str]().union(*then.turn.told.values())
        title = module.case.scenes[then.turn.scene].title
        for side in list_sides(module, session, team):
            reader = next(each for each in team.members if session.seats[each].side == side)
            for prose in list_private(module, session, then, person=reader):
                text = Text(prose.html, side)
                yield Untold(then.turn.scene, title, text, prose.id in told)


def _list_texts(part: DebriefPart) -> Iterator[str]:
    yield from (part.ending_html, part.plan.task_html, *part.plan.reasons_html)
    for path in (part.path, *(other.path for other in part.others)):
        yield from (chosen for _, chosen in path)
    yield from (each.text.html for each in part.untold)
    for step in part.plan.model or ():
        yield from (step.action_html, step.who_html, step.by_when_html, step.why_html)
