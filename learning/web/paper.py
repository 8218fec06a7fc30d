"""Running text on sheets of A4: paragraphs, two columns side by side, and numbered pages.

Knows fpdf2 and paper, not what is printed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from learning.web.sheet import (
    COLUMN,
    INK,
    LEADING,
    MARGIN,
    POINT,
    PRIMARY,
    QUIET,
    WIDTH,
    Block,
    Colour,
    Sheet,
    draw_stripes,
    opened_sheet,
)

# Millimetres: where a page begins and must have ended, and the room between the two plans.
TOP, FOOT, GAP = 24, 268, 8
HALF = (COLUMN - GAP) / 2
# A heading stays with what follows: below this it goes on to the next page.
KEEP = 24
UNPRINTED = "(a name that cannot be printed here)"
LOST = "Signs that cannot be printed here stand as “?”. On the site they are as you wrote them."


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set: their size in points, their weight and colour."""

    size: float
    bold: bool = False
    colour: Colour = INK

    @property
    def height(self) -> float:
        """The height of a line in millimetres."""
        return self.size * POINT * LEADING


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the family of the font that has its letters."""

    text: str
    family: str


NARROW, SMALL = Type(9.5), Type(8.5, colour=QUIET)


@contextmanager
def opened_paper(title: str, *, subject: str, made_at: datetime) -> Iterator[Sheet]:
    """Open a document of that title, to be written from the top of its first page."""
    with opened_sheet() as sheet:
        sheet.set_lang("en-GB")
        sheet.set_title(title)
        sheet.set_subject(subject)
        sheet.set_author("Side by Side")
        sheet.set_creator("Side by Side")
        sheet.set_creation_date(made_at)
        sheet.viewer_preferences = ViewerPreferences(display_doc_title=True)
        draw_stripes(sheet)
        sheet.set_y(TOP)
        yield sheet


def finish(sheet: Sheet, foot: str) -> bytes:
    """Number the pages, with these words at the foot of each, and give the PDF."""
    if sheet.lost:
        write(sheet, Block(LOST, 9.5, 0, QUIET))
    _number_pages(sheet, foot)
    return bytes(sheet.output())


def spell(sheet: Sheet, name: str) -> str:
    """Give a name as it can be printed. It is never misspelt: it is rather left out."""
    name = unicodedata.normalize("NFC", name)
    return name if sheet.use(name, size=10.5, bold=True) == name else UNPRINTED


def head(words: str) -> Block:
    """Give a heading."""
    return Block(words, 14, 2, PRIMARY, bold=True)


def list_paragraphs(text: str) -> Iterator[Block]:
    """Give the lines of a text that hold anything, a paragraph each."""
    for each in text.splitlines():
        if each.strip():
            yield Block(each.strip(), 10.5, 2)


def write(sheet: Sheet, block: Block) -> None:
    """Write a block line by line, on as many pages as it takes."""
    if block.size > 12 and block.bold:
        sheet.set_y(sheet.get_y() + 5)
        _keep_room(sheet, KEEP)
    indent = 5 if block.bullet else 0
    type_ = Type(block.size, block.bold, block.colour)
    for number, line in enumerate(split(sheet, block.text, type_, width=COLUMN - indent)):
        _keep_room(sheet, type_.height)
        if block.bullet and not number:
            _put(sheet, Line("–", "house"), type_, x=MARGIN)
        _put(sheet, line, type_, x=MARGIN + indent)
        sheet.set_y(sheet.get_y() + type_.height)
    sheet.set_y(sheet.get_y() + block.after)


def write_all(sheet: Sheet, blocks: Iterable[Block]) -> None:
    """Write block after block."""
    for each in blocks:
        write(sheet, each)


def write_columns(sheet: Sheet, heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> None:
    """Write two columns under their heads, a rule below each row."""
    _write_pair(sheet, *heads, type_=Type(9.5, bold=True))
    for left, right in rows:
        _keep_room(sheet, KEEP)
        _write_pair(sheet, left, right)
        _draw_rule(sheet)


def _write_pair(sheet: Sheet, ours: str, model: str, *, type_: Type = NARROW) -> None:
    left = split(sheet, ours, type_, width=HALF)
    right = split(sheet, model, type_, width=HALF)
    for pair in zip_longest(left, right):
        _keep_room(sheet, type_.height)
        for line, x in zip(pair, (MARGIN, MARGIN + HALF + GAP), strict=True):
            if line is not None:
                _put(sheet, line, type_, x=x)
        sheet.set_y(sheet.get_y() + type_.height)


def _draw_rule(sheet: Sheet) -> None:
    sheet.set_draw_color(221, 214, 202)
    sheet.set_line_width(0.2)
    y = sheet.get_y() + 1
    sheet.line(MARGIN, y, WIDTH - MARGIN, y)
    sheet.set_y(y + 2)


def split(sheet: Sheet, text: str, type_: Type, *, width: float) -> list[Line]:
    """Break a text into lines of that width (in millimetres), each with the font it is set in.

    fpdf2 can do so too, in a time that grows with the square of the length.
    """
    lines = []
    for paragraph in text.splitlines():
        plain = unicodedata.normalize("NFC", " ".join(paragraph.split()))
        words = sheet.use(plain, size=type_.size, bold=type_.bold)
        sheet.lost |= words != plain
        font = sheet.current_font
        assert isinstance(font, TTFFont)

        def measure(part: str, font: TTFFont = font) -> float:
            return font.get_text_width(part, type_.size, None)[1] * POINT

        family = sheet.font_family
        lines += [Line(each, family) for each in wrap(words, width=width, measure=measure)]
    return lines


def wrap(text: str, *, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Break a text at its blanks, and within a word where that alone is too wide.

    >>> list(wrap("one two threefour", width=7, measure=len))
    ['one two', 'threefo', 'ur']
    """
    blank, line, used = measure(" "), "", 0.0
    for word in text.split():
        room = measure(word)
        if line and used + blank + room > width:
            yield line
            line, used = "", 0.0
        if room > width:
            *whole, last = _cut(word, width=width, measure=measure)
            yield from whole
            line, used = last, measure(last)
        else:
            line, used = (f"{line} {word}", used + blank + room) if line else (word, room)
    if line:
        yield line


def _cut(word: str, *, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Cut a word into pieces that are as wide as may be; each letter is measured once."""
    piece, used = "", 0.0
    for letter in word:
        room = measure(letter)
        if piece and used + room > width:
            yield piece
            piece, used = "", 0.0
        piece, used = piece + letter, used + room
    yield piece


def _put(sheet: Sheet, line: Line, type_: Type, *, x: float) -> None:
    """Write one line where the sheet stands, and stay there."""
    sheet.load(line.family, "B" if type_.bold and line.family == "house" else "")
    sheet.set_font_size(type_.size)
    sheet.set_text_color(*type_.colour)
    sheet.text(x, sheet.get_y() + type_.size * POINT, line.text)


def _keep_room(sheet: Sheet, height: float) -> None:
    """Go on to the next page where this one has no room for so much more."""
    if sheet.get_y() + height > FOOT:
        sheet.add_page()
        sheet.set_y(TOP)


def _number_pages(sheet: Sheet, foot: str) -> None:
    count = sheet.pages_count
    for number in range(1, count + 1):
        sheet.page = number
        sheet.set_y(FOOT + 8)
        for line in split(sheet, f"{foot} · page {number} of {count}", SMALL, width=COLUMN)[:1]:
            _put(sheet, line, SMALL, x=MARGIN)
