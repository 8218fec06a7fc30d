"""Which passwords will do, and how they are kept: Argon2id, at most two at work in a process.

Knows no account; says what is wrong with a password without repeating it.
"""

import gzip
import threading
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

SHORTEST = 12
LONGEST = 1024
CONTEXT = ("sidebyside", "healthjustice", "learning")
# A part of a name shorter than this is in too many words to be refused.
CONTEXT_LETTERS = 4
# What is left of a password without the words that anybody could guess must still be this long.
OWN_LETTERS = 8
# OWASP's least for Argon2id, 28 ms a time: https://cheatsheetseries.owasp.org, Password Storage.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Somebody who is not known takes as long to refuse as somebody who is.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$c2lkZS1ieS1zaWRlLTAwMA"
    "$m0HkSlvYxVqQpl4H6J0GZ3rkRzHq3vqcoWv6o3b1bXo"
)
# Two at once leave the other threads of a small machine their share of it.
slots = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Give the text that is stored in place of a password."""
    with slots:
        return _HASHER.hash(_typed(password))


def matches(stored: str, password: str) -> bool:
    """Whether a password is the one that was stored. The caller holds one of the `slots`."""
    try:
        return _HASHER.verify(stored, _typed(password))
    except VerifyMismatchError:
        return False


def find_fault(password: str, *, context: tuple[str, ...] = ()) -> str | None:
    """Say why a password will not do, or None. `context` is what is known of its owner."""
    if len(password) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Three or four words that you like do well"
    if len(password) > LONGEST:
        return f"Use {LONGEST:,} characters or fewer"
    if any(unicodedata.category(each) == "Cs" for each in password):
        return "Use letters, digits and signs only: some of this could not be read"
    plain = unicodedata.normalize("NFKC", password).casefold()
    if _repeats(plain) or _counts_on(plain):
        return "Choose a password that does not repeat itself or follow the alphabet or keyboard"
    if plain in _common() or _core(plain) in _common():
        return "Choose another password: this is one that many people use, and is guessed first"
    if len(_without_context(plain, context)) < OWN_LETTERS:
        return "Choose a password without your name, your email address or the name of this site"
    return None


def _typed(password: str) -> str:
    """Make an accented letter the same whichever keyboard it was typed on."""
    return unicodedata.normalize("NFC", password)


@cache
def _common() -> frozenset[str]:
    packed = files("learning.operations").joinpath("common_passwords.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _core(plain: str) -> str:
    """Take the digits and signs from both ends: `password2026!!` is still `password`."""
    letters = [number for number, each in enumerate(plain) if each.isalpha()]
    return plain[letters[0] : letters[-1] + 1] if letters else ""


def _repeats(plain: str) -> bool:
    """Whether a text is one shorter text again and again."""
    return plain in (plain + plain)[1:-1]


def _counts_on(plain: str) -> bool:
    """Whether each character follows the one before it in the alphabet, up or down."""
    return len({ord(after) - ord(before) for before, after in pairwise(plain)}) == 1


def _without_context(plain: str, context: tuple[str, ...]) -> str:
    words = {word for each in context for word in _words(each)}
    for word in sorted(words | set(CONTEXT), key=len, reverse=True):
        plain = plain.replace(word, "")
    return "".join(each for each in plain if not each.isspace())


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = "".join(each if each.isalnum() else " " for each in plain).split()
    return {each for each in (*parts, "".join(parts)) if len(each) >= CONTEXT_LETTERS}
