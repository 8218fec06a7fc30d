"""What comes of carrying a file over: its text in the other format, and what was left behind."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Left:
    """Something that could not be carried over, by the line of the file it came from."""

    line: int
    what: str

    def __str__(self) -> str:
        """Say it in one line.

        >>> str(Left(12, "the half-right answer 'a flat'"))
        "line 12: the half-right answer 'a flat'"
        """
        return f"line {self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Carried:
    """The new text, how many questions or passages are in it, and what is not."""

    text: str
    count: int
    left: tuple[Left, ...]


def carry(text: str, count: int, left: Iterable[Left]) -> Carried:
    """Put what was left behind into the order of the file, each once.

    >>> carry("", 0, [Left(2, "b"), Left(1, "a"), Left(2, "b")]).left
    (Left(line=1, what='a'), Left(line=2, what='b'))
    """
    return Carried(text, count, tuple(sorted(set(left))))


def shorten(text: str, length: int = 60) -> str:
    """Give the first words of a text on one line, to name it by.

    >>> shorten("The landlord\\nhas not answered.", 14)
    'The landlord …'
    """
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + " …"
