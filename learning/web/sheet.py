"""A sheet of paper: A4, with the fonts of the site, and paragraphs that can be measured first.

Knows fpdf2 and letters, not what is printed.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, WrapMode, XPos, YPos
from fpdf.fonts import TTFFont

from learning.places import asset_folder

# Millimetres. The colours are those of static/css/base.css, light.
WIDTH, MARGIN = 210, 25
COLUMN = WIDTH - 2 * MARGIN
INK, QUIET = (29, 36, 40), (74, 85, 96)
PRIMARY, HEALTH, LAW = (31, 78, 121), (0, 101, 91), (122, 46, 107)
# A point is so many millimetres, and a line so much higher than its letters.
POINT, LEADING = 0.3528, 1.32
FONTS = {
    ("house", ""): "atkinson/atkinson-next-400.ttf",
    ("house", "B"): "atkinson/atkinson-next-700.ttf",
    ("wide", ""): "noto/noto-sans.ttf",
}
# What these fonts set without joining or turning letters, which fpdf2 alone does not do.
SCRIPTS = frozenset(
    "LATIN GREEK CYRILLIC COMBINING MODIFIER FEMININE MASCULINE MICRO OHM KELVIN ANGSTROM".split()
)
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its size in points before scaling, and the space after it in millimetres."""

    text: str
    size: float
    after: float
    colour: Colour = INK
    bold: bool = False
    bullet: bool = False


class Sheet(FPDF):
    """The page, with the fonts that certificates are set in."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        # Whether a sign was left out for want of a letter.
        self.lost = False
        self.heights: dict[tuple[Block, float], float] = {}
        self.set_auto_page_break(auto=False)
        self.c_margin = 0
        self.set_margins(MARGIN, MARGIN)
        self.add_page()

    def use(self, text: str, *, size: float, bold: bool = False) -> str:
        """Choose the font that has most of a text, and give the text as it can be set in it.

        The wide one takes time to read, so it is read only where it is needed.
        """
        text = unicodedata.normalize("NFC", text)
        self.load("house", "B" if bold else "")
        if all(self.has(each) for each in text):
            return text
        self.load("wide", "")
        self.set_font_size(size)
        return "".join(each if self.has(each) else "?" for each in text)

    def load(self, family: str, style: str) -> None:
        """Make a font the one in use."""
        if f"{family}{style}" not in self.fonts:
            path = asset_folder("static") / "vendor" / FONTS[family, style]
            self.add_font(family, style, path)
        self.set_font(family, style)

    def has(self, letter: str) -> bool:
        """Whether the font in use can set a letter as it should stand."""
        assert isinstance(self.current_font, TTFFont)
        return ord(letter) in self.current_font.cmap and is_plain(letter)

    def height(self, block: Block, scale: float) -> float:
        """Measure a block with the space after it, once at each scale."""
        key = (block, scale)
        if key not in self.heights:
            self.heights[key] = self.write_block(block, scale, draw=False) + block.after * scale
        return self.heights[key]

    def write_block(self, block: Block, scale: float, *, draw: bool = True) -> float:
        """Write a block where the sheet stands, or only measure it; give its height."""
        size = block.size * scale
        text = self.use(block.text, size=size, bold=block.bold)
        self.set_font_size(size)
        indent = 5 * scale if block.bullet else 0
        line = size * POINT * LEADING
        if draw:
            self.set_text_color(*block.colour)
            self.set_x(MARGIN)
            if block.bullet:
                self.cell(indent, line, "–")
        height = self.multi_cell(
            COLUMN - indent,
            line,
            text,
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.WORD,
            dry_run=not draw,
            output=MethodReturnValue.HEIGHT,
        )
        return float(str(height))


@contextmanager
def opened_sheet() -> Iterator[Sheet]:
    """Give an empty sheet, and let go of its fonts afterwards, whatever became of it."""
    sheet = Sheet()
    try:
        yield sheet
    finally:
        for font in sheet.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


def draw_stripes(sheet: Sheet) -> None:
    """Draw the colours of both sides along the upper edge."""
    half = WIDTH / 2
    for at, colour in ((0.0, HEALTH), (half, LAW)):
        sheet.set_fill_color(*colour)
        sheet.rect(at, 0, half, 3, style="F")


def is_plain(letter: str) -> bool:
    """Whether a letter stands by itself from left to right, so that no shaping is needed.

    >>> [is_plain(each) for each in "Łж,9שई"]
    [True, True, True, True, False, False]
    """
    if unicodedata.category(letter)[0] not in "LM":
        return True
    return unicodedata.name(letter, "").partition(" ")[0] in SCRIPTS
