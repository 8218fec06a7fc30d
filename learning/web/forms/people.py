"""What administrators send about people: which page of the list they want."""

from collections.abc import Mapping

from learning.web.pages.people import FILTERS, SUSPENDED, Sheet

LONGEST_WORDS = 100
KNOWN = frozenset({SUSPENDED, *(value for value, _ in FILTERS)})


def read_sheet(asked: Mapping[str, str]) -> Sheet:
    """Read which people are looked for; what is no such thing counts as not asked for."""
    standing, page = asked.get("standing", ""), asked.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    words = asked.get("words", "").strip()[:LONGEST_WORDS]
    return Sheet(words, standing if standing in KNOWN else "", max(number, 1))
