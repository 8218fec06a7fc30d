"""Who may mark a text that was written for the other side: pure, and in one place.

Knows neither texts nor people, only how whoever asks stands to one text.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A text as whoever asks stands to it: they wrote it, or are of the other side, or neither.

    `wrote`: they have written one to the same question. `marks` counts those by others. It is
    offered from `offered_at` on; its author need not wait any longer than `own_at`.
    """

    mine: bool
    other_side: bool
    wrote: bool
    marks: int
    offered_at: datetime
    own_at: datetime


def may_mark(offer: Offer, now: datetime) -> bool:
    """Say whether whoever asks may mark a text, as far as it does not have marks enough.

    >>> from datetime import UTC
    >>> day, week = (datetime(2026, 11, each, tzinfo=UTC) for each in (1, 8))
    >>> mine = Offer(True, False, True, 0, day, week)
    >>> may_mark(mine, day), may_mark(mine, week)
    (False, True)
    >>> may_mark(Offer(False, True, True, 1, day, week), day)
    True
    >>> may_mark(Offer(False, True, False, 0, day, week), day)
    False
    """
    if now < offer.offered_at:
        return False
    if offer.mine:
        return not offer.marks and now >= offer.own_at
    return offer.other_side and offer.wrote
