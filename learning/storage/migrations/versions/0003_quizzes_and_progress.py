"""Saved answers, practice, recall, certificates, messages, and which attempt a quiz keeps."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("message", "certificate", "recall", "practice", "saved_answer")
HOURS = ("opens", "closes")
SILENT = re.compile(rb"^feedback: *[\"']?none\b", re.MULTILINE)
NEW_IN_PROGRESS = (
    "first_finished_at",
    "first_earned",
    "first_possible",
    "shares",
    "kept",
    "passed",
)
# Until now the best attempt was kept. What passes a quiz stands in its file: who passed is unsaid
# here, and settled by that file once a site serves.
FILL = """UPDATE progress SET
    (first_finished_at, first_earned, first_possible) = (
        SELECT a.finished_at, a.earned, a.best FROM attempt a
        WHERE a.person_id = progress.person_id AND a.path = progress.path
            AND a.finished_at IS NOT NULL AND a.best IS NOT NULL
        ORDER BY a.finished_at, a.started_at, a.id LIMIT 1),
    shares = (
        SELECT COALESCE(SUM(CASE WHEN a.best > 0 THEN a.earned / a.best ELSE 1.0 END), 0.0)
        FROM attempt a
        WHERE a.person_id = progress.person_id AND a.path = progress.path
            AND a.finished_at IS NOT NULL AND a.best IS NOT NULL),
    kept = CASE WHEN best_possible > 0 THEN best_earned / best_possible ELSE 1.0 END,
    passed = CASE WHEN EXISTS (
        SELECT 1 FROM publication p WHERE p.path = progress.path AND p.kind = 'quiz')
        THEN NULL ELSE true END
    WHERE best_earned IS NOT NULL"""
# Where one attempt was finished, what was tallied of the best is its tally.
TALLY = """UPDATE attempt SET spotting = (SELECT progress.spotting FROM progress
    WHERE progress.person_id = attempt.person_id AND progress.path = attempt.path)
    WHERE finished_at IS NOT NULL AND best IS NOT NULL AND EXISTS (SELECT 1 FROM progress
    WHERE progress.person_id = attempt.person_id AND progress.path = attempt.path
    AND progress.finished = 1)"""


def upgrade() -> None:
    """Make the tables and columns; what was finished before keeps its best marks."""
    op.add_column("person", sa.Column("extra_time", sa.Integer(), server_default="0"))
    op.add_column(
        "person", sa.Column("brings_back", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    for column in HOURS:
        op.add_column("publication", sa.Column(column, sa.DateTime(), nullable=True))
    _find_silent()
    op.add_column("attempt", sa.Column("spotting", sa.Text(), nullable=False, server_default="{}"))
    op.create_index("ix_attempt_person_id_finished_at", "attempt", ["person_id", "finished_at"])
    op.execute(TALLY)
    _extend_progress()
    _make_saved_answers()
    _make_practice()
    _make_recall()
    _make_certificates()
    _make_messages()


def downgrade() -> None:
    """Take all of it away, with everything in it."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_progress_path", "progress")
    for column in reversed(NEW_IN_PROGRESS):
        op.drop_column("progress", column)
    op.drop_index("ix_attempt_person_id_finished_at", "attempt")
    op.drop_column("attempt", "spotting")
    for column in ("silent", *reversed(HOURS)):
        op.drop_column("publication", column)
    op.drop_column("person", "brings_back")
    op.drop_column("person", "extra_time")


def _find_silent() -> None:
    silent: sa.Column[bool] = sa.Column(
        "silent", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("publication", silent)
    table = sa.table("publication", *map(sa.column, ("id", "kind", "source", "silent")))
    rows = op.get_bind().execute(
        sa.select(table.c.id, table.c.source).where(table.c.kind == "quiz")
    )
    found = [row.id for row in rows if SILENT.search(row.source)]
    op.execute(table.update().where(table.c.id.in_(found)).values(silent=sa.true()))


def _extend_progress() -> None:
    moment = sa.DateTime(timezone=True)
    share: sa.Double[float] = sa.Double()
    op.add_column("progress", sa.Column("first_finished_at", moment, nullable=True))
    op.add_column("progress", sa.Column("first_earned", share, nullable=True))
    op.add_column("progress", sa.Column("first_possible", share, nullable=True))
    shares = sa.Column("shares", share, nullable=False, server_default="0")
    op.add_column("progress", shares)
    op.add_column("progress", sa.Column("kept", share, nullable=True))
    op.add_column("progress", sa.Column("passed", sa.Boolean(), nullable=True))
    op.execute(FILL)
    op.create_index("ix_progress_path", "progress", ["path"])


def _make_saved_answers() -> None:
    op.create_table(
        "saved_answer",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", "part", name="pk_saved_answer"),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_saved_answer_attempt_id_attempt"
        ),
    )


def _make_practice() -> None:
    op.create_table(
        "practice",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "path", "question", name="pk_practice"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_practice_person_id_person"),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_practice_attempt_id_attempt"
        ),
    )
    op.create_index("ix_practice_person_id_due_at", "practice", ["person_id", "due_at"])


def _make_recall() -> None:
    op.create_table(
        "recall",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recall"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_recall_person_id_person"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_recall_publication_id_publication"
        ),
    )
    op.create_index("uq_recall_request", "recall", ["person_id", "request_id"], unique=True)


def _make_certificates() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_certificate_person_id_person"
        ),
    )
    op.create_index(
        "uq_certificate_valid",
        "certificate",
        ["person_id", "path"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _make_messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_message_person_id_person"),
    )
    op.create_index("ix_message_person_id_read_at", "message", ["person_id", "read_at"])
