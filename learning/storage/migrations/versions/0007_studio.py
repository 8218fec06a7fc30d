"""Courses and cases that are written in the studio."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Make the tables of the studio."""
    _make_work()
    _make_work_editor()
    _make_draft_file()
    _make_draft_save()
    _make_medium()
    _make_work_review()
    _make_access_token()


def downgrade() -> None:
    """Drop them, and with them every draft."""
    op.drop_table("access_token")
    op.drop_table("work_review")
    op.drop_table("medium")
    op.drop_table("draft_save")
    op.drop_table("draft_file")
    op.drop_table("work_editor")
    op.drop_table("work")


def _make_work() -> None:
    op.create_table(
        "work",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("review_needed", sa.Boolean(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("prefix", name="pk_work"),
        _refer("work", "owner_id", "person.id"),
    )
    op.create_index("ix_work_owner_id", "work", ["owner_id"])


def _make_work_editor() -> None:
    op.create_table(
        "work_editor",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("prefix", "person_id", name="pk_work_editor"),
        _refer("work_editor", "prefix", "work.prefix"),
        _refer("work_editor", "person_id", "person.id"),
    )
    op.create_index("ix_work_editor_person_id", "work_editor", ["person_id"])


def _make_draft_file() -> None:
    op.create_table(
        "draft_file",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("law_checked", sa.Date(), nullable=True),
        sa.Column("errors", sa.Integer(), nullable=True),
        sa.Column("warnings", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_draft_file"),
        _refer("draft_file", "prefix", "work.prefix"),
        _refer("draft_file", "saved_by", "person.id"),
    )
    op.create_index("ix_draft_file_prefix", "draft_file", ["prefix"])


def _make_draft_save() -> None:
    op.create_table(
        "draft_save",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", "no", name="pk_draft_save"),
        _refer("draft_save", "path", "draft_file.path"),
        _refer("draft_save", "saved_by", "person.id"),
    )
    op.create_index("ix_draft_save_saved_by", "draft_save", ["saved_by"])
    op.create_index("uq_draft_save_request", "draft_save", ["path", "request_id"], unique=True)


def _make_medium() -> None:
    op.create_table(
        "medium",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_medium"),
    )


def _make_work_review() -> None:
    op.create_table(
        "work_review",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_work_review"),
        _refer("work_review", "prefix", "work.prefix"),
        _refer("work_review", "asked_by", "person.id"),
        _refer("work_review", "answered_by", "person.id"),
    )
    op.create_index("ix_work_review_prefix_asked_at", "work_review", ["prefix", "asked_at"])


def _make_access_token() -> None:
    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_access_token"),
        _refer("access_token", "person_id", "person.id"),
    )
    op.create_index(
        "ix_access_token_person",
        "access_token",
        ["person_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [to], name=name)
