"""When a question that was missed is asked again: at growing intervals, by FSRS.

Counts in days of a calendar; knows no clock, no person and no question. What the scheduler
remembers of a question is kept as text, its card, and is nobody else's to read.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import assert_never

from fsrs import Card, Rating, Scheduler

from learning.quiz.answer import Confidence, Result

LONGEST_INTERVAL = 365

# Whole days from the first, since nobody comes back within minutes; no chance, so that the same
# answers always lead to the same days.
_SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_INTERVAL,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True)
class Return:
    """When a question comes back, and the card to schedule it by then."""

    due: date
    card: str


def rate(result: Result, confidence: Confidence | None, *, tries: int = 0) -> Rating:
    """Rate an answer as the scheduler does; `tries` that were wrong went before it.

    Raises ValueError for an answer that was not marked.

    >>> rate(Result.RIGHT, Confidence.SURE).name, rate(Result.RIGHT, None, tries=1).name
    ('Easy', 'Hard')
    """
    match result:
        case Result.RIGHT if tries:
            return Rating.Hard
        case Result.RIGHT:
            return Rating.Easy if confidence is Confidence.SURE else Rating.Good
        case Result.PARTLY:
            return Rating.Hard
        case Result.WRONG:
            return Rating.Again
        case Result.UNMARKED:
            raise ValueError("nothing was right or wrong there")
        case _:
            assert_never(result)


def was_missed(rating: Rating) -> bool:
    """Say whether a question so answered is to come back though it never did before.

    >>> was_missed(Rating.Hard), was_missed(Rating.Good)
    (True, False)
    """
    return rating in {Rating.Again, Rating.Hard}


def plan_return(card: str | None, rating: Rating, on: date) -> Return:
    """Say when a question answered on a day comes back; the next day at the earliest.

    FSRS 6 with its published weights: the interval is as long as nine in ten still remember.
    `card` is that of the last time, None the first time.

    >>> first = plan_return(None, Rating.Again, date(2026, 11, 22))
    >>> second = plan_return(first.card, Rating.Good, first.due)
    >>> first.due.isoformat(), (second.due - first.due).days > 1
    ('2026-11-23', True)
    """
    today = datetime.combine(on, time(), UTC)
    # A card names itself by the clock unless it is told; rows know theirs without a number.
    known = Card(card_id=0, due=today) if card is None else Card.from_json(card)
    planned, _ = _SCHEDULER.review_card(known, rating, today)
    return Return(planned.due.date(), planned.to_json())
