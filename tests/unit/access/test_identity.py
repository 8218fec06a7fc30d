"""By what people are known, whatever they type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.access.identity import (
    LONGEST_EMAIL,
    hides,
    is_email,
    is_readable,
    tidy_email,
    tidy_name,
)


@settings(deadline=None)
@given(st.text())
def test_tidying_twice_is_tidying_once(typed) -> None:
    assert tidy_email(tidy_email(typed)) == tidy_email(typed)
    assert tidy_name(tidy_name(typed)) == tidy_name(typed)


def test_one_letter_typed_in_two_ways_is_one_address() -> None:
    assert tidy_email("ZOE\u0308@example.org") == tidy_email("zo\u00eb@example.org")


@pytest.mark.parametrize("over", [0, 1])
def test_an_address_has_a_longest_length(over) -> None:
    domain = "@example.org"
    assert is_email("a" * (LONGEST_EMAIL - len(domain) + over) + domain) == (over == 0)


@pytest.mark.parametrize("address", ["", "amina", "a b@example.org", "ami\u200bna@example.org"])
def test_what_cannot_be_written_to_is_no_address(address) -> None:
    assert not is_email(address)


def test_names_may_need_joiners_that_nobody_sees() -> None:
    assert is_readable("نی\u200cلوفر")
    assert hides("نی\u200cلوفر")


@pytest.mark.parametrize("name", ["", "\u200c", "---", "Amina\x07", "\ud800a"])
def test_what_shows_no_letters_is_no_name(name) -> None:
    assert not is_readable(name)
