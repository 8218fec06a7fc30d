"""Small plots as numbers a template draws as SVG, each with the words and rows that say the same.

Knows counters and tallies; no HTML, no colours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.evidence.spotting import NeedTally
from learning.model.case import Counter
from learning.model.names import Need
from learning.web.pages.counters import say_amount
from learning.web.pages.words import NEED_WORDS, say_count

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 320, 116, 26, 30, 22, 20


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on a plot."""

    x: int
    y: int
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class CounterPlot:
    """One counter over the steps of a path; the first, last and turning values are labelled."""

    label: str
    words: str
    line: str
    dots: tuple[Dot, ...]
    top: int
    bottom: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def plot_counter(counter: Counter, values: Sequence[int]) -> CounterPlot:
    """Draw a counter from its smallest to its greatest value over the steps of the path."""
    span = max(1, counter.maximum - counter.minimum)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values) - 1)
    floor = HEIGHT - BOTTOM

    def place(index: int, value: int) -> Dot:
        height = (value - counter.minimum) * (floor - TOP) / span
        labelled = index in {0, len(values) - 1} or values[index] != values[index - 1]
        text = str(value) if labelled else ""
        return Dot(round(LEFT + index * step), round(floor - height), value, text)

    dots = tuple(place(index, value) for index, value in enumerate(values))
    line = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
    return CounterPlot(counter.label, _say(counter, values), line, dots, TOP, floor)


def _say(counter: Counter, values: Sequence[int]) -> str:
    scale = f"on a scale from {counter.minimum} to {counter.maximum}"
    if not values:
        return f"{counter.label}: not moved, {scale}."
    ended = say_amount(counter, values[-1])
    return f"{counter.label}: {values[0]} at first, {ended} in the end, {scale}."


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in hundredths of the widest: heard or missed."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Spotting of one legal need as a bar and in words."""

    value: str
    label: str
    hits: int
    total: int
    alarms: int
    words: str
    segments: tuple[Segment, ...]


def plot_needs(spotting: Mapping[Need, NeedTally]) -> tuple[NeedRow, ...]:
    """Draw a bar for each need that came up, all on one scale."""
    rows = [(need, spotting[need]) for need in Need if need in spotting]
    met = [
        (need, tally) for need, tally in rows if tally.hits or tally.misses or tally.false_alarms
    ]
    widest = max((tally.hits + tally.misses for _, tally in met), default=1) or 1
    return tuple(_plot_need(need, tally, widest) for need, tally in met)


def _plot_need(need: Need, tally: NeedTally, widest: int) -> NeedRow:
    total = tally.hits + tally.misses
    return NeedRow(
        value=need.value,
        label=NEED_WORDS[need],
        hits=tally.hits,
        total=total,
        alarms=tally.false_alarms,
        words=_say_tally(tally, total),
        segments=_cut(tally.hits, total, widest),
    )


def _say_tally(tally: NeedTally, total: int) -> str:
    heard = f"{tally.hits} of {say_count(total, 'cue')} heard" if total else "no cue to hear"
    alarms = tally.false_alarms
    return f"{heard}, {say_count(alarms, 'false alarm')}" if alarms else heard


def _cut(hits: int, total: int, widest: int) -> tuple[Segment, ...]:
    """One piece a cue while they can be counted at a glance, then one piece a kind."""
    unit = 100 / widest
    if widest > 12:
        pieces = [(0, hits, "heard"), (hits, total - hits, "missed")]
        return tuple(
            Segment(round(start * unit, 2), round(count * unit, 2), kind)
            for start, count, kind in pieces
            if count
        )
    return tuple(
        Segment(round(index * unit, 2), round(unit - 1.2, 2), "heard" if index < hits else "missed")
        for index in range(total)
    )
