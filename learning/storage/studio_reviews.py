"""Reviews of works, and the versions that were published: rows alone, and no rule of who may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from learning.storage.inserts import values_of
from learning.storage.publications import NewAsset, NewPublication
from learning.storage.schema import Attempt, Person, Publication, PublicationAsset
from learning.storage.studio_schema import DraftFile, DraftSave, WorkReview

AGREED, NOT_YET = "agreed", "not-yet"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """That somebody asked for a look at a state of a work, and what came of it.

    `verdict` is None until somebody answers.
    """

    id: str
    prefix: str
    digest: str
    words: str
    asked_by: str
    asked_at: datetime
    verdict: str | None = None
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says: agreed or not-yet, and why."""

    verdict: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a module as it was published; `who` is a person's id, or a command's name."""

    id: str
    path: str
    kind: str
    sha256: str
    title: str
    is_current: bool
    published_at: datetime
    withdrawn_at: datetime | None
    who: str
    name: str | None


_Reviews = Select[str, str, str, str, str, datetime, str | None, str, str | None, datetime | None]
_Versions = Select[str, str, str, str, str, bool, datetime, datetime | None, str, str | None]
_REVIEWS: _Reviews = select(
    WorkReview.id,
    WorkReview.prefix,
    WorkReview.digest,
    WorkReview.words,
    WorkReview.asked_by,
    WorkReview.asked_at,
    WorkReview.verdict,
    WorkReview.answer,
    WorkReview.answered_by,
    WorkReview.answered_at,
)
_REVIEW = _REVIEWS.where(WorkReview.id == bindparam("at_id"))
_OF = (
    _REVIEWS.where(
        WorkReview.prefix == bindparam("at_prefix"), WorkReview.digest == bindparam("at_digest")
    )
    .order_by(WorkReview.asked_at.desc(), WorkReview.id.desc())
    .limit(bindparam("most"))
)
_ADD = insert(WorkReview)
# Whoever answers first has answered.
_ANSWER = (
    update(WorkReview)
    .where(WorkReview.id == bindparam("at_id"), WorkReview.verdict.is_(None))
    .values(
        verdict=bindparam("new_verdict"),
        answer=bindparam("new_words"),
        answered_by=bindparam("new_by"),
        answered_at=bindparam("new_at"),
    )
    .execution_options(preserve_rowcount=True)
)
_AT = DraftFile.prefix == bindparam("at_prefix")
_SAVED = union_all(
    select(DraftSave.saved_by, DraftSave.saved_at).join(DraftFile).where(_AT),
    # Of media, and of what was removed, the last save alone is known.
    select(DraftFile.saved_by, DraftFile.saved_at).where(_AT),
).subquery()
_LAST_PUBLISHED = (
    select(func.max(Publication.published_at))
    .join(DraftFile, DraftFile.path == Publication.path)
    .where(_AT)
    .scalar_subquery()
)
_WRITERS = (
    select(_SAVED.c.saved_by)
    .where(or_(_LAST_PUBLISHED.is_(None), _SAVED.c.saved_at > _LAST_PUBLISHED))
    .distinct()
)
_VERSIONS: _Versions = (
    select(
        Publication.id,
        Publication.path,
        Publication.kind,
        Publication.sha256,
        Publication.title,
        Publication.is_current,
        Publication.published_at,
        Publication.withdrawn_at,
        Publication.published_by,
        Person.name,
    )
    .join(Person, Person.id == Publication.published_by, isouter=True)
    .where(Publication.path == bindparam("at_path"))
    .order_by(Publication.published_at.desc(), Publication.id.desc())
)
_STORED = select(*(getattr(Publication, each) for each in NewPublication.__slots__)).where(
    Publication.id == bindparam("at_id")
)
_ASSETS = select(*(getattr(PublicationAsset, each) for each in NewAsset.__slots__)).where(
    PublicationAsset.publication_id == bindparam("at_id")
)
_COUNTS = (
    select(Attempt.publication_id, func.count())
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Publication.path == bindparam("at_path"))
    .group_by(Attempt.publication_id)
)


def add_review(connection: Connection, review: ReviewRow) -> None:
    """Store that somebody asks for a look."""
    connection.execute(_ADD, values_of(review))


def load_review(connection: Connection, review_id: str) -> ReviewRow | None:
    """Find a review."""
    row = connection.execute(_REVIEW, {"at_id": review_id}).one_or_none()
    return ReviewRow(*row) if row else None


def list_reviews(
    connection: Connection, prefix: str, digest: str, *, most: int = 20
) -> Sequence[ReviewRow]:
    """List the reviews of one state of a work, the last first."""
    values = {"at_prefix": prefix, "at_digest": digest, "most": most}
    return [ReviewRow(*row) for row in connection.execute(_OF, values)]


def answer_review(connection: Connection, review_id: str, answer: Answer) -> bool:
    """Store what a reviewer says; give False where it was answered already."""
    values = {f"new_{name}": value for name, value in values_of(answer).items()}
    return connection.execute(_ANSWER, {"at_id": review_id, **values}).rowcount == 1


def list_writers(connection: Connection, prefix: str) -> frozenset[str]:
    """List who saved anything of a work since it was last published."""
    return frozenset(connection.execute(_WRITERS, {"at_prefix": prefix}).scalars())


def list_versions(connection: Connection, path: str) -> Sequence[VersionRow]:
    """List the versions of a path that were published, the last first."""
    return [VersionRow(*row) for row in connection.execute(_VERSIONS, {"at_path": path})]


def count_attempts(connection: Connection, path: str) -> Mapping[str, int]:
    """Count the attempts on each version of a path."""
    rows = connection.execute(_COUNTS, {"at_path": path})
    return {row[0]: row[1] for row in rows}


def load_publication(
    connection: Connection, identity: str
) -> tuple[NewPublication, Sequence[NewAsset]]:
    """Give a version that there is as it was stored, with what it takes in."""
    values = {"at_id": identity}
    publication = NewPublication(*connection.execute(_STORED, values).one())
    return publication, [NewAsset(*row) for row in connection.execute(_ASSETS, values)]
