"""What the first page shows: the cases to a stranger, and to a learner where they stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.model.names import Kind
from learning.operations.catalogue import CaseCard
from learning.operations.courses import Stop
from learning.operations.progress import CourseProgress, ModuleProgress, Progress
from learning.web.pages.catalogue import CardRow, show_cases, url_of
from learning.web.pages.words import KIND_WORDS

# What was begun before these is on the progress page.
MOST_GOING = 3


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page for those who are not signed in."""

    cases: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class GoingRow:
    """Something begun and not finished."""

    kicker: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course taken, with the next step in it."""

    title: str
    url: str
    done: int
    of: int
    next_words: str
    next_url: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The first page for those who are."""

    heading: str
    going: tuple[GoingRow, ...]
    courses: tuple[CourseRow, ...]
    is_new: bool


def make_home(cards: Sequence[CaseCard]) -> HomePage:
    """Show a stranger what there is."""
    return HomePage(show_cases(cards).cards)


def make_desk(name: str, progress: Progress) -> DeskPage:
    """Show a learner where they stopped and what comes next."""
    going = [each for each in progress.modules if each.stand.attempt_id]
    first = not progress.modules and not progress.courses
    return DeskPage(
        heading=f"Welcome, {name}" if first else f"Welcome back, {name}",
        going=tuple(_make_going(each) for each in going[:MOST_GOING]),
        courses=tuple(_make_course(each) for each in progress.courses),
        is_new=first,
    )


def _make_going(module: ModuleProgress) -> GoingRow:
    kind = KIND_WORDS[Kind(module.kind)]
    return GoingRow(f"{kind} under way", module.title, f"/attempts/{module.stand.attempt_id}")


def _make_course(course: CourseProgress) -> CourseRow:
    return CourseRow(
        title=course.title,
        url=url_of(course.path),
        done=course.done,
        of=course.needed,
        next_words=_say_next(course.next) if course.next else "",
        next_url=url_of(course.next.module.path) if course.next else "",
    )


def _say_next(stop: Stop) -> str:
    return f"Next: {stop.module.title}"
