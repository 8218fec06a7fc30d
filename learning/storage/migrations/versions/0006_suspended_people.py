"""Accounts that are suspended, and a record that is read by person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment, and the ways into the record."""
    op.add_column("person", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_audit_entry_who_at", "audit_entry", ["who", "at"])
    op.create_index("ix_audit_entry_subject_at", "audit_entry", ["subject", "at"])


def downgrade() -> None:
    """Take them away, and with them who is suspended."""
    op.drop_index("ix_audit_entry_subject_at", "audit_entry")
    op.drop_index("ix_audit_entry_who_at", "audit_entry")
    op.drop_column("person", "suspended_at")
