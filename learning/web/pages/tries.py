"""Tries that were not right: what was given, what is told of it, and how many tries are left."""

from dataclasses import dataclass
from fractions import Fraction

from learning.model.form import Ticks
from learning.play.shown import ShownQuestion, ShownTry
from learning.quiz.answer import Chosen, Result
from learning.web.pages.outcomes import Marked, OptionRow, TicksOutcome, make_marked
from learning.web.pages.words import say_count

CHOSEN = ("You chose this.", "plain")
NOT_RIGHT = ("You chose this. It is not right.", "bad")
SHARES = {Fraction(1, 4): "a quarter", Fraction(1, 3): "a third", Fraction(1, 2): "half"}


@dataclass(frozen=True, slots=True)
class TryPart:
    """One try, under its heading."""

    heading: str
    outcome: Marked


def make_tries(shown: ShownQuestion) -> tuple[TryPart, ...]:
    """Show the tries of a question that were not right, in their order."""
    return tuple(
        TryPart(f"Try {number}: {_say_result(each)}", _make_outcome(shown, each))
        for number, each in enumerate(shown.tries, 1)
    )


def say_tries_left(shown: ShownQuestion) -> str:
    """Say what came of the last try and how many are left; nothing before the first.

    `Not right yet. 2 tries left.`
    """
    if not shown.tries or shown.answer is not None or not shown.tries_left:
        return ""
    partly = shown.tries[-1].mark.result is Result.PARTLY
    so_far = "Partly right so far." if partly else "Not right yet."
    return f"{so_far} {say_count(shown.tries_left, 'try', 'tries')} left."


def say_tries(tries: int, cost: Fraction) -> str:
    """Say how often a question may be tried, and what that costs; nothing for once.

    >>> say_tries(3, Fraction(1, 3)), say_tries(2, Fraction(0)), say_tries(1, Fraction(1, 3))
    ('3 tries, each costs a third of the points if it is not right', '2 tries', '')
    """
    if tries < 2:
        return ""
    share = SHARES.get(cost, f"{round(cost * 100)}%")
    costs = f", each costs {share} of the points if it is not right" if cost else ""
    return f"{tries} tries{costs}"


def _say_result(tried: ShownTry) -> str:
    return "partly right" if tried.mark.result is Result.PARTLY else "not right"


def _make_outcome(shown: ShownQuestion, tried: ShownTry) -> Marked:
    match shown.form, tried.answer:
        case Ticks(options) as form, Chosen(chosen):
            # Of several it is not told which of them were wrong.
            alone = tried.mark.result is Result.WRONG and not form.several
            verdict, tone = NOT_RIGHT if alone else CHOSEN
            rows = (
                OptionRow(
                    each.html, each.id in chosen, verdict, tone, tried.feedback.get(each.id, "")
                )
                for each in options
                if each.id in chosen
            )
            return TicksOutcome(tuple(rows))
        case form, answer:
            return make_marked(form, answer, None)
