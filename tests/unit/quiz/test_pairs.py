"""What matching, ordering and judging earn, and what is told of each part."""

import pytest

from learning.model.form import Judgement, Matching, Ordering, Situation
from learning.model.solution import JudgementSolution, MatchingSolution, OrderingSolution
from learning.quiz.answer import Judged, Matched, Ordered, Result
from learning.quiz.marking import best_wrong, is_marked, mark_answer
from learning.quiz.verdict import JudgedVerdict, MatchVerdict, OrderVerdict
from learning.quiz.verdicts import give_verdict
from tests.unit.factories import make_asked, make_options

ORDER = make_asked("q", Ordering(make_options("abcd")), OrderingSolution(tuple("abcd")), points=3)
PAIRS = {"p": "a", "q": "b"}
MATCH = make_asked(
    "q", Matching(make_options("pq"), make_options("abc")), MatchingSolution(PAIRS), points=2
)
PANELS = {"s": (0, 0, 1, 6, 3), "t": (5, 5, 0, 0, 0)}
SITUATIONS = tuple(Situation(each, "If", "Then") for each in "st")
JUDGE = make_asked("q", Judgement(SITUATIONS), JudgementSolution(PANELS), points=2)


@pytest.mark.parametrize(
    ("given", "earned", "result"),
    [
        ("abcd", 3, Result.RIGHT),
        ("bcda", 2, Result.PARTLY),
        ("abdc", 1, Result.PARTLY),
        ("cdab", 2, Result.PARTLY),
        ("dcba", 0, Result.WRONG),
    ],
)
def test_an_order_earns_by_right_neighbours(given, earned, result) -> None:
    mark = mark_answer(ORDER.question, ORDER.key, Ordered(tuple(given)))
    assert (mark.earned, mark.result) == (earned, result)


def test_matching_earns_by_the_pair() -> None:
    mark = mark_answer(MATCH.question, MATCH.key, Matched((("p", "a"), ("q", "c"))))
    assert (mark.earned, mark.result) == (1, Result.PARTLY)


@pytest.mark.parametrize(
    ("ratings", "earned", "result"),
    [
        ((1, -2), 2, Result.RIGHT),
        ((1, -1), 2, Result.RIGHT),
        ((2, -2), 1.5, Result.PARTLY),
        ((0, 2), pytest.approx(1 / 6), Result.PARTLY),
        ((-2, 2), 0, Result.WRONG),
    ],
)
def test_a_judgement_earns_what_it_is_worth_to_the_panel(ratings, earned, result) -> None:
    answer = Judged(tuple(zip("st", ratings, strict=True)))
    mark = mark_answer(JUDGE.question, JUDGE.key, answer)
    assert (mark.earned, mark.result) == (earned, result)


def test_a_situation_that_nobody_judged_counts_for_nothing() -> None:
    panels = {"s": (0,) * 5, "t": (0, 0, 0, 0, 4)}
    quizzed = make_asked("q", Judgement(SITUATIONS), JudgementSolution(panels))
    mark = mark_answer(quizzed.question, quizzed.key, Judged((("s", 0), ("t", 2))))
    assert mark.result is Result.RIGHT
    nobody = make_asked("q", Judgement(SITUATIONS[:1]), JudgementSolution({"s": (0,) * 5}))
    assert not is_marked(nobody.key)


@pytest.mark.parametrize(("quizzed", "most"), [(ORDER, 2), (MATCH, 1), (JUDGE, 1.5)])
def test_one_slip_leaves_the_most_that_is_not_all(quizzed, most) -> None:
    assert best_wrong(quizzed.question, quizzed.key) == most


def test_each_part_is_told() -> None:
    order = give_verdict(ORDER.question, ORDER.key, Ordered(tuple("bcda")))
    assert order == OrderVerdict(tuple("abcd"), tuple("bcda"), frozenset({("b", "c"), ("c", "d")}))
    given = (("p", "b"), ("q", "a"))
    assert give_verdict(MATCH.question, MATCH.key, Matched(given)) == MatchVerdict(
        PAIRS, dict(given)
    )
    judged = give_verdict(JUDGE.question, JUDGE.key, Judged((("s", 2), ("t", 0))))
    assert judged == JudgedVerdict(PANELS, {"s": 2, "t": 0}, {"s": 0.5, "t": 0.0})
