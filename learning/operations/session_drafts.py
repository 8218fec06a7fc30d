"""What people type on a page of a session and have not sent: kept for them, shown to nobody else.

Knows forms only by name and fields; what is sent is an act, and forgets its draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from learning.errors import InvalidInput, NotFound
from learning.operations.accounts import Viewer
from learning.operations.session_log import NO_SESSION
from learning.operations.site import Site
from learning.quiz.json_values import as_list, as_record, as_text, read_json, write_json
from learning.storage import people, seats, session_drafts
from learning.storage.session_drafts import DraftRow

Fields = Mapping[str, Sequence[str]]

LONGEST_PART = 200
LONGEST_DRAFT = 100_000
MOST_DRAFTS = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed in one form, and when it was saved, by the site's clock."""

    part: str
    fields: Fields
    saved_at: datetime


def save_draft(
    site: Site, viewer: Viewer, session_id: str, *, part: str, fields: Fields
) -> datetime:
    """Keep what somebody typed in a form, `part`, instead of what was kept of it; say when.

    Raises NotFound where they have no seat, InvalidInput where it is more than anyone types.
    """
    text = write_json({name: list(values) for name, values in fields.items()})
    if len(part) > LONGEST_PART or len(text) > LONGEST_DRAFT:
        raise InvalidInput({part[:LONGEST_PART]: "This is too long to be kept. Shorten it"})
    row = DraftRow(session_id, viewer.person_id, part, text, site.clock())

    def store(connection: Connection) -> None:
        people.lock_person(connection, viewer.person_id)
        if not seats.has_seat(connection, session_id, viewer.person_id):
            raise NotFound(NO_SESSION)
        if session_drafts.count_others(connection, row) >= MOST_DRAFTS:
            raise InvalidInput({part: "Too much is kept here already. Send some of it first"})
        session_drafts.keep(connection, row)

    site.database.transact(store)
    return row.saved_at


def list_drafts(site: Site, viewer: Viewer, session_id: str) -> Mapping[str, Draft]:
    """Give what this person typed in a session and has not sent, by form."""
    with site.database.read() as connection:
        rows = session_drafts.list_kept(connection, session_id, viewer.person_id)
    return {row.part: Draft(row.part, _read(row.fields), row.saved_at) for row in rows}


def drop_draft(site: Site, viewer: Viewer, session_id: str, *, part: str) -> None:
    """Forget what this person typed in a form; there may be nothing."""
    with site.database.write() as connection:
        session_drafts.remove(connection, session_id, viewer.person_id, part=part)


def _read(text: str) -> Fields:
    fields = as_record(read_json(text))
    return {name: [as_text(each) for each in as_list(values)] for name, values in fields.items()}
