"""What stayed from one list to another is found: all of it, in order, and in good time."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.content.alignment import pair_same, split_lines

ITEMS = st.lists(st.sampled_from("abcdef"), max_size=12)


def count_longest(one: list[str], other: list[str]) -> int:
    """Count the longest common subsequence the slow way, as the definition has it."""
    last = [0] * (len(other) + 1)
    for left in one:
        row = [0]
        for at, right in enumerate(other):
            row.append(last[at] + 1 if left == right else max(row[at], last[at + 1]))
        last = row
    return last[-1]


@given(ITEMS, ITEMS)
def test_pairs_are_of_the_same_item_and_never_cross(one: list[str], other: list[str]) -> None:
    pairs = pair_same(one, other)
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(ITEMS, ITEMS)
def test_where_nothing_stands_once_as_much_is_paired_as_can_be(
    one: list[str], other: list[str]
) -> None:
    twice = list("aabbccddeeff")
    assert len(pair_same(twice + one, twice + other)) == 12 + count_longest(one, other)


@given(ITEMS, ITEMS)
def test_no_item_could_be_paired_in_addition(one: list[str], other: list[str]) -> None:
    i = j = 0
    for p, q in (*pair_same(one, other), (len(one), len(other))):
        assert not set(one[i:p]) & set(other[j:q])
        i, j = p + 1, q + 1


def test_a_heading_counts_for_more_than_blank_lines() -> None:
    before, after = ["# Damp", "", ""], ["", "", "# Damp"]
    assert pair_same(before, after) == ((0, 2),)


def test_what_moved_pairs_as_many_lines_as_are_in_the_same_order() -> None:
    assert pair_same("abcde", "deabc") == ((0, 2), (1, 3), (2, 4))


def test_beyond_the_most_only_the_ends_of_a_gap_are_compared() -> None:
    before, after = ["first", *"ab" * 9_000, "last"], ["first", *"abb" * 6_000, "last"]
    pairs = pair_same(before, after)
    assert pairs[:3] == ((0, 0), (1, 1), (2, 2))
    assert pairs[-1] == (18_001, 18_001)
    assert len(pairs) < 10


def test_gaps_together_take_no_more_than_one() -> None:
    before = "".join(f"{'ab' * 2_000}{at}" for at in range(9))
    after = "".join(f"{'ba' * 2_000}{at}" for at in range(9))
    begin = time.process_time()
    pairs = pair_same(before, after)
    assert time.process_time() - begin < 3
    assert 3 * 4_000 < len(pairs) < 5 * 4_000


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    assert split_lines("a\u2028b\x0bc\rd\r\n\r\ne") == ("a\u2028b\x0bc", "d", "", "e")
