"""Shared case sessions: their events, seats, drafts, results, reminders, and wrong codes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "code_guess",
    "reminder",
    "session_result",
    "session_draft",
    "seat",
    "case_session_event",
    "case_session",
)
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and let people say whether they want emails."""
    _make_sessions()
    _make_events()
    _make_seats()
    _make_drafts()
    _make_results()
    _make_reminders()
    _make_guesses()
    op.add_column(
        "person", sa.Column("reminds", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    """Drop the tables, and with them every session."""
    op.drop_column("person", "reminds")
    for table in TABLES:
        op.drop_table(table)


def _make_sessions() -> None:
    op.create_table(
        "case_session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("facilitator_id", sa.Text(), nullable=True),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("facilitator_until", TIME, nullable=True),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_case_session"),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name="fk_case_session_publication_id_publication",
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name="fk_case_session_opened_by_person"
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["person.id"], name="fk_case_session_facilitator_id_person"
        ),
    )
    op.create_index("ix_case_session_opened_by", "case_session", ["opened_by"])
    op.create_index("ix_case_session_facilitator_id", "case_session", ["facilitator_id"])
    _index("case_session", "due_at", where="due_at IS NOT NULL", name="ix_case_session_due")
    _index("case_session", "facilitator_until", where="facilitator_until IS NOT NULL")
    _index(
        "case_session", "code", where="ended_at IS NULL", name="uq_case_session_code", unique=True
    )


def _make_events() -> None:
    op.create_table(
        "case_session_event",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name="pk_case_session_event"),
        _to_session("case_session_event"),
        _to_person("case_session_event"),
    )
    op.create_index(
        "uq_case_session_request",
        "case_session_event",
        ["session_id", "person_id", "request_id"],
        unique=True,
    )
    op.create_index("ix_case_session_event_person_id", "case_session_event", ["person_id"])


def _make_seats() -> None:
    op.create_table(
        "seat",
        *_of_person(),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("joined_at", TIME, nullable=False),
        sa.Column("here_until", TIME, nullable=False),
        *_keys("seat"),
    )
    op.create_index("ix_seat_person_id", "seat", ["person_id"])
    _index("seat", "here_until", where="here")


def _make_drafts() -> None:
    op.create_table(
        "session_draft",
        *_of_person(),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        *_keys("session_draft", "part"),
    )


def _make_results() -> None:
    op.create_table(
        "session_result",
        *_of_person(),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("earned", sa.Double(), nullable=False),
        sa.Column("possible", sa.Double(), nullable=False),
        sa.Column("team_earned", sa.Double(), nullable=False),
        sa.Column("team_possible", sa.Double(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("spotting", sa.Text(), nullable=False),
        sa.Column("finished_at", TIME, nullable=False),
        *_keys("session_result"),
    )
    op.create_index(
        "ix_session_result_person_id_finished_at", "session_result", ["person_id", "finished_at"]
    )


def _make_reminders() -> None:
    op.create_table(
        "reminder",
        *_of_person(),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        *_keys("reminder", "about"),
    )


def _make_guesses() -> None:
    op.create_table(
        "code_guess",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_code_guess"),
        _to_person("code_guess"),
    )
    op.create_index("ix_code_guess_person_id_at", "code_guess", ["person_id", "at"])


def _index(
    table: str, column: str, *, where: str, name: str | None = None, unique: bool = False
) -> None:
    rows = sa.text(where)
    name = name or f"ix_{table}_{column}"
    op.create_index(name, table, [column], unique=unique, sqlite_where=rows, postgresql_where=rows)


def _of_person() -> list[sa.Column[str]]:
    return [
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
    ]


def _keys(table: str, *more: str) -> list[sa.Constraint]:
    columns = ("session_id", "person_id", *more)
    primary = sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")
    return [primary, _to_session(table), _to_person(table)]


def _to_session(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_session_id_case_session"
    return sa.ForeignKeyConstraint(["session_id"], ["case_session.id"], name=name)


def _to_person(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_person_id_person"
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name)
