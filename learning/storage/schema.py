"""The tables, as typed classes. They are never instances in a request: rows are read by column.

Attempts, moves, publications and audit entries are only ever added to, save where a line says so.
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Every constraint has a name, so that a migration can speak of it on either database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone could be any hour")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), float: Double(), bytes: LargeBinary(), datetime: UtcTime()}  # noqa: RUF012 (SQLAlchemy reads it once)


class Person(Base):
    """Somebody with an account. `email` is in lower case. `side` is health or law."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    profession: Mapped[str]
    side: Mapped[str]
    standing: Mapped[str]
    joined_at: Mapped[datetime]


class SignInSession(Base):
    """One browser signed in. Only the SHA-256 of its token is kept."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A password that was not right. `account` is a hash: people type passwords as addresses."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "account", "at"), Index(None, "address", "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Publication(Base):
    """One version of one module or course. `is_current` moves on; the source never changes.

    Title to minutes are what the catalogue shows, so that listing compiles nothing; `needs` are
    words with a blank between them. `ids` are what attempts rest on, one a line.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index(
            "uq_publication_current",
            "path",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(None, "path", "published_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str]
    kind: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    source: Mapped[bytes]
    title: Mapped[str]
    summary: Mapped[str]
    needs: Mapped[str]
    jurisdiction: Mapped[str]
    law_checked: Mapped[date | None]
    setting: Mapped[str | None]
    minutes: Mapped[int | None]
    ids: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    is_current: Mapped[bool]


class PublicationAsset(Base):
    """What a version takes in, so that it compiles again by itself, whatever becomes of the files.

    Of an included file `source` is the text; of a medium there is none, its digest is enough.
    """

    __tablename__ = "publication_asset"

    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    source: Mapped[bytes | None]


class Enrolment(Base):
    """That a person takes a course."""

    __tablename__ = "enrolment"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    enrolled_at: Mapped[datetime]


class Attempt(Base):
    """One learner's way through one version of a module; `state` is where its moves have led.

    Its id is the seed of whatever is shuffled in it. Points and grade are there once it is
    finished, `best` (what the best path holds) unless it began in the middle of a case. `unfit_id`
    is the newer publication that its moves do not fit, so that this is asked once.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index("uq_attempt_request", "person_id", "request_id", unique=True),
        Index(
            "ix_attempt_under_way",
            "person_id",
            "path",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "person_id", "path", "started_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"), index=True)
    unfit_id: Mapped[str | None] = mapped_column(ForeignKey("publication.id"))
    path: Mapped[str]
    request_id: Mapped[str]
    role: Mapped[str]
    state: Mapped[str]
    state_format: Mapped[int]
    last_no: Mapped[int]
    started_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    earned: Mapped[float | None]
    reachable: Mapped[float | None]
    best: Mapped[float | None]
    grade: Mapped[str | None]


class Move(Base):
    """One thing a learner did. Number 0 is how the attempt began. Never changed, never removed."""

    __tablename__ = "move"

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str]
    outcome: Mapped[str]
    made_at: Mapped[datetime]


class Progress(Base):
    """What a person has done on one path, kept in step with their moves in the same transaction.

    The best is the finished attempt with the greatest share of the points of the best path, the
    earliest of equals; `spotting` is its tally by legal need. The latest is the one finished last.
    An attempt that began in the middle of a case is never the best and counts in no `finished`; as
    the latest it is not `latest_whole`, and `latest_possible` is what its own path held.
    """

    __tablename__ = "progress"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    moves: Mapped[int]
    finished: Mapped[int]
    moved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    best_earned: Mapped[float | None]
    best_possible: Mapped[float | None]
    latest_earned: Mapped[float | None]
    latest_possible: Mapped[float | None]
    latest_whole: Mapped[bool | None]
    spotting: Mapped[str]


class AuditEntry(Base):
    """Who did what to whom and when, without the text of any answer. Only ever added to."""

    __tablename__ = "audit_entry"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
