"""The dates that a course still holds for a person: what opens, is due, or closes, and when.

Knows the stops of one course; how a calendar or a page writes them is said elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.operations.courses import Lock, Stop


class Event(StrEnum):
    """What happens to a module on a date."""

    OPENS = "opens"
    DUE = "due"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of one module. `at` is in the time zone of the site; `over`: it has passed.

    What is due or closes does so just before `at`: midnight is the end of the day before.
    """

    at: datetime
    event: Event
    stop: Stop
    over: bool = False


def list_dates(stops: Sequence[Stop], now: datetime) -> tuple[Date, ...]:
    """List the dates of what is not done, the earliest first. What has closed has none."""
    left = (each for each in stops if not each.done and each.lock is not Lock.CLOSED)
    dates = [date for each in left for date in _list_of_stop(each, now)]
    return tuple(sorted(dates, key=lambda date: (date.at, date.stop.module.number)))


def _list_of_stop(stop: Stop, now: datetime) -> Iterator[Date]:
    if stop.opens is not None and stop.opens > now:
        yield Date(stop.opens, Event.OPENS, stop)
    if stop.due is not None:
        yield Date(stop.due, Event.DUE, stop, over=stop.due <= now)
    if stop.closes is not None:
        yield Date(stop.closes, Event.CLOSES, stop)
