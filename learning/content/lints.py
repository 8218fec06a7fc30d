"""What is looked at line by line before the Markdown is parsed: sizes, and word-processor marks.

Tables are the costly construct of the parser, so their size is bounded here and not afterwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from learning.content.faults import Faults, Place
from learning.content.source import Source

_MOST_COLUMNS = 20
_MOST_ROWS = 300
_MOST_TABLES = 50
# Short rows are padded to the width of their table: this many cells are about 1 MiB of HTML.
_MOST_CELLS = 50_000
_DELIMITER = re.compile(r"[\s>]*[|:-][\s|:-]+")
_COLONS = re.compile(r" {0,3}:{4,}")
_CODE = re.compile(r"\s*(`{3,}|~{3,})")
_PASTED_BULLET = re.compile(
    r"(?P<lead>[ \t\u00a0>]*)(?:•[ \t\u00a0]*|[–—][ \t\u00a0]+(?=\[|only if |once$|\w+ ?[-+−=])"
    r"|[-*+]\u00a0[ \t\u00a0]*)"
)
# `##Title`: every viewer shows it as text, and the scene would become part of the one above.
_GLUED = re.compile(r" {0,3}(?P<marks>#{2,6})(?P<gap>\u00a0*)(?=[^\s#])")
_PASTED_INDENT = re.compile(r"^[ \t>]*\u00a0[ \t\u00a0]*(?=[-*+>][ \t]|\d{1,9}[.)][ \t])")
_PASTED = re.compile(r"[ \t>]*[•–—\u00a0]|[ \t]*[-*+]\u00a0")


def _count_columns(delimiter: str) -> int:
    return len(delimiter.strip(" \t>").strip("|").split("|"))


def _find_tables(source: Source) -> Iterator[tuple[int, int, int]]:
    """Give line (from 0), columns and rows of whatever may be a table. Errs on the large side."""
    lines = source.lines
    last = 0
    for number in range(source.start + 1, len(lines)):
        line = lines[number]
        if "|" in lines[number - 1] and "-" in line and _DELIMITER.fullmatch(line):
            # Every line may look like the second one of a table, so that each is passed once.
            last = max(last, number + 1)
            while last < len(lines) and lines[last].strip(" \t>"):
                last += 1
            yield number, _count_columns(line), last - number - 1


def _count_cells(row: str) -> int:
    bare = row.strip(" \t>").replace("\\|", "")
    return len(bare.removeprefix("|").removesuffix("|").split("|"))


def _check_rows(source: Source, table: tuple[int, int, int], faults: Faults) -> None:
    start, columns, rows = table
    head = _count_cells(source.lines[start - 1])
    if head != columns:
        message = f"the head of this table has {head} cells, the line below it {columns}"
        fix = "give both as many; until then it is no table"
        faults.add("F07", Place(start + 1), message, fix=fix)
        return
    for number in range(start + 1, start + 1 + rows):
        row = source.lines[number]
        if row.count("|") >= columns and _count_cells(row) > columns:
            message = f"this row has more cells than its table has columns ({columns})"
            faults.add("F07", Place(number + 1), message, fix="a bar inside a cell is written \\|")


@dataclass(slots=True)
class TableCount:
    """The tables of a file and of those it includes, counted before any of them is parsed."""

    tables: int = 0
    cells: int = 0

    def check(self, source: Source, faults: Faults) -> bool:
        """Refuse tables that are too much for one page (F07); True when they may be parsed."""
        tables = list(_find_tables(source))
        self.tables += len(tables)
        self.cells += sum(columns * (rows + 1) for _, columns, rows in tables)
        if self.tables > _MOST_TABLES or self.cells > _MOST_CELLS:
            message = f"too many tables for one page: {self.tables} with {self.cells} cells"
            faults.add("F07", Place(tables[0][0]), message, fix="split the file")
            return False
        fitting = [_check_table(source, table, faults) for table in tables]
        return all(fitting)


def _check_table(source: Source, table: tuple[int, int, int], faults: Faults) -> bool:
    line, columns, rows = table
    if columns > _MOST_COLUMNS or rows > _MOST_ROWS:
        message = f"a table of {columns} columns and {rows} rows"
        limit = f"at most {_MOST_COLUMNS} columns and {_MOST_ROWS} rows"
        faults.add("F07", Place(line), message, fix=limit)
        return False
    _check_rows(source, table, faults)
    return True


def _mend_line(line: str) -> str:
    found = _PASTED_BULLET.match(line)
    if not found:
        return _PASTED_INDENT.sub(lambda indent: indent[0].replace("\u00a0", " "), line)
    lead = found["lead"].replace("\u00a0", " ")
    return f"{lead}-{' ' * (found.end() - len(lead) - 1 or 1)}{line[found.end() :]}"


def check_colons(source: Source, faults: Faults) -> None:
    """B03: more than three colons, as other languages nest their fences."""
    for number in _list_plain(source):
        if found := _COLONS.match(source.lines[number]):
            place = Place(number + 1, found.end() - len(found[0].lstrip()) + 1)
            faults.add("B03", place, "a fence has three colons, not more", fix="write `:::`")


def _list_plain(source: Source) -> list[int]:
    """Give the lines (from 0) that stand in no code block between fences."""
    plain, code = [], ""
    for number in range(source.start, len(source.lines)):
        fence = _CODE.match(source.lines[number])
        if fence and (not code or fence[1].startswith(code)):
            code = "" if code else fence[1]
        elif not code:
            plain.append(number)
    return plain


def mend_bullets(source: Source, faults: Faults) -> tuple[str, ...]:
    """Read bullets that a word processor made (•, –, no-break space) as `-`, each with an F05.

    Read as text they would run into the paragraph above, and a choice would be lost.
    """
    mended = list(source.lines)
    for number in _list_plain(source):
        line = mended[number]
        if _PASTED.match(line) and (new := _mend_line(line)) != line:
            place = Place(number + 1, len(line) - len(line.lstrip(" \t\u00a0>")) + 1)
            faults.add(
                "F05", place, "a bullet from a word processor", fix="start the item with `- `"
            )
            mended[number] = new
        elif glued := _GLUED.match(line):
            mended[number] = _mend_heading(line, glued, Place(number + 1), faults)
    return tuple(mended)


def _mend_heading(line: str, glued: re.Match[str], place: Place, faults: Faults) -> str:
    fix = f"write {glued['marks']}, a blank, and the title"
    if glued["gap"]:
        faults.add("F05", place, "a no-break space after the marks of a heading", fix=fix)
    else:
        faults.add("S01", place, "a heading without a blank after its marks", fix=fix)
    return f"{glued['marks']} {line[glued.end() :]}"
