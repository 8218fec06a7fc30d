"""Several tries at one question: what they leave of its points. Knows shares, not questions."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Tried:
    """How many tries before this one were not right, and the share of the points each costs."""

    wrong: int = 0
    cost: Fraction = Fraction(0)


def credit_try(share: Fraction, tried: Tried) -> Fraction:
    """Give the share of the points, from 0 to 1, that a try earns after others were not right.

    It earns its own share less the cost of each earlier try, never under nothing. That is the rule
    of Moodle's behaviour *interactive with multiple tries*: the fraction less the penalty for each
    earlier wrong try, not under 0. With its usual penalty of a third:

    >>> third = Fraction(1, 3)
    >>> [str(credit_try(Fraction(1), Tried(wrong, third))) for wrong in range(4)]
    ['1', '2/3', '1/3', '0']
    >>> str(credit_try(Fraction(1, 2), Tried(1, third)))
    '1/6'

    It differs from Moodle in three things, each in the learner's favour or plainer to say:

    - The cost is exact; Moodle's is 0.3333333, so that a fourth try there earns a ten-millionth.
    - A quiz handed in between two tries counts the last try for what it earned when it was made.
      Moodle marks that answer again as if it had been handed in once more, one penalty later.
    - Questions of several parts are marked whole, try by try. Moodle marks some sorts (matching,
      gaps, several options) part by part, by the try after which a part was never changed: four
      pairs of twelve points, two of them right at first and all at the second try, earn 10 there
      and 8 here.
    """
    return max(share - tried.wrong * tried.cost, Fraction(0))
