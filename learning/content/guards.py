"""The words of a colon fence: `for ROLE[, ROLE]` or `if CONDITION`."""

import re

from learning.content.conditions import read_condition
from learning.content.faults import Faults, Place
from learning.content.parsed import Fence, RawGuard, RawNot
from learning.content.source import Extract, Piece, Source
from learning.model.names import FACILITATOR

_WORDS = re.compile(r":+\s*(?P<word>\S*)\s*")


def _read_roles(piece: Piece, known: frozenset[str] | None, faults: Faults) -> frozenset[str]:
    roles, start = [], 0
    for part in piece.text.split(","):
        name = piece.cut(start, start + len(part)).stripped()
        start += len(part) + 1
        if known is None or name.text in known or name.text == FACILITATOR:
            roles.append(name.text)
            continue
        names = sorted({*known, FACILITATOR})
        fix = faults.near(name.text, names) or f"one of: {', '.join(names)}"
        message = f"no role '{name.text[:40]}'" if name.text else "`::: for` names no role"
        faults.add("B04", name.place(), message, fix=fix)
    return frozenset(roles)


def read_guards(
    fence: Fence, known: frozenset[str] | None, source: Source, *, faults: Faults
) -> tuple[RawGuard, RawGuard | None]:
    """Read what a fence guards with, and for an `otherwise` the contrary."""
    extract = Extract(fence.words, fence.line, source)
    place = extract.place()
    found = _WORDS.match(fence.words)
    word, end = (found["word"], found.end()) if found else ("", 0)
    piece = extract.cut(end)
    if word == "for":
        return RawGuard(_read_roles(piece, known, faults), None, place), None
    if word == "if":
        condition = read_condition(piece, faults)
        contrary = RawNot(condition) if condition else None
        return RawGuard(frozenset(), condition, place), RawGuard(frozenset(), contrary, place)
    _refuse_word(word, extract, faults)
    return RawGuard(frozenset(), None, place), RawGuard(frozenset(), None, place)


def _refuse_word(word: str, extract: Extract, faults: Faults) -> None:
    where: Place = extract.place_of(word)
    fix = faults.near(word, ("for", "if", "otherwise")) or "one of: for, if, otherwise"
    faults.add("B03", where, f"unknown word after `:::`: '{word[:40]}'", fix=fix)
