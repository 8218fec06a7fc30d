"""What a team has before it in its scene: what each side reads, is asked, and could choose.

The one place that says so; what is shown and what is taken both rest on it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from learning.model.case import Prose, Question
from learning.model.form import PlanForm
from learning.model.key import ChoiceKey, EndingKey, Module
from learning.model.names import ChoiceId, PersonId, QuestionId, Role, SceneId
from learning.play.standing import Standing, find_ending, look_around, visible_choices
from learning.play.state import State
from learning.quiz.marking import is_marked
from learning.team.session import Commit, Pace, Session, Team

# Two sides of some 250 teams: what a busy server needs again with the next event.
MOST_KEPT = 512


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """What sides see depends on these alone; equal only where they are the very same objects."""

    module: Module
    play: State
    sides: tuple[Role, ...]

    def __hash__(self) -> int:
        return hash((id(self.module), id(self.play), self.sides))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _View)
            and self.module is other.module
            and self.play is other.play
            and self.sides == other.sides
        )


def stand(module: Module, team: Team, side: Role) -> Standing:
    """Give the team's scene as one side has it before it."""
    return _look_around(_View(module, team.play, (side,)))


@lru_cache(MOST_KEPT)
def _look_around(view: _View) -> Standing:
    """Look around once for each state: the same is asked many times with every event."""
    (side,) = view.sides
    return look_around(view.module, replace(view.play, role=side))


def list_sides(module: Module, session: Session, team: Team) -> tuple[Role, ...]:
    """List the sides of the case that somebody in the team reads, in the case's order."""
    present = {session.seats[person].side for person in team.members}
    return tuple(role for role in module.case.roles if role in present) or tuple(sorted(present))


def list_missing(module: Module, session: Session, team: Team) -> tuple[Role, ...]:
    """List the sides of the case that nobody in the team reads: all are shown their text."""
    present = list_sides(module, session, team)
    return tuple(role for role in module.case.roles if role not in present)


def list_awaited(session: Session, team: Team) -> tuple[PersonId, ...]:
    """List the members that the team waits for: live those who are here, over days all of them.

    Nobody waits for who gave up their seat.
    """
    seats = (session.seats[person] for person in team.members)
    if session.options.pace is Pace.DAYS:
        return tuple(seat.person for seat in seats if not seat.left)
    return tuple(seat.person for seat in seats if seat.here)


def list_commits(
    session: Session, team: Team, person: PersonId
) -> Iterator[tuple[SceneId, Commit]]:
    """Give all that a member locked, with its scene: in teams they were moved from, then in this.

    Raises KeyError for somebody without a seat.
    """
    former = (session.teams[number] for number in session.seats[person].former)
    for each in (*former, team):
        for turn in each.turns:
            if person in turn.commits:
                yield turn.scene, turn.commits[person]


def list_replied(session: Session, team: Team, person: PersonId) -> frozenset[QuestionId]:
    """Give the questions that a member has answered alone, in this scene or before."""
    commits = list_commits(session, team, person)
    return frozenset(each for _, commit in commits for each in commit.replies)


def has_noticed(session: Session, team: Team, person: PersonId) -> bool:
    """Say whether a member has handed in what they noticed in the team's scene."""
    here = team.turn.scene
    commits = list_commits(session, team, person)
    return any(scene == here and commit.spotted is not None for scene, commit in commits)


def list_own_questions(
    module: Module, session: Session, team: Team, *, person: PersonId
) -> tuple[Question, ...]:
    """List the questions that a member answers alone, those answered in this turn included.

    Not those for the team alone, not the plan, and none that they answered before. A question for
    the team that other sides are not asked is one's own after all: nobody else could answer it.
    """
    side = session.seats[person].side
    commit = team.turn.commits.get(person)
    here = frozenset(commit.replies if commit else ())
    before = list_replied(session, team, person) - here
    common = _list_common(module, team)
    return tuple(
        question
        for question in stand(module, team, side).questions
        if not (question.team is True and question.id in common)
        and not isinstance(question.form, PlanForm)
        and question.id not in before
    )


def list_team_questions(module: Module, session: Session, team: Team) -> tuple[Question, ...]:
    """List the questions the team decides together: those that every side in it is asked.

    The sides are those that the team came with: a late joiner of another side takes nothing away
    that is being decided. Where nothing is right or wrong a question is each one's own, unless it
    says `(team)`.
    """
    common = _list_common(module, team)
    if not common:
        return ()
    keys = module.key.scenes[team.turn.scene].questions
    decided = frozenset[QuestionId]().union(*(turn.decided for turn in team.turns[:-1]))
    return tuple(
        question
        for question in stand(module, team, team.turn.sides[0]).questions
        if question.id in common
        and question.id not in decided
        and not isinstance(question.form, PlanForm)
        and (question.team is True or (question.team is None and is_marked(keys[question.id])))
    )


def _list_common(module: Module, team: Team) -> frozenset[QuestionId]:
    """List the questions that every side is asked which the team came to the scene with."""
    return _find_common(_View(module, team.play, team.turn.sides))


@lru_cache(MOST_KEPT)
def _find_common(view: _View) -> frozenset[QuestionId]:
    views = (_View(view.module, view.play, (side,)) for side in view.sides)
    asked = [frozenset(each.id for each in _look_around(one).questions) for one in views]
    return frozenset.intersection(*asked) if asked else frozenset()


def list_open_choices(module: Module, team: Team, sides: Collection[Role]) -> tuple[ChoiceKey, ...]:
    """List the ways that are open to any of these sides, each once, in the file's order."""
    return _find_open(_View(module, team.play, tuple(sides)))


@lru_cache(MOST_KEPT)
def _find_open(view: _View) -> tuple[ChoiceKey, ...]:
    key = view.module.key.scenes[view.play.scene]
    seen = {
        each.key.id
        for side in view.sides
        for each in visible_choices(key, replace(view.play, role=side))
        if each.closed_reason is None
    }
    return tuple(choice for choice in key.choices if choice.id in seen)


def list_ways(module: Module, session: Session, team: Team) -> tuple[ChoiceKey, ...]:
    """List the ways that are open to the team: those of any side of the case; none at an ending."""
    sides = module.case.roles or list_sides(module, session, team)
    if find_end(module, team, sides) is not None:
        return ()
    return list_open_choices(module, team, sides)


def list_own_ways(
    module: Module, session: Session, team: Team, *, person: PersonId
) -> tuple[ChoiceKey, ...]:
    """List the ways that a member may propose, once the rest of what is theirs alone is done.

    Those open to their side, and to a side that nobody in the team reads.
    """
    sides = (session.seats[person].side, *list_missing(module, session, team))
    own = list_open_choices(module, team, sides)
    return tuple(way for way in list_ways(module, session, team) if way in own)


def find_way(ways: tuple[ChoiceKey, ...], choice: ChoiceId) -> ChoiceKey | None:
    """Give the way of that id, if it is open."""
    return next((way for way in ways if way.id == choice), None)


def find_end(module: Module, team: Team, sides: Collection[Role]) -> EndingKey | None:
    """Give the ending that the scene has for any of these sides, the first in the file."""
    return _find_end(_View(module, team.play, tuple(sides)))


@lru_cache(MOST_KEPT)
def _find_end(view: _View) -> EndingKey | None:
    key = view.module.key.scenes[view.play.scene]
    found = (find_ending(key, replace(view.play, role=side)) for side in view.sides)
    endings = [ending for ending in found if ending is not None]
    return min(endings, key=key.endings.index, default=None)


def list_private(
    module: Module, session: Session, team: Team, *, person: PersonId
) -> tuple[Prose, ...]:
    """List the passages of the scene that a member reads and another side in the team does not."""
    side = session.seats[person].side
    others = [each for each in list_sides(module, session, team) if each != side]
    theirs = [
        {
            block.block.id
            for block in stand(module, team, other).blocks
            if isinstance(block.block, Prose)
        }
        for other in others
    ]
    own = (block.block for block in stand(module, team, side).blocks)
    return tuple(
        block
        for block in own
        if isinstance(block, Prose) and any(block.id not in seen for seen in theirs)
    )
