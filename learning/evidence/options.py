"""Which options were ticked, by those who did best and least well on the rest of the paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from learning.evidence.papers import Score
from learning.model.names import OptionId


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many ticked an option: of all, of the lower and of the upper third.

    `option` is None for those who ticked nothing.
    """

    option: OptionId | None
    everyone: int
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class OptionTable:
    """The options of a question, and how many people each group has; 0 where none can be told."""

    everyone: int
    lower: int
    upper: int
    counts: tuple[OptionCount, ...]


Ticks = Sequence[frozenset[OptionId]]


def tabulate_options(scores: Sequence[Score], options: Sequence[OptionId]) -> OptionTable | None:
    """Count who ticked what; None for a question without options.

    Options stand in the order given, also those that nobody ticked; behind them what was ticked and
    is not among them, and last who ticked nothing, where there is any.

    >>> a, b = OptionId("a"), OptionId("b")
    >>> scores = [Score(None, rest, 0, frozenset(each)) for rest, each in ((0, a), (1, b))]
    >>> tabulate_options(scores, [a, b]).counts[1]
    OptionCount(option='b', everyone=1, lower=0, upper=1)
    """
    if not options:
        return None
    everyone = [each.chosen for each in scores]
    lower, upper = _find_thirds(scores)
    tallies = [_tally(each) for each in (everyone, lower, upper)]
    strange = sorted(each for each in tallies[0] if each is not None and each not in options)
    rows = [*options, *strange, *([None] if None in tallies[0] else [])]
    counts = (OptionCount(row, *(each[row] for each in tallies)) for row in rows)
    return OptionTable(len(everyone), len(lower), len(upper), tuple(counts))


def _find_thirds(scores: Sequence[Score]) -> tuple[Ticks, Ticks]:
    """Give what the lower and the upper third ticked. Who is level stands on the same side.

    So a group may hold more than a third. Where the middle reaches into both thirds, only who lies
    below it and above it counts.
    """
    placed = [(each.rest, each.chosen) for each in scores if each.rest is not None]
    if len(placed) < 2:
        return [], []
    rests = sorted(rest for rest, _ in placed)
    third = max(1, len(rests) // 3)
    low, high = rests[third - 1], rests[-third]
    lower = [ticked for rest, ticked in placed if rest < high and rest <= low]
    upper = [ticked for rest, ticked in placed if rest > low and rest >= high]
    return (lower, upper) if lower and upper else ([], [])


def _tally(chosen: Ticks) -> Counter[OptionId | None]:
    tally = Counter[OptionId | None](option for ticked in chosen for option in ticked)
    if blank := sum(not ticked for ticked in chosen):
        tally[None] = blank
    return tally
