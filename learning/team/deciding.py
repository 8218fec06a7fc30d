"""Decide: ballots become the team's answers: where all agree, by most, or by the reporter.

A wrong team answer may be tried again, and each try is worth half of the one before.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from learning.model.case import Question
from learning.model.key import ChoiceKey, Module
from learning.model.names import ChoiceId, PersonId, QuestionId
from learning.play.state import Answered
from learning.quiz.answer import Answer, Result
from learning.quiz.faults import find_answer_fault
from learning.quiz.marking import mark_answer
from learning.team.changes import put_turn
from learning.team.events import Vote, VoteChoice
from learning.team.session import (
    CHOICE,
    Ballot,
    Commit,
    Item,
    Refusal,
    Refused,
    Session,
    Team,
    Way,
)
from learning.team.sight import find_way, list_awaited, list_team_questions, list_ways

# Scratch cards as in team-based learning (IF-AT): each further try is worth half, the last nothing.
CREDITS = (1.0, 0.5, 0.25, 0.0)
# The part of a refusal that says: this answer was tried, and it was not right.
TRIED = "tried"


def vote(
    module: Module, session: Session, team: Team, *, person: PersonId, act: Vote | VoteChoice
) -> Team | Refused:
    """Take a ballot, or change it.

    What the team has decided is LOCKED, and so (part `tried`) is an answer that was not right.
    """
    refusal = _judge(module, session, team, act)
    if refusal is not None:
        return refusal
    match act:
        case Vote(question=item, answer=wanted):
            return _cast(team, item, person, Ballot(wanted, session.seq + 1))
        case VoteChoice(choice=way):
            return _cast(team, CHOICE, person, Ballot(way, session.seq + 1))
        case _:
            assert_never(act)


def decide_agreed(module: Module, session: Session, team: Team) -> Team:
    """Take every answer on which the team agrees by now, in the way it decides; the way on last."""
    for question in list_undecided(module, session, team):
        wanted = find_agreed(session, team, question.id)
        if wanted is not None and not isinstance(wanted, str):
            team = _try(module, session, team, question=question.id, wanted=wanted)
    way = find_agreed(session, team, CHOICE)
    if isinstance(way, str) and may_choose(module, session, team):
        team = _choose(module, session, team, way)
    return team


def decide_all(module: Module, session: Session, team: Team) -> Team:
    """Decide all that is left: what most want, the earliest of equals.

    A question for which nobody voted counts its last try, or stays unanswered.
    """
    for question in list_undecided(module, session, team):
        wanted = find_most_wanted(team, question.id)
        if wanted is not None and not isinstance(wanted, str):
            team = _try(module, session, team, question=question.id, wanted=wanted)
        team = _settle_tried(team, question.id)
    return decide_way(module, session, team)


def decide_way(module: Module, session: Session, team: Team) -> Team:
    """Decide the way on if there is one: what most want, or else proposed alone.

    Where nobody said anything it is the first of those least taken: no team goes round for ever.
    """
    ways = list_ways(module, session, team)
    if team.turn.choice is not None or not ways:
        return team
    wanted = find_most_wanted(team, CHOICE)
    if not isinstance(wanted, str) or find_way(ways, wanted) is None:
        wanted = _find_most_proposed(team, ways)
    return _choose(module, session, team, wanted)


def list_undecided(module: Module, session: Session, team: Team) -> tuple[Question, ...]:
    """List the questions of the scene that the team has still to decide."""
    questions = list_team_questions(module, session, team)
    return tuple(each for each in questions if each.id not in team.turn.decided)


def list_short(team: Team) -> tuple[QuestionId, ...]:
    """List what was decided in the scene and did not earn all its points: what can be appealed."""
    marks = ((each, team.play.answers[each].mark) for each in team.play.answers)
    return tuple(
        question
        for question, mark in marks
        if question in team.turn.decided and mark.earned < mark.possible
    )


def may_choose(module: Module, session: Session, team: Team) -> bool:
    """Say whether the way on can be voted on: once what must be answered before is decided."""
    left = list_undecided(module, session, team)
    return all(each.optional for each in left) and team.turn.choice is None


def is_decided(module: Module, session: Session, team: Team) -> bool:
    """Say whether a team is done with deciding in the scene.

    Who has decided the way on is. Where there is none, and only optional questions are left, it is
    for them to say so.
    """
    if not may_leave_open(module, session, team):
        return False
    if team.turn.choice is not None or not list_undecided(module, session, team):
        return True
    return team.ready.issuperset(list_awaited(session, team))


def may_leave_open(module: Module, session: Session, team: Team) -> bool:
    """Say whether nothing that must be decided is left; optional questions may be."""
    if any(not each.optional for each in list_undecided(module, session, team)):
        return False
    return team.turn.choice is not None or not list_ways(module, session, team)


def find_agreed(session: Session, team: Team, item: Item) -> Answer | ChoiceId | None:
    """Give what the team agrees on for an item; None while it does not.

    Most of them can decide once all have voted: nobody is outvoted who was still thinking. Without
    a reporter who is awaited, everybody must agree.
    """
    ballots = team.turn.ballots.get(item, {})
    awaited = list_awaited(session, team)
    if session.options.way is Way.REPORTER and team.reporter in awaited:
        own = ballots.get(team.reporter)
        return own.answer if own else None
    cast = [ballots[person].answer for person in awaited if person in ballots]
    if not cast or len(cast) < len(awaited):
        return None
    wanted, count = Counter(cast).most_common(1)[0]
    enough = count * 2 > len(cast) if session.options.way is Way.MAJORITY else count == len(cast)
    return wanted if enough else None


def find_most_wanted(team: Team, item: Item) -> Answer | ChoiceId | None:
    """Give what most ballots want, of equals what was wanted first; None where nobody voted."""
    ballots = team.turn.ballots.get(item, {})
    in_order = sorted(ballots.values(), key=lambda ballot: ballot.seq)
    counted = Counter(ballot.answer for ballot in in_order)
    return counted.most_common(1)[0][0] if counted else None


def carry_own_answers(module: Module, session: Session, team: Team) -> Team:
    """Let conditions of the case know what was answered alone and is not the team's to decide.

    Of several answers the one that most gave counts, of equals the one given first. They bring the
    team no points.
    """
    shared = {each.id for each in list_team_questions(module, session, team)}
    answers = dict(team.play.answers)
    for question in _list_given(team):
        if question not in shared and question not in answers:
            answers[question] = _find_most_given(team, question)
    return replace(team, play=replace(team.play, answers=answers))


def _list_commits(team: Team) -> tuple[Commit, ...]:
    """List what was locked by those who are in the team now, in the order of first locking."""
    return tuple(each for person, each in team.turn.commits.items() if person in team.members)


def _list_given(team: Team) -> tuple[QuestionId, ...]:
    given = (each for commit in _list_commits(team) for each in commit.replies)
    return tuple(dict.fromkeys(given))


def _find_most_given(team: Team, question: QuestionId) -> Answered:
    commits = _list_commits(team)
    given = [each.replies[question].answered for each in commits if question in each.replies]
    wanted = Counter(each.answer for each in given).most_common(1)[0][0]
    return next(each for each in given if each.answer == wanted)


def _find_most_proposed(team: Team, ways: tuple[ChoiceKey, ...]) -> ChoiceId:
    proposals = (commit.proposal for commit in _list_commits(team))
    proposed = Counter(each.choice for each in proposals if each and find_way(ways, each.choice))
    if proposed:
        return proposed.most_common(1)[0][0]
    steps = (step.choice for step in team.play.steps if step.scene == team.turn.scene)
    taken = Counter(steps)
    return min(ways, key=lambda way: taken[way.id]).id


def _judge(module: Module, session: Session, team: Team, act: Vote | VoteChoice) -> Refused | None:
    if isinstance(act, VoteChoice):
        if team.turn.choice is not None:
            return Refused(Refusal.LOCKED)
        if not may_choose(module, session, team):
            return Refused(Refusal.INCOMPLETE)
        known = find_way(list_ways(module, session, team), act.choice)
        return None if known else Refused(Refusal.UNKNOWN)
    tried = team.play.tried.get(act.question, ())
    if any(each.answer == act.answer for each in tried):
        return Refused(Refusal.LOCKED, TRIED)
    if act.question in team.turn.decided:
        return Refused(Refusal.LOCKED)
    questions = list_team_questions(module, session, team)
    question = next((each for each in questions if each.id == act.question), None)
    if question is None:
        return Refused(Refusal.UNKNOWN)
    fault = find_answer_fault(question, act.answer)
    return None if fault is None else Refused(Refusal(fault.why.value), fault.part)


def _cast(team: Team, item: Item, person: PersonId, ballot: Ballot) -> Team:
    """Put a ballot in; the same once more does not make it later than it was."""
    ballots = team.turn.ballots.get(item, {})
    before = ballots.get(person)
    if before is not None and before.answer == ballot.answer:
        return team
    return _put_ballots(team, item, {**ballots, person: ballot})


def _put_ballots(team: Team, item: Item, ballots: Mapping[PersonId, Ballot]) -> Team:
    return put_turn(team, replace(team.turn, ballots={**team.turn.ballots, item: ballots}))


def _choose(module: Module, session: Session, team: Team, way: ChoiceId) -> Team:
    """Make a way the team's, if it is open."""
    if find_way(list_ways(module, session, team), way) is None:
        return team
    return put_turn(team, replace(team.turn, choice=way))


def _try(
    module: Module, session: Session, team: Team, *, question: QuestionId, wanted: Answer
) -> Team:
    """Make an answer the team's, or one more try; a question that is gone meanwhile stays open."""
    asked = list_undecided(module, session, team)
    found = next((each for each in asked if each.id == question), None)
    if found is None:
        return team
    tries = team.play.tried.get(question, ())
    key = module.key.scenes[team.turn.scene].questions[question]
    mark = mark_answer(found, key, wanted)
    credit = CREDITS[min(len(tries), len(CREDITS) - 1)]
    given = Answered(wanted, replace(mark, earned=mark.earned * credit))
    if mark.result in (Result.PARTLY, Result.WRONG) and len(tries) + 1 < len(CREDITS):
        tried = {**team.play.tried, question: (*tries, given)}
        return _put_ballots(replace(team, play=replace(team.play, tried=tried)), question, {})
    return _settle(team, question, (*tries, given))


def _settle_tried(team: Team, item: QuestionId) -> Team:
    """Let tries count where no further one was made in time."""
    tries = team.play.tried.get(item, ())
    return team if item in team.turn.decided or not tries else _settle(team, item, tries)


def _settle(team: Team, item: QuestionId, tries: tuple[Answered, ...]) -> Team:
    """Decide a question: the last try is the answer, with the points of the best of them.

    Points that an earlier try earned make it partly right, however wrong the last one was.
    """
    last = tries[-1]
    best = max(each.mark.earned for each in tries)
    wrong = last.mark.result is Result.WRONG and best > 0
    result = Result.PARTLY if wrong else last.mark.result
    answer = replace(last, mark=replace(last.mark, earned=best, result=result))
    tried = {**team.play.tried, item: tries[:-1]}
    play = replace(
        team.play,
        answers={**team.play.answers, item: answer},
        tried={question: earlier for question, earlier in tried.items() if earlier},
    )
    return put_turn(
        replace(team, play=play), replace(team.turn, decided=team.turn.decided | {item})
    )
