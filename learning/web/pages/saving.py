"""What a page says of what is typed and not handed in: when it was saved, or why not, and doubts.

Never repeats what was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.quiz.details import Detail
from learning.web.pages.words import join_words

DETAIL_WORDS = {
    Detail.NHS_NUMBER: "an NHS number",
    Detail.EMAIL: "an email address",
    Detail.PHONE: "a phone number",
    Detail.ADDRESS: "a home address",
    Detail.BIRTH_DATE: "a date of birth",
}
TIME_UP = "Not saved: the time is up. Hand in what you have."
HANDED_IN = "The time was up. What you had answered, and what was saved, is handed in."
TOO_LONG = "Not saved: this is longer than can be kept. Shorten it."


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was typed may be about a real person: which details, and the value that means them."""

    words: str
    value: str


def say_saved(at: datetime, now: datetime) -> str:
    """Say when something was saved; both are local times.

    >>> at = datetime(2026, 11, 21, 14, 3)
    >>> say_saved(at, at), say_saved(at, at.replace(day=22))
    ('Saved 14:03', 'Saved on 21 November at 14:03')
    """
    day = "" if at.date() == now.date() else f"on {at.day} {at:%B} at "
    return f"Saved {day}{at:%H:%M}"


def make_doubt(doubts: Sequence[Detail]) -> Doubt | None:
    """Ask about what may be details of a real person; None where there is nothing to ask."""
    if not doubts:
        return None
    named = join_words(tuple(DETAIL_WORDS[each] for each in doubts))
    return Doubt(f"This may hold {named} of a real person.", " ".join(doubts))


def say_doubt(doubts: Sequence[Detail]) -> str:
    """Say why something is not saved by itself, and what to do."""
    doubt = make_doubt(doubts)
    words = doubt.words if doubt else ""
    return f"Not saved yet. {words} Change it, or save it as it is."
