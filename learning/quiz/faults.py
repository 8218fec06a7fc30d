"""What keeps an answer from being taken. Knows what a form can be given, not what is right."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from learning.model.case import Question
from learning.model.form import (
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Ordering,
    PlanForm,
    Scale,
    Ticks,
)
from learning.quiz.answer import (
    MAX_ANSWER_CHARACTERS,
    MAX_PLAN_ROWS,
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    Written,
)
from learning.quiz.judgements import RATINGS
from learning.quiz.numbers import read_number


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


def find_answer_fault(question: Question, answer: Answer) -> AnswerFault | None:
    """Say what keeps an answer from being taken; None if nothing does.

    UNKNOWN: it answers another form of question, or names what this one does not have.
    NOTHING_CHOSEN: no tick, or nothing of a plan. INCOMPLETE: a part was left open; of several the
    first on the page is named. TOO_MANY ticks or rows; TOO_LONG: over 20,000 characters in all.
    NOT_A_NUMBER: what was typed cannot be read as one.

    >>> from learning.model.names import QuestionId
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks(()))
    >>> find_answer_fault(question, Chosen(frozenset())).why.value
    'nothing-chosen'
    """
    if sum(map(len, _list_texts(answer))) > MAX_ANSWER_CHARACTERS:
        return AnswerFault(AnswerFaultKind.TOO_LONG)
    match question.form, answer:
        case (Ticks() | Scale()) as form, Chosen(options):
            return _check_ticks(form, options)
        case Number(unit), Measured(text):
            return _check_number(text, unit)
        case FreeText(), Written(text):
            return None if text.strip() else AnswerFault(AnswerFaultKind.INCOMPLETE)
        case PlanForm(), Planned(rows):
            return _check_rows(len(rows))
        case _:
            return _check_parts(question, answer)


def most_ticks(form: Ticks | Scale) -> int:
    """Give how many options may be ticked at once.

    >>> most_ticks(Ticks(()))
    1
    """
    if isinstance(form, Scale) or not form.several:
        return 1
    return form.choose or len(form.options)


def _check_parts(question: Question, answer: Answer) -> AnswerFault | None:
    match question.form, answer:
        case Matching(prompts, options), Matched(pairs):
            known = {option.id for option in options}
            wrong = [prompt for prompt, option in pairs if option not in known]
            return _check_whole((each.id for each in prompts), [each for each, _ in pairs], wrong)
        case Ordering(items), Ordered(order):
            return _check_whole((each.id for each in items), order)
        case Gaps(_, gaps), Filled(texts):
            given = dict(texts)
            filled = [each for each, text in texts if text.strip()]
            strange = [gap.id for gap in gaps if _is_off_menu(gap, given.get(gap.id))]
            return _check_whole((gap.id for gap in gaps), filled, strange)
        case Judgement(situations), Judged(ratings):
            wrong = [each for each, rating in ratings if rating not in RATINGS]
            return _check_whole(
                (each.id for each in situations), [each for each, _ in ratings], wrong
            )
        case _:
            return AnswerFault(AnswerFaultKind.UNKNOWN)


def _check_whole(
    asked: Iterable[str], given: Collection[str], wrong: Iterable[str] = ()
) -> AnswerFault | None:
    """Find a part that is not asked for, given twice, given wrongly, or missing, in this order."""
    parts = tuple(asked)
    strange = [*(each for each in given if each not in parts), *wrong]
    if strange or len(set(given)) < len(given):
        return AnswerFault(AnswerFaultKind.UNKNOWN, next(iter(strange), ""))
    missing = next((each for each in parts if each not in given), None)
    return None if missing is None else AnswerFault(AnswerFaultKind.INCOMPLETE, missing)


def _check_ticks(form: Ticks | Scale, options: frozenset[str]) -> AnswerFault | None:
    if not options:
        return AnswerFault(AnswerFaultKind.NOTHING_CHOSEN)
    if not options <= {option.id for option in form.options}:
        return AnswerFault(AnswerFaultKind.UNKNOWN)
    return AnswerFault(AnswerFaultKind.TOO_MANY) if len(options) > most_ticks(form) else None


def _check_number(text: str, unit: str) -> AnswerFault | None:
    if not text.strip():
        return AnswerFault(AnswerFaultKind.INCOMPLETE)
    none = read_number(text, unit) is None
    return AnswerFault(AnswerFaultKind.NOT_A_NUMBER) if none else None


def _check_rows(rows: int) -> AnswerFault | None:
    if not rows:
        return AnswerFault(AnswerFaultKind.NOTHING_CHOSEN)
    return AnswerFault(AnswerFaultKind.TOO_MANY) if rows > MAX_PLAN_ROWS else None


def _is_off_menu(gap: Gap, text: str | None) -> bool:
    return bool(gap.menu and text) and text not in {option.id for option in gap.menu}


def _list_texts(answer: Answer) -> Iterator[str]:
    match answer:
        case Chosen(options):
            yield from options
        case Matched(pairs):
            yield from (text for pair in pairs for text in pair)
        case Filled(gaps):
            yield from (text for _, text in gaps)
        case Ordered(items):
            yield from items
        case Measured(text) | Written(text):
            yield text
        case Planned(rows):
            for row in rows:
                yield from (row.need, row.action, row.who, row.by_when, row.why)
        case Judged():
            return
