"""Alembic's way in: runs the numbered steps on the connection that `migrate.upgrade` hands over."""

from alembic import context

from learning.storage.cohort_schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
    # The caller has begun the transaction, and holds the lock with it.
    transactional_ddl=True,
)
context.run_migrations()
