"""An answer as the fields of its form again, so that it can be changed instead of typed anew."""

from typing import assert_never

from learning.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    Written,
)
from learning.web.forms.replies import ANSWER, CONFIDENCE, PLAN, Fields


def write_fields(answer: Answer, confidence: Confidence | None = None) -> Fields:
    """Give the fields that `quiz.answers.read_answer` reads this answer from.

    >>> write_fields(Measured("14"), Confidence.SURE)
    {'answer': ['14'], 'confidence': ['3']}
    """
    sure = {} if confidence is None else {CONFIDENCE: [str(int(confidence))]}
    return {**_write(answer), **sure}


def _write(answer: Answer) -> dict[str, list[str]]:
    match answer:
        case Chosen(options):
            return {ANSWER: sorted(options)}
        case Measured(text) | Written(text):
            return {ANSWER: [text]}
        case Matched(pairs) | Filled(pairs):
            return {f"{ANSWER}-{part}": [text] for part, text in pairs}
        case Judged(ratings):
            return {f"{ANSWER}-{part}": [str(rating)] for part, rating in ratings}
        case Ordered(items):
            return {f"{ANSWER}-{item}": [str(place)] for place, item in enumerate(items, 1)}
        case Planned(rows):
            return {name: [str(getattr(row, name)) for row in rows] for name in PLAN}
        case _:
            assert_never(answer)
