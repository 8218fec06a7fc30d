"""The codes of certificates: drawn so that nobody guesses one, read however they were copied.

Knows letters and figures, no certificate.
"""

import math
import secrets

# No two of them look alike; what looks like one of them is taken for it.
ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
LOOK_ALIKES = str.maketrans("BILOSUZ", "81105V2")
GROUPS, IN_GROUP = 3, 5
LENGTH = GROUPS * IN_GROUP
BITS = LENGTH * math.log2(len(ALPHABET))
LONGEST_TYPED = 100


def draw_code() -> str:
    """Draw a code at random."""
    return _group("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_code(typed: str) -> str | None:
    """Give the code that was meant, or None where no code could look like that.

    >>> read_code(" 7k2m9 qxr4t-dwoce"), read_code("7K2M9–QXR4T–DWOCE")
    ('7K2M9-QXR4T-DW0CE', '7K2M9-QXR4T-DW0CE')
    >>> read_code("7K2M9"), read_code("7K2M9-QXR4T-DW0C!")
    (None, None)
    """
    if len(typed) > LONGEST_TYPED:
        return None
    letters = "".join(each for each in typed.upper() if not _is_gap(each)).translate(LOOK_ALIKES)
    known = len(letters) == LENGTH and all(each in ALPHABET for each in letters)
    return _group(letters) if known else None


def _is_gap(letter: str) -> bool:
    return letter.isspace() or letter in "-\u2010\u2011\u2012\u2013\u2014\u2212.·_"


def _group(letters: str) -> str:
    return "-".join(letters[at : at + IN_GROUP] for at in range(0, LENGTH, IN_GROUP))
