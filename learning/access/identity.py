"""By what a person is known: the one form of an email address, and which names can be read.

The rule of every door by which people come in: registering, the command line, a roster.
"""

import re
import unicodedata

LONGEST_NAME = 80
# RFC 5321's longest path, less its brackets.
LONGEST_EMAIL = 254
_EMAIL_SHAPE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# Unicode's categories of what nobody sees: controls, formats, half characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# Joins letters or parts of one picture; names in Persian or Sinhala need them.
_JOINERS = "\u200c\u200d"


def tidy_email(typed: str) -> str:
    """Give the form in which an address is kept and looked for: one, however it was typed.

    >>> tidy_email(" Amina@Example.org ")
    'amina@example.org'
    """
    return unicodedata.normalize("NFC", typed.strip().lower())


def is_email(tidied: str) -> bool:
    """Say whether an address can be written to, as far as its form tells.

    >>> is_email("amina@example.org"), is_email("amina@example"), is_email("a@b@example.org")
    (True, False, False)
    """
    shaped = len(tidied) <= LONGEST_EMAIL and _EMAIL_SHAPE.fullmatch(tidied)
    return bool(shaped) and not hides(tidied)


def tidy_name(typed: str) -> str:
    """Give a name on one line, with one blank between its words.

    >>> tidy_name(" Amina  Yusuf ")
    'Amina Yusuf'
    """
    return " ".join(typed.split())


def is_readable(name: str) -> bool:
    """Say whether a name has letters to be seen, and nothing that cannot be seen.

    >>> is_readable("Amina"), is_readable("..."), is_readable("Amina\\u202e")
    (True, False, False)
    """
    return any(map(str.isalnum, name)) and not hides(name, allowed=_JOINERS)


def hides(text: str, *, allowed: str = "") -> bool:
    """Say whether a text holds what is not seen: it could pass for another, or steer a terminal.

    >>> hides("Amina"), hides("Ami\\u200bna"), hides("Ami\\x1b[2Jna")
    (False, True, True)
    """
    return any(unicodedata.category(each) in _UNSEEN and each not in allowed for each in text)
