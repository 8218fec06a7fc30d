"""Alone: each member locks what they noticed, their answers, and the choice they propose."""

from dataclasses import replace

from learning.model.key import Module
from learning.model.names import PersonId
from learning.play.state import Answered
from learning.quiz.cues import find_mark_fault, score_cues
from learning.quiz.faults import find_answer_fault
from learning.quiz.marking import mark_answer
from learning.team.changes import put_commit
from learning.team.events import Notice, Propose, Reply
from learning.team.session import (
    Commit,
    Given,
    Proposal,
    Refusal,
    Refused,
    Session,
    Team,
)
from learning.team.sight import (
    find_way,
    has_noticed,
    list_own_questions,
    list_own_ways,
    stand,
)


def lock(
    module: Module, session: Session, team: Team, *, person: PersonId, act: Notice | Reply | Propose
) -> Team | Refused:
    """Lock one part of what a member does alone; what is locked is LOCKED, also to its owner."""
    locked: Commit | Refused
    match act:
        case Notice():
            locked = _notice(module, session, team, person, act)
        case Reply():
            locked = _reply(module, session, team, person, act)
        case Propose():
            locked = _propose(module, session, team, person, act)
    if isinstance(locked, Refused):
        return locked
    return _note_done(module, session, put_commit(team, person, locked), person)


def get_ready(
    module: Module, session: Session, team: Team, *, person: PersonId, ready: bool
) -> Team | Refused:
    """Go on without what is optional, or not yet after all; what must be done is INCOMPLETE."""
    if ready and not may_go_on(module, session, team, person=person):
        return Refused(Refusal.INCOMPLETE)
    changed = replace(team, ready=team.ready | {person} if ready else team.ready - {person})
    commit = person in team.turn.commits
    return _note_done(module, session, changed, person) if commit else changed


def is_done(module: Module, session: Session, team: Team, *, person: PersonId) -> bool:
    """Say whether a member is done with what they do alone in the scene.

    Who proposes a way is. Where there is none, and only optional questions are left, it is for
    them to say so.
    """
    if not may_go_on(module, session, team, person=person):
        return False
    commit = team.turn.commits.get(person, Commit())
    if commit.proposal is not None or person in team.ready:
        return True
    questions = list_own_questions(module, session, team, person=person)
    return all(each.id in commit.replies for each in questions)


def may_go_on(module: Module, session: Session, team: Team, *, person: PersonId) -> bool:
    """Say whether a member has nothing left that they must do alone; optional questions may be."""
    if count_steps(module, session, team, person=person):
        return False
    commit = team.turn.commits.get(person, Commit())
    return commit.proposal is not None or not list_own_ways(module, session, team, person=person)


def count_steps(module: Module, session: Session, team: Team, *, person: PersonId) -> int:
    """Count what a member must do before proposing a choice: questions and spotting."""
    commit = team.turn.commits.get(person, Commit())
    questions = list_own_questions(module, session, team, person=person)
    left = sum(not each.optional and each.id not in commit.replies for each in questions)
    return left + may_notice(module, session, team, person=person)


def may_notice(module: Module, session: Session, team: Team, *, person: PersonId) -> bool:
    """Say whether there is something to notice for a member, not handed in yet."""
    side = session.seats[person].side
    return bool(stand(module, team, side).cues) and not has_noticed(session, team, person)


def _note_done(module: Module, session: Session, team: Team, person: PersonId) -> Team:
    commit = team.turn.commits.get(person, Commit())
    done = is_done(module, session, team, person=person)
    return team if done == commit.done else put_commit(team, person, replace(commit, done=done))


def _notice(
    module: Module, session: Session, team: Team, person: PersonId, act: Notice
) -> Commit | Refused:
    if has_noticed(session, team, person):
        return Refused(Refusal.LOCKED)
    now = stand(module, team, session.seats[person].side)
    if not now.cues:
        return Refused(Refusal.UNKNOWN)
    fault = find_mark_fault(now.words, act.marks)
    if fault is not None:
        why, words = fault
        return Refused(Refusal(why.value), words)
    score = score_cues(now.words, now.cues, act.marks)
    commit = team.turn.commits.get(person, Commit())
    return replace(commit, spotted=score, spotted_sure=act.confidence)


def _reply(
    module: Module, session: Session, team: Team, person: PersonId, act: Reply
) -> Commit | Refused:
    commit = team.turn.commits.get(person, Commit())
    if act.question in commit.replies:
        return Refused(Refusal.LOCKED)
    questions = list_own_questions(module, session, team, person=person)
    question = next((each for each in questions if each.id == act.question), None)
    if question is None:
        return Refused(Refusal.UNKNOWN)
    fault = find_answer_fault(question, act.answer)
    if fault is not None:
        return Refused(Refusal(fault.why.value), fault.part)
    key = module.key.scenes[team.turn.scene].questions[question.id]
    mark = mark_answer(question, key, act.answer)
    given = Given(Answered(act.answer, mark, act.confidence), act.reason)
    return replace(commit, replies={**commit.replies, question.id: given})


def _propose(
    module: Module, session: Session, team: Team, person: PersonId, act: Propose
) -> Commit | Refused:
    commit = team.turn.commits.get(person, Commit())
    if commit.proposal is not None:
        return Refused(Refusal.LOCKED)
    if count_steps(module, session, team, person=person):
        return Refused(Refusal.INCOMPLETE)
    if find_way(list_own_ways(module, session, team, person=person), act.choice) is None:
        return Refused(Refusal.UNKNOWN)
    return replace(commit, proposal=Proposal(act.choice, act.confidence, act.reason))
