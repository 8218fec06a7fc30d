"""What follows from a session's events and is stored beside them, in the same transaction.

Its stage and when it is due, its seats: lists and the watcher ask for these without the events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from learning.model.key import Module
from learning.storage import case_sessions, seats
from learning.storage.case_sessions import CaseSessionRow, Standing
from learning.storage.seats import SeatRow
from learning.team.session import Seat, Session, Stage

# How long somebody who was seen counts as being there: by a page, which may lie open for longer.
PAGE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Went:
    """How far a session went in one transaction."""

    row: CaseSessionRow
    module: Module
    before: Session
    after: Session
    at: datetime


def mirror(connection: Connection, went: Went) -> None:
    """Store what follows from the events that a session went on by."""
    case_sessions.go_on(connection, went.row.id, _stand(went))
    if went.after.seats is not went.before.seats or went.after.stage is not went.before.stage:
        _mirror_seats(connection, went)


def find_due(session: Session) -> datetime | None:
    """Give the next moment at which the time of some phase is up."""
    if session.stage is not Stage.RUNNING:
        return None
    ends = [team.ends_at for team in session.teams.values() if team.ends_at is not None]
    return min(ends, default=None)


def find_until(session: Session, at: datetime) -> datetime | None:
    """Say until when a facilitator who was just seen counts as being there; None: they do not."""
    there = session.facilitator is not None and session.facilitator_here
    return at + PAGE if there and session.stage is not Stage.ENDED else None


def _stand(went: Went) -> Standing:
    before, after = went.before, went.after
    until = find_until(after, went.at)
    came = (after.facilitator, after.facilitator_here) != (
        before.facilitator,
        before.facilitator_here,
    )
    if until is not None and not came:
        until = went.row.new.facilitator_until
    ended = went.at if after.stage is Stage.ENDED else None
    ended_at = went.row.new.ended_at or ended
    return Standing(after.seq, after.stage, after.facilitator, find_due(after), until, ended_at)


def _mirror_seats(connection: Connection, went: Went) -> None:
    """Once a session has ended nobody counts as being there, and nobody is watched any longer."""
    before = _write_seats(went, went.before)
    after = _write_seats(went, went.after)
    changed = [row for person, row in after.items() if row != before.get(person)]
    came = [row for row in changed if row.here and not _was_here(before.get(row.person_id))]
    seats.take_seats(connection, came)
    seats.change_seats(connection, [row for row in changed if row not in came])
    seats.give_up_seats(connection, went.row.id, before.keys() - after.keys())


def _write_seats(went: Went, session: Session) -> Mapping[str, SeatRow]:
    # In one order always, as presence is written: so that neither waits for the other for ever.
    return {each: _write(went, seat, session) for each, seat in sorted(session.seats.items())}


def _write(went: Went, seat: Seat, session: Session) -> SeatRow:
    here = seat.here and session.stage is not Stage.ENDED
    until = went.at + PAGE
    return SeatRow(went.row.id, seat.person, seat.side, seat.team, here, went.at, until)


def _was_here(row: SeatRow | None) -> bool:
    return row is not None and row.here
