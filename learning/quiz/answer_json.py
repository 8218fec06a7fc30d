"""Answers to and from JSON values: equal answers are equal JSON."""

from collections.abc import Iterator
from typing import assert_never

from learning.model.names import GapId, OptionId
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
from learning.quiz.json_values import Json, as_list, as_record, as_text, as_whole


def answer_to_json(answer: Answer) -> Json:
    """Turn an answer into JSON values under the name of its form, ticks in a fixed order.

    >>> answer_to_json(Chosen(frozenset({OptionId("b"), OptionId("a")})))
    {'chosen': ['a', 'b']}
    """
    match answer:
        case Chosen(options):
            return {"chosen": sorted(options)}
        case Matched(pairs):
            return {"matched": pairs}
        case Ordered(items):
            return {"ordered": items}
        case Filled(gaps):
            return {"filled": gaps}
        case Measured(text):
            return {"measured": text}
        case Written(text):
            return {"written": text}
        case Judged(ratings):
            return {"judged": ratings}
        case Planned(rows):
            return {
                "planned": [(row.need, row.action, row.who, row.by_when, row.why) for row in rows]
            }
        case _:
            assert_never(answer)


def answer_from_json(value: object) -> Answer:
    """Read an answer back; raises ValueError on anything else.

    >>> answer_from_json({"measured": "14 days"})
    Measured(text='14 days')
    """
    record = as_record(value)
    if len(record) != 1:
        raise ValueError(f"expected an answer, found {value!r}")
    [(name, given)] = record.items()
    match name:
        case "chosen":
            return Chosen(frozenset(OptionId(as_text(each)) for each in as_list(given)))
        case "matched":
            return Matched(tuple((OptionId(one), OptionId(two)) for one, two in _pairs(given)))
        case "ordered":
            return Ordered(tuple(OptionId(as_text(each)) for each in as_list(given)))
        case "filled":
            return Filled(tuple((GapId(gap), text) for gap, text in _pairs(given)))
        case "measured":
            return Measured(as_text(given))
        case "written":
            return Written(as_text(given))
        case "judged":
            return Judged(tuple(map(_load_rating, as_list(given))))
        case "planned":
            return Planned(tuple(PlanRow(*map(as_text, as_list(row, 5))) for row in as_list(given)))
        case _:
            raise ValueError(f"expected an answer, found {value!r}")


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    for pair in as_list(value):
        one, two = as_list(pair, 2)
        yield as_text(one), as_text(two)


def _load_rating(value: object) -> tuple[OptionId, int]:
    situation, rating = as_list(value, 2)
    return OptionId(as_text(situation)), as_whole(rating)
