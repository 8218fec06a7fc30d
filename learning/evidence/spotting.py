"""Spotting of legal needs: hits, misses and false alarms, need by need and over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from learning.model.names import Need

MOST_CASES = 8
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class NeedTally:
    """Spotting of one legal need: cues hit, missed, and false alarms that named it."""

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0


Spotting = Mapping[Need, NeedTally]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The spotting of one case, worked through on a day."""

    day: date
    title: str
    spotting: Spotting


@dataclass(frozen=True, slots=True)
class Period:
    """Sittings taken together: one case, or all of a month. `case` is its title, or empty."""

    day: date
    case: str
    spotting: Spotting

    @property
    def whole(self) -> NeedTally:
        """Give all needs in one tally."""
        return sum_up(self.spotting)


def add_up(parts: Iterable[Spotting]) -> Spotting:
    """Add tallies need by need, in the order in which needs are listed everywhere."""
    sums: dict[Need, NeedTally] = {}
    for part in parts:
        for need, each in part.items():
            sums[need] = _add(sums.get(need, NeedTally()), each)
    return {need: sums[need] for need in Need if need in sums}


def sum_up(spotting: Spotting) -> NeedTally:
    """Give all needs in one tally.

    >>> sum_up({Need.DEBT: NeedTally(1, 2), Need.HOUSING: NeedTally(1, 0, 1)})
    NeedTally(hits=2, misses=2, false_alarms=1)
    """
    total = NeedTally()
    for each in spotting.values():
        total = _add(total, each)
    return total


def find_heard(tally: NeedTally) -> float | None:
    """Give the share of cues that were heard and named rightly; None where no cue came up.

    >>> find_heard(NeedTally(3, 1)), find_heard(NeedTally(0, 0, 2))
    (0.75, None)
    """
    cues = tally.hits + tally.misses
    return tally.hits / cues if cues else None


def find_over_referral(tally: NeedTally) -> float | None:
    """Give the share of marks that named a need where there was none; None without marks.

    A mark on a cue under another need is a cue missed and not among these marks: a need was there.

    >>> find_over_referral(NeedTally(3, 0, 1)), find_over_referral(NeedTally(0, 4))
    (0.25, None)
    """
    marks = tally.hits + tally.false_alarms
    return tally.false_alarms / marks if marks else None


def list_periods(sittings: Iterable[Sitting]) -> tuple[Period, ...]:
    """Line sittings up in time: case by case while they are few, month by month beyond that.

    Of many months the latest twelve that have any.
    """
    ordered = sorted(sittings, key=lambda each: each.day)
    if len(ordered) <= MOST_CASES:
        return tuple(Period(each.day, each.title, each.spotting) for each in ordered)
    return _by_month(ordered)[-MOST_MONTHS:]


def _by_month(ordered: Sequence[Sitting]) -> tuple[Period, ...]:
    months = groupby(ordered, lambda each: each.day.replace(day=1))
    return tuple(
        Period(month, "", add_up(each.spotting for each in sittings)) for month, sittings in months
    )


def _add(one: NeedTally, other: NeedTally) -> NeedTally:
    return NeedTally(
        one.hits + other.hits,
        one.misses + other.misses,
        one.false_alarms + other.false_alarms,
    )
