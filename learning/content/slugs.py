"""Slugs, the ids of scenes, questions, choices and options: made as GitHub makes anchors."""

import re
import unicodedata

_DROPPED = re.compile(r"[^a-z0-9 _-]")


def _is_kept(character: str) -> bool:
    return character in " -_" or unicodedata.category(character)[0] in "LNM"


def make_slug(text: str) -> str:
    """Lower the case, drop punctuation, and put a hyphen for every blank.

    >>> make_slug("What's in the letter? (Part 2)")
    'whats-in-the-letter-part-2'
    >>> make_slug("Café – später")
    'café--später'
    """
    text = text.strip().lower()
    kept = _DROPPED.sub("", text) if text.isascii() else "".join(filter(_is_kept, text))
    return kept.replace(" ", "-")
