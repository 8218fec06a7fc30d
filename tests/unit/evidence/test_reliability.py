"""What papers show as a whole, against plain counting, and what holds for any papers."""

from math import sqrt
from random import Random
from statistics import fmean, median, stdev, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.papers import FEW, Paper, lay_out
from learning.evidence.reliability import PaperFigures, study_papers
from tests.unit.evidence.paper_rows import ANY, DRAWN, FIXED, ROWS, WORTH, make_papers


def study(rows: list[tuple[float | None, ...]], *worth: float) -> PaperFigures:
    return study_papers(lay_out(make_papers(rows, worth)))


def test_figures_are_in_per_cent_of_the_points_of_a_paper() -> None:
    figures, whole = study(list(ROWS), *WORTH), [100 * sum(row) / 7 for row in ROWS]
    assert (figures.papers, figures.same) == (8, True)
    assert figures.mean == pytest.approx(fmean(whole))
    assert figures.median == pytest.approx(median(whole))
    assert figures.deviation == pytest.approx(stdev(whole))


def test_alpha_compares_the_questions_alone_with_the_whole() -> None:
    figures = study(list(ROWS), *WORTH)
    alone = sum(variance([row[item] for row in ROWS]) for item in range(4))
    alpha = 4 / 3 * (1 - alone / variance([sum(row) for row in ROWS]))
    assert figures.alpha == pytest.approx(100 * alpha)
    assert figures.error_ratio == pytest.approx(100 * sqrt(1 - alpha))
    deviation = stdev([100 * sum(row) / 7 for row in ROWS])
    assert figures.standard_error == pytest.approx(sqrt(1 - alpha) * deviation)


def test_figures_counted_by_hand() -> None:
    # Variances 1/4, 1/3, 1/4 alone and 5/3 together: 3/2 x (1 - 5/6 : 5/3) = 3/4.
    figures = study([(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)], 1, 1, 1)
    assert (figures.mean, figures.median) == (50, 50)
    assert figures.alpha == pytest.approx(75)
    assert figures.error_ratio == pytest.approx(50)
    assert figures.standard_error == pytest.approx(50 * sqrt(5 / 3) / 3)


def test_questions_that_disagree_make_alpha_negative() -> None:
    figures = study([(1, 0), (0, 1), (1, 1)], 1, 1)
    assert figures.alpha == pytest.approx(-200)
    assert figures.error_ratio == pytest.approx(100 * sqrt(3))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, 0)],
        [(1, 1), (0, 0)],
        [(1, None), (0, None), (1, None)],
        [(1, 0), (0, 1), (0, 1)],
        [(1, 1), (0, None), (None, 0), (1, 0)],
    ],
    ids=["none", "one", "two people", "one question", "no variance", "not the same"],
)
def test_alpha_is_undefined(rows: list[tuple[float | None, ...]]) -> None:
    figures = study(rows, 1, 1)
    assert figures.alpha is figures.error_ratio is figures.standard_error is None


def test_nothing_is_said_of_no_papers() -> None:
    figures = study([], 1, 1)
    assert (figures.papers, figures.mean, figures.median, figures.deviation) == (
        0,
        None,
        None,
        None,
    )


def test_where_questions_differ_each_paper_is_measured_by_its_own_points() -> None:
    figures = study([(1, None, 0), (None, 2, 3), (0, 1, None)], 1, 2, 3)
    assert not figures.same
    assert figures.mean == pytest.approx(100 * fmean([1 / 4, 5 / 5, 1 / 3]))


def test_papers_and_questions_without_points_are_left_aside() -> None:
    scored = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]
    with_survey = [(0, *row) for row in scored]
    plain = study(list(scored), 1, 1, 1)
    assert study([*with_survey, (0, None, None, None)], 0, 1, 1, 1) == plain


@pytest.mark.parametrize(("people", "few"), [(FEW - 1, True), (FEW, False)])
def test_fewer_than_ten_papers_are_few(people: int, few: bool) -> None:
    assert study([(1, 0)] * people, 1, 1).few is few


@given(ANY)
def test_figures_lie_in_their_ranges(papers: list[Paper]) -> None:
    figures = study_papers(lay_out(papers))
    assert figures.mean is None or 0 <= figures.mean <= 100
    assert figures.median is None or 0 <= figures.median <= 100
    assert figures.alpha is None or figures.alpha <= 100
    assert (figures.error_ratio is None) == (figures.alpha is None)


@given(DRAWN, st.integers())
def test_the_order_of_people_changes_nothing(papers: list[Paper], seed: int) -> None:
    turned = Random(seed).sample(papers, len(papers))
    assert study_papers(lay_out(turned)) == study_papers(lay_out(papers))


@given(FIXED.filter(lambda papers: len(papers) > 1))
def test_everybody_twice_leaves_mean_and_median(papers: list[Paper]) -> None:
    once, twice = study_papers(lay_out(papers)), study_papers(lay_out([*papers, *papers]))
    assert once.mean == pytest.approx(twice.mean)
    assert once.median == pytest.approx(twice.median)
