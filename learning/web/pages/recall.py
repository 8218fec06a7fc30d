"""What comes back, in words: a question out of its place, what came of an answer, when the next is.

Knows what the operation gives; days are those of the site's calendar.
"""

from dataclasses import dataclass
from datetime import date

from learning.model.case import Source
from learning.model.names import Kind
from learning.operations.recall import Again, Told, Waiting
from learning.play.recall import RecallView
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Sent
from learning.web.pages.catalogue import url_of
from learning.web.pages.questions import QuestionPart, Rules, make_question
from learning.web.pages.words import say_count, say_date


@dataclass(frozen=True, slots=True)
class RecallPage:
    """A question that came back. `no` is the request that its form carries.

    `due` says how many are left for today, `next` when this one comes back, once it is answered.
    """

    url: str
    no: str
    kicker: tuple[str, str]
    scene: str
    prose_html: tuple[str, ...]
    part: QuestionPart
    sources: tuple[Source, ...]
    due: str
    errors: tuple[tuple[str, str], ...] = ()
    next: str = ""
    more: bool = False
    saves: bool = False


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """There is nothing to answer: nothing is due, or it is turned off."""

    off: bool
    words: str


def make_asked(again: Again, *, due: int, sent: Sent | None = None) -> RecallPage:
    """Ask a question that came back; `sent` brings back what was refused, with why."""
    view = again.view
    part = make_question(view.question, Typed(reply=sent), _rules(view))
    return RecallPage(
        url=f"/recall{url_of(again.path)}",
        no=again.request_id,
        kicker=_kicker(view),
        scene=view.scene_title,
        prose_html=view.prose_html,
        part=part,
        sources=view.sources,
        due=f"{say_count(due, 'question')} due today.",
        errors=part.faults.listed,
    )


def make_answered(told: Told) -> RecallPage:
    """Show what came of an answer."""
    view = told.view
    left = f"{say_count(told.left, 'question')} left for today." if told.left else ""
    return RecallPage(
        url="/recall",
        no="",
        kicker=_kicker(view),
        scene=view.scene_title,
        prose_html=view.prose_html,
        part=make_question(view.question, None, _rules(view)),
        sources=view.sources,
        due=left or "That was the last one for today.",
        next=f"This question comes back {say_when(told.due_on, told.today)}.",
        more=told.left > 0,
    )


def make_waiting(waiting: Waiting) -> WaitingPage:
    """Say when something is due next."""
    if waiting.off:
        return WaitingPage(True, "")
    if waiting.next_on is None:
        return WaitingPage(False, "No question that you missed is waiting to come back.")
    return WaitingPage(False, f"The next question comes back on {say_date(waiting.next_on)}.")


def say_when(day: date, today: date) -> str:
    """Say how far off a day is.

    >>> say_when(date(2026, 11, 23), date(2026, 11, 22))
    'tomorrow'
    >>> say_when(date(2026, 11, 28), date(2026, 11, 22))
    'in 6 days, on 28 November 2026'
    """
    days = (day - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case _ if days > 1:
            return f"in {say_count(days, 'day')}, on {say_date(day)}"
        case _:
            return f"on {say_date(day)}"


def _kicker(view: RecallView) -> tuple[str, str]:
    return (view.case_title, view.scene_title)


def _rules(view: RecallView) -> Rules:
    # Out of its quiz a question is told at once, as one of a lesson is.
    kind = Kind.LESSON if view.kind is Kind.QUIZ else view.kind
    return Rules(kind, ask_confidence=view.ask_confidence, over=True)
