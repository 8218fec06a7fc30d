"""The brackets after a question: `(choose all, 2 points, team)`."""

import re
from dataclasses import replace

from learning.content.faults import Faults
from learning.content.parsed import Terms
from learning.content.source import Piece

_BRACKETS = re.compile(r"\((?P<words>[^()]*)\)\s*$")
# Not closed, square, followed by something, or in two pairs: then it would be part of the title.
_UNREAD = re.compile(r"[(\[]\s{0,3}choose\s+(?:all|\d+)\b(?![^()]*\)\s*$)", re.IGNORECASE)
_CHOOSE = re.compile(r"choose (\d{1,2})")
_POINTS = re.compile(r"(\d{1,2}) points?")
_KNOWN = (
    "choose all",
    "choose 2",
    "2 points",
    "individual",
    "team",
    "optional",
    "free text",
    "marked by the other side",
)


def _read_term(word: str, terms: Terms) -> Terms | None:
    if found := _CHOOSE.fullmatch(word):
        return replace(terms, many=True, choose=int(found[1]))
    if found := _POINTS.fullmatch(word):
        return replace(terms, points=int(found[1])) if int(found[1]) else None
    match word:
        case "choose all":
            return replace(terms, many=True)
        case "free text":
            return replace(terms, free_text=True)
        case "marked by the other side":
            return replace(terms, peer=True)
        case "optional":
            return replace(terms, optional=True)
        case "individual" | "team":
            return replace(terms, team=word == "team")
        case _:
            return None


def read_terms(title: Piece, faults: Faults) -> tuple[int, Terms]:
    """Read the brackets at the end of a title; give where the title proper ends, and the terms.

    Brackets in which no word is known are part of the title. One word known and another not, or
    one nearly known, is a finding.
    """
    found = _BRACKETS.search(title.text)
    if unread := _UNREAD.search(title.text):
        message = "the brackets after the question cannot be read"
        fix = "end the question with one pair, such as (choose all, 2 points)"
        faults.add("Q01", title.place(unread.start()), message, fix=fix)
        return unread.start(), Terms(doubtful=True)
    if not found:
        return len(title.text), Terms()
    words = [" ".join(word.lower().split()) for word in found["words"].split(",")]
    terms, unknown = Terms(), []
    for word in words:
        read = _read_term(word, terms)
        if read is None:
            unknown.append(word)
        terms = read or terms
    nearly = [faults.near(word, _KNOWN) for word in unknown]
    if len(unknown) == len(words) and not any(nearly):
        return len(title.text), Terms()
    place = title.place(found.start("words"))
    for word, near in zip(unknown, nearly, strict=True):
        message = f"'({word[:40]})' after a question cannot be read"
        faults.add("Q01", place, message, fix=near or f"one of: {', '.join(_KNOWN)}")
        terms = replace(terms, doubtful=True)
    return found.start(), terms
