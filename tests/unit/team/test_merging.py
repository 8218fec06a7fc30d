"""Two people's changes to one text: joined where they are apart, refused where they meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.team.merging import merge

TEXT = "Ring the landlord about the mould on Friday"
WORDS = st.lists(st.sampled_from(["Ring", "the", "damp", "wall", "\n", "today."]), max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("Write to the landlord about the mould on Friday", f"{TEXT} noon", None),
        (f"Please r{TEXT[1:]}", f"{TEXT} at noon", f"Please r{TEXT[1:]} at noon"),
        (f"{TEXT} at noon", f"{TEXT} with Ben", "conflict"),
        (TEXT.replace(" about the mould", ""), TEXT.replace("Friday", "Monday"), None),
        (TEXT.replace("the landlord", "them"), TEXT.replace("landlord", "council"), "conflict"),
        ("", TEXT.replace("Friday", "Monday"), "conflict"),
        (f"First:\n{TEXT}", f"{TEXT}\nThen wait", f"First:\n{TEXT}\nThen wait"),
    ],
)
def test_changes_join_where_a_word_stands_between_them(one: str, other: str, both: str) -> None:
    merged = merge(TEXT, one, other)
    if both == "conflict":
        assert merged is None
    elif both is not None:
        assert merged == both
    else:
        assert merged is not None
        assert set(merged.split()) <= {*one.split(), *other.split()}


@given(WORDS, WORDS)
def test_a_change_by_one_alone_is_taken_whole(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    assert merge(old, new, old) == merge(old, old, new) == merge(old, new, new) == new


@given(WORDS, WORDS, WORDS)
def test_it_makes_no_difference_who_came_first(
    before: list[str], one: list[str], other: list[str]
) -> None:
    texts = [" ".join(each) for each in (before, one, other)]
    assert merge(*texts) == merge(texts[0], texts[2], texts[1])


def test_long_texts_are_compared_in_no_time() -> None:
    before, after = "a b " * 5_000, "b a a " * 3_000
    assert merge(before, after, before) == after
    assert merge(before, after, f"{before}c") is None
