"""Rules on texts that the other side marks: somebody there must be able to, and be told by what."""

from collections.abc import Iterator, Sequence

from learning.content.faults import Faults
from learning.content.parsed import Document, Fenced, Part, Question
from learning.model.names import HEALTH, LAW, Feedback, Kind, Review

_BOTH = frozenset({HEALTH, LAW})
_DELETE = "or delete `marked by the other side`"


def find_unmarkable(document: Document, faults: Faults) -> None:
    """Q01: `marked by the other side` where nobody of the other side can ever mark it."""
    asked_of = frozenset(document.front.roles)
    for scene in document.scenes:
        for question, roles in _list_asked(scene.parts, asked_of):
            if question.terms.peer and not question.doubtful:
                _check(question, roles, document, faults)


def _list_asked(
    parts: Sequence[Part], roles: frozenset[str]
) -> Iterator[tuple[Question, frozenset[str]]]:
    """Give each question with the roles that are asked it."""
    for part in parts:
        if isinstance(part, Question):
            yield part, roles
        elif isinstance(part, Fenced):
            yield from _list_asked(part.parts, roles & (part.guard.roles or roles))


def _check(question: Question, roles: frozenset[str], document: Document, faults: Faults) -> None:
    quiz = document.front.quiz
    if document.front.kind is Kind.SURVEY:
        message, fix = "nothing is marked in a survey", "delete `marked by the other side`"
    elif quiz.feedback is Feedback.NONE or quiz.review is Review.NEVER:
        message = "nobody can mark a text by what this quiz never tells"
        fix = f"tell what was right at some time, {_DELETE}"
    elif not roles >= _BOTH:
        message = "a text that the other side marks, and that only one side writes"
        fix = f"ask it of both sides, {_DELETE}"
    else:
        return
    faults.add("Q01", question.place, message, fix=fix)
