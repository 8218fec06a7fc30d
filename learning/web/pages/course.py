"""The page of a course: its modules with rule, dates and state, the next step, what is due.

Knows how a person stands; of the certificate only that there may be one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from learning.model.course import CourseModule
from learning.model.names import Rule
from learning.operations.catalogue import CourseDesk
from learning.operations.courses import Lock, Stop
from learning.operations.dates import Date, Event
from learning.operations.locks import say_lock
from learning.operations.moments import say_from, say_until
from learning.operations.stages import Stage
from learning.web.pages.catalogue import url_of
from learning.web.pages.certificates import OfferPage
from learning.web.pages.words import (
    join_words,
    say_count,
    say_minutes,
    say_percent,
    say_points,
)
from learning.web.redirects import sign_in_url

_TOGETHER = "For both sides together, in a shared session"
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date to keep; `words` say what happens when, as a sentence."""

    words: str
    title: str
    url: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A line of the course. `url` is empty while the module is locked; `why` says why it is.

    `case_url` leads to what is locked here and open among the cases, `together` (words and
    addresses) to shared sessions.
    """

    number: int
    title: str
    url: str
    notes: tuple[str, ...]
    state: str
    words: str
    tone: str
    next: bool
    why: str = ""
    case_url: str = ""
    together: tuple[tuple[str, str], ...] = ()
    due: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course desk: the modules, my place among them, the next step.

    `waiting` says why nothing is to be done now; `certificate` is None for whoever has no account.
    """

    url: str
    kicker: tuple[str, ...]
    title: str
    summary: str
    welcome_html: str
    picture: str
    modules: tuple[ModuleRow, ...]
    certificate_html: str
    facts: tuple[tuple[str, str], ...]
    done: int
    of: int
    completes: str
    complete: bool = False
    next_url: str = ""
    next_words: str = ""
    next_button: str = ""
    waiting: str = ""
    may_enrol: bool = False
    sign_in_url: str = ""
    dates: tuple[DateRow, ...] = ()
    calendar_url: str = ""
    certificate: OfferPage | None = None


def make_desk(desk: CourseDesk, *, known: bool) -> CoursePage:
    """Make the course desk. `known` says whether somebody is signed in."""
    course, url = desk.course, url_of(desk.course.path)
    facts = [("Time", say_minutes(course.minutes)), ("Written by", ", ".join(course.authors))]
    facts += [("Reviewed by", ", ".join(course.reviewers)), ("Licence", course.licence)]
    page = CoursePage(
        url=url,
        kicker=tuple(filter(None, ("Course", say_minutes(course.minutes)))),
        title=course.title,
        summary=course.summary,
        welcome_html=course.welcome_html,
        picture=course.picture or "",
        modules=tuple(_make_module(stop, desk, next_one=stop == desk.next) for stop in desk.stops),
        certificate_html=course.certificate_html,
        facts=tuple((key, value) for key, value in facts if value),
        done=desk.done,
        of=desk.needed,
        completes=say_completes(desk),
        complete=desk.complete,
        dates=tuple(make_date(each, desk) for each in desk.dates),
    )
    if not known:
        return replace(page, sign_in_url=sign_in_url(url))
    page = replace(page, calendar_url=f"{url}/calendar.ics" if desk.dates else "")
    if not desk.enrolled:
        return replace(page, may_enrol=True)
    return _add_next(page, desk.next) if desk.next else replace(page, waiting=say_waiting(desk))


def say_completes(desk: CourseDesk) -> str:
    """Say what it takes to complete a course."""
    needed = [str(stop.module.number) for stop in desk.stops if not stop.module.optional]
    rest = [str(stop.module.number) for stop in desk.stops if stop.module.optional]
    if not rest:
        return "The course is complete once every module is done, each by its own rule."
    one = len(needed) == 1
    words = f"Module{'' if one else 's'} {join_words(tuple(needed))}"
    left = f"Module{'' if len(rest) == 1 else 's'} {join_words(tuple(rest))}"
    are = "is" if len(rest) == 1 else "are"
    return (
        f"{words} complete{'s' if one else ''} the course, each by its own rule."
        f" {left} {are} optional."
    )


def say_waiting(desk: CourseDesk) -> str:
    """Say why nothing is to be done in a course now; "" where it is complete."""
    stop = next((each for each in desk.stops if not each.done and not each.module.optional), None)
    if stop is None:
        return ""
    name = f"Module {stop.module.number}, “{stop.module.title}”,"
    if stop.lock is Lock.CLOSED:
        return f"{name} {say_lock(stop)}, before it was done. What you did is kept."
    if stop.lock is not None:
        return f"Nothing is open for you now. {name} {say_lock(stop)}."
    return f"Nothing is open for you now. {name} is not published yet."


def make_date(date: Date, desk: CourseDesk) -> DateRow:
    """Say what happens to a module or the whole course, and when."""
    stop, words = date.stop, _say_date(date)
    if stop is None and desk.course.is_alone:
        return DateRow(words, desk.course.title, url_of(desk.course.path), date.over)
    if stop is None:
        return DateRow(words, "the whole course", url_of(desk.course.path), date.over)
    return DateRow(words, stop.module.title, _find_url(stop), date.over)


def _say_date(date: Date) -> str:
    match date.event:
        case Event.OPENS:
            return f"Opens {say_from(date.at)}"
        case Event.CLOSES:
            return f"Closes {say_until(date.at)}"
        case Event.DUE if date.over:
            return f"Was due {say_until(date.at)}"
        case Event.DUE:
            return f"Due {say_until(date.at)}"


def list_notes(module: CourseModule) -> Iterator[str]:
    """Say what a module of a course is, and when it is done."""
    if module.optional:
        yield "Optional"
    if module.pre_test:
        yield "Pre-test: what you know before"
    if module.post_test_of:
        yield f"Post-test, compared with module {module.post_test_of}"
    if module.follow_up_of:
        weeks = say_count(module.follow_up_weeks or 0, "week")
        yield f"Follow-up of module {module.follow_up_of}, {weeks} later"
    if module.shared_session:
        yield _TOGETHER
    yield _say_rule(module)


def _say_rule(module: CourseModule) -> str:
    match module.rule:
        case Rule.SEEN:
            return "Done once you have begun it"
        case Rule.FINISHED:
            return "Done once you have finished it"
        case Rule.PASSED if module.pass_mark is None:
            return "Done once you have passed it"
        case Rule.PASSED:
            return f"Done with {module.pass_mark}% of the points there are to earn"


def list_ways_together(stop: Stop) -> tuple[tuple[str, str], ...]:
    """List where a shared session is gone back to, opened or joined, as words and addresses."""
    if not stop.module.shared_session or not stop.published or not (stop.open or stop.done):
        return ()
    back = stop.stand.session_id
    under_way = (("Go back to your session", f"/sessions/{back}"),) if back else ()
    opened = f"/sessions/open?{urlencode({'case': stop.module.path})}"
    return (*under_way, ("Open a session", opened), ("Join with a code", "/sessions"))


def _add_next(page: CoursePage, stop: Stop) -> CoursePage:
    ways = list_ways_together(stop)
    if ways:
        button, url = ways[0]
        return replace(page, next_url=url, next_words=name_next(stop), next_button=button)
    under_way = stop.stand.attempt_id
    return replace(
        page,
        next_url=f"/attempts/{under_way}" if under_way else url_of(stop.module.path),
        next_words=name_next(stop),
        next_button="Continue" if under_way else "Go to the next step",
    )


def name_next(stop: Stop) -> str:
    """Name what comes next: what nobody needs to do is an offer, and no step."""
    what = f"{stop.module.number}. {stop.module.title}"
    return f"If you like: {what} (optional)" if stop.module.optional else f"Next: {what}"


def _find_url(stop: Stop) -> str:
    """What is under way can be gone on with, and what is done looked back at, locked or not."""
    if stop.published and (stop.open or stop.done):
        return url_of(stop.module.path)
    return f"/attempts/{stop.stand.attempt_id}" if stop.stand.attempt_id else ""


def find_case(stop: Stop) -> str:
    """Give the address of a case that anybody may play, whatever a course makes of it."""
    path = stop.module.path
    return url_of(path) if stop.published and path.startswith("cases/") else ""


def _make_module(stop: Stop, desk: CourseDesk, *, next_one: bool) -> ModuleRow:
    words, tone = _say_stop(stop, next_one=next_one)
    why = say_lock(stop) if not stop.done else ""
    url = _find_url(stop)
    due = Date(stop.due, Event.DUE, stop, over=stop.overdue) if stop.due else None
    return ModuleRow(
        number=stop.module.number,
        title=stop.module.title,
        url=url,
        notes=(*list_notes(stop.module), *_list_marks(stop), *_list_gain(stop, desk)),
        state="finished" if stop.done else "open" if stop.open and stop.published else "closed",
        words=words,
        tone=tone,
        next=next_one,
        why=why[:1].upper() + why[1:],
        case_url=find_case(stop) if why and not url else "",
        together=list_ways_together(stop),
        due=_say_date(due) if due and not stop.done else "",
        overdue=stop.overdue,
    )


def _list_marks(stop: Stop) -> Iterator[str]:
    """Say the best attempt, and where it is another one that counts, what that comes to."""
    best, kept = stop.stand.best, stop.stand.kept
    if best and best.possible:
        what = "Your own part" if stop.module.shared_session else "Best"
        yield f"{what} {say_points(best.earned, best.possible)}"
        if kept is not None and abs(100 * kept - best.percent()) > _HAIR:
            yield f"{say_percent(kept, 1)} counts"


def _list_gain(stop: Stop, desk: CourseDesk) -> Iterator[str]:
    """Say what a test came to beside the one before, where both are done and may be told."""
    first = stop.module.post_test_of or stop.module.follow_up_of
    before = next((each for each in desk.stops if each.module.number == first), None)
    was, comes_to = _find_share(before), _find_share(stop)
    if was is not None and comes_to is not None:
        yield f"Before {say_percent(was, 1)}, now {say_percent(comes_to, 1)}"


def _find_share(stop: Stop | None) -> float | None:
    """Give the share that counts of a module, unless its marks are never told."""
    return stop.stand.kept if stop is not None and stop.stand.best is not None else None


def _say_stop(stop: Stop, *, next_one: bool) -> tuple[str, str]:
    if stop.done:
        return "Done", "good"
    if not stop.published:
        return "Not published yet", "plain"
    if not stop.open:
        return ("Closed" if stop.lock is Lock.CLOSED else "Locked"), "plain"
    if stop.stand.stage is Stage.FINISHED:
        return "Not passed yet", "warn"
    if stop.stand.stage is Stage.UNDER_WAY:
        return "Under way", "primary"
    if stop.module.optional:
        return "If you like", "plain"
    return ("Next", "primary") if next_one else ("To do", "plain")
