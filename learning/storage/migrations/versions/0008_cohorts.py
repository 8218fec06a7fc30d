"""Cohorts, marks by tutors, and the running totals of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of cohorts and teaching."""
    _make_cohort()
    _make_cohort_person()
    _make_cohort_invite()
    _make_cohort_course()
    _make_cohort_session()
    _make_tutor_mark()
    _make_total()


def downgrade() -> None:
    """Drop them, and with them every cohort."""
    op.drop_table("total")
    op.drop_table("tutor_mark")
    op.drop_table("cohort_session")
    op.drop_table("cohort_course")
    op.drop_table("cohort_invite")
    op.drop_table("cohort_person")
    op.drop_table("cohort")


def _make_cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("join_code", sa.Text(), nullable=True),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("archived_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cohort"),
        _refer("cohort", "made_by", "person.id"),
        sa.UniqueConstraint("join_code", name="uq_cohort_join_code"),
    )
    op.create_index("ix_cohort_made_by", "cohort", ["made_by"])


def _make_cohort_person() -> None:
    op.create_table(
        "cohort_person",
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("extra_time", sa.Integer(), nullable=True),
        sa.Column("untimed", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("joined_at", TIME, nullable=False),
        sa.Column("left_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name="pk_cohort_person"),
        _refer("cohort_person", "cohort_id", "cohort.id"),
        _refer("cohort_person", "person_id", "person.id"),
    )
    op.create_index("ix_cohort_person_person_id", "cohort_person", ["person_id"])


def _make_cohort_invite() -> None:
    op.create_table(
        "cohort_invite",
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("extra_time", sa.Integer(), nullable=True),
        sa.Column("untimed", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("invited_at", TIME, nullable=False),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "email", name="pk_cohort_invite"),
        _refer("cohort_invite", "cohort_id", "cohort.id"),
        _refer("cohort_invite", "invited_by", "person.id"),
    )
    op.create_index("ix_cohort_invite_email", "cohort_invite", ["email"])


def _make_cohort_course() -> None:
    op.create_table(
        "cohort_course",
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "path", name="pk_cohort_course"),
        _refer("cohort_course", "cohort_id", "cohort.id"),
    )
    op.create_index("ix_cohort_course_path", "cohort_course", ["path"])


def _make_cohort_session() -> None:
    op.create_table(
        "cohort_session",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("planned_for", TIME, nullable=True),
        sa.PrimaryKeyConstraint("session_id", name="pk_cohort_session"),
        _refer("cohort_session", "session_id", "case_session.id"),
        _refer("cohort_session", "cohort_id", "cohort.id"),
    )
    op.create_index("ix_cohort_session_cohort_id", "cohort_session", ["cohort_id"])


def _make_tutor_mark() -> None:
    op.create_table(
        "tutor_mark",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("marker_id", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", "question", "no", name="pk_tutor_mark"),
        _refer("tutor_mark", "attempt_id", "attempt.id"),
        _refer("tutor_mark", "marker_id", "person.id"),
    )
    op.create_index("ix_tutor_mark_marker_id", "tutor_mark", ["marker_id"])


def _make_total() -> None:
    op.create_table(
        "total",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("path", "what", name="pk_total"),
    )


def _refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [to], name=name)
