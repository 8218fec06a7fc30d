"""The tables of shared case sessions, as typed classes.

Events are only ever added to; the rest of a session's rows follow from them.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.storage.schema import Base

__all__ = [
    "Base",
    "CaseSession",
    "CaseSessionEvent",
    "CodeGuess",
    "Reminder",
    "Seat",
    "SessionDraft",
    "SessionResult",
]


class CaseSession(Base):
    """A shared case session: one version of one case, worked through by teams.

    What happened in it are its events; `seq` is the number of the last, `stage` and `due_at` (the
    next moment at which some phase's time is up) what follows from them. `code` is what people
    join by until it ends, `pace` live or days. `title` is the case's, for lists. The facilitator
    counts as being there until `facilitator_until`; None: they are not, or there is none.
    """

    __tablename__ = "case_session"
    __table_args__ = (
        Index(
            "uq_case_session_code",
            "code",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_case_session_facilitator_until",
            "facilitator_until",
            sqlite_where=text("facilitator_until IS NOT NULL"),
            postgresql_where=text("facilitator_until IS NOT NULL"),
        ),
        Index(
            "ix_case_session_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    path: Mapped[str]
    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"))
    title: Mapped[str]
    opened_by: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    facilitator_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    pace: Mapped[str]
    seq: Mapped[int]
    stage: Mapped[str]
    due_at: Mapped[datetime | None]
    facilitator_until: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CaseSessionEvent(Base):
    """One event of a session, number `seq`. Never changed, never removed.

    `person_id` is who caused it (None: the server), `request_id` what their page called it, so that
    it counts once however often it is sent.
    """

    __tablename__ = "case_session_event"
    __table_args__ = (
        Index("uq_case_session_request", "session_id", "person_id", "request_id", unique=True),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    request_id: Mapped[str | None]
    body: Mapped[str]
    happened_at: Mapped[datetime]


class Seat(Base):
    """That a person takes part in a session; side, team and `here` follow from its events.

    `here_until` is how long they count as being there, moved on while a page of theirs is open.
    """

    __tablename__ = "seat"
    __table_args__ = (
        Index(None, "person_id"),
        Index(
            "ix_seat_here_until",
            "here_until",
            sqlite_where=text("here"),
            postgresql_where=text("here"),
        ),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    side: Mapped[str]
    team: Mapped[int | None]
    here: Mapped[bool]
    joined_at: Mapped[datetime]
    here_until: Mapped[datetime]


class SessionDraft(Base):
    """What a person typed on a page of a session and has not sent: kept, shown to nobody else.

    `part` names the form it was typed in, `fields` are the form's, as JSON.
    """

    __tablename__ = "session_draft"

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[str]
    saved_at: Mapped[datetime]


class SessionResult(Base):
    """What a person's part in a session came to, once their team was through the case.

    Points of what they did alone, and of what their team decided, apart. `spotting` is the tally
    of their own cues by legal need, as in an attempt.
    """

    __tablename__ = "session_result"
    __table_args__ = (Index(None, "person_id", "finished_at"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    path: Mapped[str]
    title: Mapped[str]
    side: Mapped[str]
    earned: Mapped[float]
    possible: Mapped[float]
    team_earned: Mapped[float]
    team_possible: Mapped[float]
    grade: Mapped[str | None]
    spotting: Mapped[str]
    finished_at: Mapped[datetime]


class Reminder(Base):
    """An email about a session that was sent to a person, so that it is sent once."""

    __tablename__ = "reminder"

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]


class CodeGuess(Base):
    """A code of a session that was wrong, by whom it was tried: too many are refused."""

    __tablename__ = "code_guess"
    __table_args__ = (Index(None, "person_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
