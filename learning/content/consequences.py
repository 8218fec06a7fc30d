"""The bullets under a choice: consequences, `only if`, `once`.

Knows how they are written, not which counters exist.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from learning.content.conditions import mend_pasted, read_condition
from learning.content.faults import Faults
from learning.content.parsed import RawCondition, RawEffect
from learning.content.source import Piece

_EFFECT = re.compile(
    r"(?P<name>[^\W\d]\w*(?:-[^\W\d]\w*)*)\s*(?P<operator>[+=-])\s*(?P<amount>\d{1,7})"
)
_GREYED = re.compile(r",\s*otherwise\s+shown\s+greyed\s*$", re.IGNORECASE)
_OTHERWISE = re.compile(r",\s*(?P<word>other\w*\s.*)$", re.IGNORECASE | re.DOTALL)
_ONLY_IF = re.compile(r"only\s+if\b", re.IGNORECASE)

_CONDITION_LEAD = re.compile(
    r"only\s+if\s+[(\s]*(?:not\s+)?(?:(?:visited|chose|answered)\b|(?P<word>[\w-]+)\s*(?P<operator>[<>=!]))"
)
_EXAMPLES = "write it as `trust +1`, `trust -1`, `trust = 1`, `only if trust >= 1` or `once`"


@dataclass(slots=True)
class Bullets:
    """What the bullets of one choice say."""

    effects: list[RawEffect] = field(default_factory=list)
    hidden: list[RawCondition] = field(default_factory=list)
    greyed: list[RawCondition] = field(default_factory=list)
    once: bool = False


def _split_commas(piece: Piece) -> Iterator[Piece]:
    start = 0
    for part in piece.text.split(","):
        yield piece.cut(start, start + len(part)).stripped()
        start += len(part) + 1


def _find_words_below(piece: Piece) -> Piece | None:
    """Give the words that run on after a line that can be read: a quote that lost its `>`."""
    first, _, rest = piece.text.partition("\n")
    if not rest or not is_bullet(first):
        return None
    return piece.cut(len(first) + 1).stripped()


def _refuse_words_below(words: Piece, faults: Faults) -> None:
    message = f"words under a bullet that mean nothing here: '{words.text[:40]}'"
    faults.add("V03", words.place(), message, fix="make it a quote: > ...")


def _read_effects(piece: Piece, bullets: Bullets, faults: Faults) -> None:
    below = _find_words_below(piece)
    if below and not is_bullet(piece.text):
        _refuse_words_below(below, faults)
        return
    for part in _split_commas(mend_pasted(piece, faults)):
        found = _EFFECT.fullmatch(part.text)
        if found:
            name, operator, amount = found.group("name", "operator", "amount")
            bullets.effects.append(RawEffect(name, operator, int(amount), part.place()))
            continue
        said = " ".join(part.text.split())
        message = f"'{said[:60]}' is neither a consequence nor a condition"
        words = " ".join(part.text.split()[:2])
        fix = faults.near(words, ("only if", "once")) or _EXAMPLES
        faults.add("V03", part.place(), message, fix=fix)
        return


def _read_only_if(piece: Piece, bullets: Bullets, faults: Faults) -> None:
    greyed = _GREYED.search(piece.text)
    if greyed:
        piece = piece.cut(0, greyed.start())
    elif _GREYED.search(piece.text.partition("\n")[0]):
        _refuse_words_below(piece.cut(piece.text.index("\n") + 1).stripped(), faults)
        return
    elif found := _OTHERWISE.search(piece.text):
        message = f"'{found['word'][:40]}' cannot be read"
        fix = "end it with `, otherwise shown greyed` or leave that out"
        faults.add("V03", piece.place(found.start("word")), message, fix=fix)
        return
    condition = read_condition(piece, faults)
    if condition:
        (bullets.greyed if greyed else bullets.hidden).append(condition)


def is_bullet(words: str) -> bool:
    """Whether the words of an item read as a consequence, a condition or `once`.

    >>> [is_bullet(words) for words in ("trust +1, time +5", "only if asked", "Ask")]
    [True, True, False]
    """
    effects = all(_EFFECT.fullmatch(part.strip()) for part in words.split(","))
    return effects or words.strip().lower() == "once" or bool(_ONLY_IF.match(words))


def is_bullet_of_choice(words: str, counters: Collection[str]) -> bool:
    """Whether the words of a list item would mean something under a choice.

    >>> [is_bullet_of_choice(words, ["trust"]) for words in ("trust +1", "only if asked", "once")]
    [True, False, False]
    """
    parts = [_EFFECT.fullmatch(part.strip()) for part in words.split(",")]
    if all(part and part["name"] in counters for part in parts):
        return True
    found = _CONDITION_LEAD.match(words)
    return bool(found and (found["word"] in counters or not found["operator"]))


def read_bullet(piece: Piece, bullets: Bullets, faults: Faults) -> None:
    """Read one bullet into what is known of the choice; V03 when it cannot be read."""
    piece = piece.stripped()
    if piece.text.lower() == "once":
        bullets.once = True
    elif found := _ONLY_IF.match(piece.text):
        _read_only_if(piece.cut(found.end()), bullets, faults)
    else:
        _read_effects(piece, bullets, faults)
