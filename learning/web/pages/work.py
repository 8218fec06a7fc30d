"""What a learner wrote in an attempt: texts and plans, and nothing of the author's models."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from learning.play.shown import Debrief, ShownQuestion
from learning.quiz.answer import Planned, Written
from learning.web.pages.planned import say_row


@dataclass(frozen=True, slots=True)
class Work:
    """One text or the rows of one plan, under the words of its question."""

    title: str
    text: str = ""
    plan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything that is printed."""

    name: str
    title: str
    written_on: date
    works: tuple[Work, ...]


def list_works(debrief: Debrief) -> Iterator[Work]:
    """List what was written, in the order in which it was asked for."""
    for scene in debrief.reviews:
        for shown in scene.questions:
            work = _make_work(shown)
            if work is not None:
                yield work


def _make_work(shown: ShownQuestion) -> Work | None:
    title, answer = shown.question.title, shown.answer
    if isinstance(answer, Written):
        return Work(title, text=answer.text)
    if isinstance(answer, Planned):
        return Work(title, plan=tuple(map(say_row, answer.rows)))
    return None
