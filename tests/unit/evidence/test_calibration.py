"""Certainty-based marking against the figures that Moodle's own tests publish, and its limits.

Vectors: `question_cbm_test`, `behaviour_type_test`, `walkthrough_test` of `qbehaviour_deferredcbm`.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.evidence.calibration import Calibration, Fit, SureAnswer, calibrate, find_bonus
from learning.evidence.calibration import find_fit as fit
from learning.quiz.answer import Confidence, Mark, Result
from learning.quiz.certainty import FITS, expect_most, score_certainty, score_mark

LOW, MID, HIGH = Confidence
SHARES = st.sampled_from((0.0, 0.25, 0.5, 1.0))
LEVELS = st.sampled_from((LOW, MID, HIGH, None))


def mark(share: float, points: float = 1) -> Mark:
    result = Result.WRONG if not share else Result.RIGHT if share == 1 else Result.PARTLY
    return Mark(share * points, points, result)


def sums(*answers: tuple[float, Confidence | None], points: float = 1) -> Calibration:
    found = calibrate([SureAnswer(mark(share, points), sure) for share, sure in answers])
    assert found
    return found


@pytest.mark.parametrize(
    ("share", "points"),
    [(1, (1, 2, 3)), (0, (0, -2, -6)), (0.5, (0.5, 1, 1.5)), (-0.25, (0, -2, -6))],
)
def test_points_as_moodle_adjusts_fractions(share: float, points: tuple[float, ...]) -> None:
    assert tuple(score_certainty(share, sure) for sure in Confidence) == pytest.approx(points)


@pytest.mark.parametrize(
    ("mean", "accuracy", "bonus"),
    [(1, Fraction(1, 2), 0.05), (2, Fraction(9, 10), -0.01), (3, 1, 0)],
)
def test_the_bonus_as_moodle_calculates_it(mean: float, accuracy: float, bonus: float) -> None:
    assert find_bonus(mean, float(accuracy)) == pytest.approx(bonus)


@pytest.mark.parametrize("points", [1, 3])
def test_a_summary_as_moodle_makes_it(points: float) -> None:
    low, mid, high = sums((1, HIGH), (1, MID), (0, MID), points=points).levels
    assert (low.answers, low.accuracy, low.fit) == (0, None, None)
    assert (mid.answers, mid.accuracy, mid.fit) == (2, 0.5, Fit.SLIGHTLY_OVER)
    assert (high.answers, high.accuracy, high.fit) == (1, 1, Fit.AS_IT_SHOULD)


@pytest.mark.parametrize(
    ("share", "sure", "points"),
    [(1, HIGH, 6), (1, LOW, 2), (1, None, 2), (0, HIGH, -12)],
)
def test_a_question_of_two_points_as_moodle_walks_through_it(
    share: float, sure: Confidence | None, points: float
) -> None:
    assert score_mark(mark(share, 2), sure) == points


@pytest.mark.parametrize(("accuracy", "points"), [(2 / 3, 2 / 3), (0.8, 1.2), (1 / 2, 1 / 2)])
def test_levels_meet_at_two_thirds_and_at_four_fifths(accuracy: float, points: float) -> None:
    assert expect_most(accuracy) == pytest.approx(points)


def test_the_worked_example_of_the_documentation() -> None:
    found = sums((1, HIGH), (1, HIGH), (0, HIGH), (1, MID), (0.5, LOW))
    assert found.whole.accuracy == pytest.approx(0.7)
    assert found.whole.mean == pytest.approx(0.5)
    assert found.whole.bonus == pytest.approx(-0.03)
    assert [each.fit for each in found.levels] == [
        Fit.AS_IT_SHOULD,
        Fit.SLIGHTLY_UNDER,
        Fit.SLIGHTLY_OVER,
    ]


def test_what_was_left_counts_for_all_and_not_for_the_answered() -> None:
    found = calibrate([SureAnswer(mark(1), HIGH)], left=[1, 2])
    assert found
    assert found.answered
    assert (found.whole.questions, found.whole.accuracy, found.whole.mean) == (3, 0.25, 0.75)
    assert (found.answered.questions, found.answered.accuracy, found.answered.mean) == (1, 1, 3)


def test_nothing_answered_is_summed_up_without_figures_of_answers() -> None:
    found = calibrate([], left=[1])
    assert found
    assert (found.whole.accuracy, found.whole.mean, found.whole.bonus) == (0, 0, 0)
    assert found.answered is None


def test_without_marked_questions_there_is_nothing_to_sum_up() -> None:
    assert calibrate([SureAnswer(Mark(0, 0, Result.UNMARKED), HIGH)], left=[0]) is None


@pytest.mark.parametrize("result", [Result.RIGHT, Result.PARTLY])
def test_what_was_not_wrong_and_lost_its_points_to_hints_and_tries_costs_nothing(result) -> None:
    assert score_mark(Mark(0, 1, result), HIGH) == 0


@pytest.mark.parametrize("sure", Confidence)
def test_a_level_used_at_either_end_of_its_range_is_as_it_should_be(sure: Confidence) -> None:
    assert {fit(limit, sure, 1000) for limit in FITS[sure]} == {Fit.AS_IT_SHOULD}


@pytest.mark.parametrize(
    ("accuracy", "sure", "answers", "found"),
    [
        (0.0, MID, 1, Fit.SLIGHTLY_OVER),
        (0.0, MID, 2, Fit.OVER),
        (1.0, MID, 12, Fit.SLIGHTLY_UNDER),
        (1.0, MID, 13, Fit.UNDER),
        (1.0, LOW, 4, Fit.SLIGHTLY_UNDER),
        (1.0, LOW, 5, Fit.UNDER),
        (0.0, HIGH, 1, Fit.OVER),
    ],
)
def test_a_level_is_over_or_under_where_chance_alone_would_not_do_it(
    accuracy: float, sure: Confidence, answers: int, found: Fit
) -> None:
    assert fit(accuracy, sure, answers) is found


@settings(deadline=None)
@given(st.lists(st.tuples(SHARES, LEVELS), min_size=1), st.lists(st.integers(1, 5)))
def test_figures_stay_in_range(
    answers: list[tuple[float, Confidence | None]], left: list[float]
) -> None:
    found = calibrate([SureAnswer(mark(share), sure) for share, sure in answers], left)
    assert found
    assert 0 <= found.whole.accuracy <= 1
    assert -6 <= found.whole.mean <= 3
    # Most where two in three are right, all of them sure, and the third a guess: 2 points, not 2/3.
    assert found.whole.bonus <= 0.1 * (2 - 2 / 3) + 1e-9
    assert sum(each.answers for each in found.levels) == len(answers)


@given(st.floats(0, 1), st.sampled_from(Confidence))
def test_no_level_earns_more_than_the_one_that_fits(accuracy: float, sure: Confidence) -> None:
    low, high = FITS[sure]
    expected = accuracy * score_certainty(1, sure) + (1 - accuracy) * score_certainty(0, sure)
    assert expected <= expect_most(accuracy) + 1e-9
    if low <= accuracy <= high:
        assert expected == pytest.approx(expect_most(accuracy))
