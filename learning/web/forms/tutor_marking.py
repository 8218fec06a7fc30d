"""The form in which a tutor marks a text: points by its rubric, words, and which marks these are.

Knows field names and limits, not who may mark what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from learning.model.solution import Criterion
from learning.web.forms.marking import MAX_WORDS_CHARACTERS, NO_WORDS, TOO_LONG, Given, read_given

_LONGEST_NO = 6


def read_marks(fields: Mapping[str, Sequence[str]], rubric: Sequence[Criterion]) -> Given:
    """Read marks by a rubric. A tutor may write what they like; without a rubric they must."""
    given = read_given(fields, rubric, own=True)
    fault = ""
    if len(given.words) > MAX_WORDS_CHARACTERS:
        fault = TOO_LONG
    elif not given.words and not rubric:
        fault = NO_WORDS
    return replace(given, fault=fault)


def read_no(fields: Mapping[str, str]) -> int:
    """Read which marks of the text these are to be; 0, which none are, for what is no number."""
    text = fields.get("no", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NO else 0
