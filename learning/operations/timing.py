"""From when to when a quiz may be taken, how long an attempt may last, when its answers are told.

The server's clock alone decides; a page that shows the time left is a courtesy.
"""

from datetime import UTC, datetime, timedelta
from typing import assert_never

from learning.errors import NotAllowed, TimeUp
from learning.model.case import Case
from learning.model.key import Module
from learning.model.names import Feedback, Review
from learning.operations.moments import say_from, say_until, to_moment
from learning.operations.site import Site
from learning.play.state import Finish, Move
from learning.storage.attempts import AttemptRow, Span, UnderWay

Begun = AttemptRow | UnderWay | Span
# What was sent in time may be on its way when the time is up.
GRACE = timedelta(seconds=30)
AT_ONCE = datetime.min.replace(tzinfo=UTC)
# By then whoever was there has handed in; what is left is handed in for whoever was not.
ABANDONED = timedelta(hours=1)
TIME_UP = "The time for this quiz is up, so this was not stored. Hand in what you have answered."


def find_limit(limit: int | None, extra_time: int | None) -> timedelta | None:
    """Give how long an attempt may last for one person; None for as long as they like.

    `limit` is in minutes, `extra_time` in percent, None for a person without any limit.

    >>> find_limit(20, 25), find_limit(20, None), find_limit(None, 25)
    (datetime.timedelta(seconds=1500), None, None)
    """
    if limit is None or extra_time is None:
        return None
    return timedelta(minutes=limit) * (100 + extra_time) / 100


def find_end(
    module: Module, begun: Begun, *, site: Site, extra_time: int | None
) -> datetime | None:
    """Say until when an attempt may be worked on; None where there is no hurry.

    A quiz that closes earlier ends it earlier, for everybody.
    """
    limit = find_limit(module.case.time_limit, extra_time)
    closes = to_moment(site, module.case.closes)
    ends = (closes, None if limit is None else begun.started_at + limit)
    return min((each for each in ends if each is not None), default=None)


def is_over(end: datetime | None, now: datetime) -> bool:
    """Whether the time is up: what is left is to hand in.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 11, 21, 9, tzinfo=UTC)
    >>> is_over(nine, nine), is_over(nine, nine - GRACE), is_over(None, nine)
    (True, False, False)
    """
    return end is not None and now >= end


def is_abandoned(end: datetime, now: datetime) -> bool:
    """Whether the time has been up for so long that an attempt is handed in as it is."""
    return now >= end + ABANDONED


def heed_time(move: Move, end: datetime | None, now: datetime) -> Move:
    """Give a move as it counts at that moment: handing in is early once the time is up."""
    return Finish(early=True) if isinstance(move, Finish) and is_over(end, now) else move


def refuse_late(move: Move, end: datetime | None, now: datetime) -> None:
    """Raise TimeUp for any move but handing in, once the time and the grace after it are up."""
    if end is not None and now > end + GRACE and not isinstance(move, Finish):
        raise TimeUp(TIME_UP)


def say_shut(site: Site, case: Case) -> str:
    """Say why a quiz cannot be begun at this hour; "" while it can."""
    now = site.clock()
    opens, closes = to_moment(site, case.opens), to_moment(site, case.closes)
    if case.closes is not None and closes is not None and now >= closes:
        return f"This closed {say_until(case.closes)}, so it can no longer be begun."
    if case.opens is not None and opens is not None and now < opens:
        return f"This opens {say_from(case.opens)}. Come back then to begin."
    return ""


def refuse_shut(site: Site, case: Case) -> None:
    """Raise NotAllowed, with when it opens or closed, where a quiz cannot be begun at this hour."""
    if shut := say_shut(site, case):
        raise NotAllowed(shut)


def say_withheld(site: Site, case: Case) -> str:
    """Say why a finished quiz does not show what was right in it, and from when on it will."""
    if may_review(site, case) or case.feedback is Feedback.NONE:
        return ""
    if case.review is Review.CLOSED and case.closes is not None:
        return f"What was right is told once this has closed, {say_until(case.closes)}."
    return "What was right, question by question, is not shown after this has been handed in."


def may_review(site: Site, case: Case) -> bool:
    """Whether a finished quiz may show what was right in it, as far as it tells that at all."""
    since = find_review(site, case)
    return since is not None and site.clock() > since


def find_review(site: Site, case: Case) -> datetime | None:
    """Say from when on a finished quiz may show what was right in it; None for never.

    After it has closed means: once nobody's answer can be on its way any more.
    """
    match case.review:
        case Review.HANDED_IN:
            return AT_ONCE
        case Review.CLOSED:
            closes = to_moment(site, case.closes)
            return None if closes is None else closes + GRACE
        case Review.NEVER:
            return None
        case review:
            assert_never(review)
