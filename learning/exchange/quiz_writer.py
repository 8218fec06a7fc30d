"""Items -> a quiz in Case Markdown, as an author would have written it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from learning.content.slugs import make_slug
from learning.exchange.escaping import escape_cell
from learning.exchange.front import Front, write_front
from learning.exchange.gift import GAP
from learning.exchange.items import (
    EssayItem,
    GapItem,
    Head,
    Item,
    MatchItem,
    NumberItem,
    PageItem,
    TextItem,
    Tick,
    TickItem,
)

_LOOKS_LIKE_CREDIT = re.compile(r"\(\s*[+-]?\d+\s*%\s*\)$")
MODEL_ANSWER = "To be written."


def write_quiz(front: Front, items: Sequence[Item]) -> str:
    """Write a whole quiz file.

    >>> from learning.model.names import Kind
    >>> options = (Tick("Yes", True), Tick("No", False, feedback="It is."))
    >>> text = write_quiz(Front("Damp", Kind.QUIZ), [TickItem(Head("Is it damp?"), options)])
    >>> print(text.partition("## Questions")[2].strip())
    ### Question: Is it damp?
    <BLANKLINE>
    - [x] Yes
    - [ ] No
      > It is.
    """
    writer = _Writer()
    if not items or not isinstance(items[0], PageItem):
        writer.start_page("Questions")
    for item in items:
        writer.write(item)
    return "\n\n".join([write_front(front), f"# {front.title}", *writer.blocks]) + "\n"


@dataclass(slots=True)
class _Writer:
    """Writes block after block, and lets no two headings have one id."""

    blocks: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, *blocks: str) -> None:
        self.blocks.extend(block for block in blocks if block)

    def name(self, title: str) -> str:
        """Give the title, with a number where the file has one like it."""
        plain, number = title or "Untitled", 1
        while make_slug(title) in self.used or not make_slug(title):
            number += 1
            title = f"{plain} ({number})"
        self.used.add(make_slug(title))
        return title

    def start_page(self, title: str) -> None:
        self.add(f"## {self.name(title)}")

    def write(self, item: Item) -> None:
        match item:
            case PageItem(title):
                self.start_page(title)
            case TextItem(title, text):
                self.add(f"### {self.name(title)}", text)
            case TickItem(head, options, several):
                self.head(head, "choose all" if several else "")
                self.add("\n".join(map(_write_tick, options)))
                self.why(head)
            case MatchItem(head, pairs, distractors):
                self.head(head)
                rows = [*pairs, *(("", each) for each in distractors)]
                lines = [f"| {escape_cell(one)} | {escape_cell(two)} |" for one, two in rows]
                self.add("\n".join(["| This | belongs to |", "| --- | --- |", *lines]))
                self.why(head)
            case GapItem(head, text, accepted, menu):
                self.head(head)
                self.add(text.replace(GAP, _write_gap(accepted, menu), 1))
                self.why(head)
            case NumberItem(head, answer):
                self.head(head)
                self.add(f"= {answer}")
                self.why(head)
            case EssayItem(head):
                self.head(head, "free text")
                self.add(f"> Model answer: {MODEL_ANSWER}")
                self.why(head)
            case _:
                assert_never(item)

    def head(self, head: Head, term: str = "") -> None:
        bracket = f" ({term})" if term else ""
        self.add(f"### Question: {self.name(head.title)}{bracket}", head.body)

    def why(self, head: Head) -> None:
        if head.why:
            self.add(_quote(f"Why: {head.why}"))


def _quote(text: str, indent: str = "") -> str:
    return "\n".join(f"{indent}> {line}".rstrip() for line in text.split("\n"))


def _write_tick(tick: Tick) -> str:
    box = "[x]" if tick.right else "[ ]"
    credit = f" ({tick.percent}%)" if tick.percent is not None else ""
    full_stop = "." if not credit and _LOOKS_LIKE_CREDIT.search(tick.text) else ""
    line = f"- {box} {tick.text}{full_stop}{credit}"
    return f"{line}\n{_quote(tick.feedback, '  ')}" if tick.feedback else line


def _write_gap(accepted: Sequence[str], menu: Sequence[str]) -> str:
    words = [each.replace("|", "/") for each in accepted]
    if menu:
        words = [f"*{words[0]}*", *(each.replace("|", "/") for each in menu)]
    return f"[[{' | '.join(words)}]]"
