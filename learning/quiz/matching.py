"""What matching and ordering earn: by pairs. Knows no points."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from learning.model.names import OptionId


def credit_pairs(
    right: Mapping[OptionId, OptionId], given: Mapping[OptionId, OptionId]
) -> Fraction:
    """Give the share of the prompts that got their own option (Moodle's matching question).

    >>> right = {OptionId("damp"): OptionId("housing"), OptionId("stairs"): OptionId("care")}
    >>> credit_pairs(right, {**right, OptionId("stairs"): OptionId("debt")})
    Fraction(1, 2)
    """
    matched = sum(given.get(prompt) == option for prompt, option in right.items())
    return Fraction(matched, len(right))


def credit_order(right: Sequence[OptionId], given: Sequence[OptionId]) -> Fraction:
    """Give the share of neighbours that stand together as they should, the first before the second.

    One item out of place costs the pairs it was torn from and not the whole order: "relative to the
    next item (excluding last)" of Moodle's ordering question. Only the exact order is full.

    >>> credit_order("abcd", "dabc")
    Fraction(2, 3)
    >>> credit_order("abcd", "dcba")
    Fraction(0, 1)
    """
    if len(right) < 2:
        return Fraction(1)
    return Fraction(len(find_joined(right, given)), len(right) - 1)


def find_joined(
    right: Sequence[OptionId], given: Sequence[OptionId]
) -> frozenset[tuple[OptionId, OptionId]]:
    """Find the neighbours of the right order that are neighbours as given, too.

    >>> sorted(find_joined("abcd", "dabc"))
    [('a', 'b'), ('b', 'c')]
    """
    return frozenset(pairwise(right)) & frozenset(pairwise(given))
