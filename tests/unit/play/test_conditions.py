"""Conditions, guards and consequences, and that searching reads them alike."""

import pytest
from hypothesis import given

from learning.model.condition import And, Answered, Chose, Compare, Effect, Guard, Not, Or, Visited
from learning.model.names import FACILITATOR, HEALTH, LAW
from learning.play.compiled import compile_condition, lay_out
from learning.play.conditions import allows, apply_effects, holds
from tests.unit.factories import make_counter, play, start
from tests.unit.play.flat import CASE, MISS, choose, reply
from tests.unit.play.worlds import COUNTERS, drive, modules, picks, sides, some

# After a right answer, asking and going back: trust 4, time 5.
STATE = play(CASE, start(CASE), MISS, reply("duty"), choose("ask"), choose("back"))
TRUE, FALSE = Visited("flat"), Visited("good")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Compare("trust", ">=", 4), True),
        (Compare("trust", ">", 4), False),
        (Compare("trust", "<=", 4), True),
        (Compare("trust", "<", 4), False),
        (Compare("trust", "=", 4), True),
        (Compare("trust", "!=", 4), False),
        (Visited("letter"), True),
        (Visited("good"), False),
        (Chose(frozenset({("flat", "ask"), ("good", "x")})), True),
        (Chose(frozenset({("letter", "ask")})), False),
        (Answered("duty"), True),
        (Answered("duty", right=True), True),
        (Answered("duty", right=False), False),
        (Answered("extra"), False),
        (Answered("extra", right=False), False),
        (Not(FALSE), True),
        (And((TRUE, FALSE)), False),
        (Or((TRUE, FALSE)), True),
        (Or((FALSE, FALSE)), False),
    ],
)
def test_a_condition_holds_or_not(condition, expected) -> None:
    assert holds(condition, STATE) is expected
    assert holds_compiled([condition], STATE) == [expected]


def test_a_partly_right_answer_counts_as_wrong() -> None:
    state = play(CASE, start(CASE), reply("duty", "b"))
    assert holds(Answered("duty", right=False), state)
    assert not holds(Answered("duty", right=True), state)


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (Guard(), True),
        (Guard(frozenset({HEALTH})), True),
        (Guard(frozenset({LAW, FACILITATOR})), False),
        (Guard(frozenset({HEALTH}), FALSE), False),
        (Guard(condition=TRUE), True),
    ],
)
def test_a_guard_asks_for_side_and_condition(guard, expected) -> None:
    assert allows(guard, STATE) is expected


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ((Effect("trust", "+", 2),), 4),
        ((Effect("trust", "+", 9),), 5),
        ((Effect("trust", "-", 9),), 0),
        ((Effect("trust", "=", 9),), 5),
        ((Effect("trust", "+", 9), Effect("trust", "-", 1)), 4),
        ((), 2),
    ],
)
def test_consequences_are_clamped_one_by_one(effects, expected) -> None:
    assert apply_effects(effects, {"trust": 2}, (make_counter("trust"),)) == {"trust": expected}


@some
@given(modules, sides, picks)
def test_searching_reads_every_condition_as_playing_does(module, side, numbers) -> None:
    conditions = [
        choice.condition
        for scene in module.key.scenes.values()
        for choice in scene.choices
        if choice.condition is not None
    ]
    for state in drive(module, start(module, side), numbers):
        assert holds_compiled(conditions, state) == [holds(each, state) for each in conditions]


def holds_compiled(conditions, state) -> list[bool]:
    layout = lay_out(conditions, COUNTERS, ())
    counts = tuple(state.counters[counter.name] for counter in layout.counters)
    flags = sum(bit for flag, bit in layout.bits.items() if is_set(flag, state))
    return [compile_condition(each, layout)(counts, flags) for each in conditions]


def is_set(flag, state) -> bool:
    return holds(Chose(frozenset({flag})) if isinstance(flag, tuple) else flag, state)
