"""Which things of two versions are the same: by their ids, and else by most of their words."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from learning.model.words import split_words

Thing = TypeVar("Thing")
# Dice's coefficient of the words of two texts, from which on they are taken for one reworded.
ALIKE = 0.6
# Of more that is gone and new, hostile or not, nobody reads a guess at each.
_MOST_GUESSED = 30


@dataclass(frozen=True, slots=True)
class Pairs(Generic[Thing]):
    """What both versions have, what only the older and what only the newer has."""

    kept: tuple[tuple[Thing, Thing], ...]
    gone: tuple[Thing, ...]
    new: tuple[Thing, ...]


def pair(
    olds: Iterable[Thing], news: Iterable[Thing], *keys: Callable[[Thing], Hashable]
) -> Pairs[Thing]:
    """Pair what has the same key; what has no partner by the first key is tried by the next.

    >>> pair(["a", "b"], ["B", "c"], str.upper)
    Pairs(kept=(('b', 'B'),), gone=('a',), new=('c',))
    """
    kept: list[tuple[Thing, Thing]] = []
    gone, new = list(olds), list(news)
    for key in keys:
        waiting: dict[Hashable, list[Thing]] = {}
        for each in gone:
            waiting.setdefault(key(each), []).append(each)
        unmet: list[Thing] = []
        for each in new:
            partners = waiting.get(key(each))
            if partners:
                kept.append((partners.pop(0), each))
            else:
                unmet.append(each)
        gone, new = [each for rest in waiting.values() for each in rest], unmet
    return Pairs(tuple(kept), tuple(gone), tuple(new))


def pair_alike(pairs: Pairs[Thing], text_of: Callable[[Thing], str]) -> Pairs[Thing]:
    """Pair what is gone with what is new where most of their words are the same, best first.

    >>> pair_alike(Pairs((), ("Ask him about the letter",), ("Ask about the letter", "Go")), str)
    Pairs(kept=(('Ask him about the letter', 'Ask about the letter'),), gone=(), new=('Go',))
    """
    gone, new = pairs.gone[:_MOST_GUESSED], pairs.new[:_MOST_GUESSED]
    olds, news = ([Counter(split_words(text_of(each))) for each in part] for part in (gone, new))
    scores = sorted(
        (-_share(one, other), at, to)
        for at, one in enumerate(olds)
        for to, other in enumerate(news)
        if _share(one, other) >= ALIKE
    )
    met: dict[int, int] = {}
    for _, at, to in scores:
        if at not in met and to not in met.values():
            met[at] = to
    kept = tuple((gone[at], new[to]) for at, to in sorted(met.items(), key=lambda each: each[1]))
    return Pairs(
        (*pairs.kept, *kept),
        tuple(each for at, each in enumerate(pairs.gone) if at not in met),
        tuple(each for to, each in enumerate(pairs.new) if to not in met.values()),
    )


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Give the share of words that two texts have in common: twice those in both, of all."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
