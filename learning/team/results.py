"""What a session came to, for each member and for their team, kept apart.

One's own is what one did alone; what somebody was absent from is never counted as wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from learning.evidence.spotting import NeedTally
from learning.model.key import Module
from learning.model.names import Grade, Need, PersonId, QuestionId, Role, SceneId
from learning.play.score import tally_needs
from learning.play.state import Answered, State
from learning.quiz.answer import Mark, Result
from learning.quiz.marking import is_marked
from learning.team.locked import find_locked
from learning.team.session import Session, Team
from learning.team.shown import Points
from learning.team.sight import list_own_questions, stand
from learning.team.way import list_entered, list_path


@dataclass(frozen=True, slots=True)
class MemberResult:
    """What a session came to for one member: their own points and spotting, and the team's."""

    person: PersonId
    side: Role
    own: Points
    team: Points
    grade: Grade | None
    spotting: Mapping[Need, NeedTally]


def list_results(module: Module, session: Session, team: Team) -> tuple[MemberResult, ...]:
    """Give what the session came to for each member of a team who did anything in a team."""
    together = find_team_points(module, team)
    return tuple(
        MemberResult(
            person,
            session.seats[person].side,
            find_own_points(module, session, team, person=person),
            together,
            team.play.ending,
            tally_needs(module, own_state(session, team, person)),
        )
        for person in team.members
        if session.seats[person].took_part
    )


def own_state(session: Session, team: Team, person: PersonId) -> State:
    """Give the team's play as if the member had done alone what they did alone.

    The path is the team's; answers and spotting are the member's own, of the scenes on it and of
    those they did in a team before.
    """
    commits = {
        scene: find_locked(session, team, person, scene=scene)
        for scene in (*list_path(team), *_list_elsewhere(session, team, person))
    }
    answers = {
        question: given.answered
        for commit in commits.values()
        for question, given in commit.replies.items()
    }
    spotted = {scene: each.spotted for scene, each in commits.items() if each.spotted is not None}
    side = session.seats[person].side
    return replace(team.play, role=side, answers=answers, spotted=spotted, tried={}, hints={})


def find_own_points(module: Module, session: Session, team: Team, *, person: PersonId) -> Points:
    """Add up what a member earned alone, of what they were asked in scenes they took part in.

    Where they locked nothing at all in a scene they were absent from it, and it does not count.
    """
    own = own_state(session, team, person)
    marks = [given.mark for given in own.answers.values()]
    marks += [score.mark for score in own.spotted.values()]
    first = {then.turn.scene: then for then in reversed(list_entered(team))}
    for then in first.values():
        if then.turn.scene in own.spotted or _has_replied(module, then, own):
            marks += _list_left_out(module, session, then, own, person)
    return _add_up(marks)


def find_team_points(module: Module, team: Team) -> Points:
    """Add up what the team's decisions earned, in the scenes of the way that counts."""
    return _add_up(given.mark for given in list_decided(module, team).values())


def list_decided(module: Module, team: Team) -> Mapping[QuestionId, Answered]:
    """Give the team's answers that it decided, in the scenes of the way that counts."""
    decided = frozenset[QuestionId]().union(*(turn.decided for turn in team.turns))
    return {
        question: team.play.answers[question]
        for scene in list_path(team)
        for question in module.key.scenes[scene].questions
        if question in decided and question in team.play.answers
    }


def compare(module: Module, session: Session, team: Team) -> tuple[float, float] | None:
    """Give what members earned alone on average and what their team did, as shares from 0 to 1.

    Both on the questions that the team decided and somebody answered alone before, so that like is
    held against like; None where there are none. The team's share without the mean of its members'
    is the gain of working together (Watson, Michaelsen and Sharp, "Member competence, group
    interaction, and group decision making", Journal of Applied Psychology 76, 1991, where it is
    held against the best member too).
    """
    decided = {
        question: given.mark
        for question, given in list_decided(module, team).items()
        if given.mark.possible
    }
    shares: list[float] = []
    both = set[QuestionId]()
    for person in team.members:
        answers = own_state(session, team, person).answers
        mine = [answers[question].mark for question in decided if question in answers]
        both |= answers.keys() & decided.keys()
        if mine:
            shares.append(_share(_add_up(mine)))
    if not shares:
        return None
    together = _add_up(mark for question, mark in decided.items() if question in both)
    return sum(shares) / len(shares), _share(together)


def _list_elsewhere(session: Session, team: Team, person: PersonId) -> tuple[SceneId, ...]:
    """List the scenes that a member did something in with teams they were moved from."""
    former = (session.teams[number] for number in session.seats[person].former)
    turns = (turn for each in former for turn in each.turns)
    return tuple(dict.fromkeys(turn.scene for turn in turns if person in turn.commits))


def _has_replied(module: Module, then: Team, own: State) -> bool:
    return not own.answers.keys().isdisjoint(module.key.scenes[then.turn.scene].questions)


def _list_left_out(
    module: Module, session: Session, then: Team, own: State, person: PersonId
) -> Iterator[Mark]:
    """Give 0 for each thing that a member was to do alone in a scene, and did not."""
    keys = module.key.scenes[then.turn.scene].questions
    for question in list_own_questions(module, session, then, person=person):
        left = question.id not in own.answers and not question.optional
        if left and is_marked(keys[question.id]):
            yield Mark(0.0, float(question.points), Result.WRONG)
    cues = stand(module, then, own.role).cues
    if then.turn.scene not in own.spotted:
        yield Mark(0.0, float(sum(cue.need is not None for cue in cues)), Result.WRONG)


def _add_up(marks: Iterable[Mark]) -> Points:
    listed = tuple(marks)
    return Points(sum(each.earned for each in listed), sum(each.possible for each in listed))


def _share(points: Points) -> float:
    return points.earned / points.possible
