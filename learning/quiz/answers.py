"""Answers from forms, and to and from JSON. Knows what can be handed in, not what is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.model.case import Question
from learning.model.form import Scale, Ticks
from learning.model.names import OptionId, QuestionKind
from learning.quiz.answer import Answer, Chosen
from learning.quiz.json_values import Json, as_list, as_record, as_text

Fields = Mapping[str, Sequence[str]]
FIELD = "answer"


class AnswerFaultKind(StrEnum):
    """Why an answer cannot be taken; the values are those of `play`'s refusals."""

    UNKNOWN = "unknown"
    NOTHING_CHOSEN = "nothing-chosen"
    TOO_MANY = "too-many"
    TOO_LONG = "too-long"
    INCOMPLETE = "incomplete"
    NOT_A_NUMBER = "not-a-number"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What keeps an answer from being taken, and the part of it that is meant (by its id)."""

    why: AnswerFaultKind
    part: str = ""


def read_answer(kind: QuestionKind, fields: Fields) -> Answer:
    """Read what a form of that kind hands in, whole and unchecked (`find_answer_fault` checks it).

    >>> read_answer(QuestionKind.SINGLE, {"answer": ["a"]})
    Chosen(options=frozenset({'a'}))
    """
    return Chosen(frozenset(map(OptionId, fields.get(FIELD, ()))))


def find_answer_fault(question: Question, answer: Answer) -> AnswerFault | None:
    """Say what keeps an answer from being taken; None if nothing does.

    >>> from learning.model.names import QuestionId
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks(()))
    >>> find_answer_fault(question, Chosen(frozenset())).why.value
    'nothing-chosen'
    """
    assert isinstance(answer, Chosen)
    assert isinstance(question.form, Ticks | Scale)
    if not answer.options:
        return AnswerFault(AnswerFaultKind.NOTHING_CHOSEN)
    if not answer.options <= {option.id for option in question.form.options}:
        return AnswerFault(AnswerFaultKind.UNKNOWN)
    if len(answer.options) > most_ticks(question.form):
        return AnswerFault(AnswerFaultKind.TOO_MANY)
    return None


def most_ticks(form: Ticks | Scale) -> int:
    """Give how many options may be ticked at once.

    >>> most_ticks(Ticks(()))
    1
    """
    if isinstance(form, Scale) or not form.several:
        return 1
    return form.choose or len(form.options)


def answer_to_json(answer: Answer) -> Json:
    """Turn an answer into JSON values, its ticks in a fixed order.

    >>> answer_to_json(Chosen(frozenset({OptionId("b"), OptionId("a")})))
    {'chosen': ['a', 'b']}
    """
    assert isinstance(answer, Chosen)
    return {"chosen": sorted(answer.options)}


def answer_from_json(value: object) -> Answer:
    """Read an answer back; raises ValueError on anything else.

    >>> answer_from_json({"chosen": ["a"]})
    Chosen(options=frozenset({'a'}))
    """
    chosen = as_list(as_record(value).get("chosen"))
    return Chosen(frozenset(OptionId(as_text(option)) for option in chosen))
