"""Two versions side by side: every line of both, and marks on what changed alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.differences import Kind, compare_lines, list_differences, mark_words

LINES = st.lists(
    st.sampled_from(["# A", "", "Ring them now", "Ring us now", "Wait here now", "- [d](#d)"]),
    max_size=12,
)
LINE = st.text("ab  '.)é") | st.text()
LONG = [f"line {at}" for at in range(1, 41)]


def kinds(before: list[str], after: list[str]) -> list[str]:
    return [row.kind.value for row in compare_lines(before, after)]


@given(LINES, LINES)
def test_every_line_of_both_is_shown_once_in_order(before: list[str], after: list[str]) -> None:
    rows = compare_lines(before, after)
    for lines, shown in (
        (before, [row.before for row in rows if row.before]),
        (after, [row.after for row in rows if row.after]),
    ):
        assert ["".join(span.text for span in line.spans) for line in shown] == lines
        assert [line.number for line in shown] == list(range(1, len(lines) + 1))


@given(LINES, LINES)
def test_marks_stand_on_what_changed_alone(before: list[str], after: list[str]) -> None:
    for row in compare_lines(before, after):
        spans = [span for line in (row.before, row.after) if line for span in line.spans]
        assert any(span.changed for span in spans) == (row.kind is not Kind.SAME and spans != [])
        assert (row.kind is Kind.REMOVED) == (row.after is None)
        assert (row.kind is Kind.ADDED) == (row.before is None)


@given(LINE, LINE)
def test_marked_words_are_the_whole_line_and_the_rest_is_the_same(before: str, after: str) -> None:
    left, right = mark_words(before, after)
    for line, spans in ((before, left), (after, right)):
        assert "".join(span.text for span in spans) == line
        assert all(span.text for span in spans)
    same = [[span.text for span in spans if not span.changed] for spans in (left, right)]
    assert "".join(same[0]) == "".join(same[1])


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Ring on Friday.", "Ring on Monday.", "Ring on [Monday]."),
        ("Ring on Friday.", "Ring on Friday at noon.", "Ring on Friday[ at noon]."),
        ("trust +1", "trust +2", "trust +[2]"),
        ("Ring  them", "Ring them", "Ring[ them]"),
        ("don't ring", "didn't ring", "[didn't] ring"),
        ("- [x] Yes", "- [ ] Yes", "- [[ ]] Yes"),
    ],
)
def test_the_words_that_changed_are_marked(before: str, after: str, shown: str) -> None:
    spans = mark_words(before, after)[1]
    assert "".join(f"[{span.text}]" if span.changed else span.text for span in spans) == shown


def test_a_line_stands_beside_the_near_line_that_it_became() -> None:
    assert kinds(["Ring them now"], ["New.", "", "Ring us now"]) == ["added", "added", "changed"]
    assert kinds(["Ring them now"], ["Wait here then"]) == ["removed", "added"]
    assert kinds(["---"], ["----"]) == ["removed", "added"]
    assert kinds(["Ring them or wait"], ["Ring them now today"]) == ["changed"]
    assert kinds(["Ring them or wait"], ["Ring them now and talk"]) == ["removed", "added"]


def test_three_lines_stand_around_each_change() -> None:
    after = [*LONG[:9], "a", *LONG[10:16], "b", *LONG[17:29], "c", *LONG[30:]]
    hunks = list_differences("\n".join(LONG), "\n".join(after))
    numbers = [[row.after.number for row in hunk.rows if row.after] for hunk in hunks]
    assert numbers == [list(range(7, 21)), list(range(27, 34))]


def test_seven_lines_between_two_changes_part_them() -> None:
    for between, count in ((6, 1), (7, 2)):
        after = [*LONG[:9], "a", *LONG[10 : 10 + between], "b", *LONG[11 + between :]]
        assert len(list_differences("\n".join(LONG), "\n".join(after))) == count


@pytest.mark.parametrize("after", ["a\r\nb\r\n", "a\nb", "a\rb\r"])
def test_line_ends_are_no_difference(after: str) -> None:
    assert list_differences("a\nb\n", after) == ()


def test_beyond_the_most_changed_lines_are_marked_whole() -> None:
    before = [f"{at} Ring the landlord on Friday." for at in range(4_000)]
    after = [line.replace("Friday", "Monday") for line in before]
    begin = time.process_time()
    rows = compare_lines(before, after)
    assert time.process_time() - begin < 3
    assert {row.kind for row in rows} == {Kind.CHANGED}
    counts = [len(row.after.spans) for row in rows if row.after]
    assert (counts[0], counts[-1]) == (3, 1)
