"""The cells of one line of a roster -> a person, and what is wrong with each cell."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from learning.access.extra_time import NoExtraTime, parse_extra_time
from learning.access.identity import (
    LONGEST_NAME,
    is_email,
    is_readable,
    tidy_email,
    tidy_name,
)
from learning.exchange.roster_parts import Column, RosterFault, RosterRow, fold, show
from learning.exchange.tables import unguard

LEARNER, TEACHER = "learner", "teacher"
UNTIMED = "untimed"
_TEACHES = {
    **dict.fromkeys(["", LEARNER, "student", "participant"], False),
    **dict.fromkeys([TEACHER, "coteacher", "tutor", "educator", "facilitator"], True),
}
_NAMES = (Column.NAME, Column.FIRST, Column.LAST)


@dataclass(frozen=True, slots=True)
class Terms:
    """What cells may say: codes of professions by their folded names, labels, the most time."""

    codes: Mapping[str, str]
    labels: tuple[str, ...]
    most_extra_time: int


def set_terms(professions: Collection[str], *, most_extra_time: int) -> Terms:
    """Let a profession be named by its label or its code, in any case.

    >>> set_terms({"Social work": "social-care"}, most_extra_time=100).codes
    {'socialwork': 'social-care', 'socialcare': 'social-care'}
    """
    named = (
        professions if isinstance(professions, Mapping) else {each: each for each in professions}
    )
    codes = {fold(label): code for label, code in named.items()}
    codes |= {fold(code): code for code in named.values()}
    return Terms(codes, tuple(named), most_extra_time)


@dataclass(slots=True)
class Cells:
    """The cells of one line by column, and the first thing found wrong with each."""

    line: int
    texts: Mapping[Column, str]
    faults: dict[Column, RosterFault] = field(default_factory=dict)

    def take(self, column: Column) -> str:
        """Give the text of a cell as it was before a table of ours guarded it."""
        return unguard(self.texts.get(column, "")).strip()

    def blame(self, column: Column, message: str, fix: str) -> None:
        """Note what is wrong with a cell, unless something is already."""
        fault = RosterFault(self.line, column, message, fix, show(self.texts.get(column, "")))
        self.faults.setdefault(column, fault)


def read_cells(cells: Cells, terms: Terms) -> RosterRow:
    """Read one person; they are sound if no cell was blamed.

    >>> cells = Cells(2, {Column.NAME: "Amina", Column.EMAIL: "A@example.org"})
    >>> read_cells(cells, set_terms([], most_extra_time=100)).email, cells.faults
    ('a@example.org', {})
    """
    _blame_controls(cells)
    return RosterRow(
        line=cells.line,
        name=_read_name(cells),
        email=_read_email(cells),
        profession=_read_profession(cells, terms),
        extra_time=_read_extra_time(cells, terms.most_extra_time),
        teaches=_read_role(cells),
    )


def _blame_controls(cells: Cells) -> None:
    for column, text in cells.texts.items():
        if any(unicodedata.category(each) == "Cc" and each not in "\t\r\n" for each in text):
            message = "There are control characters in this cell"
            cells.blame(column, message, "Delete the cell and type it again")


def _read_name(cells: Cells) -> str:
    present = [column for column in _NAMES if column in cells.texts]
    name = tidy_name(" ".join(cells.take(column) for column in present))
    if not name:
        cells.blame(present[0], "There is no name", "Write the person's name")
    elif len(name) > LONGEST_NAME:
        message = f"The name has {len(name)} characters, and {LONGEST_NAME} is the most"
        cells.blame(present[0], message, "Shorten it")
    elif not is_readable(name) and not cells.faults.keys() & {*_NAMES}:
        message = "The name has no letters, or characters that cannot be seen"
        cells.blame(present[0], message, "Type the name again, with letters that can be seen")
    return name


def _read_email(cells: Cells) -> str:
    email = tidy_email(cells.take(Column.EMAIL))
    if not email:
        fix = "Write the address that this person signs in with"
        cells.blame(Column.EMAIL, "There is no email address", fix)
    elif not is_email(email):
        fix = "Write one address in the usual form, such as name@example.org"
        cells.blame(Column.EMAIL, "This is no email address", fix)
    return email


def _read_profession(cells: Cells, terms: Terms) -> str | None:
    said = cells.take(Column.PROFESSION)
    code = terms.codes.get(fold(said)) if said else None
    if said and code is None:
        fix = f"Write one of these, or leave the cell empty: {', '.join(terms.labels)}"
        cells.blame(Column.PROFESSION, "This profession is not known", fix)
    return code


def _read_extra_time(cells: Cells, most: int) -> int | None:
    try:
        return parse_extra_time(cells.take(Column.EXTRA_TIME), most=most)
    except NoExtraTime:
        fix = f"Write per cent from 0 to {most} (50: half as much again), none, or {UNTIMED}"
        cells.blame(Column.EXTRA_TIME, "This is no extra time", fix)
        return 0


def _read_role(cells: Cells) -> bool:
    said = fold(cells.take(Column.ROLE))
    if said not in _TEACHES:
        fix = f"Write {LEARNER} or {TEACHER}, or leave the cell empty"
        cells.blame(Column.ROLE, "This role is not known", fix)
    return _TEACHES.get(said, False)
