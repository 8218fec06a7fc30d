"""Quotes that mean something: endings, and the labelled quotes of a question.

A quote without a label is ordinary text, such as what a patient says.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from learning.content.faults import Faults, Place
from learning.content.markdown import Block
from learning.content.parsed import Ending
from learning.content.prose import collect_text
from learning.content.source import Extract, Source
from learning.content.spelling import suggest_name
from learning.model.names import Grade

LABELS = ("Hint", "Why", "Correct", "Incorrect", "Tutor", "Outcome", "Source", "Model answer")
# After sound or video, not after a question.
TRANSCRIPT = "Transcript"
_LABEL = re.compile(
    r"\s*(?P<label>[A-Za-z][A-Za-z ]{0,24}?)(?:\s*\((?P<brackets>[^()\n]{0,40})\))?\s*:\s*"
)
# What stands where a plain `>` should: nothing, one that is shown as such, or a sign like it.
_LOST_MARK = r"(?:\\?>|&gt;|[›»＞❯]|[-*+])?\s*"
_BARE_LABEL = re.compile(
    rf"{_LOST_MARK}(?P<label>{'|'.join(LABELS)})\s*(?:\([^()\n]{{0,40}}\)\s*)?:"
)
_ENDING = re.compile(r"\s*Ending\b(?:\s*\((?P<grade>[^)]*)\))?\s*:\s*", re.IGNORECASE)
# Whatever names a grade after one word, such as `Endng (good):` or `Ending [poor]`.
_NEAR_ENDING = re.compile(
    r"\s*(?P<word>[A-Za-z]{4,8})\s*[(\[{:]\s*(?:good|mixed|poor)\b", re.IGNORECASE
)
_SWALLOWED = re.compile(
    r"\s*(?:\||\w[.)]\s+\[[ xX]?\]|[-*+•](?:\s|\[[ xX]?\])|\d{1,9}[.)]\s|\[[ xX]?\](?:\s|$)"
    r"|=\s{0,3}[+\u2212-]?[£$€]?\d)"
)


def _first_inline(block: Block) -> Token | None:
    tokens = block.tokens
    if block.kind != "blockquote_open" or len(tokens) < 4:
        return None
    return tokens[2] if tokens[1].type == "paragraph_open" else None


def find_label(block: Block) -> str:
    """Give the label of a quote as the language writes it, or "" when it has none."""
    inline = _first_inline(block)
    found = _LABEL.match(inline.content) if inline else None
    if not found:
        return ""
    written = found["label"].capitalize()
    # Only hints have brackets, which say what they cost.
    plain = written == "Hint" or found["brackets"] is None
    return written if plain and written in (*LABELS, TRANSCRIPT) else ""


def find_brackets(block: Block) -> str | None:
    """Give what stands in brackets after the label of a quote; None where there are none."""
    inline = _first_inline(block)
    found = _LABEL.match(inline.content) if inline else None
    return found["brackets"] if found else None


def find_bare_label(block: Block) -> str:
    """Give the label of a paragraph or list whose `>` was lost, or is no plain one."""
    lines = block.kind in ("paragraph_open", "bullet_list_open", "heading_open")
    inline = next((each for each in block.tokens if each.type == "inline"), None)
    found = _BARE_LABEL.match(inline.content) if lines and inline else None
    return found["label"] if found else ""


def guess_label(block: Block) -> str:
    """Give whatever stands before a colon at the start of a quote."""
    inline = _first_inline(block)
    found = _LABEL.match(inline.content) if inline else None
    return found["label"] if found else ""


def is_ending(block: Block) -> bool:
    """Whether this is a quote that ends the case."""
    inline = _first_inline(block)
    return bool(inline and _ENDING.match(inline.content))


def names_ending(words: str) -> bool:
    """Whether some text was meant as an ending, well written or not.

    >>> [names_ending(words) for words in ("Endng (good): a", "Ending: a", "The end (poor): a")]
    [True, True, False]
    """
    near = _NEAR_ENDING.match(words)
    meant = bool(near and suggest_name(near["word"].lower(), ["ending"]))
    return meant or bool(_ENDING.match(words))


def strip_lead(children: Sequence[Token], length: int) -> list[Token]:
    """Take so many characters off the start of inline tokens."""
    rest = list(children)
    if rest and rest[0].type == "text":
        text = rest[0].content[length:].lstrip()
        rest[0] = Token("text", "", 0, content=text)
        if not text:
            rest = rest[2:] if len(rest) > 1 and rest[1].type == "softbreak" else rest[1:]
    return rest


def read_inside(block: Block, lead: re.Pattern[str] | None = None) -> tuple[Token, ...]:
    """Give the tokens inside a quote, without the words that a pattern finds at its start."""
    tokens = list(block.tokens[1:-1])
    inline = _first_inline(block)
    found = lead.match(inline.content) if lead and inline else None
    if found and inline:
        children = strip_lead(inline.children or (), found.end())
        tokens[1] = Token(
            "inline", "", 0, map=inline.map, content=inline.content, children=children
        )
        if not children:
            # The label stood alone on its line: what it is the label of comes after it.
            del tokens[:3]
    return tuple(tokens)


def read_labelled(block: Block) -> tuple[Token, ...]:
    """Give the tokens inside a labelled quote, without its label."""
    return read_inside(block, _LABEL)


def read_ending(block: Block, source: Source, faults: Faults) -> Ending:
    """Read an ending; a grade that cannot be read is an S04, since the scene then has no end."""
    inline = block.tokens[2]
    found = _ENDING.match(inline.content)
    written = (found["grade"] or "").strip().lower() if found else ""
    place = Extract(inline.content, block.line, source).place()
    grade = Grade(written) if written in set(Grade) else None
    if grade is None:
        fix = faults.near(written, Grade) or "write `> Ending (good): ...`, or mixed, or poor"
        said = f"not '{written[:40]}'" if written else "and this one says nothing"
        faults.add("S04", place, f"an ending is good, mixed or poor, {said}", fix=fix)
    tokens = read_inside(block, _ENDING)
    if not any(token.type == "inline" and collect_text(token.children or ()) for token in tokens):
        faults.add("S04", place, "an ending without a word", fix="say how it ends")
    return Ending(grade, tokens, place)


def _is_labelled(line: str) -> bool:
    found = _LABEL.match(line)
    return bool(found and found["label"] in LABELS)


def _find_swallowed(block: Block, source: Source) -> int | None:
    """Give the line (from 0) of a table, list, number or label that a quote runs on into."""
    first, last = block.tokens[0].map or [0, 0]
    for number in range(first + 1, last):
        line = source.lines[number]
        if not line.lstrip().startswith(">") and (_SWALLOWED.match(line) or _is_labelled(line)):
            return number
    return None


def _find_second(block: Block, source: Source) -> tuple[int, str] | None:
    """Give the line (from 0) and label of a second labelled quote inside one."""
    first, last = block.tokens[0].map or [0, 0]
    for number in range(first + 1, last):
        found = _LABEL.match(source.lines[number].lstrip("> \t"))
        if found and found["label"] in LABELS:
            return number, found["label"]
    return None


def check_quote(block: Block, source: Source, faults: Faults) -> bool:
    """Refuse what a quote has swallowed (Q06): whether anything was.

    A table, a list, a number, or a second labelled quote.
    """
    if block.kind != "blockquote_open":
        return False
    swallowed = _find_swallowed(block, source)
    if swallowed is not None:
        message = "the quote above runs on into this line"
        faults.add("Q06", Place(swallowed + 1), message, fix="put an empty line between them")
        return True
    second = _find_second(block, source) if find_label(block) or is_ending(block) else None
    if second:
        message = f"`{second[1]}:` stands inside the quote above it"
        fix = "put an empty line between the two quotes"
        faults.add("Q06", Place(second[0] + 1), message, fix=fix)
    return second is not None
