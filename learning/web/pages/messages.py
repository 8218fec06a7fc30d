"""Messages in words: what changed, where to look, and the form that puts it away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from learning.operations.messages import (
    Marked,
    Message,
    Points,
    PutIn,
    Remarked,
    ReviewAsked,
    TutorMarked,
)
from learning.web.pages.words import say_count, say_date, say_marker, say_number


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
    return tuple(map(_make_row, messages))


def _make_row(message: Message) -> MessageRow:
    when, read_url = say_date(message.sent_at), f"/messages/{message.id}/read"
    match message.told:
        case Remarked() as told:
            url, link_words = f"/attempts/{told.attempt_id}/debrief", "Look at your answers"
            return MessageRow(_say_remarked(told), when, url, link_words, read_url)
        case Marked() as told:
            words = (
                f"{say_marker(told.side)} marked what you wrote for “{told.question}”, in"
                f" {told.title}."
            )
            url = f"/marking#text-{told.text_id}"
            return MessageRow(words, when, url, "Read what they say", read_url)
        case TutorMarked() as told:
            words = f"Your tutor marked what you wrote for “{told.question}”, in {told.title}."
            url = f"/attempts/{told.attempt_id}/debrief"
            return MessageRow(words, when, url, "Read what they say", read_url)
        case ReviewAsked() as told:
            words = f"You are asked to look at {told.title} before it is published."
            url = f"/studio/review/{told.review_id}"
            return MessageRow(words, when, url, "Look at it", read_url)
        case PutIn(teaches=True) as told:
            words, url = f"You teach the cohort {told.cohort} now.", f"/cohorts/{told.cohort_id}"
            return MessageRow(words, when, url, "Look at it", read_url)
        case PutIn() as told:
            words = (
                f"You were put into the cohort {told.cohort}. Its teachers see how you get on in"
                " what it takes."
            )
            return MessageRow(words, when, "/cohorts", "Who they are, and what they see", read_url)
        case _:
            assert_never(message.told)


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
