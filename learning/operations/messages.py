"""Messages: what a person is told on their first page until they say that they have read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.errors import NotFound
from learning.operations.site import Site
from learning.quiz.json_values import (
    Json,
    as_list,
    as_number,
    as_record,
    as_text,
    as_whole,
    read_json,
    write_json,
)
from learning.storage import messages
from learning.storage.messages import REVIEW, NewMessage, SentMessage

# Who has not looked for a year need not read it all before anything else.
MOST_SHOWN = 10
REMARKED = "re-marked"
MARKED = "text-marked"
TUTORED = "tutor-marked"
PUT_IN = "put-in-cohort"


@dataclass(frozen=True, slots=True)
class Points:
    """Points earned of points possible."""

    earned: float
    possible: float


@dataclass(frozen=True, slots=True)
class Remarked:
    """That an attempt was marked again and its mark changed; `others` counts further ones.

    `before` and `after` are None where the module never tells what was right.
    """

    title: str
    attempt_id: str
    before: Points | None
    after: Points | None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """That somebody on a side marked a text: the one to `question`, in words, in a module."""

    title: str
    question: str
    text_id: str
    side: str


@dataclass(frozen=True, slots=True)
class TutorMarked:
    """That a tutor marked the text to `question`, in words, in an attempt at a module."""

    title: str
    question: str
    attempt_id: str


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """That somebody asks for a look at a work of the studio before it is published."""

    title: str
    review_id: str


@dataclass(frozen=True, slots=True)
class PutIn:
    """That a person was put into a cohort by who teaches it, as a learner or to teach it too."""

    cohort: str
    cohort_id: str
    teaches: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A message that waits to be read."""

    id: str
    path: str
    sent_at: datetime
    told: Remarked | Marked | TutorMarked | ReviewAsked | PutIn


def list_messages(
    site: Site, viewer: Asker, connection: Connection | None = None
) -> tuple[Message, ...]:
    """List what a person has not read yet, the last first; one statement.

    `connection` is one that is open already, where the page has asked other things.
    """
    if connection is not None:
        return _list(connection, viewer)
    with site.database.read() as opened:
        return _list(opened, viewer)


def _list(connection: Connection, viewer: Asker) -> tuple[Message, ...]:
    rows = messages.list_unread(connection, viewer.person_id, most=MOST_SHOWN)
    return tuple(_load(row) for row in rows)


def list_waiting(connection: Connection, asker: Asker) -> tuple[ReviewAsked, ...]:
    """List the reviews that wait for somebody who was asked, the last first; one statement."""
    rows = messages.list_reviews(connection, asker.person_id, most=MOST_SHOWN)
    return tuple(_load_asked(row) for row in rows)


def read_message(site: Site, viewer: Asker, message_id: str) -> None:
    """Note that a message was read; raises NotFound for one that is another person's."""
    now = site.clock()
    with site.database.write() as connection:
        found = messages.mark_read(connection, message_id, person_id=viewer.person_id, at=now)
    if not found:
        raise NotFound("There is no such message among yours")


def tell_remarked(
    site: Site, connection: Connection, told: Remarked, *, person_id: str, path: str
) -> None:
    """Tell a person that their mark changed, in the transaction that changes it."""
    detail = write_json(
        {
            "title": told.title,
            "attempt": told.attempt_id,
            "before": _dump_points(told.before),
            "after": _dump_points(told.after),
            "others": told.others,
        }
    )
    row = NewMessage(site.new_id(), person_id, REMARKED, path, detail, site.clock())
    messages.add_message(connection, row)


def tell_marked(
    site: Site, connection: Connection, told: Marked, *, person_id: str, path: str
) -> None:
    """Tell a person that a text of theirs was marked, in the transaction that stores the marks."""
    detail = write_json(
        {
            "title": told.title,
            "question": told.question,
            "text": told.text_id,
            "side": told.side,
        }
    )
    row = NewMessage(site.new_id(), person_id, MARKED, path, detail, site.clock())
    messages.add_message(connection, row)


def tell_tutor_marked(
    site: Site, connection: Connection, told: TutorMarked, *, person_id: str, path: str
) -> None:
    """Tell a person that a tutor marked a text, in the transaction that stores the marks."""
    detail = write_json(
        {"title": told.title, "question": told.question, "attempt": told.attempt_id}
    )
    row = NewMessage(site.new_id(), person_id, TUTORED, path, detail, site.clock())
    messages.add_message(connection, row)


def tell_review_asked(
    site: Site, connection: Connection, told: ReviewAsked, *, person_id: str, path: str
) -> None:
    """Tell an educator that a review is asked of them, in the transaction that asks for it."""
    detail = write_json({"title": told.title, "review": told.review_id})
    row = NewMessage(site.new_id(), person_id, REVIEW, path, detail, site.clock())
    messages.add_message(connection, row)


def tell_put_in(site: Site, connection: Connection, told: PutIn, *, person_id: str) -> None:
    """Tell a person that they are in a cohort, in the transaction that puts them in."""
    detail = write_json({"title": told.cohort, "teaches": told.teaches})
    row = NewMessage(site.new_id(), person_id, PUT_IN, told.cohort_id, detail, site.clock())
    messages.add_message(connection, row)


def _load(row: SentMessage) -> Message:
    detail = as_record(read_json(row.detail))
    if row.kind == PUT_IN:
        told = PutIn(as_text(detail.get("title")), row.path, detail.get("teaches") is True)
        return Message(row.id, row.path, row.sent_at, told)
    if row.kind == REVIEW:
        return Message(row.id, row.path, row.sent_at, _load_asked(row))
    if row.kind == REMARKED:
        return Message(row.id, row.path, row.sent_at, _load_remarked(detail))
    if row.kind == TUTORED:
        texts = (as_text(detail.get(each)) for each in ("title", "question", "attempt"))
        return Message(row.id, row.path, row.sent_at, TutorMarked(*texts))
    if row.kind != MARKED:
        raise ValueError(f"no such message: {row.kind!r}")
    names = ("title", "question", "text", "side")
    return Message(
        row.id, row.path, row.sent_at, Marked(*(as_text(detail.get(each)) for each in names))
    )


def _load_asked(row: SentMessage) -> ReviewAsked:
    detail = as_record(read_json(row.detail))
    return ReviewAsked(as_text(detail.get("title")), as_text(detail.get("review")))


def _load_remarked(detail: Mapping[str, object]) -> Remarked:
    return Remarked(
        title=as_text(detail.get("title")),
        attempt_id=as_text(detail.get("attempt")),
        before=_load_points(detail.get("before")),
        after=_load_points(detail.get("after")),
        others=as_whole(detail.get("others")),
    )


def _dump_points(points: Points | None) -> Json:
    return None if points is None else [points.earned, points.possible]


def _load_points(value: object) -> Points | None:
    return None if value is None else Points(*map(as_number, as_list(value, 2)))
