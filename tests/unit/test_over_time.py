"""Spotting over time as numbers to draw, and the words and rows that say the same."""

from datetime import date, timedelta

from learning.evidence.spotting import NeedTally, Period
from learning.model.names import Need
from learning.web.pages.over_time import FLOOR, TOP, plot_over_time

DAY = date(2026, 3, 1)


def case(number: int, **needs: tuple[int, int, int]) -> Period:
    tallies = {Need(name): NeedTally(*counts) for name, counts in needs.items()}
    return Period(DAY + timedelta(number), f"Case {number}", tallies)


FIRST, LATER = case(1, housing=(1, 3, 1)), case(2, housing=(3, 1, 0), debt=(0, 0, 2))


def test_one_case_is_no_time() -> None:
    assert plot_over_time([FIRST]) is None


def test_shares_rise_from_the_floor_to_the_top() -> None:
    found = plot_over_time([case(1, debt=(0, 2, 0)), case(2, debt=(2, 0, 0))])
    assert found
    assert [dot.y for dot in found.shares.heard] == [FLOOR, TOP]
    assert found.shares.heard_line == f"M40 {FLOOR}L300 {TOP}"


def test_a_period_without_marks_has_no_share_of_them() -> None:
    found = plot_over_time([case(1, debt=(0, 2, 0)), LATER])
    assert found
    assert [dot.label for dot in found.shares.over] == ["40%"]
    assert [row[3] for row in found.rows] == ["–", "40%"]


def test_columns_stand_on_a_base_and_false_alarms_hang_from_it() -> None:
    found = plot_over_time([FIRST, LATER])
    assert found
    housing = found.needs[0]
    first, later = housing.columns
    assert first.heard[0] + first.heard[1] == housing.base == first.alarms[0]
    assert first.missed[0] + first.missed[1] == first.heard[0]
    assert (first.missed[0], later.missed[0], later.alarms[1]) == (TOP, TOP, 0)
    assert housing.words == "4 of 8 cues heard, 1 false alarm."


def test_the_rows_say_what_is_drawn() -> None:
    found = plot_over_time([FIRST, LATER])
    assert found
    assert found.rows[1] == ("2. Case 2, 3 March 2026", "3 of 4", "2", "40%")
    assert found.need_rows[2] == ("2. Case 2, 3 March 2026", "Debt", "0", "0", "2")
    assert found.shares.words == (
        "Cues heard: 25% at first, 75% last. Over-referral: 50% at first, 40% last."
    )


def test_of_many_months_every_other_is_named_and_the_last() -> None:
    months = [Period(date(2026, month, 1), "", FIRST.spotting) for month in range(1, 13)]
    found = plot_over_time(months)
    assert found
    assert [mark for _, mark in found.shares.marks][-3:] == ["Oct", "", "Dec"]
    assert found.how == "Month by month, the latest 12 that have any."
    assert found.rows[0][0] == "January 2026"
