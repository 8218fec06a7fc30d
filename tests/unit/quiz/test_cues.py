"""Spotting: hits, misnamed needs, false alarms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.model.names import Need
from learning.quiz.answer import Noticed, Result, Spot
from learning.quiz.cues import MarkFault, ProseWords, find_mark_fault, hit_cues, score_cues
from tests.unit.factories import make_cue, make_prose

PROSE = make_prose(
    "p1",
    "The wall behind the cot is black. No ESA so far in May 2026, the rent is late, "
    "and she likes the nursery. The wall outside is dry.",
)
WORDS = [ProseWords(PROSE.id, PROSE.words)]
CUES = (
    make_cue("mould", PROSE, "wall behind the cot is black"),
    make_cue("esa", PROSE, "No ESA so far", Need.BENEFITS),
    make_cue("rent", PROSE, "the rent is late", Need.DEBT),
    make_cue("nursery", PROSE, "likes the nursery", None),
)


def score(*marks: tuple[str, Need]):
    return score_cues(WORDS, CUES, tuple(Noticed(words, need) for words, need in marks))


@pytest.mark.parametrize(
    ("words", "need", "spot", "cue"),
    [
        ("BLACK!", Need.HOUSING, Spot.HIT, "mould"),
        ("no esa so far in", Need.BENEFITS, Spot.HIT, "esa"),
        ("esa so", Need.BENEFITS, Spot.FALSE_ALARM, None),
        ("black", Need.DEBT, Spot.MISNAMED, "mould"),
        ("nursery", Need.EDUCATION, Spot.FALSE_ALARM, "nursery"),
        ("outside is dry", Need.HOUSING, Spot.FALSE_ALARM, None),
        ("the cot is", Need.HOUSING, Spot.FALSE_ALARM, None),
        ("in may 2026 the", Need.DEBT, Spot.FALSE_ALARM, None),
    ],
)
def test_a_mark_is_judged_by_the_words_it_shares(words, need, spot, cue) -> None:
    (result,) = score((words, need)).results
    assert (result.spot, result.cue) == (spot, cue)


def test_words_that_stand_twice_are_read_to_the_better_end() -> None:
    assert score(("the wall", Need.HOUSING)).results[0].spot is Spot.HIT


def test_a_misnamed_cue_is_still_missed_and_costs_nothing_more() -> None:
    found = score(("black", Need.DEBT), ("rent is late", Need.DEBT))
    assert found.missed == ("mould", "esa")
    assert (found.mark.earned, found.mark.possible) == (1, 3)


def test_hitting_a_cue_again_is_neither_gain_nor_loss() -> None:
    found = score(("black", Need.HOUSING), ("wall behind", Need.HOUSING))
    assert [each.spot for each in found.results] == [Spot.HIT, Spot.HIT]
    assert found.mark.earned == 1


def test_the_same_mark_twice_is_one_mark() -> None:
    found = score(*[("nursery", Need.DEBT)] * 2, ("black", Need.HOUSING))
    assert len(found.results) == 2
    assert found.mark.earned == 0.5


def test_one_long_mark_collects_one_cue() -> None:
    prose = make_prose("p2", "damp walls and mouldy beds")
    cues = (make_cue("walls", prose, "damp walls"), make_cue("beds", prose, "mouldy beds"))
    words = [ProseWords("p2", prose.words)]
    everything = Noticed("damp walls and mouldy beds", Need.HOUSING)
    assert hit_cues(score_cues(words, cues, (everything,))) == {"walls"}
    walls = Noticed("damp", Need.HOUSING)
    for marks in [(everything, walls), (walls, everything)]:
        assert hit_cues(score_cues(words, cues, marks)) == {"walls", "beds"}


def test_all_found_is_right_and_none_found_is_wrong() -> None:
    every = score(("black", Need.HOUSING), ("no esa so far", Need.BENEFITS), ("late", Need.DEBT))
    assert every.mark.result is Result.RIGHT
    assert score().mark.result is Result.WRONG
    assert score(("late", Need.DEBT)).mark.result is Result.PARTLY


def test_nothing_to_notice_and_nothing_marked_is_right() -> None:
    found = score_cues(WORDS, CUES[3:], ())
    assert (found.mark.possible, found.mark.result) == (0, Result.RIGHT)


@pytest.mark.parametrize(
    ("marks", "fault"),
    [
        ([Noticed("the dry rent", Need.DEBT)], (MarkFault.NOT_IN_TEXT, "the dry rent")),
        ([Noticed("…", Need.DEBT)], (MarkFault.NOT_IN_TEXT, "…")),
        ([Noticed("so " * 31, Need.DEBT)], (MarkFault.TOO_LONG, "so " * 31)),
        ([Noticed("rent", Need.DEBT)] * 21, (MarkFault.TOO_MANY, "")),
        ([Noticed("rent", Need.DEBT)] * 20, None),
    ],
)
def test_marks_that_cannot_be_scored_are_named(marks, fault) -> None:
    assert find_mark_fault(WORDS, tuple(marks)) == fault


@st.composite
def some_marks(draw) -> tuple[str, Need]:
    first = draw(st.integers(0, len(PROSE.words) - 1))
    words = PROSE.words[first : first + draw(st.integers(1, 12))]
    return " ".join(words), draw(st.sampled_from(Need))


@settings(max_examples=60, deadline=None)
@given(st.lists(some_marks(), max_size=8), st.randoms())
def test_scores_are_in_range_and_the_order_of_marks_makes_no_difference(marks, random) -> None:
    found = score(*marks)
    assert 0 <= found.mark.earned <= found.mark.possible == 3
    assert len(hit_cues(found)) + len(found.missed) == 3
    random.shuffle(marks)
    assert score(*marks).mark == found.mark
