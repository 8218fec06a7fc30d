"""Comparing groups of people without telling on anybody: which can be told apart, and how surely.

Knows keys and numbers; what they stand for it must not know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from learning.evidence.spread import find_deviation, find_mean

# Of fewer people one could guess who is meant.
LEAST = 5
# Student's t for 95 in 100, by degrees of freedom (R: qt(0.975, df)); beyond 30 close to 1.96.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_BEYOND = 1.96


@dataclass(frozen=True, slots=True)
class Measure:
    """The mean of shares over so many people, and where it may well lie.

    `low` and `high` are the ends of a 95% interval, kept between 0 and 1.
    """

    people: int
    mean: float
    low: float
    high: float


def form_groups(sizes: Mapping[str, int], *, least: int = LEAST) -> tuple[tuple[str, ...], ...]:
    """Put keys together so that every group has enough people, and nobody is left to be told.

    What is too small is joined; where that is still too small, the smallest of the others joins it.
    Else whoever knows the whole could take the others away and be left with the few. Groups stand
    in the order of the keys; there are none where all people together are too few.

    >>> form_groups({"medicine": 9, "nursing": 6, "pharmacy": 2})
    (('medicine',), ('nursing', 'pharmacy'))
    >>> form_groups({"law": 4})
    ()
    """
    filled = {key: size for key, size in sizes.items() if size}
    if sum(filled.values()) < least:
        return ()
    alone = {key: size for key, size in filled.items() if size >= least}
    rest = [key for key in filled if key not in alone]
    if 0 < sum(filled[key] for key in rest) < least and alone:
        smallest = min(reversed(alone), key=alone.__getitem__)
        rest = [key for key in filled if key in rest or key == smallest]
        del alone[smallest]
    groups = [(key,) for key in alone] + ([tuple(rest)] if rest else [])
    order = list(filled)
    return tuple(sorted(groups, key=lambda group: order.index(group[0])))


def measure(shares: Sequence[float]) -> Measure | None:
    """Give the mean of people's shares with its interval; None of too few people.

    The interval is Student's: the mean, and to each side t times the deviation over the root of
    the number of people.

    >>> found = measure([0.2, 0.4, 0.6, 0.8, 1.0])
    >>> found.people, round(found.mean, 2), round(found.low, 2), round(found.high, 2)
    (5, 0.6, 0.21, 0.99)
    >>> measure([1.0]) is None
    True
    """
    mean, deviation = find_mean(shares), find_deviation(shares)
    if len(shares) < LEAST or mean is None or deviation is None:
        return None
    freedom = len(shares) - 1
    t = _T[freedom - 1] if freedom <= len(_T) else _BEYOND
    reach = t * deviation / sqrt(len(shares))
    return Measure(len(shares), mean, max(0.0, mean - reach), min(1.0, mean + reach))


def measure_groups(
    groups: Sequence[Sequence[str]], shares: Mapping[str, Sequence[float]]
) -> tuple[Measure | None, ...]:
    """Measure each group; none of them where one has people of whom there are too few to tell.

    `shares` are those of the people of each key. A group in which nobody has a share tells nothing
    of anybody, and keeps no other from being told.
    """
    pooled = [[each for key in group for each in shares.get(key, ())] for group in groups]
    if any(0 < len(each) < LEAST for each in pooled):
        return (None,) * len(pooled)
    return tuple(measure(each) for each in pooled)
