"""Events of a session batch by batch, so that a long one takes no more memory than a short one."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from learning.storage.case_sessions import EventRow
from learning.storage.session_schema import CaseSessionEvent

_BATCH = (
    select(*(getattr(CaseSessionEvent, name) for name in EventRow.__slots__))
    .where(
        CaseSessionEvent.session_id == bindparam("session_id"),
        CaseSessionEvent.seq > bindparam("after"),
        CaseSessionEvent.seq <= bindparam("last"),
    )
    .order_by(CaseSessionEvent.seq)
    .limit(bindparam("most"))
)


def list_batch(
    connection: Connection, session_id: str, *, after: int, last: int, most: int
) -> Sequence[EventRow]:
    """List so many events after a number, up to the last one."""
    values = {"session_id": session_id, "after": after, "last": last, "most": most}
    return [EventRow(*row) for row in connection.execute(_BATCH, values)]
