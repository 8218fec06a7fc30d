"""A cohort's roster as CSV: read with all its faults by line, and written so as to be read again.

Pure over bytes. Knows nobody: whether an address has an account is for the operation to say.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from learning.access.extra_time import MOST_EXTRA_TIME
from learning.exchange.roster_cells import (
    LEARNER,
    TEACHER,
    UNTIMED,
    Cells,
    Terms,
    read_cells,
    set_terms,
)
from learning.exchange.roster_header import read_header, read_lines
from learning.exchange.roster_parts import Column, Roster, RosterFault, RosterRow, show
from learning.exchange.sheets import Line, Unreadable, decode_file
from learning.exchange.tables import BEGINNING, write_row

__all__ = ["Column", "Roster", "RosterFault", "RosterRow", "read_roster", "write_roster"]

MOST_ROWS = 1000
MOST_FAULTS = 200
_WRITTEN = (Column.NAME, Column.EMAIL, Column.PROFESSION, Column.EXTRA_TIME, Column.ROLE)


def read_roster(
    data: bytes,
    *,
    professions: Collection[str] | Mapping[str, str],
    most_extra_time: int = MOST_EXTRA_TIME,
) -> Roster:
    """Read who is in a cohort; never raises, whatever the bytes are.

    `professions` are the codes there are, or the codes by their labels; both may stand in the file.

    >>> data = b"Email;Full name;Programme\\nAMINA@example.org;Amina;medicine\\nben;Ben;law"
    >>> roster = read_roster(data, professions={"Medicine": "medicine", "Law": "law"})
    >>> roster.rows[0].email, roster.rows[0].profession
    ('amina@example.org', 'medicine')
    >>> print(*roster.faults)
    line 3, Email: This is no email address. Write one address in the usual form, such as
    name@example.org. ('ben')
    """
    text = decode_file(data)
    if isinstance(text, Unreadable):
        return _refuse(text.message, text.fix)
    # The first line, the most there may be, and one that is too many.
    lines = read_lines(text.words, most=MOST_ROWS + 2)
    if not lines:
        return _refuse(
            "The file is empty", "Write a line with Name, Email, then one for each person"
        )
    header = read_header(lines[0])
    notes = (*filter(None, [text.note]), *header.notes)
    if lines[0].broken or header.faults:
        return _give((), [*_find_misfits(lines[0], len(lines[0].cells)), *header.faults], notes)
    terms = set_terms(professions, most_extra_time=most_extra_time)
    rows, faults = _read_people(lines[1:], header.columns, terms)
    return _give(rows, [*_count_people(len(lines) - 1), *faults], notes, columns=header.columns)


def write_roster(rows: Iterable[RosterRow]) -> str:
    """Give a roster as the text of a CSV file that `read_roster` reads again.

    >>> print(write_roster([RosterRow(2, "Amina", "a@example.org", "medicine", None)])[1:])
    "Name","Email","Profession","Extra time","Role"
    "Amina","a@example.org","medicine","untimed","learner"
    """
    return BEGINNING + write_row(_WRITTEN) + "".join(write_row(_list_cells(row)) for row in rows)


def _list_cells(row: RosterRow) -> Sequence[str]:
    extra_time = UNTIMED if row.extra_time is None else str(row.extra_time)
    role = TEACHER if row.teaches else LEARNER
    return (row.name, row.email, row.profession or "", extra_time, role)


def _refuse(message: str, fix: str) -> Roster:
    return Roster((), (RosterFault(0, "", message, fix),))


def _give(
    rows: Sequence[RosterRow],
    faults: Sequence[RosterFault],
    notes: tuple[str, ...],
    *,
    columns: Iterable[Column | None] = (),
) -> Roster:
    return Roster(
        rows=tuple(rows),
        faults=tuple(faults[:MOST_FAULTS]),
        notes=notes,
        columns=frozenset(each for each in columns if each),
        untold=max(0, len(faults) - MOST_FAULTS),
    )


def _count_people(count: int) -> list[RosterFault]:
    if count == 0:
        message, fix = "There is nobody in the file", "Write a line for each person"
    elif count > MOST_ROWS:
        message = f"There are more than {MOST_ROWS:,} people in the file"
        fix = "Divide it into several files"
    else:
        return []
    return [RosterFault(0, "", message, fix)]


def _read_people(
    lines: Sequence[Line], columns: Sequence[Column | None], terms: Terms
) -> tuple[list[RosterRow], list[RosterFault]]:
    rows: list[RosterRow] = []
    faults: list[RosterFault] = []
    first_lines: dict[str, int] = {}
    for line in lines[:MOST_ROWS]:
        misfits = _find_misfits(line, len(columns))
        if misfits:
            faults += misfits
            continue
        texts = {column: line.cells[at] for at, column in enumerate(columns) if column}
        cells = Cells(line.number, texts)
        row = read_cells(cells, terms)
        _blame_repeat(cells, row.email, first_lines)
        faults += cells.faults.values()
        rows += [] if cells.faults else [row]
    return rows, faults


def _find_misfits(line: Line, count: int) -> list[RosterFault]:
    """Say why a line cannot be laid under the columns; empty cells at its end are no matter."""
    if line.broken:
        message = "A quotation mark opens a cell here, and none closes it before the next cell"
        fix = "Close the cell with one; inside a cell write two for one"
    elif len(line.cells) < count or any(map(str.strip, line.cells[count:])):
        counted = len(line.cells)
        there = "is 1 cell" if counted == 1 else f"are {counted} cells"
        message = f"There {there} here, and the first line has {count}"
        fix = "Give every column its cell, and put a cell with a separator in it in quotation marks"
    else:
        return []
    return [RosterFault(line.number, "", message, fix, show(" | ".join(line.cells)))]


def _blame_repeat(cells: Cells, email: str, first_lines: dict[str, int]) -> None:
    first = first_lines.setdefault(email, cells.line)
    if first != cells.line:
        message = f"Lines {first} and {cells.line} have the same email address"
        cells.blame(Column.EMAIL, message, "Keep one of them, or correct the address")
