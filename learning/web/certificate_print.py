"""A certificate as a PDF: one A4 page in the look of the site, the same bytes each time.

Knows fpdf2 and the page; who may have it, and what it says, was decided before.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import segno
from fpdf.enums import XPos
from fpdf.prefs import ViewerPreferences

from learning.web.pages.certificates import CertificatePage
from learning.web.sheet import (
    COLUMN,
    INK,
    MARGIN,
    PRIMARY,
    QUIET,
    WIDTH,
    Block,
    Colour,
    Sheet,
    draw_stripes,
    opened_sheet,
)

# Millimetres: where the text begins, where it must have ended, and the side of the code.
TOP, FOOT, QR_SIDE = 46, 238, 30
# How much smaller all letters may be made so that a page holds them.
SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
LONGEST_WORDS = 900
ELSEWHERE = "The holder is named at the address below"
SHORTENED = (
    "Signs that cannot be printed here are left out of the name; it is whole at that address."
)
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
    '<path fill="#00655B" d="M15.25 2v28H15a14 14 0 0 1 0-28z"/><path fill="#7A2E6B" '
    'd="M16.75 2H28a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H16.75z"/></svg>'
)


def print_certificate(page: CertificatePage, *, url: str, issued_at: datetime) -> bytes:
    """Give the PDF of a certificate that anyone can check at `url`."""
    with opened_sheet() as sheet:
        _describe(sheet, page, issued_at)
        _draw_head(sheet)
        blocks = _fit(sheet, page)
        scale = _choose_scale(sheet, blocks)
        sheet.set_y(TOP)
        for each in blocks:
            sheet.write_block(each, scale)
            sheet.set_y(sheet.get_y() + each.after * scale)
        _draw_foot(sheet, page.code, url)
        return bytes(sheet.output())


def _describe(sheet: Sheet, page: CertificatePage, issued_at: datetime) -> None:
    sheet.set_lang("en-GB")
    sheet.set_title(f"Certificate of completion: {page.title}")
    sheet.set_subject(f"{page.name}, {page.completed}")
    sheet.set_author("Side by Side")
    sheet.set_creator("Side by Side")
    sheet.set_creation_date(issued_at)
    sheet.viewer_preferences = ViewerPreferences(display_doc_title=True)


def _draw_head(sheet: Sheet) -> None:
    draw_stripes(sheet)
    sheet.image(BytesIO(MARK.encode()), x=MARGIN, y=17, w=11, alt_text="Side by Side")
    sheet.set_xy(MARGIN + 14, 17)
    sheet.use("Side by Side", size=15, bold=True)
    sheet.set_font_size(15)
    sheet.set_text_color(*INK)
    sheet.cell(60, 11, "Side by Side")


def _fit(sheet: Sheet, page: CertificatePage) -> list[Block]:
    """List the blocks of a page; of outcomes as many as there is room for."""
    for count in range(len(page.outcomes), 0, -1):
        blocks = _list_blocks(sheet, page, count)
        if _measure(sheet, blocks, SCALES[-1]) <= FOOT - TOP:
            return blocks
    return _list_blocks(sheet, page, 0)


def _list_blocks(sheet: Sheet, page: CertificatePage, count: int) -> list[Block]:
    name, note = write_name(sheet, page.name)
    facts = [f"on {page.completed}", *([f"{page.hours} of learning"] if page.hours else [])]
    outcomes = [Block(each, 10.5, 1.2, bullet=True) for each in page.outcomes[:count]]
    left = len(page.outcomes) - count
    more = [Block(f"and {left} more, listed at the address below", 10.5, 0, QUIET)] if left else []
    head = [Block("What the course teaches", 11, 2, PRIMARY, bold=True)] if outcomes else []
    return [
        Block("Certificate of completion", 12, 7, PRIMARY, bold=True),
        Block(name, 27, 2 if note else 5, bold=True),
        *([Block(note, 9, 4, QUIET)] if note else []),
        Block("has completed the course", 11, 2, QUIET),
        Block(page.title, 18, 3, bold=True),
        Block(", ".join(facts), 11, 9, QUIET),
        *(Block(each, 10.5, 2.5) for each in _shorten(page.words)),
        *([Block("", 4, 0)] if page.words else []),
        *head,
        *outcomes,
        *more,
    ]


def write_name(sheet: Sheet, name: str) -> tuple[str, str]:
    """Give a name as it can be printed, and a note where that is not all of it.

    A name is never misspelt: without one of its letters it is not printed at all.
    """
    name = "".join(each for each in name if unicodedata.category(each) != "Cf")
    name = unicodedata.normalize("NFC", name)
    shown = sheet.use(name, size=27, bold=True)
    lost = {one for one, other in zip(name, shown, strict=True) if one != other}
    if not lost:
        return name, ""
    if any(unicodedata.category(each)[0] in "LMN" for each in lost):
        return ELSEWHERE, ""
    return " ".join("".join(each for each in name if each not in lost).split()), SHORTENED


def _shorten(words: Sequence[str]) -> list[str]:
    """Cut what a course says on its certificates where it would fill the page."""
    left, kept = LONGEST_WORDS, []
    for each in words:
        if left <= 0:
            break
        cut = each if len(each) <= left else each[:left].rpartition(" ")[0] + " …"
        kept.append(cut)
        left -= len(each)
    return kept


def _measure(sheet: Sheet, blocks: Sequence[Block], scale: float) -> float:
    return sum(sheet.height(each, scale) for each in blocks)


def _choose_scale(sheet: Sheet, blocks: Sequence[Block]) -> float:
    room = FOOT - TOP
    # Smaller letters make lower lines and fewer of them, so height goes with the square.
    guess = (room / _measure(sheet, blocks, 1.0)) ** 0.5
    likely = [each for each in SCALES if each <= max(guess + 0.1, SCALES[-1])]
    fitting = (each for each in likely if _measure(sheet, blocks, each) <= room)
    return next(fitting, SCALES[-1])


def _draw_foot(sheet: Sheet, code: str, url: str) -> None:
    sheet.set_draw_color(221, 214, 202)
    sheet.set_line_width(0.3)
    sheet.line(MARGIN, FOOT + 4, WIDTH - MARGIN, FOOT + 4)
    picture = BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=8, border=0)
    picture.seek(0)
    told = f"A square code that leads to {url}"
    at = WIDTH - MARGIN - QR_SIDE
    sheet.image(picture, x=at, y=FOOT + 9, w=QR_SIDE, h=QR_SIDE, alt_text=told)
    sheet.set_y(FOOT + 9)
    _write_foot(sheet, "Anyone can check this certificate at", QUIET)
    _write_foot(sheet, url, PRIMARY, link=url)
    sheet.set_y(sheet.get_y() + 3)
    _write_foot(sheet, "or by its code", QUIET)
    _write_foot(sheet, code, INK, bold=True)


def _write_foot(
    sheet: Sheet, text: str, colour: Colour, *, bold: bool = False, link: str = ""
) -> None:
    size = 13.0 if bold else 9.5
    text = sheet.use(text, size=size, bold=bold)
    sheet.set_font_size(size)
    sheet.set_text_color(*colour)
    room = COLUMN - QR_SIDE - 8
    sheet.set_x(MARGIN)
    sheet.multi_cell(room, size * 0.48, text, align="L", new_x=XPos.LMARGIN, link=link)
