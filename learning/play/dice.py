"""Chance that is the same whenever it starts from the same seed, on every machine."""

from collections.abc import Sequence

_MODULUS = 2**64


class Dice:
    """Knuth's MMIX generator; its upper bits are even enough to pick a way.

    >>> one, other = Dice(7), Dice(7)
    >>> [one.pick([1, 1, 1]) for _ in range(5)] == [other.pick([1, 1, 1]) for _ in range(5)]
    True
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed % _MODULUS
        for _ in range(3):
            # The first numbers of neighbouring seeds are neighbours, too.
            self.roll()

    def roll(self) -> float:
        """Give a number from 0 up to, and not, 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % _MODULUS
        return (self._state >> 11) / 2**53

    def pick(self, weights: Sequence[float]) -> int:
        """Give a place in a list, each as likely as its weight; weights are above 0.

        >>> Dice(1).pick([1.0])
        0
        """
        left = self.roll() * sum(weights)
        for place, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return place
        return len(weights) - 1
