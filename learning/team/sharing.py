"""Alone and then share: what a member locked themselves, and then the team side by side.

Nobody's answers are in what a member sees alone, and nothing here says what was right.
"""

from collections.abc import Iterator
from dataclasses import replace

from learning.model.case import Question
from learning.model.key import Module
from learning.model.names import PersonId, QuestionId, Role
from learning.model.words import split_words
from learning.play.shown import ShownQuestion
from learning.quiz.answer import Noticed
from learning.quiz.cues import find_words
from learning.team.alone import count_steps, is_done
from learning.team.asking import ask, find_choice_html, find_roles, list_all_questions, show_ways
from learning.team.locked import find_locked, has_locked
from learning.team.session import Commit, Session, Team
from learning.team.shown import (
    AlonePart,
    MateAnswer,
    MateMarks,
    MateProposal,
    PrivateText,
    SharePart,
)
from learning.team.sight import list_missing, list_own_questions, list_own_ways, list_private, stand


def show_alone(module: Module, session: Session, team: Team, *, person: PersonId) -> AlonePart:
    """Show a member what to do alone, and what they have locked: never what was right."""
    side = session.seats[person].side
    commit = find_locked(session, team, person, scene=team.turn.scene)
    todo = count_steps(module, session, team, person=person)
    open_now = () if todo else list_own_ways(module, session, team, person=person)
    sides = (side, *list_missing(module, session, team))
    ways = show_ways(module, team, ways=open_now, sides=sides)
    roles = find_roles(module, team, side)
    questions = list_own_questions(module, session, team, person=person)
    return AlonePart(
        questions=tuple(_ask(module, team, each, commit, roles[each.id]) for each in questions),
        reasons={question: given.reason for question, given in commit.replies.items()},
        spotting=bool(stand(module, team, side).cues),
        noticed=_list_marks(commit),
        prompt_html=module.key.scenes[team.turn.scene].prompt_html if ways else "",
        choices=ways,
        proposed=None if commit.proposal is None else commit.proposal.choice,
        todo=todo,
        done=is_done(module, session, team, person=person),
    )


def show_share(module: Module, session: Session, team: Team, *, person: PersonId) -> SharePart:
    """Show what all locked alone, side by side in the order of the team's seats.

    A question of another side is not there, nor are words that only another side reads: those are
    for telling.
    """
    here = team.turn.scene
    commits = {each: find_locked(session, team, each, scene=here) for each in team.members}
    return SharePart(
        questions=tuple(_list_answers(module, session, team, person, commits)),
        proposals=tuple(_list_proposals(module, team, commits)),
        marks=tuple(_list_noticed(module, session, team, person, commits)),
        absent=tuple(each for each in team.members if not has_locked(commits[each])),
        private=tuple(_list_private(module, session, team, person)),
    )


def _list_answers(
    module: Module,
    session: Session,
    team: Team,
    person: PersonId,
    commits: dict[PersonId, Commit],
) -> Iterator[tuple[ShownQuestion, tuple[MateAnswer, ...]]]:
    side = session.seats[person].side
    roles = find_roles(module, team, side)
    own = {each.id for each in list_own_questions(module, session, team, person=person)}
    for question in list_all_questions(module, team, side):
        answers = tuple(_list_given(question.id, commits))
        if answers or question.id in own:
            role = roles.get(question.id)
            yield _ask(module, team, question, commits[person], role), answers


def _list_given(question: QuestionId, commits: dict[PersonId, Commit]) -> Iterator[MateAnswer]:
    for person, commit in commits.items():
        given = commit.replies.get(question)
        if given is not None:
            answered = given.answered
            yield MateAnswer(person, answered.answer, answered.confidence, given.reason)


def _list_proposals(
    module: Module, team: Team, commits: dict[PersonId, Commit]
) -> Iterator[MateProposal]:
    ways = module.key.scenes[team.turn.scene].choices
    for person, commit in commits.items():
        if commit.proposal is not None:
            html = find_choice_html(ways, commit.proposal.choice)
            yield MateProposal(person, html, commit.proposal.confidence, commit.proposal.reason)


def _list_noticed(
    module: Module,
    session: Session,
    team: Team,
    person: PersonId,
    commits: dict[PersonId, Commit],
) -> Iterator[MateMarks]:
    words = stand(module, team, session.seats[person].side).words
    for mate, commit in commits.items():
        marks = _list_marks(commit)
        if marks is not None:
            seen = tuple(
                mark
                for mark in marks
                if mate == person or find_words(words, split_words(mark.words))
            )
            yield MateMarks(mate, seen, len(marks) - len(seen), commit.spotted_sure)


def _list_private(
    module: Module, session: Session, team: Team, person: PersonId
) -> Iterator[PrivateText]:
    told = team.turn.told
    for prose in list_private(module, session, team, person=person):
        by = tuple(each for each in team.members if prose.id in told.get(each, ()))
        yield PrivateText(prose.id, prose.html, person in by, by)


def _list_marks(commit: Commit) -> tuple[Noticed, ...] | None:
    if commit.spotted is None:
        return None
    return tuple(result.noticed for result in commit.spotted.results)


def _ask(
    module: Module, team: Team, question: Question, commit: Commit, role: Role | None
) -> ShownQuestion:
    """Show a question with a member's own answer, and not what came of it."""
    shown = ask(module, team, question, role=role)
    given = commit.replies.get(question.id)
    if given is None:
        return shown
    return replace(shown, answer=given.answered.answer, confidence=given.answered.confidence)
