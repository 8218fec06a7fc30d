"""What in a text may be details of a real patient: kinds of them, never the words themselves.

Knows no person and no case. It guesses from how such things are written, to ask, never to refuse.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum


class Detail(StrEnum):
    """A kind of detail by which somebody could be found."""

    NHS_NUMBER = "nhs-number"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    BIRTH_DATE = "birth-date"


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TEN = re.compile(r"(?<![\d/:.+])\d{3}([ -]{0,3})\d{3}([ -]{0,3})\d{4}(?![\d/:])")
# After the word itself any grouping counts.
_NAMED_TEN = re.compile(r"(?i)\bNHS\b[^\d\n]{0,20}((?:\d[ .-]{0,3}){9}\d)(?!\d)")
_EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,}"
)
# 01, 02 and 07: landlines and mobiles. 03, 08 and 09 are those of services.
_PHONE = re.compile(
    r"(?<![\w+/.-])(?:(?:\+|00) ?44[ -]?(?:\(0\)[ -]?)?|\(?0)[127](?:[ .()-]{0,3}\d){8,9}(?!\d)"
)
_LIKE_DATE = re.compile(r"\d{1,2}([./ -])\d{1,2}\1\d{4}")
# The second half never holds C, I, K, M, O or V.
_POSTCODE = re.compile(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_ROADS = (
    "avenue|ave|bank|broadway|close|court|crescent|croft|drive|estate|gardens|gate|green|grove|hill"
    "|house|lane|lodge|mews|mount|parade|park|place|rise|road|rd|row|square|street|st|terrace|vale"
    "|view|villas|walk|way|wharf|yard|cottage"
)
_BEFORE = re.compile(
    rf"(?i)\b(?:\d{{1,4}}[a-z]?,?\s+(?:[\w'’.-]+[\s,]+){{1,4}}?(?:{_ROADS})\b"
    rf"|(?:flat|apartment|apt|unit|room|house|number|no\.?)\s*\d+[a-z]?\b"
    rf"|[a-z'’-]+\s+(?:{_ROADS})\b[\s,])"
)
_BESIDE = re.compile(r"(?i)(?:^|[\s(])\d{1,4}[a-z]?(?:/\d{1,3})?[\s,]+(?:at\s+|in\s+)?$")
_NAMED_STREET = re.compile(r"\b\d{1,4}[A-Za-z]?,? [A-Z][\w'’-]+(?:[\s,]+[A-Z][\w'’-]+)*[\s,]+$")
_AFTER = re.compile(r"(?i)^[\s,(]+(?:(?:house|flat|number|no\.?|door)\s*)\d{1,4}\b")
_REACH = 90
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?i)(?<![\w/.-])(?:{_DAY}(?P<by>[/. -])(?:0?[1-9]|1[0-2])(?P=by)(?P<numeric>\d{{4}}|\d\d)"
    rf"|{_DAY}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}(?P<named>\d{{4}}|'?\d\d)"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?,? (?P<first>\d{{4}})"
    rf"|(?P<iso>\d{{4}})[-/.](?:0[1-9]|1[0-2])[-/.]{_DAY})(?![\w/]|[.-]\d)"
)
_BORN = re.compile(
    r"(?i)(?:\bd\.? ?o\.? ?b\b|\bborn\b|\bdate of birth\b|\bbirth ?(?:date|day)\b|\bb\.)"
    r"[^\d\n]{0,24}$"
)
_BORN_AFTER = re.compile(
    r"(?i)^[\s,(]{0,3}(?:d\.? ?o\.? ?b\b|date of birth|is (?:her|his|their) birthday)"
)
# What happened on a day, began or ended: no birthday.
_EVENT = re.compile(
    r"(?i)\b(?:on|since|from|until|till|to|by|before|after|dated|of|in|and|made|signed|at|checked|the)"
    r"[\s(]+$"
)
# A child's date of birth is hardly ever written without saying so.
_LAST_GROWN_UP = 2008


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number by their check digit (modulus 11).

    The rule is that of the NHS Data Dictionary, "NHS Number".

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    total = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def find_details(text: str) -> tuple[Detail, ...]:
    """Name the kinds of details of a real person that a text may hold, each once.

    >>> find_details("Ring Ada on 07700 900123, NHS number 943 476 5919.")
    (<Detail.NHS_NUMBER: 'nhs-number'>, <Detail.PHONE: 'phone'>)
    >>> find_details("She has lived at LS6 since 4 March 2019.")
    ()
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return tuple(kind for kind, finds in _FINDERS.items() if finds(plain))


def _has_nhs_number(text: str) -> bool:
    found = [*(each[0] for each in _TEN.finditer(text)), *_NAMED_TEN.findall(text)]
    return any(is_nhs_number(re.sub(r"\D", "", each)) for each in found)


def _has_email(text: str) -> bool:
    return _EMAIL.search(text) is not None


def _has_phone(text: str) -> bool:
    return any(not _LIKE_DATE.match(each[0]) for each in _PHONE.finditer(text))


def _has_address(text: str) -> bool:
    return any(_is_in_address(text, found) for found in _POSTCODE.finditer(text))


def _is_in_address(text: str, postcode: re.Match[str]) -> bool:
    before = text[max(0, postcode.start() - _REACH) : postcode.start()]
    return bool(
        _BEFORE.search(before)
        or _BESIDE.search(before)
        or _NAMED_STREET.search(before)
        or _AFTER.search(text[postcode.end() :])
    )


def _has_birth_date(text: str) -> bool:
    return any(_is_birth_date(text, found) for found in _DATE.finditer(text))


def _is_birth_date(text: str, date: re.Match[str]) -> bool:
    before = text[max(0, date.start() - _REACH) : date.start()]
    if _BORN.search(before) or _BORN_AFTER.search(text[date.end() :]):
        return True
    years = [each for each in _list_years(date) if len(each) == 4]
    return any(1900 < int(each) <= _LAST_GROWN_UP for each in years) and not _EVENT.search(before)


def _list_years(date: re.Match[str]) -> Iterator[str]:
    groups = date.groupdict()
    yield from (groups[name] for name in ("numeric", "named", "first", "iso") if groups[name])


_FINDERS: dict[Detail, Callable[[str], bool]] = {
    Detail.NHS_NUMBER: _has_nhs_number,
    Detail.EMAIL: _has_email,
    Detail.PHONE: _has_phone,
    Detail.ADDRESS: _has_address,
    Detail.BIRTH_DATE: _has_birth_date,
}
