"""The labelled quotes after an answer block: hints, reasons, outcomes, sources, a model answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block
from learning.content.parsed import RawHint
from learning.content.prose import collect_text
from learning.content.quotes import (
    LABELS,
    check_quote,
    find_brackets,
    find_label,
    guess_label,
    read_labelled,
)
from learning.content.source import Extract

_COST = re.compile(r"\s*[\u2212-]?\s*(?P<percent>\d{1,3})\s*%\s*")
_Tokens = tuple[Token, ...]


@dataclass(slots=True)
class Labelled:
    """What the quotes of a question say, by label."""

    quotes: dict[str, tuple[_Tokens, ...]] = field(default_factory=dict)
    hints: tuple[RawHint, ...] = ()
    outcomes: tuple[str, ...] = ()
    model: _Tokens = ()


def _list_words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield collect_text(token.children or ())
        elif token.type in ("fence", "code_block"):
            yield token.content


def _says_nothing(tokens: Sequence[Token]) -> bool:
    """Whether there is nothing to read in tokens; a picture or a footnote is something."""
    children = [child.type for token in tokens for child in token.children or ()]
    shown = any(each in ("image", "footnote_ref") for each in children)
    return not shown and not any(map(str.strip, _list_words(tokens)))


def _read_cost(block: Block, sheet: Sheet) -> int:
    """Read `(-25%)` after the label of a hint."""
    brackets = find_brackets(block)
    found = _COST.fullmatch(brackets or "")
    cost = int(found["percent"]) if found else 0
    if brackets is not None and (not found or cost > 100):
        place = Extract(block.tokens[2].content, block.line, sheet.source).place_of("(")
        message = f"the cost ({brackets[:20]}) of a hint cannot be read"
        sheet.refuse("Q11", place, message, fix="write `> Hint (-25%): ...`: whole percents")
    return cost


def _refuse(block: Block, sheet: Sheet) -> None:
    near = sheet.faults.near(guess_label(block), LABELS)
    fix = near or f"indent it under an option, or start it with one of: {', '.join(LABELS)}"
    sheet.refuse_block("Q06", block, "a quote that belongs to no option", fix=fix)


class _Reader:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.labelled = Labelled()

    def read(self, block: Block) -> None:
        label = find_label(block)
        check_quote(block, self.sheet.source, self.sheet.faults)
        tokens = read_labelled(block)
        if label not in LABELS:
            _refuse(block, self.sheet)
        elif _says_nothing(tokens):
            message = f"`> {label}:` says nothing"
            self.sheet.refuse_block("Q06", block, message, fix="write what it is, or delete it")
        else:
            self.keep(label, tokens, block)

    def keep(self, label: str, tokens: _Tokens, block: Block) -> None:
        labelled = self.labelled
        match label:
            case "Hint":
                hint = RawHint(tokens, _read_cost(block, self.sheet))
                labelled.hints = (*labelled.hints, hint)
            case "Outcome":
                names = ",".join(_list_words(tokens)).split(",")
                found = tuple(name.strip() for name in names if name.strip())
                labelled.outcomes = (*labelled.outcomes, *found)
            case "Model answer":
                labelled.model = (*labelled.model, *tokens)
            case _:
                before = labelled.quotes.get(label, ())
                labelled.quotes[label] = (*before, tokens)


def read_quotes(quotes: Sequence[Block], misplaced: Sequence[Block], *, sheet: Sheet) -> Labelled:
    """Read the quotes of a question. One without a label, or `misplaced`, is a Q06."""
    for block in misplaced:
        _refuse(block, sheet)
    reader = _Reader(sheet)
    for block in quotes:
        reader.read(block)
    return reader.labelled
