"""When what was missed comes back."""

from datetime import date, timedelta

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from learning.quiz.answer import Confidence, Result
from learning.quiz.spacing import LONGEST_INTERVAL, plan_return, rate, was_missed

START = date(2026, 11, 22)
ratings = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 60)), min_size=1, max_size=12)


def list_gaps(*rated: Rating) -> list[int]:
    card, day, gaps = None, START, []
    for each in rated:
        planned = plan_return(card, each, day)
        gaps.append((planned.due - day).days)
        card, day = planned.card, planned.due
    return gaps


@pytest.mark.parametrize(
    ("result", "sure", "tries", "rating"),
    [
        (Result.WRONG, Confidence.SURE, 0, Rating.Again),
        (Result.PARTLY, None, 0, Rating.Hard),
        (Result.RIGHT, None, 1, Rating.Hard),
        (Result.RIGHT, Confidence.FAIRLY_SURE, 0, Rating.Good),
        (Result.RIGHT, Confidence.SURE, 0, Rating.Easy),
    ],
)
def test_an_answer_is_rated(result, sure, tries, rating) -> None:
    assert rate(result, sure, tries=tries) is rating
    assert was_missed(rating) is (rating < Rating.Good)


def test_what_was_not_marked_has_no_rating() -> None:
    with pytest.raises(ValueError, match="right or wrong"):
        rate(Result.UNMARKED, None)


def test_intervals_grow_while_it_is_known_and_shrink_once_it_is_not() -> None:
    assert list_gaps(Rating.Again, *[Rating.Good] * 4) == [1, 2, 6, 17, 44]
    assert list_gaps(Rating.Again, Rating.Good, Rating.Again) == [1, 2, 1]


@given(ratings)
def test_it_comes_back_within_a_year_and_never_the_same_day(rated) -> None:
    card, day = None, START
    for rating, late in rated:
        planned = plan_return(card, rating, day)
        assert planned == plan_return(card, rating, day)
        assert 1 <= (planned.due - day).days <= LONGEST_INTERVAL
        card, day = planned.card, planned.due + timedelta(days=late)
