"""The whole session at a glance: its lobby, the facilitator's console, the wall of the room.

Nothing of what members do alone is in any of them, but who has done it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from learning.model.case import Asked, Question
from learning.model.key import Module
from learning.model.names import PersonId, SceneId
from learning.play import draw
from learning.play.distance import list_ways, reach
from learning.play.page_text import read_html
from learning.team.asking import find_choice_html, word_answer
from learning.team.locked import find_locked
from learning.team.phases import AFTERWARDS, count_turns
from learning.team.results import find_team_points
from learning.team.revealing import find_turn, show_answer, show_way
from learning.team.rights import find_host
from learning.team.scenery import list_blocks, show_scene_whole
from learning.team.session import CHOICE, Pace, Phase, Seat, Session, Stage, Team
from learning.team.shown import Mate, TeamDecision
from learning.team.shown_all import (
    ConsoleView,
    LobbyTeam,
    LobbyView,
    ProjectorView,
    Split,
    TeamRow,
)
from learning.team.sight import list_awaited, list_missing
from learning.team.view import view_board
from learning.team.wishes import list_asked


def view_lobby(module: Module, session: Session, person: PersonId) -> LobbyView:
    """Show who has come, and how they are divided into teams before the start."""
    return LobbyView(
        seats=tuple(map(_show_seat, session.seats.values())),
        teams=tuple(
            LobbyTeam(team.id, team.members, list_missing(module, session, team))
            for team in session.teams.values()
        ),
        unplaced=tuple(each.person for each in _list_unplaced(session)),
        is_host=person == find_host(session),
    )


def view_console(module: Module, session: Session) -> ConsoleView:
    """Show the facilitator every team: how far it is, where it disagrees, what it argues for."""
    teams = [team for team in session.teams.values() if team.turns]
    scenes = {team.turn.scene: team for team in reversed(teams)}
    return ConsoleView(
        stage=session.stage,
        deserted=session.deserted,
        case_title=module.case.title,
        rows=tuple(_show_row(module, session, team) for team in teams),
        unplaced=tuple(map(_show_seat, _list_unplaced(session))),
        seats=tuple(map(_show_seat, session.seats.values())),
        can_reveal=session.stage is Stage.RUNNING
        and any(team.phase is Phase.DECIDE or team.waiting for team in teams),
        scenes=tuple(
            show_scene_whole(module, session, scenes[scene])
            for scene in module.case.scenes
            if scene in scenes
        ),
        tutor={scene: tuple(_list_tutor(module, scene)) for scene in scenes},
    )


def view_projector(module: Module, session: Session) -> ProjectorView:
    """Show the room who has joined, how far teams are, and what every team was shown."""
    to_all = tuple(each for each in session.announcements if each.team is None)
    in_public = replace(session, announcements=to_all)
    teams = [team for team in session.teams.values() if team.turns]
    return ProjectorView(
        stage=session.stage,
        case_title=module.case.title,
        seats=tuple(map(_show_seat, session.seats.values())),
        teams=tuple(view_board(module, in_public, team) for team in teams),
        revealed=tuple(_list_decisions(module, session, teams)),
    )


def _show_seat(seat: Seat) -> Mate:
    return Mate(seat.person, seat.side, seat.here, done=False)


def _list_unplaced(session: Session) -> list[Seat]:
    return [seat for seat in session.seats.values() if seat.team is None]


def _show_row(module: Module, session: Session, team: Team) -> TeamRow:
    titles = tuple((turn, module.case.scenes[turn.scene].title) for turn in team.turns)
    return TeamRow(
        board=view_board(module, session, team),
        path=tuple(title for turn, title in titles if not turn.void),
        disagreement=tuple(_list_splits(module, session, team)),
        appeals=tuple(appeal for turn in team.turns for appeal in turn.appeals),
        points=find_team_points(module, team),
        turns=tuple(
            (number, title) for number, (turn, title) in enumerate(titles, 1) if not turn.void
        ),
    )


def _list_splits(module: Module, session: Session, team: Team) -> Iterator[Split]:
    """Give what members want different things for: votes, or what they had answered alone."""
    if team.phase not in (Phase.SHARE, Phase.DECIDE):
        return
    ways = module.key.scenes[team.turn.scene].choices
    commits = [find_locked(session, team, each, scene=team.turn.scene) for each in team.members]
    for question in list_asked(module, session, team):
        ballots = team.turn.ballots.get(question.id, {})
        voted = [ballot.answer for ballot in ballots.values()]
        alone = [
            each.replies[question.id].answered.answer
            for each in commits
            if question.id in each.replies
        ]
        wanted = [each for each in voted or alone if not isinstance(each, str)]
        yield from _split(question.title, (word_answer(question, each) for each in wanted))
    votes = [each.answer for each in team.turn.ballots.get(CHOICE, {}).values()]
    proposed = [each.proposal.choice for each in commits if each.proposal]
    chosen = [each for each in votes or proposed if isinstance(each, str)]
    yield from _split("", (find_choice_html(ways, each) for each in chosen))


def _split(title: str, wanted: Iterable[str]) -> Iterator[Split]:
    counts = Counter(map(read_html, wanted))
    if len(counts) > 1:
        yield Split(title, tuple(counts.most_common()))


def _list_tutor(module: Module, scene: SceneId) -> Iterator[tuple[str, tuple[str, ...]]]:
    titles = {question.id: question.title for question in _list_questions(module, scene)}
    for question, key in module.key.scenes[scene].questions.items():
        if key.tutor_html:
            yield titles.get(question, ""), key.tutor_html


def _list_decisions(
    module: Module, session: Session, teams: list[Team]
) -> Iterator[tuple[str, str, tuple[TeamDecision, ...]]]:
    waited = _list_waited(session, teams)
    depth = _find_shown_depth(waited)
    turns = [(team, turn) for team in teams if (turn := find_turn(team, depth))]
    for scene in dict.fromkeys(turn.scene for _, turn in turns):
        here = [(team, turn) for team, turn in turns if turn.scene == scene and turn.revealed]
        if _may_be_asked(module, waited, scene):
            continue
        title = module.case.scenes[scene].title
        for question in _list_common(module, scene):
            answers = tuple(
                each for team, turn in here for each in show_answer(team, turn, question)
            )
            if answers:
                yield title, question.title, answers
        ways = tuple(each for team, turn in here for each in show_way(module, team, turn))
        if ways:
            yield title, "", ways


def _list_waited(session: Session, teams: Iterable[Team]) -> list[Team]:
    """Give the teams that the wall waits for: live, none of which nobody is left."""
    live = session.options.pace is Pace.LIVE
    return [team for team in teams if not live or list_awaited(session, team)]


def _find_shown_depth(teams: Collection[Team]) -> int:
    """Give the number of the latest scene of their ways that none is still before; 0: none."""
    depth = max((count_turns(team) for team in teams), default=0)
    while depth and not all(_is_past(team, depth) for team in teams):
        depth -= 1
    return depth


def _is_past(team: Team, depth: int) -> bool:
    turn = find_turn(team, depth)
    if turn is None or depth < count_turns(team):
        return turn is not None or team.phase in AFTERWARDS
    return turn.revealed or team.phase in AFTERWARDS


def _may_be_asked(module: Module, teams: Iterable[Team], scene: SceneId) -> bool:
    """Say whether a team that was not shown what was decided in a scene can still come there."""
    return any(
        scene in reach(list_ways(module, role), team.turn.scene)
        for team in teams
        if team.phase not in AFTERWARDS
        and not any(turn.scene == scene and turn.revealed for turn in team.turns)
        for role in module.case.roles or (team.play.role,)
    )


def _list_common(module: Module, scene: SceneId) -> Iterator[Question]:
    """Give the questions that every side of the case is asked: a wall has readers of all sides."""
    asked = [
        {each.id for each in draw.list_asked(module, scene, side)} for side in module.case.roles
    ]
    for question in _list_questions(module, scene):
        if all(question.id in those for those in asked):
            yield question


def _list_questions(module: Module, scene: SceneId) -> Iterator[Question]:
    return (each.question for each in list_blocks(module, scene) if isinstance(each, Asked))
