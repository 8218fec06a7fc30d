"""Texts that somebody of the other side marks, and the marks that were given."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
WAITING = sa.text("marks < 2")


def upgrade() -> None:
    """Make both tables."""
    _make_texts()
    _make_marks()


def downgrade() -> None:
    """Drop them, and with them every mark that was given."""
    op.drop_table("peer_mark")
    op.drop_table("peer_text")


def _make_texts() -> None:
    op.create_table(
        "peer_text",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("offered_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_peer_text"),
        _refer("peer_text", "attempt_id", "attempt"),
        _refer("peer_text", "publication_id", "publication"),
        _refer("peer_text", "author_id", "person"),
    )
    op.create_index("uq_peer_text_answer", "peer_text", ["attempt_id", "question"], unique=True)
    op.create_index(
        "ix_peer_text_author_id_path_question", "peer_text", ["author_id", "path", "question"]
    )
    op.create_index(
        "ix_peer_text_waiting",
        "peer_text",
        ["path", "question"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def _make_marks() -> None:
    op.create_table(
        "peer_mark",
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("marker_id", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("text_id", "marker_id", name="pk_peer_mark"),
        _refer("peer_mark", "text_id", "peer_text"),
        _refer("peer_mark", "marker_id", "person"),
    )
    op.create_index("ix_peer_mark_marker_id", "peer_mark", ["marker_id"])


def _refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
