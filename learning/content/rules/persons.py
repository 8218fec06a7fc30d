"""L03: what looks like the data of a real person. Cases are about invented people.

NHS numbers that start with 999 are kept for tests and never given to anybody. Mobile numbers: Ofcom
keeps 07700 900000 to 07700 900999 for drama.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from learning.content.faults import Faults, Place
from learning.content.parsed import Document
from learning.quiz.details import is_nhs_number

_NHS = re.compile(r"(?<![\d/.:+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d/:-])")
# A mobile number as people write it: 07911 123456, 07911123456, +44 7911 123456, 0044 (0)7911 ...
_MOBILE = re.compile(r"(?<![\w+])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|0)7(?:[ -]?\d){9}(?!\d)")
_POSTCODE = re.compile(r"\b(?!ZZ)[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_MONTHS = (
    "January February March April May June July August September October November December"
).replace(" ", "|")
# A house number and a name, and on to the end in capitalised words, also over line ends.
_HOUSE = re.compile(
    rf"(?:^|(?<=[\s>(]))\d{{1,4}}[A-Za-z]?,? (?!(?:{_MONTHS})\b)[A-Z][\w’'.-]*"
    r"(?:[ ,\n>]+[A-Z][\w’'.-]*)*[ ,\n>]*$"
)
_DIGIT = re.compile(r"\d")
_DRAMA = "7700900"
_TEST = "999"
_ADDRESS = re.compile(r"https?://\S+|\]\([^)]*\)")
_LINES_OF_ADDRESS, _LONGEST_ADDRESS = 3, 160


def _keep_digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _find_nhs_numbers(line: str) -> Iterator[tuple[int, str]]:
    for found in _NHS.finditer(line):
        digits = _keep_digits(found[0])
        if is_nhs_number(digits) and not digits.startswith(_TEST):
            yield found.start(), f"an NHS number with a valid check digit: {found[0]}"


def _find_mobiles(line: str) -> Iterator[tuple[int, str]]:
    for found in _MOBILE.finditer(line):
        national = _keep_digits(found[0])[-10:]
        if not national.startswith(_DRAMA):
            yield found.start(), f"a mobile number that somebody may have: {found[0]}"


_FINDERS: dict[Callable[[str], Iterator[tuple[int, str]]], str] = {
    _find_nhs_numbers: "use one that starts with 999, which is never given to anybody",
    _find_mobiles: "use one from 07700 900000 to 07700 900999, which are kept for drama",
}


def _find_address(lines: Sequence[str], number: int, faults: Faults) -> None:
    """L03: a full postcode at the end of an address, on one line or on a few."""
    for found in _POSTCODE.finditer(lines[number]):
        above = lines[max(0, number - _LINES_OF_ADDRESS) : number]
        before = "\n".join([*above, lines[number][: found.start()]])
        if _HOUSE.search(before[-_LONGEST_ADDRESS:]):
            message = f"this looks like a full postcode with a house number: {found[0]}"
            fix = "leave out the house number, or the second half of the postcode"
            faults.add("L03", Place(number + 1, found.start() + 1), message, fix=fix)


def find_real_persons(document: Document, faults: Faults) -> None:
    """L03: NHS numbers, addresses and mobile numbers that may be somebody's, anywhere in a file."""
    lines = document.source.lines
    for number, line in enumerate(lines):
        if not _DIGIT.search(line):
            continue
        # Web addresses hold long numbers; blanked, so that columns stay.
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), line)
        for find, fix in _FINDERS.items():
            for at, what in find(text):
                faults.add("L03", Place(number + 1, at + 1), f"this looks like {what}", fix=fix)
        _find_address(lines, number, faults)
