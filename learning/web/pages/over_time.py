"""Spotting over time as numbers a template draws: shares of all cues, and columns need by need.

Each plot has words and rows that say the same. Knows periods and tallies; no HTML, no colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.evidence.spotting import (
    MOST_MONTHS,
    NeedTally,
    Period,
    find_heard,
    find_over_referral,
)
from learning.model.names import Need
from learning.web.pages.words import NEED_WORDS, say_count, say_date, say_percent

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 320, 150, 40, 20, 24, 124
EDGE, WIDEST = 8, 30
LABELLED = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A share on the plot of shares."""

    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class SharesPlot:
    """Cues heard, and marks where there was no need, as shares, period by period."""

    heard: tuple[Point, ...]
    heard_line: str
    over: tuple[Point, ...]
    over_line: str
    marks: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str], ...]
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR


@dataclass(frozen=True, slots=True)
class Column:
    """One period of one need: heard and missed rise from the base, false alarms hang from it.

    The pairs are y and height.
    """

    x: int
    middle: int
    heard: tuple[int, int]
    missed: tuple[int, int]
    alarms: tuple[int, int]
    note: str
    mark: str


@dataclass(frozen=True, slots=True)
class NeedPlot:
    """The columns of one legal need."""

    value: str
    label: str
    columns: tuple[Column, ...]
    bar: int
    base: int
    words: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class OverTime:
    """Everything that is printed of spotting over time. `how` says what stands side by side."""

    how: str
    shares: SharesPlot
    needs: tuple[NeedPlot, ...]
    rows: tuple[tuple[str, ...], ...]
    need_rows: tuple[tuple[str, ...], ...]


def plot_over_time(periods: Sequence[Period]) -> OverTime | None:
    """Draw spotting over time; None while there is one period, which is no time."""
    if len(periods) < 2:
        return None
    met = [need for need in Need if any(need in each.spotting for each in periods)]
    return OverTime(
        how=_say_how(periods),
        shares=_plot_shares(periods),
        needs=tuple(_plot_need(need, periods) for need in met),
        rows=tuple(_list_rows(periods)),
        need_rows=tuple(_list_need_rows(periods)),
    )


def _say_how(periods: Sequence[Period]) -> str:
    if periods[0].case:
        return "One case after another. The numbers are those of the table."
    most = f", the latest {MOST_MONTHS} that have any" if len(periods) == MOST_MONTHS else ""
    return f"Month by month{most}."


def _plot_shares(periods: Sequence[Period]) -> SharesPlot:
    step = (WIDTH - LEFT - RIGHT) / (len(periods) - 1)
    xs = [round(LEFT + index * step) for index in range(len(periods))]
    tallies = [each.whole for each in periods]
    heard = tuple(_place_all(xs, [find_heard(each) for each in tallies]))
    over = tuple(_place_all(xs, [find_over_referral(each) for each in tallies]))
    return SharesPlot(
        heard=heard,
        heard_line=_draw(heard),
        over=over,
        over_line=_draw(over),
        marks=tuple(zip(xs, _list_marks(periods), strict=True)),
        lines=tuple((_rise(share), f"{share:.0%}") for share in (0, 0.5, 1)),
        words=_say_shares(tallies),
    )


def _place_all(xs: Sequence[int], shares: Sequence[float | None]) -> Iterator[Point]:
    for x, share in zip(xs, shares, strict=True):
        if share is not None:
            yield Point(x, _rise(share), say_percent(share, 1))


def _rise(share: float) -> int:
    return round(FLOOR - share * (FLOOR - TOP))


def _draw(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{each.x} {each.y}" for each in points) if points else ""


def _list_marks(periods: Sequence[Period]) -> list[str]:
    """Name the periods on an axis: cases by their number in the table, months by name.

    Of many months every other one is named, the last among them, so that the names have room.
    """
    every = 2 if len(periods) > LABELLED else 1
    return [
        _name_mark(number, each) if (len(periods) - number) % every == 0 else ""
        for number, each in enumerate(periods, 1)
    ]


def _name_mark(number: int, period: Period) -> str:
    return str(number) if period.case else f"{period.day:%b}"


def _say_period(number: int, period: Period) -> str:
    if period.case:
        return f"{number}. {period.case}, {say_date(period.day)}"
    return f"{period.day:%B %Y}"


def _say_shares(tallies: Sequence[NeedTally]) -> str:
    """Say where the two lines begin and where they end."""
    heard = [share for each in tallies if (share := find_heard(each)) is not None]
    over = [share for each in tallies if (share := find_over_referral(each)) is not None]
    said = []
    if heard:
        first, last = say_percent(heard[0], 1), say_percent(heard[-1], 1)
        said.append(f"Cues heard: {first} at first, {last} last.")
    if over:
        first, last = say_percent(over[0], 1), say_percent(over[-1], 1)
        said.append(f"Over-referral: {first} at first, {last} last.")
    return " ".join(said)


def _plot_need(need: Need, periods: Sequence[Period]) -> NeedPlot:
    tallies = [each.spotting.get(need, NeedTally()) for each in periods]
    up = max(1, *(each.hits + each.misses for each in tallies))
    down = max(each.false_alarms for each in tallies)
    unit = (FLOOR - TOP) / (up + down)
    base = round(TOP + up * unit)
    slot = (WIDTH - 2 * EDGE) / len(periods)
    bar = round(min(WIDEST, slot - 6))
    few = len(periods) <= LABELLED
    marks = zip(tallies, _list_marks(periods), strict=True)
    columns = tuple(
        Column(
            x=round(EDGE + (index + 0.5) * slot) - bar // 2,
            middle=round(EDGE + (index + 0.5) * slot),
            **_stack(tally, base=base, unit=unit),
            note=_say_note(tally) if few else "",
            mark=mark,
        )
        for index, (tally, mark) in enumerate(marks)
    )
    return NeedPlot(need.value, NEED_WORDS[need], columns, bar, base, _say_need(tallies))


def _stack(tally: NeedTally, *, base: int, unit: float) -> dict[str, tuple[int, int]]:
    heard, missed = round(tally.hits * unit), round(tally.misses * unit)
    return {
        "heard": (base - heard, heard),
        "missed": (base - heard - missed, missed),
        "alarms": (base, round(tally.false_alarms * unit)),
    }


def _say_note(tally: NeedTally) -> str:
    total = tally.hits + tally.misses
    return f"{tally.hits}/{total}" if total else ""


def _say_need(tallies: Sequence[NeedTally]) -> str:
    cues = sum(each.hits + each.misses for each in tallies)
    heard = f"{sum(each.hits for each in tallies)} of {say_count(cues, 'cue')} heard"
    alarms = say_count(sum(each.false_alarms for each in tallies), "false alarm")
    return f"{heard if cues else 'No cue'}, {alarms}."


def _list_rows(periods: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(periods, 1):
        tally = each.whole
        over = find_over_referral(tally)
        yield (
            _say_period(number, each),
            f"{tally.hits} of {tally.hits + tally.misses}",
            str(tally.false_alarms),
            "–" if over is None else say_percent(over, 1),
        )


def _list_need_rows(periods: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(periods, 1):
        for need, tally in each.spotting.items():
            numbers = (tally.hits, tally.misses, tally.false_alarms)
            yield (_say_period(number, each), NEED_WORDS[need], *map(str, numbers))
