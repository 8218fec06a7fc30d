"""Every sort of move and answer is told in plain words, and what is in no known shape is kept."""

from zoneinfo import ZoneInfo

import pytest

from learning.model.names import Need
from learning.play.record import dump_move
from learning.play.state import Choose, Continue, Finish, Notice, Rate, Reply, TakeHint, Visit
from learning.quiz.answer import (
    Chosen,
    Confidence,
    Filled,
    Judged,
    Matched,
    Measured,
    Noticed,
    Ordered,
    Planned,
    PlanRow,
    Written,
)
from learning.quiz.json_values import read_json
from learning.web.pages.held_moves import say_mark, say_move
from learning.web.pages.holdings import say_row, say_value

UTC = ZoneInfo("UTC")
PLAN = Planned((PlanRow(Need.HOUSING, "Ring", "the adviser", "Friday", "It is cold"),))


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Visit("the-flat"), "You began at “the-flat”"),
        (Notice(()), "You marked no words"),
        (Notice((Noticed("cold", Need.HOUSING),)), "You marked cold as housing"),
        (Choose("stay"), "You chose “stay”"),
        (TakeHint("q", 2), "You took hint 2 of “q”"),
        (Rate("q", (1, 0)), "You marked your own text for “q”: 1, 0"),
        (Continue(), "You read on"),
        (Finish(), "You handed in"),
        (Finish(early=True), "You handed in before the end"),
        (Reply("q", Chosen(frozenset({"b", "a"}))), "You answered “q” with: a, b"),
        (Reply("q", Matched((("a", "b"),))), "You answered “q” with: a as b"),
        (Reply("q", Ordered(("b", "a"))), "You answered “q” with: b, a"),
        (Reply("q", Filled((("gap-1", "mould"),))), "You answered “q” with: gap-1 as mould"),
        (Reply("q", Measured("14 days")), "You answered “q” with: 14 days"),
        (Reply("q", Written("Dear all"), Confidence(3)), "You answered “q” with: Dear all (sure)"),
        (Reply("q", Judged((("a", -1),))), "You answered “q” with: a as -1"),
        (
            Reply("q", PLAN),
            "You answered “q” with: housing, Ring, the adviser, Friday, It is cold",
        ),
    ],
)
def test_a_move_is_told_in_words(move: object, said: str) -> None:
    assert say_move(read_json(dump_move(move))) == said


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ({"scene": "a", "mark": None}, "On the page “a”"),
        ({"mark": {"points": 2, "of": 2, "result": "right"}}, "2 of 2 points, right"),
        ({"mark": None}, ""),
    ],
)
def test_a_mark_is_told_in_words(outcome: dict[str, object], said: str) -> None:
    assert say_mark(outcome) == said


def test_what_has_an_unknown_shape_is_told_as_it_is() -> None:
    row = {"what_you_did": {"move": "dance", "steps": [1, 2]}, "more": None, "passed": False}
    assert say_row(row, UTC) == (
        ("What you did", "move: dance; steps: (1, 2)"),
        ("Passed", "no"),
    )
    assert say_value("2026-07-01T11:00:00+00:00", ZoneInfo("Europe/London")) == (
        "1 July 2026, 12:00"
    )
    assert say_value("2026-not-a-Time", UTC) == "2026-not-a-Time"
