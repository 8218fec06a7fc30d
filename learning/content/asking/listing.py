"""Every stretch of text in an answer block: for checks that look at all words of a file."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from markdown_it.token import Token

from learning.content.asking.answers import (
    Item,
    RawAnswer,
    RawFreeText,
    RawGaps,
    RawJudgement,
    RawMatching,
    RawNumber,
    RawOrdering,
    RawPlan,
    RawScale,
    RawTicks,
)

Tokens = Sequence[Token]


def wrap_item(item: Item) -> Tokens:
    """Give the words of an item as a text of its own, which finds its way back to the file."""
    line = item.place.line
    children = list(item.label)
    return [Token("inline", "", 0, map=[line - 1, line], content=item.text, children=children)]


def list_items(answer: RawAnswer | None) -> tuple[Item, ...]:
    """Give what there is to tick, order or choose on a scale."""
    match answer:
        case RawTicks(options):
            return tuple(option.item for option in options)
        case RawOrdering(items) | RawScale(items):
            return items
        case _:
            return ()


def _list_words(answer: RawAnswer) -> tuple[Item, ...]:
    """Give every cell and option that holds words."""
    match answer:
        case RawMatching(headings, pairs):
            prompts = (pair.prompt for pair in pairs if pair.prompt)
            return (*headings, *prompts, *(pair.option for pair in pairs))
        case RawJudgement(situations):
            return tuple(each for one in situations for each in (one.thinking, one.finding))
        case RawPlan(steps):
            return tuple(cell for step in steps for cell in step.cells)
        case RawFreeText(_, rubric):
            return tuple(each.criterion for each in rubric)
        case RawTicks() | RawOrdering() | RawScale():
            return list_items(answer)
        case RawGaps() | RawNumber():
            return ()
        case _:
            assert_never(answer)


def list_tokens(answer: RawAnswer | None) -> Iterator[Tokens]:
    """Give the tokens of an answer block, stretch by stretch; gaps were checked when read."""
    if answer is None:
        return
    yield from map(wrap_item, _list_words(answer))
    yield from (item.feedback for item in list_items(answer))
    if isinstance(answer, RawGaps):
        yield answer.tokens
    if isinstance(answer, RawFreeText):
        yield answer.model
