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
    false,
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
    """Somebody with an account. `email` is in lower case. `side` is health or law.

    `extra_time` is the percent by which a quiz may take longer, None for no limit at all.
    `brings_back` says whether questions that were missed come back to be asked again,
    `reminds` whether emails about their sessions are wanted. Who is suspended cannot sign in.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    profession: Mapped[str]
    side: Mapped[str]
    standing: Mapped[str]
    joined_at: Mapped[datetime]
    extra_time: Mapped[int | None] = mapped_column(default=0)
    brings_back: Mapped[bool] = mapped_column(default=True)
    reminds: Mapped[bool] = mapped_column(default=True)
    suspended_at: Mapped[datetime | None]


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
    words with a blank between them. `opens` and `closes` are those of a quiz, local and without a
    zone; a quiz that is `silent` never tells its marks. `ids` are what attempts rest on, one a
    line.
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
    opens: Mapped[datetime | None] = mapped_column(DateTime())
    closes: Mapped[datetime | None] = mapped_column(DateTime())
    silent: Mapped[bool] = mapped_column(server_default=false())
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
    finished, `best` (what the best path holds) unless it began in the middle of a case, `spotting`
    as the tally by legal need. `unfit_id` is the newer publication that its moves do not fit, so
    that this is asked once.
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
        Index(None, "person_id", "finished_at"),
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
    spotting: Mapped[str]


class SavedAnswer(Base):
    """What a learner typed in one part of a page and has not handed in: kept, never marked.

    `part` is a question's id, or `(spotting)`. `fields` are the form's, as JSON, to fill it in
    again; `body` is the move they make, None while they make none. It goes once the part is handed
    in.
    """

    __tablename__ = "saved_answer"

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    scene: Mapped[str]
    fields: Mapped[str]
    body: Mapped[str | None]
    saved_at: Mapped[datetime]


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
    `first_*` are of the first whole attempt finished, `shares` the sum of the shares of them all.
    `kept` is the share, 0 to 1, that the module's rule keeps (best, first, latest, mean), `passed`
    whether that reaches its pass mark.
    """

    __tablename__ = "progress"
    __table_args__ = (Index(None, "path"),)

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
    first_finished_at: Mapped[datetime | None]
    first_earned: Mapped[float | None]
    first_possible: Mapped[float | None]
    shares: Mapped[float] = mapped_column(default=0.0)
    kept: Mapped[float | None]
    passed: Mapped[bool | None]


class Practice(Base):
    """How a person has done on one question, over all attempts and whenever it came back.

    `title` to `told_at` are of the latest answer: `outcomes` are words with a blank between them,
    `attempt_id` is the attempt that holds the question last, `told_at` from when on its result may
    be shown (None: never). `answered` and `right` count answers. `due_at` is when the question
    comes back (None: never), `card` what the scheduler remembers of it.
    """

    __tablename__ = "practice"
    __table_args__ = (Index(None, "person_id", "due_at"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    outcomes: Mapped[str]
    result: Mapped[str]
    confidence: Mapped[int | None]
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"))
    told_at: Mapped[datetime | None]
    answered: Mapped[int]
    right: Mapped[int]
    answered_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    card: Mapped[str | None]


class Recall(Base):
    """An answer to a question that came back. Never changed, never removed."""

    __tablename__ = "recall"
    __table_args__ = (Index("uq_recall_request", "person_id", "request_id", unique=True),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"))
    path: Mapped[str]
    question: Mapped[str]
    request_id: Mapped[str]
    body: Mapped[str]
    outcome: Mapped[str]
    answered_at: Mapped[datetime]


class Certificate(Base):
    """That a person completed a course, as it was on the day. Its id is the code to verify it by.

    `outcomes` are texts, one a line; `words` is what the course says on its certificates, a line a
    paragraph. Only the revocation is ever changed.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_valid",
            "person_id",
            "path",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    path: Mapped[str]
    name: Mapped[str]
    title: Mapped[str]
    minutes: Mapped[int | None]
    outcomes: Mapped[str]
    words: Mapped[str]
    completed_on: Mapped[date]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str]


class Message(Base):
    """Something a person is told on their first page until they have read it; `detail` is JSON."""

    __tablename__ = "message"
    __table_args__ = (Index(None, "person_id", "read_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    path: Mapped[str]
    detail: Mapped[str]
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what to whom and when, without the text of any answer. Only ever added to."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "who", "at"), Index(None, "subject", "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
