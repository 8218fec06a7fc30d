"""Quotes whose label was meant and is not read: set in bold, or misspelt."""

from difflib import get_close_matches

from learning.content.markdown import Block
from learning.content.prose import collect_text
from learning.content.quotes import LABELS, TRANSCRIPT, guess_label

_ORDINARY = frozenset({"Tutors", "Sources", "Outcomes"})


def find_bold_label(block: Block) -> str:
    """Give the label of a quote that was set in bold or italics."""
    children = block.tokens[2].children if len(block.tokens) > 2 else None
    if not children or children[0].content.strip():
        return ""
    words = collect_text(children).partition(":")[0].strip()
    bare = words.partition("(")[0].strip().capitalize()
    return bare if bare in (*LABELS, TRANSCRIPT, "Ending") else ""


def find_near_label(block: Block) -> str:
    """Give the label that a quote's own is near to, such as `> Wy: ...`.

    Stricter than other names: a patient may be called Hina, and is not a hint.
    """
    guess = guess_label(block).capitalize()
    near = [] if guess in _ORDINARY else get_close_matches(guess, LABELS, n=1, cutoff=0.8)
    return next(iter(near), "")
