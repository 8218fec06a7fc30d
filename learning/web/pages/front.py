"""What the first page shows: the cases to a stranger, and to a learner what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.model.names import Kind
from learning.operations.catalogue import CaseCard, CourseDesk
from learning.operations.home import Going, Home
from learning.web.pages.catalogue import CardRow, show_cases, url_of
from learning.web.pages.course import DateRow, make_date, say_waiting
from learning.web.pages.messages import MessageRow, make_messages
from learning.web.pages.words import KIND_WORDS, say_count

# What was begun before these is on the progress page.
MOST_GOING = 3
MOST_DATES = 5


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page for those who are not signed in."""

    cases: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something to do next: what it is, where it leads, what the button says."""

    kicker: str
    title: str
    url: str
    button: str = "Continue"


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course taken: how far it is done, and what comes next or why nothing does."""

    title: str
    url: str
    done: int
    of: int
    words: str


@dataclass(frozen=True, slots=True)
class SoonRow:
    """A date to keep, with the course that it belongs to."""

    date: DateRow
    course: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The first page for those who are: one next step, and whatever else waits."""

    heading: str
    is_new: bool
    next: StepRow | None
    messages: tuple[MessageRow, ...]
    soon: tuple[SoonRow, ...]
    coming_back: str
    going: tuple[StepRow, ...]
    courses: tuple[CourseRow, ...]


def make_home(cards: Sequence[CaseCard]) -> HomePage:
    """Show a stranger what there is."""
    return HomePage(show_cases(cards).cards)


def make_desk(name: str, home: Home) -> DeskPage:
    """Show a learner the next step, and what else waits for them."""
    going = [_make_going(each) for each in home.going]
    steps = [*going, *(step for desk in home.desks if (step := _make_step(desk)))]
    dates = home.soon[:MOST_DATES]
    return DeskPage(
        heading=f"Welcome, {name}" if home.is_new else f"Welcome back, {name}",
        is_new=home.is_new,
        next=steps[0] if steps else None,
        messages=make_messages(home.messages),
        soon=tuple(SoonRow(make_date(date), desk.course.title) for desk, date in dates),
        coming_back=_say_coming_back(home.coming_back),
        going=tuple(going[1:MOST_GOING]),
        courses=tuple(_make_course(each) for each in home.desks),
    )


def _make_going(going: Going) -> StepRow:
    kind = KIND_WORDS[Kind(going.kind)]
    return StepRow(f"{kind} under way", going.title, f"/attempts/{going.attempt_id}")


def _make_step(desk: CourseDesk) -> StepRow | None:
    if desk.next is None or desk.complete:
        return None
    module = desk.next.module
    kicker = f"Next in “{desk.course.title}”"
    return StepRow(kicker, module.title, url_of(module.path), "Go to the next step")


def _make_course(desk: CourseDesk) -> CourseRow:
    words = "You have completed this course." if desk.complete else say_waiting(desk)
    if desk.next:
        words = f"Next: {desk.next.module.number}. {desk.next.module.title}"
    return CourseRow(desk.course.title, url_of(desk.course.path), desk.done, desk.needed, words)


def _say_coming_back(count: int) -> str:
    if not count:
        return ""
    return (
        f"{say_count(count, 'question')} that you missed {'comes' if count == 1 else 'come'} back"
    )
