"""Two versions of a draft: joined where they are apart, shown where they meet, nothing lost."""

import time
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learning.content.threeway import (
    At,
    Clash,
    Keep,
    Lines,
    Merged,
    Own,
    Part,
    Pick,
    Same,
    Side,
    Taken,
    merge_drafts,
    resolve,
)

BASE = "# Damp\n\nShe coughs.\n\n- [Ask](#ask)\n- [Wait](#wait)\n"
LINES = st.lists(st.sampled_from(["# A", "", "b", "c", "- [d](#d)", " "]), max_size=10)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n", "\n\n"])
)
PICKS = st.lists(st.sampled_from(Keep) | st.builds(Own, TEXTS), max_size=4)
SWAPPED = {Side.THEIRS: Side.MINE, Side.MINE: Side.THEIRS, Side.BOTH: Side.BOTH}


def swap(part: Part) -> Part:
    part = replace(part, at=At(part.at.base, part.at.mine, part.at.theirs))
    match part:
        case Taken():
            return replace(part, by=SWAPPED[part.by])
        case Clash():
            return replace(part, theirs=part.mine, mine=part.theirs)
        case Same():
            return part


def lines_of(part: Part, side: str) -> Lines:
    """Give the lines that a part has of one of the three texts."""
    match part:
        case Same():
            return part.lines
        case Taken():
            stays = side == "base" or part.by not in (side, Side.BOTH)
            return part.base if stays else part.lines
        case Clash():
            return {"base": part.base, "theirs": part.theirs, "mine": part.mine}[side]


def split(text: str) -> list[str]:
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


@given(TEXTS, TEXTS)
def test_a_change_by_one_alone_or_by_both_alike_is_taken_whole(base: str, new: str) -> None:
    assert merge_drafts(base, base, new).text == new
    assert merge_drafts(base, new, base).text == new
    assert merge_drafts(base, new, new).text == new


@given(TEXTS, TEXTS, TEXTS)
def test_it_makes_no_difference_who_came_first(base: str, theirs: str, mine: str) -> None:
    merged, other = merge_drafts(base, theirs, mine), merge_drafts(base, mine, theirs)
    assert tuple(map(swap, merged.parts)) == other.parts
    assert merged.text == other.text


@given(TEXTS, TEXTS, TEXTS)
def test_the_parts_hold_all_three_texts_line_for_line(base: str, theirs: str, mine: str) -> None:
    parts = merge_drafts(base, theirs, mine).parts
    for side, text in (("base", base), ("theirs", theirs), ("mine", mine)):
        assert [line for part in parts for line in lines_of(part, side)] == split(text)
        at = 1
        for part in parts:
            assert getattr(part.at, side) == at
            at += len(lines_of(part, side))


@given(TEXTS, TEXTS, TEXTS)
def test_what_either_wrote_anew_stands_where_both_are_kept(
    base: str, theirs: str, mine: str
) -> None:
    new = {*split(theirs), *split(mine)} - {*split(base)}
    merged = merge_drafts(base, theirs, mine)
    for keep in (Keep.THEIRS_FIRST, Keep.MINE_FIRST):
        assert new <= {*split(resolve(merged, [keep] * len(merged.clashes)))}
    assert resolve(merged, []) == resolve(merged, [Keep.THEIRS_FIRST] * len(merged.clashes))


@given(TEXTS, TEXTS, TEXTS)
def test_all_mine_is_my_text_but_for_what_they_alone_changed(
    base: str, theirs: str, mine: str
) -> None:
    merged = merge_drafts(base, theirs, mine)
    alone = [part for part in merged.parts if isinstance(part, Taken) and part.by is Side.THEIRS]
    undone = [replace(part, lines=part.base) if part in alone else part for part in merged.parts]
    all_mine = resolve(Merged(tuple(undone)), [Keep.MINE] * len(merged.clashes))
    assert split(all_mine) == split(mine)


@given(TEXTS, TEXTS, TEXTS)
def test_a_clash_is_no_wider_than_it_has_to_be(base: str, theirs: str, mine: str) -> None:
    for clash in merge_drafts(base, theirs, mine).clashes:
        assert clash.theirs[:1] != clash.mine[:1]
        assert clash.theirs[-1:] != clash.mine[-1:]


@given(TEXTS, TEXTS, TEXTS, PICKS)
def test_a_resolved_text_saved_over_theirs_goes_in_as_it_is(
    base: str, theirs: str, mine: str, picks: list[Pick]
) -> None:
    text = resolve(merge_drafts(base, theirs, mine), picks)
    assert merge_drafts(theirs, theirs, text).text == text


@given(st.text(), st.text(), st.text())
def test_any_characters_at_all_can_be_merged(base: str, theirs: str, mine: str) -> None:
    merged = merge_drafts(base, theirs, mine)
    assert (merged.text is None) == bool(merged.clashes)


@given(st.integers(0, 9), st.integers(0, 9))
def test_lines_side_by_side_clash_and_lines_apart_do_not(first: int, second: int) -> None:
    assume(first != second)
    base = [f"line {at}" for at in range(10)]
    theirs, mine, both = base.copy(), base.copy(), base.copy()
    theirs[first] = both[first] = "theirs"
    mine[second] = both[second] = "mine"
    merged = merge_drafts(*("\n".join(each) for each in (base, theirs, mine)))
    assert merged.text == (None if abs(first - second) == 1 else "\n".join(both))


@pytest.mark.parametrize(
    ("theirs", "mine", "text"),
    [
        (BASE + "- [Go](#go)\n", BASE.replace("coughs", "wheezes"), True),
        (BASE + "- [Go](#go)\n", BASE + "- [Ring](#ring)\n", False),
        (BASE.replace("She coughs.\n\n", ""), BASE.replace("coughs", "wheezes"), False),
        (BASE.replace("She coughs.\n\n", ""), BASE.replace("(#wait)", "(#on)"), True),
        (BASE.replace("Ask", "Say"), BASE.replace("Wait", "Stay"), False),
        ("", BASE + "- [Go](#go)\n", False),
        ("Title\n" + BASE, BASE + "End\n", True),
    ],
)
def test_changes_of_a_case_are_joined_only_where_a_line_is_between(
    theirs: str, mine: str, *, text: bool
) -> None:
    assert (merge_drafts(BASE, theirs, mine).text is not None) == text


def test_a_clash_says_where_it_stands_in_each_text() -> None:
    theirs = "New\n" + BASE.replace("coughs", "sneezes")
    merged = merge_drafts(BASE, theirs, BASE.replace("coughs", "weeps"))
    assert merged.clashes == (
        Clash(("She coughs.",), ("She sneezes.",), ("She weeps.",), At(3, 4, 3)),
    )
    assert merged.parts[0] == Taken((), ("New",), Side.THEIRS, At(1, 1, 1))
    assert merged.parts[-1] == Same(tuple(split(BASE)[3:]), At(4, 5, 4))


def test_what_both_added_the_same_is_no_clash_and_the_longer_goes_on() -> None:
    merged = merge_drafts("a\n", "a\nb\n", "a\nb\nc\n")
    assert merged.text == "a\nb\nc\n"
    merged = merge_drafts("a\n", "a\nb\nc\nz\n", "a\nb\nd\nz\n")
    assert merged.clashes == (Clash((), ("c",), ("d",), At(2, 3, 3)),)


def test_lines_left_alone_beside_lines_taken_out_are_for_somebody_to_read() -> None:
    assert merge_drafts("p\n", "x\n", "x\np\n").clashes == (Clash(("p",), (), ("p",), At(1, 2, 2)),)


@pytest.mark.parametrize(
    ("pick", "between"),
    [
        (Keep.THEIRS, "t\n"),
        (Keep.MINE, "m\nn\n"),
        (Keep.THEIRS_FIRST, "t\nm\nn\n"),
        (Keep.MINE_FIRST, "m\nn\nt\n"),
        (Own("own\r\nwords"), "own\nwords\n"),
        (Own(""), ""),
        (Own("\n"), "\n"),
    ],
)
def test_a_pick_says_what_becomes_of_a_clash(pick: Pick, between: str) -> None:
    merged = merge_drafts("a\nb\nc\n", "a\nt\nc\nd\n", "a\nm\nn\nc\n")
    assert resolve(merged, [pick]) == f"a\n{between}c\nd\n"
    assert resolve(merged, [pick, Keep.MINE]) == resolve(merged, [pick])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_kind_are_the_same(end: str) -> None:
    theirs = BASE.replace("coughs", "weeps").replace("\n", end)
    assert merge_drafts(BASE, theirs, BASE).text == BASE.replace("coughs", "weeps")
    assert merge_drafts(BASE, BASE, BASE.replace("\n", end)).text == BASE


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "text"),
    [
        ("a\n", "b\na\n", "a", "b\na"),
        ("a\n", "a", "b\na\n", "b\na"),
        ("a", "b\na", "a\n", "b\na\n"),
        ("a", "b\na", "a", "b\na"),
        ("", "", "a", "a"),
    ],
)
def test_who_takes_away_or_adds_the_last_line_end_has_it_so(
    base: str, theirs: str, mine: str, text: str
) -> None:
    assert merge_drafts(base, theirs, mine).text == text


def test_a_blank_line_that_a_pick_puts_last_stays_a_line() -> None:
    assert resolve(merge_drafts("", "\n", "a"), [Keep.MINE_FIRST]) == "a\n\n"


@pytest.mark.parametrize("words", ["{side} says {at} of the letter, and waits.", "{odd}"])
def test_a_long_draft_written_anew_by_both_is_merged_in_good_time(words: str) -> None:
    base, theirs, mine = (
        "\n".join(words.format(side=side, at=at, odd=at * side % 7 % 3) for at in range(4_000))
        for side in (11, 12, 13)
    )
    begin = time.process_time()
    merged = merge_drafts(base, theirs, mine)
    assert time.process_time() - begin < 3
    assert merged.text is None
