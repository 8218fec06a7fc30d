"""Tables of an answer block, cell by cell. Knows columns, not what they mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.content.asking.answers import Item
from learning.content.asking.sheet import Sheet
from learning.content.faults import Place
from learning.content.markdown import Block
from learning.content.prose import collect_text
from learning.content.quotes import LABELS

_BAR = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(rf"\s*(?:>\s*)?(?P<label>{'|'.join(LABELS)})\s*(?:\([^)]*\)\s*)?:")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of the heading row, and those of each row below."""

    heads: tuple[Item, ...]
    rows: tuple[tuple[Item, ...], ...]
    place: Place


def list_heads(block: Block) -> list[str]:
    """Give the words over the columns of a table, in small letters; nothing for other blocks."""
    if block.kind != "table_open":
        return []
    return [
        " ".join(collect_text(block.tokens[at + 1].children or ()).casefold().split())
        for at, token in enumerate(block.tokens)
        if token.type == "th_open"
    ]


def _find_columns(line: str) -> Iterator[int]:
    """Give where the words of each cell of a row begin, from 1."""
    start = len(line) - len(line.lstrip(" \t>"))
    start += line.startswith("|", start)
    bars = [found.end() for found in _BAR.finditer(line, start)]
    for begin in (start, *bars):
        words = line[begin:].lstrip()
        blanks = len(line) - begin - len(words)
        yield begin + 1 + (0 if words.startswith("|") else blanks)


def _read_row(block: Block, sheet: Sheet) -> tuple[Item, ...]:
    columns = _find_columns(sheet.source.lines[block.line])
    cells = []
    for at, token in enumerate(block.tokens):
        if token.type in ("th_open", "td_open"):
            label = tuple(block.tokens[at + 1].children or ())
            place = Place(block.line + 1, next(columns, 1))
            cells.append(Item(collect_text(label), label, place))
    return tuple(cells)


def _is_refused(row: Block, cells: Sequence[Item], sheet: Sheet) -> bool:
    """Whether a row is no row: a line that ran into the table, or a quote that was put in it."""
    if not _BAR.search(sheet.source.lines[row.line]):
        message = "the table above runs on into this line"
        sheet.refuse_block("Q08", row, message, fix="put an empty line between them")
        return True
    quotes = ((cell, _QUOTE.match(cell.text)) for cell in cells)
    for cell, found in quotes:
        if found:
            message = f"`{found['label']}:` inside a table"
            fix = f"write `> {found['label']}: ...` below the table"
            sheet.refuse("Q06", cell.place, message, fix=fix)
            return True
    return False


def read_table(block: Block, sheet: Sheet) -> Table:
    """Read the cells of a table, leaving out what is no row of it: a Q06 or Q08."""
    head, *body = block.inner
    heads = _read_row(head.inner[0], sheet)
    rows = [(row, _read_row(row, sheet)) for row in (body[0].inner if body else ())]
    kept = (cells for row, cells in rows if not _is_refused(row, cells, sheet))
    return Table(heads, tuple(kept), Place(block.line + 1))
