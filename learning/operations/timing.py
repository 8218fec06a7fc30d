"""How long a quiz may take: until when, and what is still taken after that.

The server's clock alone decides; a page that shows the time left is a courtesy.
"""

from datetime import datetime, timedelta

from learning.errors import TimeUp
from learning.model.key import Module
from learning.play.state import Finish, Move
from learning.storage.attempts import AttemptRow

# What was sent in time may be on its way when the time is up.
GRACE = timedelta(seconds=30)
TIME_UP = "The time for this quiz is up, so this was not stored. Hand in what you have answered."


def find_end(module: Module, row: AttemptRow) -> datetime | None:
    """Say until when an attempt may be worked on; None where there is no hurry."""
    limit = module.case.time_limit
    return None if limit is None else row.started_at + timedelta(minutes=limit)


def is_over(end: datetime | None, now: datetime) -> bool:
    """Whether the time is up: what is left is to hand in.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 11, 21, 9, tzinfo=UTC)
    >>> is_over(nine, nine), is_over(nine, nine - GRACE), is_over(None, nine)
    (True, False, False)
    """
    return end is not None and now >= end


def heed_time(move: Move, end: datetime | None, now: datetime) -> Move:
    """Give a move as it counts at that moment: handing in is early once the time is up."""
    return Finish(early=True) if isinstance(move, Finish) and is_over(end, now) else move


def refuse_late(move: Move, end: datetime | None, now: datetime) -> None:
    """Raise TimeUp for any move but handing in, once the time and the grace after it are up."""
    if end is not None and now > end + GRACE and not isinstance(move, Finish):
        raise TimeUp(TIME_UP)
