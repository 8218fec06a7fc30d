"""Item statistics against plain counting, and what holds for any papers.

The same code gives the figures of Moodle's own spreadsheet (25 papers of 7 questions) to 8 digits.
"""

from math import sqrt
from random import Random
from statistics import correlation, covariance, fmean, stdev
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.items import ItemFigures, study_items
from learning.evidence.papers import FEW, Paper, lay_out
from tests.unit.evidence.paper_rows import (
    ALL,
    ANY,
    DRAWN,
    FIXED,
    NAMES,
    OPTIONS,
    ROWS,
    WORTH,
    make_answer,
    make_papers,
)

NEAR = 1e-6


def study(rows: list[tuple[float | None, ...]], *worth: float) -> tuple[ItemFigures, ...]:
    names = dict.fromkeys(NAMES[: len(worth)], ())
    return study_items(lay_out(make_papers(rows, worth)), names)


@pytest.fixture(name="figures")
def worked_figures() -> tuple[ItemFigures, ...]:
    return study(list(ROWS), *WORTH)


@pytest.mark.parametrize("item", range(4))
def test_facility_and_deviation_are_of_the_points_of_the_question(
    figures: tuple[ItemFigures, ...], item: int
) -> None:
    own = [100 * row[item] / WORTH[item] for row in ROWS]
    assert figures[item].asked == 8
    assert figures[item].facility == pytest.approx(fmean(own))
    assert figures[item].deviation == pytest.approx(stdev(own))


@pytest.mark.parametrize("item", [1, 2, 3])
def test_discrimination_is_correlation_with_the_rest_of_the_paper(
    figures: tuple[ItemFigures, ...], item: int
) -> None:
    own = [row[item] for row in ROWS]
    rest = [sum(row) - row[item] for row in ROWS]
    greatest = covariance(sorted(own), sorted(rest))
    assert figures[item].discrimination == pytest.approx(100 * correlation(own, rest))
    assert figures[item].efficiency == pytest.approx(100 * covariance(own, rest) / greatest)


def test_figures_counted_by_hand() -> None:
    # Rests 2, 1, 0, 0 beside marks 1, 1, 1, 0: covariance 1/4, variances 11/12 and 1/4.
    first, second, third = study([(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)], 1, 1, 1)
    assert (first.facility, second.facility, third.facility) == (75, 50, 25)
    assert first.discrimination == pytest.approx(100 * sqrt(3 / 11))
    assert second.discrimination == pytest.approx(100 * sqrt(1 / 2))
    assert first.efficiency == pytest.approx(100)


def test_what_has_nothing_to_do_with_the_rest_discriminates_by_exactly_0() -> None:
    figures = study([(0.1, 0.7), (0.1, 0.3), (0.7, 0.7), (0.7, 0.3)], 1, 1)
    assert [str(each.discrimination) for each in figures] == ["0.0", "0.0"]


def test_weights_intended_are_points_and_effective_are_roots_of_covariances(
    figures: tuple[ItemFigures, ...],
) -> None:
    whole = [sum(row) for row in ROWS]
    pulls = [covariance([row[item] for row in ROWS], whole) for item in range(4)]
    roots = [sqrt(each) if each >= 0 else None for each in pulls]
    total = sum(each for each in roots if each)
    expected = [None if each is None else pytest.approx(100 * each / total) for each in roots]
    assert [each.effective for each in figures] == expected
    assert [each.intended for each in figures] == pytest.approx([100 * each / 7 for each in WORTH])


def test_who_does_well_on_the_whole_and_badly_here_leaves_no_effective_weight() -> None:
    first, second = study([(1, 0), (0, 3), (1, 1)], 1, 3)
    assert first.effective is None
    assert second.effective == pytest.approx(100)


def test_a_question_that_all_got_right_tells_nobody_apart(figures: tuple[ItemFigures, ...]) -> None:
    same = figures[0]
    assert (same.facility, same.deviation, same.effective) == (100, 0, 0)
    assert (same.discrimination, same.efficiency) == (None, None)


def test_what_is_the_same_but_for_rounding_does_not_vary() -> None:
    first, _ = study([(0.1 + 0.2, 1), (0.3, 0), (0.3, 1)], 1, 1)
    assert (first.deviation, first.discrimination) == (0, None)


def test_the_rounded_mean_of_equal_marks_does_not_make_them_vary() -> None:
    first, _ = study([(0.35, each % 2) for each in range(3)], 1, 1)
    assert (first.deviation, first.discrimination, first.effective) == (0, None, 0)


def test_efficiency_may_be_less_than_minus_100_where_the_lists_lean_opposite_ways() -> None:
    first, second = study([(1, 0), (0, 1), (0, 1)], 1, 1)
    assert first.discrimination == second.discrimination == -100
    assert first.efficiency == second.efficiency == pytest.approx(-200)


def test_a_question_that_nobody_was_asked_has_no_figures() -> None:
    [figures] = study_items(lay_out([]), {NAMES[0]: ()})
    assert figures == ItemFigures(NAMES[0], 0, None, None, None, None, None, None, None)


def test_options_are_tabulated_by_what_each_paper_ticked() -> None:
    papers = [
        Paper({NAMES[0]: make_answer(own, 1, frozenset({ticked})), NAMES[1]: make_answer(rest)})
        for own, rest, ticked in ((0, 0.2, OPTIONS[1]), (1, 0.9, OPTIONS[0]))
    ]
    [figures] = study_items(lay_out(papers), {NAMES[0]: OPTIONS})
    assert figures.options
    assert [(each.lower, each.upper) for each in figures.options.counts] == [(0, 1), (1, 0), (0, 0)]


def test_one_answer_has_a_facility_and_no_more() -> None:
    first, _ = study([(1, 0)], 2, 2)
    assert (first.facility, first.intended) == (50, 50)
    assert first.deviation is first.discrimination is first.efficiency is first.effective is None


def test_what_earns_nothing_has_no_facility_and_no_weight() -> None:
    first, second = study([(0, 1), (0, 0), (0, 1)], 0, 1)
    assert (first.asked, first.facility, first.discrimination) == (3, None, None)
    assert (first.intended, first.effective, second.effective) == (0, None, pytest.approx(100))
    assert second.discrimination is None


@pytest.mark.parametrize(("people", "few"), [(FEW - 1, True), (FEW, False)])
def test_fewer_than_ten_answers_are_few(people: int, few: bool) -> None:
    assert study([(1, 0)] * people, 1, 1)[0].few is few


def test_of_a_drawn_question_only_those_who_were_asked_it_count() -> None:
    rows: list[tuple[float | None, ...]] = [
        (1, 2, None),
        (1, None, 3),
        (0, 1, None),
        (0.5, None, 0),
        (None, 2, 1),
    ]
    damp, rent, visa = study(rows, 1, 2, 4)
    assert (damp.asked, rent.asked, visa.asked) == (4, 3, 3)
    assert damp.facility == pytest.approx(62.5)
    # The rest of a paper is a share of the points that its own questions have.
    rest = [2 / 2, 3 / 4, 1 / 2, 0 / 4]
    assert damp.discrimination == pytest.approx(100 * correlation([1, 1, 0, 0.5], rest))
    assert damp.intended == pytest.approx(100 * fmean([1 / 3, 1 / 5, 1 / 3, 1 / 5]))
    assert damp.effective is rent.effective is visa.effective is None


@given(ANY)
def test_figures_lie_in_their_ranges(papers: list[Paper]) -> None:
    for each in study_items(lay_out(papers), ALL):
        assert each.facility is None or 0 <= each.facility <= 100
        assert each.discrimination is None or -100 <= each.discrimination <= 100
        assert each.efficiency is None or each.efficiency <= 100
        assert each.effective is None or 0 <= each.effective <= 100 + NEAR
        assert (each.efficiency is None) == (each.discrimination is None)


@given(DRAWN, st.randoms())
def test_the_order_of_people_and_of_questions_changes_nothing(
    papers: list[Paper], chance: Random
) -> None:
    turned = [Paper(dict(reversed(each.answers.items()))) for each in papers]
    chance.shuffle(turned)
    assert study_items(lay_out(turned), ALL) == study_items(lay_out(papers), ALL)


@given(FIXED)
def test_effective_weights_add_up_to_100(papers: list[Paper]) -> None:
    weights = [each.effective for each in study_items(lay_out(papers), ALL)]
    known = [each for each in weights if each is not None]
    assert not known or sum(known) == pytest.approx(100)


@given(ANY)
def test_points_that_count_tenfold_change_nothing(papers: list[Paper]) -> None:
    tenfold = [
        Paper(
            {
                name: make_answer(10 * each.mark.earned, 10 * each.mark.possible)
                for name, each in paper.answers.items()
            }
        )
        for paper in papers
    ]
    first = study_items(lay_out(papers), dict.fromkeys(NAMES, ()))
    for one, other in zip(
        first, study_items(lay_out(tenfold), dict.fromkeys(NAMES, ())), strict=True
    ):
        assert (one.asked, one.facility) == (other.asked, pytest.approx(other.facility))
        assert one.intended == pytest.approx(other.intended)


def test_300_papers_of_40_questions_take_no_time() -> None:
    names = {f"q{number}": OPTIONS for number in range(40)}
    answers = [make_answer(each % 3, 2, frozenset(OPTIONS[each % 3 :])) for each in range(7)]
    papers = [
        Paper({name: answers[(row * place) % 7] for place, name in enumerate(names)})
        for row in range(300)
    ]
    # The bar is 0.1; a machine that is busy with other tests may take longer.
    began = process_time()
    assert len(study_items(lay_out(papers), names)) == 40
    assert process_time() - began < 3
