"""Rules on task lists. A survey has no right answers, so few of them apply there."""

from collections import Counter
from collections.abc import Iterator

from learning.content.asking.answers import TickOption
from learning.content.faults import Faults
from learning.content.parsed import Document, Question, list_questions
from learning.model.names import Kind

_FEWEST = 4
_WHOLE = 100


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
        if question.doubtful or _has_swallowed(question, document, faults):
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


def find_silent_options(document: Document, faults: Faults) -> None:
    """Q05: a wrong option that says nothing to the learner who ticks it."""
    for question in _list_marked(document):
        for option in question.options:
            silent = not option.right and not option.item.feedback
            if silent and _count_right(question) and not _has_lost_quote(option, document, faults):
                fix = "add a quote under it that says why"
                faults.add("Q05", option.item.place, "a wrong option without feedback", fix=fix)


def _has_lost_quote(option: TickOption, document: Document, faults: Faults) -> bool:
    """Whether a quote right below an option was found to belong to none."""
    line = option.item.place.line
    return faults.has_within("Q06", line, _find_end(line, document))


def _has_swallowed(question: Question, document: Document, faults: Faults) -> bool:
    """Whether something that may be an option was found in a quote or in the text above."""
    if not question.options:
        return False
    last = question.options[-1].item.place.line
    lines = question.place.line, _find_end(last, document)
    return faults.has_within("Q06", *lines) or faults.has_within("Q10", *lines)


def _find_end(line: int, document: Document) -> int:
    """Give the last line of the paragraph, list item or quote that a line stands in."""
    lines = document.source.lines
    while line < len(lines) and lines[line].strip() and not lines[line].startswith("- "):
        line += 1
    return line


def find_wrong_credits(document: Document, faults: Faults) -> None:
    """Q11: credits with which the right answer does not earn all points, or another one does.

    Right options without a credit share evenly what the others leave of 100%.
    """
    for question in _list_marked(document):
        credited = [option for option in question.options if option.credit is not None]
        told = faults.has_within("Q03", question.place.line, question.place.line)
        lost = _has_swallowed(question, document, faults)
        if credited and not (question.doubtful or told or lost) and _count_right(question):
            _check_credits(question, credited, faults)


def _check_credits(question: Question, credited: list[TickOption], faults: Faults) -> None:
    odd = next((each for each in credited if _is_odd(each)), None)
    right = [option.credit for option in question.options if option.right]
    given = sum(credit for credit in right if credit is not None)
    full = given == _WHOLE if None not in right else given < _WHOLE
    if odd:
        what = "right" if odd.right else "wrong"
        message = f"a {what} option with a credit of {odd.credit}%"
        fix = "right options earn 1% to 100%, wrong ones -100% to 99%"
        faults.add("Q11", odd.item.place, message, fix=fix)
    elif not full:
        message = f"the credits of the right options come to {given}%"
        fix = "let them come to 100%; (50%) at the end of an option is what it earns"
        if None in right:
            fix = "leave something for the right options that carry none"
        faults.add("Q11", question.place, message, fix=fix)


def _is_odd(option: TickOption) -> bool:
    """Whether a right option takes points away, or a wrong one earns them all."""
    credit = option.credit or 0
    low, high = (1, _WHOLE) if option.right else (-_WHOLE, _WHOLE - 1)
    return not low <= credit <= high


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
    right = len(question.options[_find_right(question)].item.text)
    others = (len(option.item.text) for option in question.options if not option.right)
    return right > max(others, default=right)
