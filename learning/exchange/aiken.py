"""Aiken questions -> items of ours: a line of text, lettered options, a line `ANSWER: B`."""

import re

from learning.exchange.carried import Left, shorten
from learning.exchange.escaping import escape_words
from learning.exchange.items import Head, Item, Tick, TickItem

_OPTION = re.compile(r"(?P<letter>[A-Z])[.)]\s+(?P<text>.+)")
_ANSWER = re.compile(r"ANSWER:\s*(?P<letter>[A-Z])\s*", re.IGNORECASE)


def read_aiken(text: str) -> tuple[list[Item], list[Left]]:
    """Read a whole file; gives the items in order, and what was left behind.

    >>> items, left = read_aiken("Who repairs?\\nA. The tenant\\nB. The landlord\\nANSWER: B\\n")
    >>> [option.right for option in items[0].options], left
    ([False, True], [])
    """
    items: list[Item] = []
    left: list[Left] = []
    asked: list[str] = []
    options: list[tuple[str, str]] = []
    start = 1
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        option, answer = _OPTION.fullmatch(line.strip()), _ANSWER.fullmatch(line.strip())
        if answer:
            items += _make(asked, options, answer["letter"].upper(), start, left)
            asked, options = [], []
        elif option and asked:
            options.append((option["letter"], option["text"]))
        elif line.strip() and options:
            left.append(Left(number, f"'{shorten(line)}': neither an option nor an answer"))
        elif line.strip():
            start = start if asked else number
            asked.append(line.strip())
    if asked:
        left.append(Left(start, f"the question '{shorten(' '.join(asked))}': it has no ANSWER:"))
    return items, left


def _make(
    asked: list[str],
    options: list[tuple[str, str]],
    answer: str,
    start: int,
    left: list[Left],
) -> list[Item]:
    letters = [letter for letter, _ in options]
    title = " ".join(asked)
    if not title or answer not in letters:
        left.append(Left(start, f"the question '{shorten(title)}': its answer {answer} is missing"))
        return []
    ticks = tuple(Tick(escape_words(text), letter == answer) for letter, text in options)
    return [TickItem(Head(escape_words(title)), ticks)]
