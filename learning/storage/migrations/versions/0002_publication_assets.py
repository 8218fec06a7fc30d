"""What a publication takes in, file by file, and the ids that attempts on it rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = "publication_asset"


def upgrade() -> None:
    """Make the table and the column; what was published before takes nothing in."""
    op.create_table(
        TABLE,
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("publication_id", "path", name=f"pk_{TABLE}"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=f"fk_{TABLE}_publication_id_publication"
        ),
    )
    ids = sa.Column("ids", sa.Text(), nullable=False, server_default="")
    op.add_column("publication", ids)


def downgrade() -> None:
    """Take both away; versions that took something in can then not be compiled again."""
    op.drop_column("publication", "ids")
    op.drop_table(TABLE)
