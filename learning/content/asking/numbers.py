"""Numbers: `= 14 ± 1 days`, `= 12 to 16 days`, `= £25.60 ± 0.10`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markdown_it.token import Token

from learning.content.asking.answers import RawNumber
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block

# A paragraph that starts with the sign, or a later line of one that holds a number after it.
_LINE = re.compile(r"^=\s{0,8}[+\u2212-]?\s?[£$€]?\s?\d.{0,30}", re.MULTILINE)
_ANYWHERE = re.compile(r"=\s{0,8}[+\u2212-]?\s?[£$€]?\s?\d")
_MEANT = re.compile(rf"\A=\s{{0,8}}[^\s=]|{_LINE.pattern}", re.MULTILINE)
_BLANKS = "\u0020\u00a0\u2009\u202f"
_AMOUNT = re.compile(
    r"\s{0,8}(?P<sign>[+\u2212-]?)\s?(?P<money>[£$€]?)\s?"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?!\d)|\d{{1,3}}(?:[{_BLANKS}]\d{{3}}){{1,4}}(?!\d)"
    r"|\d{1,15})(?P<part>\.\d{1,6})?(?![.,]?\d)"
)
_UNIT = r"(?:[^\W\d_]|[%°])[^=±\d\n\[\]*_`<>]{0,39}?"
_JOIN = re.compile(
    # No unit rather than one: `to` before a negative number is none.
    rf"\s{{0,8}}(?P<unit>(?:{_UNIT})??)\s{{0,8}}"
    r"(?:(?P<around>±|\+\s?/?\s?[\u2212-])|\bto\b|[\u2013\u2212-](?=\s?[£$€]?\s?\d))"
)
_REST = re.compile(rf"\s{{0,8}}(?P<unit>(?:{_UNIT})?)\s*")
_FIX = "write `= 14 ± 1 days`, `= 12 to 16 days` or `= £25.60`, and nothing else on that line"


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as written, and where it ends."""

    value: Decimal
    money: str
    signed: bool
    end: int


def find_joined(tokens: Sequence[Token]) -> Token | None:
    """Give the first text that holds what was meant as the answer to a number question."""
    texts = (token for token in tokens if token.type == "inline")
    return next((text for text in texts if _ANYWHERE.search(text.content)), None)


def is_number(block: Block) -> bool:
    """Whether a paragraph is meant as the answer to a number question."""
    return block.kind == "paragraph_open" and bool(_MEANT.search(block.inline.content))


def _read_amount(text: str, start: int) -> _Amount | None:
    found = _AMOUNT.match(text, start)
    if not found:
        return None
    digits = re.sub(rf"[,{_BLANKS}]", "", found["digits"]) + (found["part"] or "")
    value = Decimal(digits)
    negative = found["sign"] in ("-", "\u2212")
    return _Amount(-value if negative else value, found["money"], bool(found["sign"]), found.end())


def _join_units(*units: str) -> str | None:
    """Give the one unit that is written once or twice, as in `14 days ± 1 day`; None: two."""
    written = [unit.strip() for unit in units if unit.strip()]
    forms = {unit.casefold().removesuffix("s") for unit in written}
    if len(forms) > 1:
        return None
    unit = written[0] if written else ""
    # The full stop of a sentence, and not that of `p.a.`
    return unit.removesuffix(".") if unit.count(".") == 1 else unit


def _read_number(text: str) -> RawNumber | None:
    """Read what stands after the sign; None when there is any more to it, or any less."""
    first = _read_amount(text, 0)
    if first is None:
        return None
    join = _JOIN.match(text, first.end)
    second = _read_amount(text, join.end()) if join else None
    last = second or first
    rest = _REST.fullmatch(text, last.end)
    if rest is None or (join and second is None):
        return None
    unit = _join_units(join["unit"] if join else "", rest["unit"])
    money = _join_units(first.money, last.money)
    if unit is None or money is None:
        return None
    low, high = first.value, last.value
    if join and join["around"]:
        if last.signed:
            return None
        low, high = first.value - last.value, first.value + last.value
        text = f"{text[: join.start('around')].rstrip()} ± {text[join.end() :].lstrip()}"
    return RawNumber(low, high, f"{money} {unit}".strip(), text.strip())


def refuse_joined(inline: Token, sheet: Sheet) -> None:
    """Q01: a number that runs into other words."""
    extract = sheet.extract(inline)
    found = _LINE.search(extract.text) or _ANYWHERE.search(extract.text)
    start = found.start() if found else 0
    line = extract.text[start:].partition("\n")[0]
    message = f"`{line[:40]}` does not stand in a paragraph of its own"
    sheet.refuse("Q01", extract.place(start), message, fix="put empty lines around it")


def read_number(block: Block, sheet: Sheet) -> RawNumber | None:
    """Read the right number; Q09 when it cannot be read or its range is reversed."""
    extract = sheet.extract(block.inline)
    if "\n" in extract.text:
        refuse_joined(block.inline, sheet)
        return None
    number = _read_number(extract.text[1:].strip())
    if number is None:
        message = f"a number that cannot be read: '{extract.text[:40]}'"
        sheet.refuse("Q09", extract.place(), message, fix=_FIX)
    elif number.low > number.high:
        message = "a range whose first number is the larger one"
        sheet.refuse("Q09", extract.place(), message, fix="write the smaller one first")
    return number
