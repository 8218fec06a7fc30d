"""How a quiz is taken, in plain words on its cover: when, how long, how often, what counts and why.

Knows the rules of a quiz and how often somebody took it, not who they are.
"""

from collections.abc import Iterator
from datetime import timedelta

from learning.model.case import Case
from learning.model.names import Feedback, Keeps, Kind, Review
from learning.operations.catalogue import Cover
from learning.operations.keeping import COUNTS
from learning.operations.moments import say_from, say_until
from learning.operations.timing import find_limit
from learning.web.pages.questions import say_share
from learning.web.pages.words import say_count, say_percent

_KEPT = {
    Keeps.BEST: "The best attempt counts",
    Keeps.FIRST: "The first attempt counts",
    Keeps.LATEST: "The latest attempt counts",
    Keeps.MEAN: "The mean of your attempts counts",
}
_FEEDBACK = {
    Feedback.IMMEDIATE: "After each answer",
    Feedback.DEFERRED: "Once you have handed in",
    Feedback.NONE: "What was right is not told",
}
WARNING = "You are warned 5 minutes and 1 minute before the end."
AT_THE_END = "What you have answered by then is handed in."


def list_terms(cover: Cover) -> Iterator[tuple[str, str]]:
    """List how a quiz is taken, which has to be known before it begins."""
    case = cover.case
    if case.opens:
        yield "Opens", _begin(say_from(case.opens))
    if case.closes:
        yield "Closes", f"{_begin(say_until(case.closes))}. {AT_THE_END}"
    if case.draw:
        yield "Questions", f"{case.draw}, drawn for each attempt"
    if case.time_limit:
        yield "Time limit", _say_limit(case.time_limit, cover.extra_time)
    if case.kind is Kind.QUIZ:
        yield from _list_quiz_terms(cover)


def say_kept(cover: Cover) -> str:
    """Say what counts of the attempts that were finished; "" where there are no points."""
    case, stand = cover.case, cover.stand
    if stand.kept is None or case.kind is not Kind.QUIZ or not (stand.best and stand.best.possible):
        return ""
    share = f"{_KEPT[case.keeps]}: {say_percent(stand.kept, 1)}."
    if case.pass_mark is None:
        return share
    return f"{share} You have passed." if stand.passed else f"{share} You have not passed yet."


def _list_quiz_terms(cover: Cover) -> Iterator[tuple[str, str]]:
    case = cover.case
    if case.tries > 1 and case.feedback is Feedback.IMMEDIATE:
        yield "Tries", _say_tries(case)
    if case.ask_confidence:
        yield "How sure you are", "Asked with each answer. It never changes your points."
    yield "Attempts", _say_attempts(case, cover.stand.attempts)
    if case.pass_mark:
        yield "To pass", f"{case.pass_mark}% of the points"
    yield "Feedback", _FEEDBACK[case.feedback]
    if case.feedback is not Feedback.NONE:
        yield "Looking back", _say_review(case)


def _say_limit(limit: int, extra_time: int | None) -> str:
    """Say how long an attempt may last, for everybody and for whoever asks.

    >>> _say_limit(20, 25)[:45], _say_limit(20, None)
    ('20 minutes, for you 25. You are warned 5 minu', '20 minutes, for you none')
    """
    said, mine = say_count(limit, "minute"), find_limit(limit, extra_time)
    if mine is None:
        return f"{said}, for you none"
    for_you = f", for you {_say_length(mine)}" if extra_time else ""
    return f"{said}{for_you}. {WARNING} {AT_THE_END}"


def _say_length(length: timedelta) -> str:
    """Write whole minutes alone, and seconds where there are any: `25`, `12 minutes 30 seconds`."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    if not seconds:
        return str(minutes)
    return f"{say_count(minutes, 'minute')} {say_count(seconds, 'second')}"


def _say_tries(case: Case) -> str:
    percent = round(case.try_cost * 100)
    cost = f"each that is not right costs {say_share(percent)} of its points"
    return f"{case.tries} for each question{f'; {cost}' if percent else ''}"


def _say_attempts(case: Case, taken: int) -> str:
    if case.attempts == 1:
        return "One"
    counts = COUNTS[case.keeps]
    if case.attempts is None:
        return f"As many as you like. {counts}"
    left = max(0, case.attempts - taken)
    how_many = f", {left or 'none'} left" if taken else ""
    return f"At most {case.attempts}{how_many}. {counts}"


def _say_review(case: Case) -> str:
    match case.review:
        case Review.HANDED_IN:
            return "You can go through your answers and what was right as soon as you hand in"
        case Review.CLOSED if case.closes is not None:
            closing = say_until(case.closes)
            return f"You can go through what was right once this has closed, {closing}"
        case _:
            return "You can see your answers and your total, not what was right"


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
