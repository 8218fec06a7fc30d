"""The first line of a roster: which column is which, whatever order and words it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from learning.exchange.roster_parts import Column, RosterFault, fold, show
from learning.exchange.sheets import Line, cut_lines, drop_separator

MOST_NAMED = 10
# How much of a file is looked at to find its separator.
_BEGINNING = 4096
# Headings that university registers and learning platforms write, folded.
_HEADINGS = {
    Column.NAME: "name fullname displayname student studentname learner learnername participant",
    Column.FIRST: "firstname firstnames first forename forenames givenname givennames given",
    Column.LAST: "lastname last surname familyname",
    Column.EMAIL: "email emails emailaddress mail mailaddress studentemail universityemail",
    Column.PROFESSION: "profession programme program programmeofstudy discipline degree subject",
    Column.EXTRA_TIME: "extratime extratimepercent extratimeinpercent additionaltime",
    Column.ROLE: "role roleincohort",
}
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_FIX = "Let the first line name the columns: Name, Email, and if you like Profession, Extra time"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns in their order, None for what is not known, and what is to be said of them."""

    columns: tuple[Column | None, ...]
    faults: tuple[RosterFault, ...]
    notes: tuple[str, ...]


def read_lines(words: str, *, most: int) -> list[Line]:
    """Cut a text by the separator with which its first line names the most columns we know.

    >>> [line.cells for line in read_lines("Name;Email\\nYusuf, Amina;a@example.org", most=9)]
    [('Name', 'Email'), ('Yusuf, Amina', 'a@example.org')]
    """
    words, separators = drop_separator(words)
    separator = max(separators, key=lambda each: _rate(words[:_BEGINNING], each))
    return list(islice(cut_lines(words, separator), most))


def _rate(words: str, separator: str) -> tuple[int, int]:
    first = next(cut_lines(words, separator), Line(1, ()))
    return sum(fold(each) in _KNOWN for each in first.cells), len(first.cells)


def read_header(line: Line) -> Header:
    """Say which column is which, and what is wrong with or left out of the first line.

    >>> read_header(Line(1, ("E-mail", "Year", "FULL NAME"))).columns
    (<Column.EMAIL: 'Email'>, None, <Column.NAME: 'Name'>)
    """
    headings = _trim(line.cells)
    columns = [_KNOWN.get(fold(each)) for each in headings]
    if not any(columns):
        message = "The first line names no column that we know"
        fault = RosterFault(line.number, "", message, _FIX, show(" | ".join(headings[:MOST_NAMED])))
        return Header((), (fault,), ())
    if Column.NAME in columns:
        columns = [None if each in (Column.FIRST, Column.LAST) else each for each in columns]
    faults = (*_find_twice(line, columns), *_find_missing(line.number, columns))
    return Header(tuple(columns), faults, tuple(_name_ignored(headings, columns)))


def _trim(cells: Sequence[str]) -> Sequence[str]:
    """Leave out the empty cells at the end, which spreadsheets like to add."""
    count = max((at for at, each in enumerate(cells, start=1) if each.strip()), default=0)
    return cells[:count]


def _find_twice(line: Line, columns: Sequence[Column | None]) -> Iterator[RosterFault]:
    for column in Column:
        places = [at for at, each in enumerate(columns) if each is column]
        if len(places) > 1:
            headings = " | ".join(show(line.cells[at]) for at in places[:MOST_NAMED])
            message = f"There are {len(places)} columns for this"
            yield RosterFault(line.number, column, message, "Keep one of them", headings)


def _find_missing(number: int, columns: Sequence[Column | None]) -> Iterator[RosterFault]:
    if Column.EMAIL not in columns:
        fix = "Add a column Email with the address each person signs in with"
        yield RosterFault(number, Column.EMAIL, "There is no column for the email address", fix)
    if Column.NAME not in columns and not {Column.FIRST, Column.LAST} <= {*columns}:
        fix = "Add a column Name, or two columns First name and Last name"
        yield RosterFault(number, Column.NAME, "There is no column for the whole name", fix)


def _name_ignored(headings: Sequence[str], columns: Sequence[Column | None]) -> Iterator[str]:
    places = [at for at, column in enumerate(columns) if column is None]
    if places:
        named = [f"'{show(headings[at])}'" for at in places[:MOST_NAMED]]
        more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
        yield f"Columns left out, as we do not know them: {', '.join(named)}{more}"
