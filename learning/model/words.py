"""Words as marking sees them: the one rule by which text is cut into words that can be compared.

Both the compiled text and what a learner marked go through it. Knows no Markdown and no scores.
"""

import re
import unicodedata

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\uff07": "'"})
# Letters and digits; an apostrophe inside a word and a point or comma inside a number stay.
_WORD = re.compile(r"[^\W_]+(?:(?:'|(?<=\d)[.,](?=\d))[^\W_]+)*")


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_APOSTROPHES)


def split_words(text: str) -> tuple[str, ...]:
    """Cut text into words, in order, with case, punctuation and typographic forms levelled.

    A hyphen or dash parts words; an inner apostrophe does not. Cutting the words again, joined
    by blanks, gives the same words.

    >>> split_words("Damp-proof? It’s BLACK \\N{EM DASH} behind the “cot”.")
    ('damp', 'proof', "it's", 'black', 'behind', 'the', 'cot')
    >>> split_words("£1,200.50 since 3.11.2026, 50%")
    ('1,200.50', 'since', '3.11.2026', '50')
    >>> split_words("…")
    ()
    """
    return tuple(_WORD.findall(_fold(text)))
