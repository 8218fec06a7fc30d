"""Numbers as people type them. Knows units as the author wrote them; not what is right."""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)")
_DASHES = str.maketrans({"−": "-", "–": "-", "‒": "-", "﹣": "-"})
_POUNDS = "£"
_MONEY = ("", "pound", "pounds", "gbp")
MAX_DIGITS = 40


def read_number(text: str, unit: str = "") -> Decimal | None:
    """Read a number that a learner typed; None if it is none.

    Blanks, commas between thousands, the unit (before or after, with or without an s), a £ where no
    other unit is asked for, a typographic minus and a full stop at the end are forgiven. Anything
    else is no number, and is to be asked for again: never marked wrong. A comma elsewhere is no
    decimal point, for where it is one and where it parts thousands cannot be told.

    >>> [str(read_number(text, "days")) for text in ("14", " 1,000 days", "14 day", "1.5")]
    ['14', '1000', '14', '1.5']
    >>> str(read_number("£ 1 250.50", "£")), str(read_number("−3"))
    ('1250.50', '-3')
    >>> [read_number(text, "days") for text in ("two weeks", "14 ± 1", "1,5", "2 weeks", "")]
    [None, None, None, None, None]
    """
    typed = _squeeze(text).translate(_DASHES).rstrip(".")
    sort = _squeeze(unit)
    if _POUNDS in sort or sort in _MONEY:
        typed, sort = typed.replace(_POUNDS, "", 1), sort.replace(_POUNDS, "")
    found = _NUMBER.fullmatch(_take_off(typed, sort))
    if found is None or len(found[2]) > MAX_DIGITS:
        return None
    return Decimal(found[1] + found[2].replace(",", ""))


def is_between(low: Decimal, high: Decimal, number: Decimal | None) -> bool:
    """Say whether a number is within a range, both ends in it: Moodle's numerical question.

    Decimals are exact, so no hair is added at the ends, as is there for binary fractions.

    >>> is_between(Decimal(13), Decimal(15), read_number("15 days", "days"))
    True
    """
    return number is not None and low <= number <= high


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _take_off(typed: str, unit: str) -> str:
    """Take the unit off either end, in one or in many."""
    singular = unit.removesuffix("s")
    for each in (unit + "s", unit, singular) if singular else ():
        for rest in (typed.removesuffix(each), typed.removeprefix(each)):
            if rest != typed:
                return rest
    return typed
