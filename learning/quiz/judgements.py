"""What judgements earn, held against a panel's (script concordance). Knows no points."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from learning.model.names import OptionId

RATINGS = range(-2, 3)


def credit_judgements(
    panels: Mapping[OptionId, Sequence[int]], given: Mapping[OptionId, int]
) -> Fraction:
    """Give the mean credit over the situations that a panel judged.

    >>> a, b = OptionId("a"), OptionId("b")
    >>> credit_judgements({a: (0, 0, 1, 6, 3), b: (0, 0, 0, 2, 8)}, {a: 1, b: 1})
    Fraction(5, 8)
    """
    judged = [situation for situation, votes in panels.items() if any(votes)]
    worth = [credit_rating(panels[each], given.get(each)) for each in judged]
    return sum(worth, Fraction(0)) / len(worth)


def credit_rating(votes: Sequence[int], rating: int | None) -> Fraction:
    """Give the credit of one rating from -2 to +2: its votes, of those of the panel's modal answer.

    Aggregate scoring (Norcini, Shea and Day, 1990; Charlin and others, 2000): where experts differ,
    each of their answers has its worth, and the most frequent one is worth all.

    >>> votes = (0, 0, 1, 6, 3)
    >>> [str(credit_rating(votes, rating)) for rating in (1, 2, 0, -2)]
    ['1', '1/2', '1/6', '0']
    """
    if rating is None or not any(votes):
        return Fraction(0)
    return Fraction(votes[RATINGS.index(rating)], max(votes))


def best_wrong_judgements(panels: Mapping[OptionId, Sequence[int]]) -> Fraction:
    """Give the largest share below the whole: one rating off, where that costs the least.

    >>> best_wrong_judgements({OptionId("a"): (0, 0, 1, 6, 3), OptionId("b"): (0, 0, 0, 0, 9)})
    Fraction(3, 4)
    """
    judged = [votes for votes in panels.values() if any(votes)]
    losses = [
        1 - Fraction(count, max(votes)) for votes in judged for count in votes if count < max(votes)
    ]
    return 1 - min(losses) / len(judged) if losses else Fraction(0)
