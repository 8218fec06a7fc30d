"""The codes that people join a session by: six letters, read however they were typed.

Knows letters, no session. No vowels, so that a code is never a word.
"""

import secrets

# No two of them look alike, in capitals or not; what looks like one of them is taken for it.
ALPHABET = "BCDFHJKMPRTWXZ"
LOOK_ALIKES = str.maketrans("GNVUOQ028", "CMWWDDDZB")
LENGTH = 6
LONGEST_TYPED = 100
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212.·_"


def draw_code() -> str:
    """Draw a code at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """Give the code that was meant, or None where no code could look like that.

    >>> read_code(" hjk-mpr"), read_code("B C D F H J"), read_code("bcdfhg")
    ('HJKMPR', 'BCDFHJ', 'BCDFHC')
    >>> read_code("HJKMP"), read_code("HJKMP!")
    (None, None)
    """
    if len(typed) > LONGEST_TYPED:
        return None
    letters = "".join(each for each in typed.upper() if not _is_gap(each)).translate(LOOK_ALIKES)
    known = len(letters) == LENGTH and all(each in ALPHABET for each in letters)
    return letters if known else None


def _is_gap(letter: str) -> bool:
    return letter.isspace() or letter in _DASHES
