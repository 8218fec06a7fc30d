"""What ticks earn: by right less wrong ones, or by the author's percents. Knows no points."""

from collections.abc import Mapping
from fractions import Fraction

from learning.model.form import Ticks
from learning.model.names import OptionId
from learning.model.solution import TicksSolution

FULL = 100
# Past this many sums the best wrong answer is taken to miss by one percent only.
MANY_SUMS = 2_000


def credit_ticks(form: Ticks, solution: TicksSolution, chosen: frozenset[OptionId]) -> Fraction:
    """Give the share of the points, from 0 to 1, that these ticks earn.

    - One to tick, without percents: all or nothing.
    - Several, without percents: right ticks less wrong ticks, of the right options, never below
      nothing. Ticking everything must not pay, and one slip must not cost the whole answer. So
      does Moodle's multiple choice question where each wrong option loses what a right one earns.
      Its OU multiple response question takes off only ticks past the number of right ones: of two
      right and two wrong, one of each earns half there, and nothing here, where a guess would.
      Where `choose n` asks for fewer than there are right ones, any n of them are the whole answer.
    - With percents: the sum over the ticked options, from 0 to 100, as in Moodle's multiple choice
      question. See `share_percents` for options without one. The right options are always full.
      Also here ticking everything must not pay.

    >>> from learning.model.form import Option
    >>> a, b, c, d = (OptionId(letter) for letter in "abcd")
    >>> solution = TicksSolution(frozenset({a, b}))
    >>> [str(credit_ticks(Ticks((), several=True), solution, frozenset(ticked)))
    ...  for ticked in ({a, b}, {a}, {a, b, c}, {a, c, d})]
    ['1', '1/2', '1/2', '0']
    >>> solution = TicksSolution(frozenset({a, b}), {a: 60, b: 40, c: -25})
    >>> form = Ticks(tuple(Option(each, "") for each in (a, b, c, d)), several=True)
    >>> [str(credit_ticks(form, solution, frozenset(ticked)))
    ...  for ticked in ({a}, {a, c}, {a, b, c}, {c})]
    ['3/5', '7/20', '3/4', '0']
    """
    right = solution.right
    if chosen == right:
        return Fraction(1)
    if solution.credits:
        percents = share_percents(form, solution)
        total = sum((percents.get(option, Fraction(0)) for option in chosen), Fraction(0))
        return min(max(total / FULL, Fraction(0)), Fraction(1))
    if not form.several:
        return Fraction(0)
    gained = len(chosen & right) - len(chosen - right)
    return Fraction(max(0, gained), count_wanted(form, solution))


def count_wanted(form: Ticks, solution: TicksSolution) -> int:
    """Count the right ticks that make a whole answer.

    >>> count_wanted(Ticks((), several=True, choose=2), TicksSolution(frozenset("abc")))
    2
    """
    right = len(solution.right)
    return min(form.choose or right, right)


def share_percents(form: Ticks, solution: TicksSolution) -> Mapping[OptionId, Fraction]:
    """Give the percent of every option.

    Right options without a percent share evenly what the others leave of 100. Where several are to
    be ticked, a wrong one without a percent takes away what a right one earns on average; else it
    earns nothing.

    >>> from learning.model.form import Option
    >>> a, b, c, d = (OptionId(letter) for letter in "abcd")
    >>> form = Ticks(tuple(Option(each, "") for each in (a, b, c, d)), several=True)
    >>> percents = share_percents(form, TicksSolution(frozenset({a, b}), {a: 60, c: -25}))
    >>> [str(percents[each]) for each in (a, b, c, d)]
    ['60', '40', '-25', '-50']
    """
    loss = Fraction(-FULL, len(solution.right)) if form.several else Fraction(0)
    wrong = {each.id: loss for each in form.options if each.id not in solution.right}
    stated = {option: Fraction(percent) for option, percent in solution.credits.items()}
    open_ones = solution.right - stated.keys()
    left = FULL - sum(max(0, solution.credits.get(option, 0)) for option in solution.right)
    shared = dict.fromkeys(open_ones, Fraction(max(0, left), len(open_ones) or 1))
    return {**wrong, **shared, **stated}


def best_wrong_ticks(form: Ticks, solution: TicksSolution) -> Fraction:
    """Give the largest share below the whole that ticks can earn.

    >>> best_wrong_ticks(Ticks((), several=True), TicksSolution(frozenset("ab")))
    Fraction(1, 2)
    """
    if solution.credits:
        return _best_sum(form, solution)
    wanted = count_wanted(form, solution)
    return Fraction(wanted - 1, wanted) if form.several else Fraction(0)


def _best_sum(form: Ticks, solution: TicksSolution) -> Fraction:
    percents = share_percents(form, solution)
    most = (form.choose or len(form.options)) if form.several else 1
    sums = {(0, Fraction(0))}
    for option in form.options:
        percent = percents.get(option.id, Fraction(0))
        sums |= {(ticks + 1, total + percent) for ticks, total in sums if ticks < most}
        if len(sums) > MANY_SUMS:
            return Fraction(FULL - 1, FULL)
    return max(total for _, total in sums if total < FULL) / FULL
