"""Slips of the pen, counted as Damerau counts them."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning.quiz.spelling import is_slip, level

LONG = st.text("ab", min_size=8, max_size=10).map("x{}".format)


def count_slips(one: str, two: str) -> int:
    """Count by the plain table: the restricted Damerau distance."""
    rows = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(two) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            differs = one[i - 1] != two[j - 1]
            ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + differs]
            if i > 1 and j > 1 and one[i - 2 : i] == two[j - 2 : j][::-1]:
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(ways)
    return rows[-1][-1]


@settings(max_examples=200, deadline=None)
@given(typed=LONG, expected=LONG)
@example(typed="xabbaabba", expected="xbabaabab")
def test_two_slips_and_no_more_are_found_in_a_long_word(typed, expected) -> None:
    assert is_slip(typed, expected, frozenset()) == (count_slips(typed, expected) <= 2)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_levelling_twice_is_levelling_once(text) -> None:
    assert level(level(text)) == level(text)


def test_endless_words_keep_nobody_waiting() -> None:
    endless = "a" * 10_000
    assert is_slip(f"{endless}ba", f"{endless}ab", frozenset())
    assert not is_slip(f"{endless}bb", f"acc{endless}", frozenset())
