"""Chance that needs no storing: an order that depends on the seed of an attempt alone."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

Name = TypeVar("Name", bound=str)


def cast_lots(names: Iterable[Name], about: str, seed: str) -> tuple[Name, ...]:
    """Put names into an order by a hash keyed with the seed.

    The same at every look, another in another attempt or about another thing; who sees some
    orders cannot foretell others.

    >>> cast_lots(["a", "b", "c"], "which", "seed") == cast_lots(["c", "a", "b"], "which", "seed")
    True
    """
    key = blake2b(seed.encode()).digest()

    def place(name: Name) -> bytes:
        return blake2b(f"{about}\0{name}".encode(), key=key, digest_size=16).digest()

    return tuple(sorted(names, key=place))
