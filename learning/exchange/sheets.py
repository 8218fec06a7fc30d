"""The bytes of a CSV file -> its lines, cut into cells, each with its number in the file.

Takes what spreadsheets save (RFC 4180 and its dialects). Knows nothing of what the columns mean.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 2**20
SEPARATORS = (",", ";", "\t")
# A first line by which Excel is told the separator.
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t])(?=[\r\n]|\Z)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_UTF_8 = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "In the spreadsheet choose 'Save as' and the format 'CSV UTF-8', and send that file"
# The first bytes of what is sent instead of a CSV.
_OTHERS = {
    b"PK\x03\x04": "This is a spreadsheet's own file (or a zip), not a CSV file",
    b"\xd0\xcf\x11\xe0": "This is an old Excel file, not a CSV file",
    b"%PDF": "This is a PDF, not a CSV file",
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says, and a word on how it was read, where that is in doubt."""

    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read as text, and what to do about it."""

    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, by the line of the file it begins in. `broken`: a quote stays open."""

    number: int
    cells: tuple[str, ...]
    broken: bool = False


def decode_file(data: bytes) -> Text | Unreadable:
    """Read the bytes of a file as UTF-8, UTF-16 with its mark, or else Windows-1252.

    >>> decode_file("Zoë".encode("utf-8-sig"))
    Text(words='Zoë', note='')
    >>> decode_file(b"Zo\\xeb").words
    'Zoë'
    """
    if len(data) > MOST_BYTES:
        return Unreadable("The file is larger than 1 MiB", "Divide it into several files")
    for beginning, message in _OTHERS.items():
        if data.startswith(beginning):
            return Unreadable(message, _SAVE_AS)
    text = _decode(data)
    if text is None or "\0" in text.words:
        return Unreadable("This is not a text file, or it is damaged", _SAVE_AS)
    return text


def _decode(data: bytes) -> Text | None:
    marked = data.startswith((_UTF_8, *_UTF_16))
    try:
        return Text(data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig"))
    except UnicodeDecodeError:
        return None if marked else _decode_western(data)


def _decode_western(data: bytes) -> Text | None:
    """Read what Excel saves as plain CSV in Western Europe; every byte but five is a letter."""
    try:
        words = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return Text(words, "The file is not UTF-8. It was read as Windows-1252: look at the accents")


def drop_separator(words: str) -> tuple[str, tuple[str, ...]]:
    """Take a line such as `sep=;` from the beginning; gives the separators that may be meant.

    >>> drop_separator("sep=;\\nName;Email"), drop_separator("Name")
    (('\\nName;Email', (';',)), ('Name', (',', ';', '\\t')))
    """
    named = _NAMED_SEPARATOR.match(words)
    return (words[named.end() :], (named[1],)) if named else (words, SEPARATORS)


def cut_lines(words: str, separator: str) -> Iterator[Line]:
    """Cut a text into lines of cells; what is blank is left out.

    Where a quote is not closed, or text follows it, the cell ends with its line, so that one slip
    does not swallow the rest of the file.

    >>> list(cut_lines('a,"b\\nb"\\n\\nc', ","))
    [Line(number=1, cells=('a', 'b\\nb'), broken=False), Line(number=4, cells=('c',), broken=False)]
    """
    start = number = 1
    cells: list[str] = []
    broken = False
    for found in _cell_shape(separator).finditer(words):
        plain, quoted, end = found["plain"], found["quoted"], found["end"]
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        broken = broken or (plain or "").lstrip(" ").startswith('"')
        number += len(_LINE_END.findall(found[0]))
        if end == separator:
            continue
        if any(each.strip() for each in cells):
            yield Line(start, tuple(cells), broken)
        start, cells, broken = number, [], False


def _cell_shape(separator: str) -> re.Pattern[str]:
    # Possessive: a quote that is never closed is not tried again from each of its characters.
    quoted = r' *"(?P<quoted>(?:[^"]|"")*+)" *'
    plain = rf"(?P<plain>[^{separator}\r\n]*)"
    return re.compile(rf"(?:{quoted}|{plain})(?P<end>{separator}|\r\n|\r|\n|\Z)")
