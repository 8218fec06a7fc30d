"""A question whose appeal was accepted: the team's answer counts, whatever the key says of it.

Knows what is printed of an answer only.
"""

from dataclasses import replace
from typing import TypeVar

from learning.quiz.answer import Result
from learning.web.pages.outcomes import (
    GapRow,
    GapsOutcome,
    MatchingOutcome,
    NumberOutcome,
    PairRow,
    TicksOutcome,
)
from learning.web.pages.questions import RESULTS, Outcome, QuestionPart

CHOSEN = "You chose this. Accepted on appeal."
ACCEPTED = "Accepted on appeal."

Row = TypeVar("Row", GapRow, NumberOutcome, PairRow)


def accept(part: QuestionPart) -> QuestionPart:
    """Say that the answer was accepted, in its head and where it is said not to be right."""
    head = part.result.replace(RESULTS[Result.RIGHT], ACCEPTED.removesuffix("."), 1)
    outcome = None if part.outcome is None else accept_outcome(part.outcome)
    return replace(part, result=head, outcome=outcome)


def accept_outcome(outcome: Outcome) -> Outcome:
    """Say of what was given that it was accepted, where it is said not to be right."""
    match outcome:
        case TicksOutcome(options):
            rows = (
                replace(each, verdict=CHOSEN, tone="good")
                if each.chosen and each.tone == "bad"
                else each
                for each in options
            )
            return replace(outcome, options=tuple(rows))
        case MatchingOutcome(pairs):
            return replace(outcome, rows=tuple(_accept_row(each) for each in pairs))
        case GapsOutcome(gaps=gaps):
            return replace(outcome, gaps=tuple(_accept_row(each) for each in gaps))
        case NumberOutcome():
            return _accept_row(outcome)
        case _:
            return outcome


def _accept_row(row: Row) -> Row:
    return replace(row, verdict=ACCEPTED, tone="good") if row.tone == "bad" else row
