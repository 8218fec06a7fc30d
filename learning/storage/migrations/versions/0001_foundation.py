"""People and their sign-ins, publications, enrolments, attempts, moves, progress, audit entries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "move",
    "attempt",
    "progress",
    "enrolment",
    "publication",
    "audit_entry",
    "sign_in_failure",
    "sign_in_session",
    "person",
)


def upgrade() -> None:
    """Make every table, those first that others point to."""
    _make_people()
    _make_sign_ins()
    _make_audit()
    _make_publications()
    _make_enrolments()
    _make_attempts()
    _make_moves()
    _make_progress()


def downgrade() -> None:
    """Take all away, with everything in them."""
    for table in TABLES:
        op.drop_table(table)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _points(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=True)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _make_people() -> None:
    op.create_table(
        "person",
        _text("id"),
        _text("email"),
        _text("name"),
        _text("password_hash"),
        _text("profession"),
        _text("side"),
        _text("standing"),
        _time("joined_at"),
        _key("person", "id"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )


def _make_sign_ins() -> None:
    table = "sign_in_session"
    op.create_table(
        table,
        _text("token_hash"),
        _text("person_id"),
        _time("began_at"),
        _time("seen_at"),
        _time("ended_at", nullable=True),
        _key(table, "token_hash"),
        _points_to(table, "person_id", "person"),
    )
    op.create_index("ix_sign_in_session_person_id", table, ["person_id"])
    table = "sign_in_failure"
    op.create_table(
        table,
        _text("id"),
        _text("account"),
        _text("address"),
        _time("at"),
        _key(table, "id"),
    )
    op.create_index("ix_sign_in_failure_account_at", table, ["account", "at"])
    op.create_index("ix_sign_in_failure_address_at", table, ["address", "at"])
    op.create_index("ix_sign_in_failure_at", table, ["at"])


def _make_audit() -> None:
    op.create_table(
        "audit_entry",
        _text("id"),
        _time("at"),
        _text("who"),
        _text("action"),
        _text("subject"),
        _text("detail"),
        _key("audit_entry", "id"),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])


def _make_publications() -> None:
    op.create_table(
        "publication",
        _text("id"),
        _text("path"),
        _text("kind"),
        _text("sha256"),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        _text("title"),
        _text("summary"),
        _text("needs"),
        _text("jurisdiction"),
        sa.Column("law_checked", sa.Date(), nullable=True),
        _text("setting", nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        _time("published_at"),
        _text("published_by"),
        _time("withdrawn_at", nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        _key("publication", "id"),
    )
    op.create_index("ix_publication_sha256", "publication", ["sha256"])
    op.create_index("ix_publication_path_published_at", "publication", ["path", "published_at"])
    current = sa.text("is_current")
    op.create_index(
        "uq_publication_current",
        "publication",
        ["path"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def _make_enrolments() -> None:
    table = "enrolment"
    op.create_table(
        table,
        _text("person_id"),
        _text("path"),
        _time("enrolled_at"),
        _key(table, "person_id", "path"),
        _points_to(table, "person_id", "person"),
    )


def _make_attempts() -> None:
    table = "attempt"
    op.create_table(
        table,
        _text("id"),
        _text("person_id"),
        _text("publication_id"),
        _text("unfit_id", nullable=True),
        _text("path"),
        _text("request_id"),
        _text("role"),
        _text("state"),
        _number("state_format"),
        _number("last_no"),
        _time("started_at"),
        _time("moved_at"),
        _time("finished_at", nullable=True),
        _points("earned"),
        _points("reachable"),
        _points("best"),
        _text("grade", nullable=True),
        _key(table, "id"),
        _points_to(table, "person_id", "person"),
        _points_to(table, "publication_id", "publication"),
        _points_to(table, "unfit_id", "publication"),
    )
    _index_attempts()


def _index_attempts() -> None:
    op.create_index("uq_attempt_request", "attempt", ["person_id", "request_id"], unique=True)
    op.create_index("ix_attempt_publication_id", "attempt", ["publication_id"])
    op.create_index(
        "ix_attempt_person_id_path_started_at", "attempt", ["person_id", "path", "started_at"]
    )
    under_way = sa.text("finished_at IS NULL")
    op.create_index(
        "ix_attempt_under_way",
        "attempt",
        ["person_id", "path"],
        sqlite_where=under_way,
        postgresql_where=under_way,
    )


def _make_moves() -> None:
    op.create_table(
        "move",
        _text("attempt_id"),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        _text("body"),
        _text("outcome"),
        _time("made_at"),
        _key("move", "attempt_id", "no"),
        _points_to("move", "attempt_id", "attempt"),
    )


def _make_progress() -> None:
    table = "progress"
    op.create_table(
        table,
        _text("person_id"),
        _text("path"),
        _number("attempts"),
        _number("moves"),
        _number("finished"),
        _time("moved_at"),
        _time("finished_at", nullable=True),
        _points("best_earned"),
        _points("best_possible"),
        _points("latest_earned"),
        _points("latest_possible"),
        sa.Column("latest_whole", sa.Boolean(), nullable=True),
        _text("spotting"),
        _key(table, "person_id", "path"),
        _points_to(table, "person_id", "person"),
    )
