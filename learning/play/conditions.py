"""Conditions, guards and consequences: what holds in a state, and what a choice moves.

Knows the state of one attempt; not scenes, pages or marks.
"""

from collections.abc import Mapping
from typing import assert_never

from learning.model.case import Counter
from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Effect,
    Guard,
    Not,
    Operator,
    Or,
    Visited,
)
from learning.model.names import CounterName
from learning.play.state import State
from learning.quiz.answer import Result


def holds(condition: Condition, state: State) -> bool:
    """Say whether a condition is true in a state (Case Markdown, section 4).

    A question counts as answered rightly only when its mark is right; partly right is wrong here.

    >>> from learning.model.names import HEALTH, SceneId
    >>> trust, flat = CounterName("trust"), SceneId("the-flat")
    >>> state = State(HEALTH, "seed", flat, {trust: 3}, (flat,))
    >>> holds(And((Compare(trust, ">=", 3), Not(Visited(SceneId("the-letter"))))), state)
    True
    """
    match condition:
        case Compare(counter, operator, value):
            return compare(state.counters[counter], operator, value)
        case Visited(scene):
            return scene in state.visited
        case Chose(choices):
            return any((step.scene, step.choice) in choices for step in state.steps)
        case Answered():
            return _was_answered(condition, state)
        case Not(part):
            return not holds(part, state)
        case And(parts):
            return all(holds(part, state) for part in parts)
        case Or(parts):
            return any(holds(part, state) for part in parts)
        case _:
            assert_never(condition)


def compare(left: int, operator: Operator, right: int) -> bool:
    """Compare two whole numbers.

    >>> compare(3, ">=", 3)
    True
    """
    match operator:
        case ">=":
            return left >= right
        case ">":
            return left > right
        case "<=":
            return left <= right
        case "<":
            return left < right
        case "=":
            return left == right
        case "!=":
            return left != right
        case _:
            assert_never(operator)


def _was_answered(condition: Answered, state: State) -> bool:
    # What was assumed on the way in stays so: the scenes after it were reached by it.
    right = state.assumed.get(condition.question)
    if right is None:
        given = state.answers.get(condition.question)
        if given is None:
            return False
        right = given.mark.result is Result.RIGHT
    return condition.right is None or condition.right is right


def allows(guard: Guard, state: State) -> bool:
    """Say whether a guard lets this learner see a thing now: by side, and by condition.

    >>> from learning.model.names import FACILITATOR, HEALTH, SceneId
    >>> state = State(HEALTH, "seed", SceneId("the-flat"), {}, ())
    >>> allows(Guard(roles=frozenset({FACILITATOR})), state)
    False
    """
    if guard.roles and state.role not in guard.roles:
        return False
    return guard.condition is None or holds(guard.condition, state)


def apply_effects(
    effects: tuple[Effect, ...],
    counters: Mapping[CounterName, int],
    definitions: tuple[Counter, ...],
) -> Mapping[CounterName, int]:
    """Move the counters by one choice's consequences, in their order, each clamped to its range.

    Every single consequence is clamped, so that `trust +9, trust -1` on 0 to 5 ends at 4.

    >>> trust = Counter(CounterName("trust"), "Trust", start=2, minimum=0, maximum=5)
    >>> effects = (Effect(trust.name, "+", 9), Effect(trust.name, "-", 1))
    >>> apply_effects(effects, {trust.name: 2}, (trust,))
    {'trust': 4}
    """
    defined = {counter.name: counter for counter in definitions}
    moved = dict(counters)
    for effect in effects:
        counter = defined[effect.counter]
        wanted = move(moved[effect.counter], effect)
        moved[effect.counter] = max(counter.minimum, min(counter.maximum, wanted))
    return moved


def move(value: int, effect: Effect) -> int:
    """Give the value after a consequence, before it is clamped.

    >>> move(2, Effect(CounterName("trust"), "=", 5))
    5
    """
    match effect.operator:
        case "+":
            return value + effect.amount
        case "-":
            return value - effect.amount
        case "=":
            return effect.amount
        case _:
            assert_never(effect.operator)
