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


def _wrap(labels: Sequence[Tokens]) -> Iterator[Tokens]:
    for label in labels:
        yield [Token("inline", "", 0, children=list(label))]


def list_items(answer: RawAnswer | None) -> tuple[Item, ...]:
    """Give what there is to tick, order or choose on a scale."""
    match answer:
        case RawTicks(options):
            return tuple(option.item for option in options)
        case RawOrdering(items) | RawScale(items):
            return items
        case _:
            return ()


def _list_labels(answer: RawAnswer) -> list[Tokens]:
    """Give the words of cells and options, each by itself."""
    match answer:
        case RawMatching(headings, pairs):
            prompts = [pair.prompt.label for pair in pairs if pair.prompt]
            return [*headings, *prompts, *(pair.option.label for pair in pairs)]
        case RawJudgement(situations):
            return [each.label for one in situations for each in (one.thinking, one.finding)]
        case RawPlan(steps):
            return [
                each for step in steps for each in (step.action, step.who, step.by_when, step.why)
            ]
        case RawFreeText(_, rubric):
            return [criterion.label for criterion in rubric]
        case RawTicks() | RawOrdering() | RawScale():
            return [item.label for item in list_items(answer)]
        case RawGaps() | RawNumber():
            return []
        case _:
            assert_never(answer)


def list_tokens(answer: RawAnswer | None) -> Iterator[Tokens]:
    """Give the tokens of an answer block, stretch by stretch; gaps were checked when read."""
    if answer is None:
        return
    yield from _wrap(_list_labels(answer))
    yield from (item.feedback for item in list_items(answer))
    if isinstance(answer, RawGaps):
        yield answer.tokens
    if isinstance(answer, RawFreeText):
        yield answer.model
