"""The dates that a course still holds for a person: what opens, is due, or closes, and when.

Knows the stops of one course, and the days a cohort takes it; how a calendar or a page writes them
is said elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.operations.courses import Lock, Stop, When


class Event(StrEnum):
    """What happens to a module on a date."""

    OPENS = "opens"
    DUE = "due"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of one module; without a stop, of the whole course for a cohort.

    `at` is in the time zone of the site; `over`: it has passed. What is due or closes does so just
    before `at`: midnight is the end of the day before.
    """

    at: datetime
    event: Event
    stop: Stop | None
    over: bool = False


def list_dates(stops: Sequence[Stop], when: When) -> tuple[Date, ...]:
    """List the dates of what is not done, the earliest first. What has closed has none.

    What opens or closes with the whole course has no date of its own.
    """
    left = [each for each in stops if not each.done and each.lock is not Lock.CLOSED]
    dates = [date for each in left for date in _list_of_stop(each, when)]
    if any(not each.module.optional for each in left):
        dates += _list_of_course(when)
    return tuple(sorted(dates, key=_find_place))


def _find_place(date: Date) -> tuple[datetime, int]:
    return date.at, date.stop.module.number if date.stop else 0


def _list_of_course(when: When) -> Iterator[Date]:
    if when.opens is not None and when.opens > when.now:
        yield Date(when.opens, Event.OPENS, None)
    if when.due is not None:
        yield Date(when.due, Event.DUE, None, over=when.due <= when.now)
    if when.closes is not None:
        yield Date(when.closes, Event.CLOSES, None)


def _list_of_stop(stop: Stop, when: When) -> Iterator[Date]:
    if stop.opens is not None and stop.opens > when.now and stop.opens != when.opens:
        yield Date(stop.opens, Event.OPENS, stop)
    if stop.due is not None:
        yield Date(stop.due, Event.DUE, stop, over=stop.due <= when.now)
    if stop.closes is not None and stop.closes != when.closes:
        yield Date(stop.closes, Event.CLOSES, stop)
