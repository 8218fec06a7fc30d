"""How lists of numbers vary, alone and together. None where nothing can be said, never 0.

Sums are exact before they are rounded, so that no order of people changes a figure.
"""

from collections.abc import Sequence
from math import fsum, sqrt
from operator import mul

_DIGITS = 9


def find_mean(values: Sequence[float]) -> float | None:
    """Give the mean; None of nothing."""
    return fsum(values) / len(values) if values else None


def find_covariance(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Give the covariance of pairs, over their number less one; None of fewer than two.

    >>> find_covariance([1, 2, 3], [2, 4, 6]), find_covariance([1], [2])
    (2.0, None)
    """
    if len(ones) < 2:
        return None
    return _multiply(_deviate(ones), _deviate(others)) / (len(ones) - 1)


def find_deviation(values: Sequence[float]) -> float | None:
    """Give the standard deviation, over the number less one; None of fewer than two."""
    variance = find_covariance(values, values)
    return None if variance is None else sqrt(variance)


def find_correlation(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Give the correlation of pairs (Pearson), -1 to 1; None where either list does not vary.

    >>> find_correlation([0, 0, 1], [0, 1, 1]), find_correlation([1, 1], [0, 1])
    (0.5, None)
    """
    one, other = _deviate(ones), _deviate(others)
    varied = sqrt(_multiply(one, one) * _multiply(other, other))
    return max(-1.0, min(1.0, _multiply(one, other) / varied)) if varied else None


def find_efficiency(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Give the covariance of pairs as a share of the greatest that the two lists could have.

    That is the one with both lists sorted. At most 1; less than -1 where the lists lean opposite
    ways. None where either list does not vary.

    >>> find_efficiency([0, 0, 1], [0, 1, 1]), find_efficiency([1, 0, 0], [0, 1, 1])
    (1.0, -2.0)
    """
    one, other = _deviate(ones), _deviate(others)
    greatest = _multiply(sorted(one), sorted(other))
    return min(1.0, _multiply(one, other) / greatest) if greatest else None


def in_percent(share: float | None) -> float | None:
    """Give a share in per cent, without what is left of rounding; None stays None.

    >>> in_percent(0.704), in_percent(-1e-16)
    (70.4, 0.0)
    """
    # Adding 0 makes -0 a plain 0.
    return None if share is None else round(100 * share, _DIGITS) + 0.0


def _deviate(values: Sequence[float]) -> list[float]:
    # The mean of equal values may be rounded, and would then make them vary.
    if not values or min(values) == max(values):
        return [0.0] * len(values)
    mean = fsum(values) / len(values)
    return [each - mean for each in values]


def _multiply(ones: Sequence[float], others: Sequence[float]) -> float:
    return fsum(map(mul, ones, others))
