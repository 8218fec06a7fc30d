"""Answers as forms hand them in. Knows what can be handed in, not what is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import assert_never

from learning.model.names import GapId, OptionId, QuestionKind
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    PlanRow,
    Written,
)

Fields = Mapping[str, Sequence[str]]
FIELD = "answer"
PART = "answer-"
PLAN_FIELDS = ("need", "action", "who", "by_when", "why")
# Control characters and lone surrogates: no keyboard types them, and some databases refuse them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def read_answer(kind: QuestionKind, fields: Fields) -> Answer:
    """Read what a form of that kind hands in, whole and unchecked (`faults` checks it).

    The fields: `answer`, repeated for ticks; for matching, ordering, gaps and judgements one field
    `answer-ID` a prompt, item (its place, from 1), gap or situation; for a plan `need`, `action`,
    `who`, `by_when` and `why`, repeated. What is left open, is no number where one belongs, or
    stands at the place of another item, is not in the answer: then that part is missing.

    >>> read_answer(QuestionKind.MULTIPLE, {"answer": ["a"]})
    Chosen(options=frozenset({'a'}))
    >>> read_answer(QuestionKind.ORDERING, {"answer-a": ["2"], "answer-b": ["1"]})
    Ordered(items=('b', 'a'))
    >>> read_answer(QuestionKind.GAP, {"answer-gap-1": ["one month"]})
    Filled(gaps=(('gap-1', 'one month'),))
    >>> read_answer(QuestionKind.JUDGEMENT, {"answer-s1": ["-2"], "answer-s2": ["perhaps"]})
    Judged(ratings=(('s1', -2),))
    >>> read_answer(QuestionKind.PLAN, {"need": ["housing", ""], "who": ["Ben", " "]}).rows
    (PlanRow(need='housing', action='', who='Ben', by_when='', why=''),)
    """
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE | QuestionKind.SCALE:
            return Chosen(frozenset(OptionId(each) for each in _list_texts(fields) if each))
        case QuestionKind.MATCHING:
            return Matched(
                tuple((OptionId(part), OptionId(text)) for part, text in _list_parts(fields))
            )
        case QuestionKind.ORDERING:
            return Ordered(_read_order(fields))
        case QuestionKind.GAP:
            return Filled(tuple((GapId(part), text) for part, text in _list_parts(fields)))
        case QuestionKind.NUMBER:
            return Measured(next(_list_texts(fields), ""))
        case QuestionKind.FREE_TEXT:
            return Written(next(_list_texts(fields), ""))
        case QuestionKind.JUDGEMENT:
            return Judged(tuple((OptionId(part), number) for part, number in _list_numbers(fields)))
        case QuestionKind.PLAN:
            return Planned(tuple(_list_rows(fields)))
        case _:
            assert_never(kind)


def _list_texts(fields: Fields) -> Iterator[str]:
    return map(_clean, fields.get(FIELD, ()))


def _list_parts(fields: Fields) -> list[tuple[str, str]]:
    """Give the parts that are not blank, by their ids, so that equal answers are equal."""
    texts = {
        name.removeprefix(PART): _clean(next(iter(values), ""))
        for name, values in fields.items()
        if name.startswith(PART)
    }
    return sorted((part, text) for part, text in texts.items() if text)


def _list_numbers(fields: Fields) -> Iterator[tuple[str, int]]:
    for part, text in _list_parts(fields):
        try:
            yield part, int(text)
        except ValueError:
            continue


def _read_order(fields: Fields) -> tuple[OptionId, ...]:
    places: dict[int, OptionId] = {}
    for part, place in _list_numbers(fields):
        places.setdefault(place, OptionId(part))
    return tuple(places[place] for place in sorted(places))


def _list_rows(fields: Fields) -> Iterator[PlanRow]:
    columns = (map(_clean, fields.get(name, ())) for name in PLAN_FIELDS)
    for need, action, who, by_when, why in zip_longest(*columns, fillvalue=""):
        row = PlanRow(need, action, who, by_when, why)
        if any((need, action, who, by_when, why)):
            yield row


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip()
