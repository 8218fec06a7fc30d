"""Partial credit, held against published figures wherever our rules say the same.

Figures are those of Moodle's own tests (question/type/multichoice, match, multianswer, ordering,
numerical and the OU multiple response question) and of the examples of its GIFT format. Where ours
differ, both are given, and the rule's docstring says why.
"""

from decimal import Decimal

import pytest

from learning.model.form import Gap, Gaps, Matching, Number, Ordering, Ticks
from learning.model.solution import (
    GapSolution,
    GapsSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    TicksSolution,
)
from learning.quiz.answer import Answer, Chosen, Filled, Matched, Measured, Ordered, Result
from learning.quiz.marking import mark_answer
from tests.unit.factories import Quizzed, make_asked, make_options

RIGHT, PARTLY, WRONG = Result.RIGHT, Result.PARTLY, Result.WRONG


def mark(quizzed: Quizzed, answer: Answer) -> tuple[float, Result]:
    found = mark_answer(quizzed.question, quizzed.key, answer)
    return found.earned, found.result


def tick(letters: str) -> Chosen:
    return Chosen(frozenset(letters))


def make_ticks(right: str, percents: dict[str, int], *, several: bool = True) -> Quizzed:
    form = Ticks(make_options("abcd"), several=several)
    return make_asked("q", form, TicksSolution(frozenset(right), percents))


# Its multiple choice question: A and C 50% each, B and D -100% each.
MULTIPLE = make_ticks("ac", {"a": 50, "b": -100, "c": 50, "d": -100})


@pytest.mark.parametrize(
    ("letters", "figure"),
    [("ac", (1, RIGHT)), ("a", (0.5, PARTLY)), ("abc", (0, WRONG)), ("b", (0, WRONG))],
)
def test_multiple_choice_by_percents(letters, figure) -> None:
    assert mark(MULTIPLE, tick(letters)) == figure


# The examples of percents in GIFT: half credit and none for one answer, and for two to be ticked.
HALF = make_ticks("c", {"b": 50}, several=False)
TOWNS = make_ticks("d", {"b": 25, "c": 50}, several=False)
TOMB = make_ticks("bc", {"a": -50, "b": 50, "c": 50, "d": -50})
MILD = make_ticks("bc", {"a": 0, "b": 50, "c": 50, "d": 0})


@pytest.mark.parametrize(
    ("quizzed", "letters", "figure"),
    [
        (HALF, "a", 0),
        (HALF, "b", 0.5),
        (HALF, "c", 1),
        (TOWNS, "a", 0),
        (TOWNS, "b", 0.25),
        (TOWNS, "c", 0.5),
        (TOWNS, "d", 1),
        (TOMB, "bc", 1),
        (TOMB, "b", 0.5),
        (TOMB, "bcd", 0.5),
        (TOMB, "ab", 0),
        (TOMB, "abcd", 0),
        (MILD, "abcd", 1),
        (MILD, "ab", 0.5),
    ],
)
def test_the_percents_of_the_examples_of_gift(quizzed, letters, figure) -> None:
    assert mark(quizzed, tick(letters))[0] == figure


# The OU multiple response question with two right options of four.
OU = make_ticks("ac", {})


@pytest.mark.parametrize(
    ("letters", "figure"), [("ac", 1), ("a", 0.5), ("bd", 0), ("abd", 0), ("acd", 0.5), ("abcd", 0)]
)
def test_several_right_ones_of_four(letters, figure) -> None:
    assert mark(OU, tick(letters))[0] == figure


def test_one_right_and_one_wrong_differ_and_the_rule_says_why() -> None:
    """Half there: only ticks past the number of right ones are taken off."""
    assert mark(OU, tick("ab"))[0] == 0


ANIMALS = {"dog": "mammal", "frog": "amphibian", "toad": "amphibian", "cat": "mammal"}
MATCH = make_asked(
    "q",
    Matching(make_options(ANIMALS), make_options(("mammal", "amphibian", "insect"))),
    MatchingSolution(ANIMALS),
)


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ("mammal amphibian amphibian mammal", (1, RIGHT)),
        ("mammal insect insect amphibian", (0.25, PARTLY)),
        ("amphibian insect insect amphibian", (0, WRONG)),
        ("mammal amphibian insect insect", (0.5, PARTLY)),
    ],
)
def test_matching_by_the_pair(given, figure) -> None:
    pairs = tuple(zip(ANIMALS, given.split(), strict=True))
    assert mark(MATCH, Matched(pairs)) == figure


# Embedded answers: four menus of two towns, of which the first, second, first, second are right.
MENUS = Gaps(("",) * 5, tuple(Gap(str(at), make_options("ca")) for at in range(4)))
STATES = make_asked(
    "q", MENUS, GapsSolution({str(at): GapSolution((), "ca"[at % 2]) for at in range(4)}), points=4
)


@pytest.mark.parametrize(
    ("given", "figure"), [("aaaa", (2, PARTLY)), ("acac", (0, WRONG)), ("caca", (4, RIGHT))]
)
def test_gaps_by_the_gap(given, figure) -> None:
    filled = tuple((str(at), option) for at, option in enumerate(given))
    assert mark(STATES, Filled(filled)) == figure


# Its ordering question, in the grading "relative to the next item (excluding last)".
LETTERS = make_asked("q", Ordering(make_options("moxdle")), OrderingSolution(tuple("moxdle")))


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ("moxdle", (1, RIGHT)),
        ("eldxom", (0, WRONG)),
        ("eoxdlm", (0.6, PARTLY)),
        ("xodlem", (0.4, PARTLY)),
    ],
)
def test_an_order_by_the_next_item(given, figure) -> None:
    assert mark(LETTERS, Ordered(tuple(given))) == figure


def test_including_the_last_and_by_places_differ() -> None:
    """There 0.5 including the last item, and 0.67 by places."""
    assert mark(LETTERS, Ordered(tuple("eoxdlm")))[0] == 0.6


def make_number(low: str, high: str) -> Quizzed:
    return make_asked("q", Number(), NumberSolution(Decimal(low), Decimal(high), ""))


SEVEN, EXACT, TINY = make_number("6", "8"), make_number("1234", "1234"), make_number("0", "0")


@pytest.mark.parametrize(
    ("quizzed", "right", "wrong"),
    [
        (SEVEN, ("6", "7", "8", "8.00"), ("5.99", "8.01", "-7")),
        (EXACT, ("1234", "1,234.0"), ("1234.000001", "0")),
        (TINY, ("0", "-0", "0.000"), ("0.00000000000000000001", "-0.00000000000000000001")),
        (make_number("6.3", "7.7"), ("6.3", "7.7"), ("6.29", "7.71")),
        (make_number("-14", "-3.5"), ("-3.5", "-14"), ("-3.49", "-14.01")),
    ],
)
def test_numbers_within_a_tolerance(quizzed, right, wrong) -> None:
    assert {mark(quizzed, Measured(each)) for each in right} == {(1, RIGHT)}
    assert {mark(quizzed, Measured(each)) for each in wrong} == {(0, WRONG)}
