"""Tables of the teaching pages: shown as they are, and taken away as they are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from learning.exchange.tables import BEGINNING, write_row
from learning.web.pages.words import say_percent

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; `numeric` are the columns of numbers, from 0."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


def tell_about(facts: Iterable[tuple[str, str]]) -> Table:
    """Say what a file of tables is of, and all that is said beside them on the page."""
    return Table("About", ("Of", "Words"), tuple(each for each in facts if each[1]))


def write_tables(tables: Iterable[Table]) -> str:
    """Write tables under one another as CSV, each line with the name of its table before it."""
    lines = [line for table in tables for line in _write(table) if table.rows]
    return BEGINNING + "".join(lines)


def _write(table: Table) -> Sequence[str]:
    # What is undefined is an empty cell, so that a column of numbers stays one.
    rows = (["" if cell == NOTHING else cell for cell in row] for row in table.rows)
    head = write_row(("table", *table.head))
    return [head, *(write_row((table.caption, *row)) for row in rows)]


def say_share(share: float | None) -> str:
    """Write a share as whole per cent, rounded down like all points, or a dash for none.

    >>> say_share(2 / 3), say_share(0.996), say_share(None)
    ('66%', '99%', '–')
    """
    return NOTHING if share is None else say_percent(share, 1)


def say_figure(percent: float | None) -> str:
    """Write a figure in per cent to a tenth, or a dash where it is undefined.

    >>> say_figure(52.22), say_figure(-0.01), say_figure(None)
    ('52.2%', '0.0%', '–')
    """
    return NOTHING if percent is None else f"{round(percent, 1) + 0.0:.1f}%"


def say_stay(seconds: float | None) -> str:
    """Write how long something took, or a dash where it is not known.

    >>> say_stay(42), say_stay(130), say_stay(3900), say_stay(None)
    ('42 s', '2 min 10 s', '1 h 5 min', '–')
    """
    if seconds is None:
        return NOTHING
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
