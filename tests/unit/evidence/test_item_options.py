"""Who ticked what, by thirds of the rest of the paper."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.options import OptionTable, tabulate_options
from learning.evidence.papers import Score
from learning.model.names import OptionId
from tests.unit.evidence.paper_rows import CHOSEN, OPTIONS

A, B, C = OPTIONS


def tabulate(*people: tuple[float | None, str]) -> OptionTable:
    scores = [Score(1.0, rest, 0.5, frozenset(map(OptionId, ticked))) for rest, ticked in people]
    table = tabulate_options(scores, OPTIONS)
    assert table
    return table


def rows(table: OptionTable) -> list[tuple[OptionId | None, int, int, int]]:
    return [(each.option, each.everyone, each.lower, each.upper) for each in table.counts]


def test_each_option_is_counted_over_all_and_over_the_thirds() -> None:
    table = tabulate((0.1, "b"), (0.2, "b"), (0.4, "a"), (0.5, "b"), (0.8, "a"), (0.9, "a"))
    assert (table.everyone, table.lower, table.upper) == (6, 2, 2)
    assert rows(table) == [(A, 3, 0, 2), (B, 3, 2, 0), (C, 0, 0, 0)]


def test_who_ticked_several_counts_for_each_and_who_ticked_none_comes_last() -> None:
    table = tabulate((0.0, ""), (0.5, "ab"), (1.0, "a"))
    assert rows(table) == [(A, 2, 0, 1), (B, 1, 0, 0), (C, 0, 0, 0), (None, 1, 1, 0)]


def test_what_is_no_option_any_more_is_counted_behind_them() -> None:
    table = tabulate((0.0, "z"), (1.0, "y"))
    assert [each.option for each in table.counts] == [A, B, C, "y", "z"]


@pytest.mark.parametrize(
    ("rests", "groups"),
    [
        ([0, 1], (1, 1)),
        ([0, 0, 0, 0, 1, 1], (4, 2)),
        ([0, 5, 5, 5, 5, 5, 9], (1, 1)),
        ([5, 5, 5, 5, 5, 9], (0, 0)),
        ([5, 5, 5], (0, 0)),
        ([5], (0, 0)),
        ([None, None, 1], (0, 0)),
    ],
)
def test_who_is_level_stands_on_the_same_side(
    rests: Sequence[float | None], groups: tuple[int, int]
) -> None:
    table = tabulate(*((each, "a") for each in rests))
    assert (table.lower, table.upper) == groups
    assert rows(table)[0] == (A, len(rests), *groups)


def test_a_question_without_options_has_no_table() -> None:
    assert tabulate_options([Score(1.0, 0.5, 0.5, frozenset())], ()) is None


@given(st.lists(st.tuples(st.floats(0, 1), CHOSEN)))
def test_no_group_holds_anybody_twice(people: list[tuple[float, frozenset[OptionId]]]) -> None:
    table = tabulate_options([Score(1.0, rest, 0.5, ticked) for rest, ticked in people], OPTIONS)
    assert table
    assert table.lower + table.upper <= table.everyone == len(people)
    for each in table.counts:
        assert each.lower <= table.lower
        assert each.upper <= table.upper
        assert each.lower + each.upper <= each.everyone
