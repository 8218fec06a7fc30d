"""Groups of people beside one another: none so small that one could guess who is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.groups import LEAST, form_groups, measure, measure_groups

SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12))


@given(SIZES)
def test_no_group_is_small_and_nobody_is_left_over(sizes: dict[str, int]) -> None:
    groups = form_groups(sizes)
    told = [key for group in groups for key in group]
    assert all(sum(sizes[key] for key in group) >= LEAST for group in groups)
    if groups:
        assert sorted(told) == sorted(key for key in sizes if sizes[key])
    else:
        assert sum(sizes.values()) < LEAST


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"law": 5, "advice": 5}, (("law",), ("advice",))),
        ({"law": 8, "advice": 1, "nursing": 6}, (("law",), ("advice", "nursing"))),
        ({"a": 2, "b": 2, "c": 1}, (("a", "b", "c"),)),
        ({"a": 4, "b": 0}, ()),
    ],
)
def test_what_is_too_small_is_joined(
    sizes: dict[str, int], groups: tuple[tuple[str, ...], ...]
) -> None:
    assert form_groups(sizes) == groups


def test_one_group_too_small_in_a_measure_hides_the_others_too() -> None:
    groups = (("a",), ("b",))
    assert measure_groups(groups, {"a": [0.5] * 9, "b": [1.0] * 4}) == (None, None)
    some, none = measure_groups(groups, {"a": [0.5] * 9})
    assert some is not None
    assert some.people == 9
    assert none is None


def test_an_interval_is_students_and_stays_between_nothing_and_all() -> None:
    found = measure([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    assert found is not None
    assert found.low == 0.0
    assert found.high == 1.0
    even = measure([0.4, 0.6] * 25)
    assert even is not None
    assert even.mean == pytest.approx(0.5)
    assert even.high - even.mean == pytest.approx(1.96 * 0.101015 / 50**0.5, abs=1e-4)
