"""Messages in words: what changed, where to look, and the form that puts it away."""

from collections.abc import Iterable
from dataclasses import dataclass

from learning.operations.messages import Message, Points, Remarked
from learning.web.pages.words import say_count, say_date, say_number


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as the first page shows it; `read_url` takes a POST."""

    words: str
    when: str
    url: str
    link_words: str
    read_url: str


def make_messages(messages: Iterable[Message]) -> tuple[MessageRow, ...]:
    """Put messages into words, in their order."""
    return tuple(
        MessageRow(
            words=_say_remarked(each.told),
            when=say_date(each.sent_at),
            url=f"/attempts/{each.told.attempt_id}/debrief",
            link_words="Look at your answers",
            read_url=f"/messages/{each.id}/read",
        )
        for each in messages
    )


def _say_remarked(told: Remarked) -> str:
    if told.before is None or told.after is None:
        words = f"Your answers in {told.title} were marked again because an answer was corrected."
    else:
        before, after = _say_points(told.before), _say_points(told.after)
        words = (
            f"Your mark in {told.title} changed from {before} to {after} because an answer was"
            " corrected."
        )
    if told.others:
        words += f" The same holds for {say_count(told.others, 'other attempt')} of yours at it."
    return words


def _say_points(points: Points) -> str:
    return f"{say_number(points.earned)} of {say_number(points.possible)}"
