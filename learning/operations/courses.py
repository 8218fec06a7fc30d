"""How a person stands with a course: which modules are done, open and due, and which comes next.

Knows one course, one person and one moment; where these are kept is not its business.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from learning.model.course import Course, CourseModule
from learning.model.names import Rule
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.stages import NOT_BEGUN, Stage, Stand, stand_together
from learning.storage.cohort_terms import Terms
from learning.storage.publications import Hours

# A third of three points is a third, whatever binary fractions make of it.
_HAIR = 1e-9


class Lock(StrEnum):
    """Why a module cannot be begun: it has closed, or another one or a day has to come first."""

    CLOSED = "closed"
    AFTER = "after"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class When:
    """The moment at which a person looks at a course, since when they take it, and how.

    `opens`, `closes` and `due` are those of the cohorts that they take it in, in the time zone; the
    latter two are the first moments at which it is closed or overdue.
    """

    now: datetime
    zone: ZoneInfo
    enrolled_at: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    due: datetime | None = None

    def find(self, local: datetime | None) -> datetime | None:
        """Give the moment that a local time is, told in the zone; nothing for nothing."""
        return None if local is None else local.replace(tzinfo=self.zone)

    def midnight(self, moment: datetime | None, **later: int) -> datetime | None:
        """Give the beginning of the day of a moment, or of one so much later."""
        if moment is None:
            return None
        day = moment.astimezone(self.zone).date() + timedelta(**later)
        return datetime.combine(day, time(), self.zone)

    def begin_day(self, day: date | None, *, after: int = 0) -> datetime | None:
        """Give the beginning of a day, or of one so many later; nothing for nothing."""
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=after), time(), self.zone)


@dataclass(frozen=True, slots=True)
class Stop:
    """A module of a course for one person. `published` is whether there is anything to open.

    `opens`, `closes` and `due` are in the time zone of the site, the latter two the first moment
    at which it is closed or overdue. `waits_for` is the module that is to be done first.
    """

    module: CourseModule
    stand: Stand
    done: bool
    published: bool
    lock: Lock | None = None
    waits_for: CourseModule | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    due: datetime | None = None
    overdue: bool = False

    @property
    def open(self) -> bool:
        """Whether it may be begun, once it is published."""
        return self.lock is None


def look_now(site: Site, enrolled_at: datetime | None, terms: Terms | None = None) -> When:
    """Look at a course at this moment, by the clock of the site, as cohorts take it."""
    when = When(site.clock(), find_zone(site), enrolled_at)
    if terms is None or not terms.holds:
        return when
    return replace(
        when,
        opens=when.begin_day(terms.opens),
        closes=when.begin_day(terms.closes, after=1),
        due=when.begin_day(terms.due, after=1),
    )


def make_stops(
    course: Course, stands: Mapping[str, Stand], published: Mapping[str, Hours], *, when: When
) -> tuple[Stop, ...]:
    """Say of each module of a course whether it is done, whether it is open, and when it is due.

    `published` has the hours of each module that can be opened: those of a quiz hold as well.
    """
    own = {each.number: _find_stand(each, stands) for each in course.modules}
    done = {each.number for each in course.modules if is_done(each, own[each.number])}
    stops = []
    for each in course.modules:
        hours = published.get(each.path, Hours())
        opens = _find_opening(each, hours, own=own, when=when)
        own_end = when.find(min(filter(None, (each.closes, hours.closes)), default=None))
        closes = min(filter(None, (own_end, when.closes)), default=None)
        first = _find_first(each, own, done)
        due = when.find(each.due) or _count_weeks(each, when)
        stops.append(
            Stop(
                module=each,
                stand=own[each.number],
                done=each.number in done,
                published=each.path in published,
                lock=_find_lock(when.now, opens=opens, closes=closes, waits=first is not None),
                waits_for=next((it for it in course.modules if it.number == first), None),
                opens=opens,
                closes=closes,
                due=due,
                overdue=each.number not in done and due is not None and due <= when.now,
            )
        )
    return tuple(stops)


def _find_stand(module: CourseModule, stands: Mapping[str, Stand]) -> Stand:
    """Give how a person stands with a module: what is meant for a session is done in one alone."""
    stand = stands.get(module.path, NOT_BEGUN)
    return stand_together(stand) if module.shared_session else stand


def is_done(module: CourseModule, stand: Stand) -> bool:
    """Say whether a module of a course is done, by its rule."""
    match module.rule:
        case Rule.SEEN:
            return stand.stage is not Stage.NOT_BEGUN
        case Rule.FINISHED:
            return stand.stage is Stage.FINISHED
        case Rule.PASSED if module.pass_mark is None:
            return stand.stage is Stage.FINISHED and bool(stand.passed)
        case Rule.PASSED:
            kept = stand.kept if stand.kept is not None else 0.0
            return stand.stage is Stage.FINISHED and 100 * kept + _HAIR >= (module.pass_mark or 0)
        case _:
            assert_never(module.rule)


def find_next(stops: tuple[Stop, ...]) -> Stop | None:
    """Give what to do next: the first module that is open and not done, optional ones last."""
    ready = [each for each in stops if each.open and each.published and not each.done]
    return min(ready, key=lambda stop: stop.module.optional, default=None)


def count_done(stops: tuple[Stop, ...]) -> tuple[int, int]:
    """Count the modules done of those that are not optional."""
    needed = [each for each in stops if not each.module.optional]
    return sum(each.done for each in needed), len(needed)


def _find_opening(
    module: CourseModule, hours: Hours, *, own: Mapping[int, Stand], when: When
) -> datetime | None:
    """Give when a module opens by its dates. A follow-up opens as its day begins."""
    day = when.find(max(filter(None, (module.opens, hours.opens)), default=None))
    first = own.get(module.follow_up_of or 0, NOT_BEGUN).first_finished_at
    weeks = when.midnight(first, weeks=module.follow_up_weeks or 0)
    return max(filter(None, (day, weeks, when.opens)), default=None)


def _find_first(
    module: CourseModule, own: Mapping[int, Stand], done: Collection[int]
) -> int | None:
    """Give the number of the module that is to be done before this one, while it is not."""
    if module.opens_after is not None and module.opens_after not in done:
        return module.opens_after
    followed = module.follow_up_of
    waits = followed is not None and own[followed].first_finished_at is None
    return followed if waits else None


def _count_weeks(module: CourseModule, when: When) -> datetime | None:
    """Give the end of the day that is so many weeks after the enrolment."""
    if module.due_weeks is None:
        return None
    return when.midnight(when.enrolled_at, weeks=module.due_weeks, days=1)


def _find_lock(
    now: datetime, *, opens: datetime | None, closes: datetime | None, waits: bool
) -> Lock | None:
    if closes is not None and closes <= now:
        return Lock.CLOSED
    if waits:
        return Lock.AFTER
    return Lock.UNTIL if opens is not None and now < opens else None
