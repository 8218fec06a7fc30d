"""Who may mark a text: the other side once they have written their own, its author after a week."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from learning.access.marking import Offer, may_mark

DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)
BEN = Offer(False, True, True, 0, offered_at=DAY, own_at=DAY + timedelta(days=7))
AMINA = replace(BEN, mine=True, other_side=False)


def test_who_has_written_marks_those_of_the_other_side() -> None:
    assert may_mark(BEN, DAY)


@pytest.mark.parametrize(
    "offer", [replace(BEN, wrote=False), replace(BEN, other_side=False)], ids=["unwritten", "same"]
)
def test_nobody_else_does(offer: Offer) -> None:
    assert not may_mark(offer, DAY + timedelta(days=30))


@pytest.mark.parametrize("offer", [BEN, AMINA], ids=["other", "author"])
def test_nobody_does_before_it_is_offered(offer: Offer) -> None:
    late = replace(offer, offered_at=DAY + timedelta(days=8))
    assert not may_mark(late, DAY + timedelta(days=7))


def test_an_author_waits_and_only_while_nobody_has_marked_it() -> None:
    assert not may_mark(AMINA, AMINA.own_at - timedelta(seconds=1))
    assert may_mark(AMINA, AMINA.own_at)
    assert not may_mark(replace(AMINA, marks=1), AMINA.own_at)
