"""Rules on answer blocks other than task lists, and on what stands around any answer block."""

from collections.abc import Iterator, Sequence

from learning.content.asking.answers import (
    Item,
    RawFreeText,
    RawJudgement,
    RawMatching,
    RawOrdering,
    RawScale,
    is_marked,
)
from learning.content.asking.listing import list_items
from learning.content.faults import Faults, Place
from learning.content.parsed import Document, Question, list_questions

_FEWEST_STEPS = 3
_FEWEST_OPTIONS = 2
_WHOLE = 100


def _list_all(document: Document) -> Iterator[Question]:
    for scene in document.scenes:
        yield from list_questions(scene)


def _find_repeated(items: Sequence[Item]) -> Iterator[tuple[Item, Place]]:
    """Give each item whose words stand before it already, and where."""
    seen: dict[str, Place] = {}
    for item in items:
        words = " ".join(item.text.casefold().split())
        if words in seen:
            yield item, seen[words]
        seen.setdefault(words, item.place)


def find_equal_options(document: Document, faults: Faults) -> None:
    """Q04: two options of a question with the same words, in surveys too."""
    for question in _list_all(document):
        items = list_items(question.answer)
        if isinstance(question.answer, RawJudgement):
            items = tuple(
                Item(f"{each.thinking.text}\n{each.finding.text}", (), each.thinking.place)
                for each in question.answer.situations
            )
        for item, first in _find_repeated(items):
            message = f"this option stands on line {first.line} already"
            faults.add("Q04", item.place, message, fix="reword or delete one of the two")


def find_thin_answers(document: Document, faults: Faults) -> None:
    """Q08: matching with a repeated cell or nothing to choose from; too little to put in order."""
    for question in _list_all(document):
        match question.answer:
            case RawMatching() as answer:
                _check_matching(question, answer, faults)
            case _ if question.doubtful:
                # Some of it could not be read, so that it cannot be counted.
                continue
            case RawOrdering(items) if len(items) < _FEWEST_STEPS:
                message = f"ordering with fewer than {_FEWEST_STEPS} items"
                faults.add("Q08", question.place, message, fix="add what comes before or after")
            case RawScale(labels) if len(labels) < _FEWEST_OPTIONS:
                faults.add("Q08", question.place, "a scale with fewer than two labels")


def _check_matching(question: Question, answer: RawMatching, faults: Faults) -> None:
    prompts = [pair.prompt for pair in answer.pairs if pair.prompt]
    options = [pair.option for pair in answer.pairs]
    for items in (prompts, options):
        for item, first in _find_repeated(items):
            message = f"matching with a cell that stands on line {first.line} already"
            faults.add("Q08", item.place, message, fix="reword it, so that one answer is right")
    if question.doubtful:
        return
    if not prompts or len(options) < _FEWEST_OPTIONS:
        message = "matching with fewer than two rows, or with distractors alone"
        faults.add("Q08", question.place, message, fix="write a row for each pair")


def find_empty_panels(document: Document, faults: Faults) -> None:
    """Q02: a judgement that nobody of the panel made."""
    for question in _list_all(document):
        situations = question.answer.situations if isinstance(question.answer, RawJudgement) else ()
        for situation in () if question.doubtful else situations:
            if not any(situation.votes):
                fix = "write how many of the panel chose each answer"
                place = situation.thinking.place
                faults.add("Q02", place, "a judgement without a vote", fix=fix)


def find_wrong_sums(document: Document, faults: Faults) -> None:
    """Q11: a rubric that does not come to the stated points; hints that cost more than all."""
    for question in _list_all(document):
        stated, answer = question.terms.points, question.answer
        rubric = answer.rubric if isinstance(answer, RawFreeText) else ()
        total = sum(each.points for each in rubric)
        if rubric and stated and stated != total and not question.doubtful:
            message = f"the rubric comes to {total} points, but the question says {stated}"
            faults.add("Q11", question.place, message, fix=f"write ({total} points)")
        costs = sum(hint.cost for hint in question.hints)
        if costs > _WHOLE:
            message = f"the hints cost {costs}% of the points together"
            faults.add("Q11", question.place, message, fix="let them cost 100% at most")


def find_idle_quotes(document: Document, faults: Faults) -> None:
    """Q06: what is said of right or wrong answers to a question that has none: it is never told."""
    for question in _list_all(document):
        if is_marked(question.answer) or question.options:
            continue
        for label in ("Correct", "Incorrect"):
            if label in question.quotes:
                message = f"`> {label}:` is never told: no answer here is right or wrong"
                faults.add("Q06", question.place, message, fix="write `> Why: ...`")
