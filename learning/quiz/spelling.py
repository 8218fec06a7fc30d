"""Typed words held against expected ones: what is level, and what is only a slip of the pen.

Knows words; not gaps, questions or marks.
"""

import re
import unicodedata
from collections.abc import Set as AbstractSet

ONE_SLIP = 5
TWO_SLIPS = 9
# Marks that come in several shapes, and those that end a sentence.
_SHAPES = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"}
)
_AT_ENDS = " .,;:!?\"'"
_ROLES = re.compile("(?:ee|er|or)s?$")


def level(text: str) -> str:
    """Level what no answer should turn on: case, white space, shapes of quotes, closing marks.

    >>> level("  The Tenant’s \\n landlord. ")
    "the tenant's landlord"
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = " ".join(unicodedata.normalize("NFKC", folded).translate(_SHAPES).split())
    return plain.strip(_AT_ENDS) or plain


def is_slip(typed: str, expected: str, others: AbstractSet[str]) -> bool:
    """Say whether levelled words are the expected ones but for small slips of the pen.

    A slip is a letter too many, too few or wrong, or two neighbours swapped: four in five
    misspellings are one of these (Damerau, 1964). A word of five letters or more may have one, of
    nine or more two, as searching tools have it (Meilisearch, Algolia). There is none

    - in a word with a digit, where each figure counts;
    - where what was typed is one of the `others`: words that are right elsewhere, or on a menu;
    - in the first letter, which is rarely mistaken (Yannakoudakis and Fawthrop, 1983), unless it
      is swapped with the second: *immoral* and *amoral* are two words;
    - between the ending -ee and -er or -or: an *employee* is no *employer*.

    >>> is_slip("tennant", "tenant", frozenset()), is_slip("one monht", "one month", frozenset())
    (True, True)
    >>> is_slip("tenants", "tenant", {"tenants"}), is_slip("1986", "1985", frozenset())
    (False, False)
    >>> is_slip("employer", "employee", frozenset()), is_slip("aw", "law", frozenset())
    (False, False)
    """
    words, wanted = typed.split(), expected.split()
    if typed in others or len(words) != len(wanted):
        return False
    return all(
        word == want or (word not in others and _is_near(word, want))
        for word, want in zip(words, wanted, strict=True)
    )


def _is_near(word: str, want: str) -> bool:
    slips = (len(want) >= ONE_SLIP) + (len(want) >= TWO_SLIPS)
    if any(map(str.isdigit, word + want)) or _swaps_roles(word, want):
        return False
    starts = word[:1] == want[:1] or word[:2] == want[1::-1]
    return starts and _within(word, want, slips)


def _swaps_roles(word: str, want: str) -> bool:
    ends = _ROLES.search(word), _ROLES.search(want)
    return None not in ends and len({"ee" in end[0] for end in ends if end}) == 2


def _within(word: str, want: str, slips: int) -> bool:
    """Say whether so many slips make one word of the other (restricted Damerau distance).

    What both begin with needs no slip; then there are four slips to try.
    """
    if word == want:
        return True
    if not slips or abs(len(word) - len(want)) > slips:
        return False
    same = next(
        (at for at, (one, other) in enumerate(zip(word, want, strict=False)) if one != other),
        min(len(word), len(want)),
    )
    word, want = word[same:], want[same:]
    return (
        _within(word[1:], want[1:], slips - 1)
        or _within(word[1:], want, slips - 1)
        or _within(word, want[1:], slips - 1)
        or (len(word) > 1 and word[:2] == want[1::-1] and _within(word[2:], want[2:], slips - 1))
    )
