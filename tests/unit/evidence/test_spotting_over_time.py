"""Spotting lined up in time: case by case, then month by month; heard, missed, over-referred."""

from datetime import date, timedelta

from learning.evidence.spotting import (
    MOST_CASES,
    MOST_MONTHS,
    NeedTally,
    Sitting,
    add_up,
    find_heard,
    find_over_referral,
    list_periods,
)
from learning.model.names import Need

DAY = date(2026, 1, 15)
HEARD = {Need.HOUSING: NeedTally(2, 1, 1)}


def sittings(count: int, days: int = 31) -> list[Sitting]:
    return [Sitting(DAY + timedelta(days * each), f"Case {each}", HEARD) for each in range(count)]


def test_few_cases_stand_one_by_one_in_order_of_time() -> None:
    periods = list_periods(reversed(sittings(MOST_CASES)))
    assert [each.case for each in periods] == [f"Case {each}" for each in range(MOST_CASES)]


def test_more_are_taken_together_by_month() -> None:
    periods = list_periods(sittings(MOST_CASES + 1, days=7))
    assert [each.day for each in periods] == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert [each.whole.hits for each in periods] == [6, 8, 4]
    assert {each.case for each in periods} == {""}


def test_of_many_months_the_latest_are_told() -> None:
    periods = list_periods(sittings(40))
    assert len(periods) == MOST_MONTHS
    assert periods[-1].day == (DAY + timedelta(31 * 39)).replace(day=1)


def test_nothing_played_is_no_period() -> None:
    assert list_periods([]) == ()


def test_needs_add_up_in_the_order_in_which_they_are_listed() -> None:
    found = add_up([{Need.DEBT: NeedTally(1)}, {Need.BENEFITS: NeedTally(0, 1)}, HEARD])
    assert list(found) == [Need.BENEFITS, Need.HOUSING, Need.DEBT]


def test_shares_are_of_cues_and_of_marks() -> None:
    assert find_heard(NeedTally(1, 3, 5)) == 0.25
    assert find_over_referral(NeedTally(1, 3, 4)) == 0.8
    assert find_heard(NeedTally()) is find_over_referral(NeedTally()) is None
