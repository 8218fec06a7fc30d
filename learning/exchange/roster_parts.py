"""What a roster is made of: its columns, the people in it, and what is wrong with it."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from learning.access.identity import hides
from learning.exchange.carried import shorten


class Column(StrEnum):
    """The columns we know, by the headings that we write ourselves."""

    NAME = "Name"
    FIRST = "First name"
    LAST = "Last name"
    EMAIL = "Email"
    PROFESSION = "Profession"
    EXTRA_TIME = "Extra time"
    ROLE = "Role"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person. `line` is where they stand in the file.

    `email` is in the form in which accounts keep it, `profession` a code or not told.
    `extra_time` is in per cent, None for no time limit at all. `teaches`: a teacher of the cohort.
    """

    line: int
    name: str
    email: str
    profession: str | None = None
    extra_time: int | None = 0
    teaches: bool = False


@dataclass(frozen=True, slots=True)
class RosterFault:
    """What is wrong and how to mend it. Line 0 is the whole file, column "" the whole line.

    `text` is what stands there, shortened and safe to show.
    """

    line: int
    column: str
    message: str
    fix: str
    text: str = ""

    def __str__(self) -> str:
        """Say it in one line.

        >>> str(RosterFault(7, "Email", "This is no email address", "Write it in full", "amina"))
        "line 7, Email: This is no email address. Write it in full. ('amina')"
        """
        place = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.column]))
        text = f" ('{self.text}')" if self.text else ""
        return f"{place or 'the file'}: {self.message}. {self.fix}.{text}"


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read. Where there is any fault nothing is to be stored; `rows` is what is sound.

    `columns` are those the file has: what it has no column for, it says nothing about.
    `notes` are no faults; `untold` is how many faults were found beyond those told.
    """

    rows: tuple[RosterRow, ...]
    faults: tuple[RosterFault, ...]
    notes: tuple[str, ...] = ()
    columns: frozenset[Column] = frozenset()
    untold: int = 0


def fold(text: str) -> str:
    """Give what counts of a heading or a name of something: letters and digits, in any case.

    >>> fold("E-mail Address"), fold("Extra time (%)")
    ('emailaddress', 'extratime')
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def show(text: str) -> str:
    """Give a text from a file to be shown: short, on one line, what is unseen made visible.

    >>> show("Amina\\x1b[2J\\n  Yusuf") == "Amina\\ufffd[2J Yusuf"
    True
    """
    return "".join("\ufffd" if hides(each) else each for each in shorten(text))
