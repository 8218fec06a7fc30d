"""What the first page shows: the cases to a stranger, and to a learner what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.model.names import Kind
from learning.operations.catalogue import CaseCard, CourseDesk
from learning.operations.dates import Event
from learning.operations.home import GivenCase, Going, GoingTogether, Home
from learning.operations.locks import say_lock
from learning.operations.stages import Stage
from learning.storage.standings import InvitedTo
from learning.web.pages.catalogue import CardRow, show_cases, url_of
from learning.web.pages.course import DateRow, list_ways_together, make_date, say_waiting
from learning.web.pages.messages import MessageRow, make_messages
from learning.web.pages.words import KIND_WORDS, lower_first, say_count, say_time

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
    teaches: bool
    next: StepRow | None
    messages: tuple[MessageRow, ...]
    invited: tuple[StepRow, ...]
    given: tuple[StepRow, ...]
    soon: tuple[SoonRow, ...]
    coming_back: str
    to_mark: str
    going: tuple[StepRow, ...]
    courses: tuple[CourseRow, ...]


def make_home(cards: Sequence[CaseCard]) -> HomePage:
    """Show a stranger what there is."""
    return HomePage(show_cases(cards).cards)


def make_desk(name: str, home: Home, *, teaches: bool) -> DeskPage:
    """Show somebody the next step, what else waits for them, and to educators where they teach."""
    together = [_make_together(each) for each in home.together]
    going = [*together, *(_make_going(each) for each in home.going)]
    desks = [*home.desks, *(each.desk for each in home.given)]
    steps = [*going, *(step for desk in desks if (step := _make_step(desk)))]
    dates = home.soon[:MOST_DATES]
    return DeskPage(
        heading=f"Welcome, {name}" if home.is_new else f"Welcome back, {name}",
        is_new=home.is_new,
        teaches=teaches,
        next=steps[0] if steps else None,
        messages=make_messages(home.messages),
        invited=tuple(_make_invited(each) for each in home.invited),
        given=tuple(_make_given(each) for each in home.given),
        soon=tuple(SoonRow(make_date(date, desk), _name_course(desk)) for desk, date in dates),
        coming_back=_say_coming_back(home.coming_back),
        to_mark=_say_to_mark(home.to_mark),
        going=tuple(going[1:MOST_GOING]),
        courses=tuple(_make_course(each) for each in home.desks),
    )


def _make_together(going: GoingTogether) -> StepRow:
    kicker = "Shared session you run" if going.facilitates else "Shared session under way"
    return StepRow(kicker, going.title, f"/sessions/{going.session_id}", "Go back to it")


def _make_invited(invited: InvitedTo) -> StepRow:
    when = say_time(invited.planned_for)
    kicker = f"Shared session of {invited.cohort}{f', {when}' if when else ''}"
    return StepRow(kicker, invited.title, f"/join/{invited.code}", "Join it")


def _make_given(given: GivenCase) -> StepRow:
    """Say what a cohort gives a learner by itself, and by when, or why it cannot be begun yet."""
    course, (stop,) = given.desk.course, given.desk.stops
    due = next((each for each in given.desk.dates if each.event is Event.DUE), None)
    told = say_lock(stop) or (lower_first(make_date(due, given.desk).words) if due else "")
    kicker = f"Case of {given.cohort}{f', {told}' if told else ''}"
    begun = stop.stand.stage is not Stage.NOT_BEGUN
    return StepRow(kicker, course.title, url_of(course.path), "Go on" if begun else "Look at it")


def _name_course(desk: CourseDesk) -> str:
    return "a case of your cohort" if desk.course.is_alone else desk.course.title


def _make_going(going: Going) -> StepRow:
    kind = KIND_WORDS[Kind(going.kind)]
    return StepRow(f"{kind} under way", going.title, f"/attempts/{going.attempt_id}")


def _make_step(desk: CourseDesk) -> StepRow | None:
    if desk.next is None or desk.complete:
        return None
    module = desk.next.module
    kicker = "Next for your cohort" if desk.course.is_alone else f"Next in “{desk.course.title}”"
    ways = list_ways_together(desk.next)
    if ways:
        words, url = ways[0]
        return StepRow(kicker, module.title, url, words)
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


def _say_to_mark(count: int) -> str:
    if not count:
        return ""
    waits = "waits" if count == 1 else "wait"
    return f"{say_count(count, 'text')} of the other side {waits} to be marked."
