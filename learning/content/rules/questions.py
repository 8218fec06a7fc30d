"""Rules on questions and their options. A survey has no right answers, so few of them apply."""

from collections import Counter
from collections.abc import Iterator

from learning.content.faults import Faults, Place
from learning.content.parsed import Document, Question, list_questions
from learning.model.names import Kind

_FEWEST = 4


def _list_marked(document: Document) -> Iterator[Question]:
    """Give the questions that have a right answer, unless they were refused already."""
    if document.front.kind is Kind.SURVEY:
        return
    for scene in document.scenes:
        yield from (question for question in list_questions(scene) if question.options)


def _count_right(question: Question) -> int:
    return sum(option.right for option in question.options)


def find_wrong_counts(document: Document, faults: Faults) -> None:
    """Q02: no right option. Q03: several without `(choose ...)`, or not as many as it says."""
    for question in _list_marked(document):
        if question.doubtful:
            continue
        right, choose = _count_right(question), question.terms.choose
        if not right:
            fix = "mark the right one with [x]"
            faults.add("Q02", question.place, "no option is marked right", fix=fix)
        elif right > 1 and not question.terms.many:
            fix = "end the question with (choose all)"
            faults.add("Q03", question.place, f"{right} options are marked right", fix=fix)
        elif choose is not None and choose != right:
            message = f"(choose {choose}), but {right} options are marked right"
            faults.add("Q03", question.place, message)


def find_equal_options(document: Document, faults: Faults) -> None:
    """Q04: two options of a question with the same words, in surveys too."""
    for question in (each for scene in document.scenes for each in list_questions(scene)):
        seen: dict[str, Place] = {}
        for option in question.options:
            words = " ".join(option.text.casefold().split())
            if words in seen:
                message = f"this option stands on line {seen[words].line} already"
                faults.add("Q04", option.place, message, fix="reword or delete one of the two")
            seen.setdefault(words, option.place)


def find_silent_options(document: Document, faults: Faults) -> None:
    """Q05: a wrong option that says nothing to the learner who ticks it."""
    for question in _list_marked(document):
        for option in question.options:
            if not option.right and not option.feedback and _count_right(question):
                fix = "add a quote under it that says why"
                faults.add("Q05", option.place, "a wrong option without feedback", fix=fix)


def find_tells(document: Document, faults: Faults) -> None:
    """Q07: a learner who always takes the longest option, or the same place, would be right.

    Places count only where options are not shuffled, and both only from four questions on.
    """
    single = [each for each in _list_marked(document) if _count_right(each) == 1]
    if len(single) < _FEWEST:
        return
    if all(_is_longest(question) for question in single):
        faults.add("Q07", single[0].place, "the right option is the longest in every question")
    places = Counter(_find_right(question) for question in single)
    if len(places) == 1 and not document.front.shuffle:
        faults.add("Q07", single[0].place, "the right option is always in the same place")


def _find_right(question: Question) -> int:
    return next(number for number, option in enumerate(question.options) if option.right)


def _is_longest(question: Question) -> bool:
    right = len(question.options[_find_right(question)].text)
    others = (len(option.text) for option in question.options if not option.right)
    return right > max(others, default=right)
