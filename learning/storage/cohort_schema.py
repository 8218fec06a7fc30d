"""The tables of cohorts and of teaching, as typed classes.

Knows groups of people, the courses they take, marks by tutors, and the running totals of the site.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from learning.storage.studio_schema import Base

__all__ = [
    "Base",
    "Cohort",
    "CohortCourse",
    "CohortInvite",
    "CohortPerson",
    "CohortSession",
    "Total",
    "TutorMark",
]


class Cohort(Base):
    """A group of learners that is taught together. People join by `join_code`, if there is one.

    From `opens` on, and to the end of `closes`, its learners may begin modules of its courses.
    """

    __tablename__ = "cohort"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    join_code: Mapped[str | None] = mapped_column(unique=True)
    opens: Mapped[date | None]
    closes: Mapped[date | None]
    archived_at: Mapped[datetime | None]


class CohortPerson(Base):
    """That somebody is a learner or teacher of a cohort; who made it is a teacher of it.

    `extra_time` is the percent by which quizzes take longer for them here, and `untimed` that there
    is no limit; None and False: as their account says. Dates of their own come before the
    cohort's. Who has left keeps what they did, and is shown no more.
    """

    __tablename__ = "cohort_person"
    __table_args__ = (Index(None, "person_id"),)

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str]
    extra_time: Mapped[int | None]
    untimed: Mapped[bool]
    opens: Mapped[date | None]
    closes: Mapped[date | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class CohortInvite(Base):
    """A line of a roster whose address has no account yet: it comes true when that is opened.

    Removed then, or when the line is taken back.
    """

    __tablename__ = "cohort_invite"
    __table_args__ = (Index(None, "email"),)

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    email: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    profession: Mapped[str | None]
    role: Mapped[str]
    extra_time: Mapped[int | None]
    untimed: Mapped[bool]
    opens: Mapped[date | None]
    closes: Mapped[date | None]
    invited_at: Mapped[datetime]
    invited_by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class CohortCourse(Base):
    """A course, or a case by itself, that a cohort takes, in the order of `place`.

    `due` is the day to be done by.
    """

    __tablename__ = "cohort_course"
    __table_args__ = (Index(None, "path"),)

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    due: Mapped[date | None]
    added_at: Mapped[datetime]


class CohortSession(Base):
    """A shared case session that was opened for a cohort, and for when it is planned."""

    __tablename__ = "cohort_session"
    __table_args__ = (Index(None, "cohort_id"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("case_session.id"), primary_key=True)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id"))
    planned_for: Mapped[datetime | None]


class TutorMark(Base):
    """What a tutor gave an answer in free text by its rubric, with a few words.

    `points` are pairs as JSON, one a criterion: points given, of how many. A mark that is given
    anew is another row, the greatest `no` holds. Never changed, never removed.
    """

    __tablename__ = "tutor_mark"
    __table_args__ = (Index(None, "marker_id"),)

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    marker_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    points: Mapped[str]
    words: Mapped[str]
    given_at: Mapped[datetime]


class Total(Base):
    """A running total over the whole site, kept in the transaction that changes what it counts.

    `path` is a module's or course's, or "" for all. `count` counts, `amount` adds up shares.
    `learning recount` counts them afresh.
    """

    __tablename__ = "total"

    path: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    amount: Mapped[float]
