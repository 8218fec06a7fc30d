"""Conditions and consequences as closures over small states: what makes searching quick.

A state here is a tuple of counters and one whole number of flags. `play.conditions` says what is
meant; tests hold the two together.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from learning.model.case import Counter
from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Effect,
    Not,
    Operator,
    Or,
    Visited,
)
from learning.model.names import ChoiceId, QuestionId, SceneId

Counts = tuple[int, ...]
Test = Callable[[Counts, int], bool]
Leaf = Compare | Visited | Chose | Answered
# Where the counter stands; 1 to add to it, 0 to set it; the amount; its range.
Shift = tuple[int, int, int, int, int]

RELATIONS: Mapping[Operator, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Collected:
    """The points of a question, or (None) of a scene's cues, were collected."""

    scene: SceneId
    question: QuestionId | None


Flag = Visited | Answered | Collected | tuple[SceneId, ChoiceId]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each counter and flag stands in a state; what no condition asks after has no place."""

    counters: tuple[Counter, ...]
    bits: Mapping[Flag, int]

    def bit(self, flag: Flag) -> int:
        """Give the bit of a flag, 0 where nothing asks after it."""
        return self.bits.get(flag, 0)


def lay_out(
    conditions: Iterable[Condition], counters: tuple[Counter, ...], more: Iterable[Flag]
) -> Layout:
    """Give a place to every counter and flag that the conditions ask after, and to more flags."""
    leaves = [leaf for condition in conditions for leaf in list_leaves(condition)]
    compared = {leaf.counter for leaf in leaves if isinstance(leaf, Compare)}
    flags = dict.fromkeys((*(flag for leaf in leaves for flag in list_flags(leaf)), *more))
    return Layout(
        tuple(counter for counter in counters if counter.name in compared),
        {flag: 1 << number for number, flag in enumerate(flags)},
    )


def list_leaves(condition: Condition) -> Iterator[Leaf]:
    """Give the comparisons and questions of fact that a condition is made of."""
    match condition:
        case Not(part):
            yield from list_leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from list_leaves(part)
        case _:
            yield condition


def list_flags(leaf: Leaf) -> tuple[Flag, ...]:
    """Give the flags that decide a leaf; of an answer, whether it was given and if so rightly."""
    match leaf:
        case Compare():
            return ()
        case Visited():
            return (leaf,)
        case Chose(choices):
            return tuple(sorted(choices))
        case Answered(question, right):
            given = Answered(question)
            return (given,) if right is None else (given, Answered(question, right=True))
        case _:
            assert_never(leaf)


def compile_condition(condition: Condition, layout: Layout) -> Test:
    """Turn a condition into a closure over counters and flags."""
    match condition:
        case Compare():
            return _compile_compare(condition, layout)
        case Answered():
            return _compile_answered(condition, layout)
        case Visited() | Chose():
            mask = sum(layout.bit(flag) for flag in list_flags(condition))
            return lambda counts, flags: flags & mask != 0
        case Not(part):
            inner = compile_condition(part, layout)
            return lambda counts, flags: not inner(counts, flags)
        case And(parts):
            return compile_all(parts, layout)
        case Or(parts):
            tests = [compile_condition(part, layout) for part in parts]
            return lambda counts, flags: any(test(counts, flags) for test in tests)
        case _:
            assert_never(condition)


def compile_all(conditions: Sequence[Condition], layout: Layout) -> Test:
    """Turn conditions that must all hold into one closure; none at all always hold."""
    tests = [compile_condition(condition, layout) for condition in conditions]
    if not tests:
        return always
    if len(tests) == 1:
        return tests[0]
    return lambda counts, flags: all(test(counts, flags) for test in tests)


def always(counts: Counts, flags: int) -> bool:
    """Hold in every state."""
    return True


def compile_effects(effects: Iterable[Effect], counters: Sequence[Counter]) -> tuple[Shift, ...]:
    """Turn those consequences that move one of the counters into numbers, in their order."""
    places = {counter.name: number for number, counter in enumerate(counters)}
    return tuple(
        _compile_effect(effect, places[effect.counter], counters)
        for effect in effects
        if effect.counter in places
    )


def shift(counts: Counts, shifts: tuple[Shift, ...]) -> Counts:
    """Move counters, each consequence clamped.

    >>> shift((2, 0), ((0, 1, 9, 0, 5), (0, 1, -1, 0, 5)))
    (4, 0)
    """
    if not shifts:
        return counts
    moved = list(counts)
    for place, keep, amount, low, high in shifts:
        value = moved[place] * keep + amount
        moved[place] = low if value < low else high if value > high else value
    return tuple(moved)


def _compile_compare(condition: Compare, layout: Layout) -> Test:
    names = [counter.name for counter in layout.counters]
    place, value = names.index(condition.counter), condition.value
    relate = RELATIONS[condition.operator]
    return lambda counts, flags: relate(counts[place], value)


def _compile_answered(condition: Answered, layout: Layout) -> Test:
    given = layout.bit(Answered(condition.question))
    both = given | layout.bit(Answered(condition.question, right=True))
    if condition.right is None:
        return lambda counts, flags: flags & given != 0
    wanted = both if condition.right else given
    return lambda counts, flags: flags & both == wanted


def _compile_effect(effect: Effect, place: int, counters: Sequence[Counter]) -> Shift:
    keep, sign = {"+": (1, 1), "-": (1, -1), "=": (0, 1)}[effect.operator]
    return place, keep, sign * effect.amount, counters[place].minimum, counters[place].maximum
