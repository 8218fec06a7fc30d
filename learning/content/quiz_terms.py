"""How a quiz is taken, as its front matter says: when what is told, how often, how long, from when.

Knows the keys of the front matter, not its questions.
"""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction

from learning.content.fields import Fields
from learning.content.local_times import WRITE_SO, read_local_time
from learning.model.names import Feedback, Keeps, Review

MOST_TRIES = 10
# `trys` is so near, `title` is not.
_NEAR = 0.65
# What Moodle takes off where nothing else is said.
THIRD = Fraction(1, 3)


class Pages(StrEnum):
    """What a page of a quiz is: a scene of the file, or one question of it."""

    AS_WRITTEN = "as written"
    QUESTIONS = "one a question"


@dataclass(frozen=True, slots=True)
class QuizTerms:
    """The terms of a quiz; those of any other kind of module are the defaults.

    `closes` is the first moment at which it is closed; both times are local, without a zone.
    """

    feedback: Feedback
    draw: int | None
    time_limit: int | None
    attempts: int | None
    pass_mark: int | None
    tries: int
    try_cost: Fraction
    pages: Pages
    keeps: Keeps
    review: Review
    opens: datetime | None
    closes: datetime | None


def read_quiz_terms(fields: Fields) -> QuizTerms:
    """Read the terms of a quiz; those that do not go together are findings (F03)."""
    cost = fields.percent("try_cost", least=0)
    terms = QuizTerms(
        feedback=fields.word("feedback", Feedback) or Feedback.IMMEDIATE,
        draw=fields.whole("draw", least=1, most=1000, besides="all"),
        time_limit=fields.whole("time_limit", least=1, most=24 * 60),
        attempts=fields.whole("attempts", least=1, most=1000, besides="unlimited"),
        pass_mark=fields.percent("pass_mark"),
        tries=fields.whole("tries", least=1, most=MOST_TRIES) or 1,
        try_cost=THIRD if cost is None else Fraction(cost, 100),
        pages=fields.word("pages", Pages) or Pages.AS_WRITTEN,
        keeps=fields.word("keeps", Keeps) or Keeps.BEST,
        review=fields.word("review", Review) or Review.HANDED_IN,
        opens=_read_time(fields, "opens"),
        closes=_read_time(fields, "closes", ends=True),
    )
    _check_tries(fields, terms)
    _check_times(fields, terms)
    return terms


def _read_time(fields: Fields, key: str, *, ends: bool = False) -> datetime | None:
    text = fields.text(key)
    read = read_local_time(text, ends=ends)
    if text and read is None:
        fields.refuse(fields.value_place(key), f"`{key}`: there is no '{text[:40]}'", WRITE_SO)
    return read


def _check_tries(fields: Fields, terms: QuizTerms) -> None:
    """F03: tries where nobody is told what came of one, or a cost where there is only one."""
    if terms.tries > 1 and terms.feedback is not Feedback.IMMEDIATE:
        message = f"`tries: {terms.tries}` needs `feedback: immediate`, not `{terms.feedback}`"
        fix = "who tries again must know that it was not right: delete one of the two"
        fields.refuse(fields.key_place("tries"), message, fix)
    misspelt = get_close_matches("tries", fields.names(), n=1, cutoff=_NEAR)
    once = fields.text("tries") == "1" or not misspelt
    if not fields.is_empty("try_cost") and once:
        message = "`try_cost` says what another try costs, and there is only one"
        fields.refuse(fields.key_place("try_cost"), message, "add `tries: 3`, or delete it")


def _check_times(fields: Fields, terms: QuizTerms) -> None:
    """F03: a quiz that closes before it opens, or is gone through after a closing never to come."""
    if terms.opens and terms.closes and terms.closes <= terms.opens:
        opens, closes = fields.text("opens"), fields.text("closes")
        message = f"it closes on {closes}, before it opens on {opens}"
        fields.refuse(fields.value_place("closes"), message, "write a later day")
    if terms.review is Review.CLOSED and fields.is_empty("closes"):
        message = "`review: after closing`, and nothing says when it closes"
        fix = "add `closes: 2027-02-01`, or write `review: when handed in`"
        fields.refuse(fields.value_place("review"), message, fix)
