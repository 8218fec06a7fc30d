"""The saves of a file: who wrote when, what has changed since one, and bringing one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.differences import Hunk, list_differences
from learning.errors import NotFound
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.studio import DraftView, demand_file, view_draft
from learning.operations.studio_store import make_stamp, store_text
from learning.storage import studio, studio_lists
from learning.storage.studio_lists import SaveLine

MOST_SHOWN = 500
KEPT_WHOLE = timedelta(days=2)
# Rounds are made every few minutes: what is older was thinned out long ago.
LOOKED_BACK = timedelta(days=60)
NO_SAVE = "This save is not kept: of older saves the last of each day stays"


@dataclass(frozen=True, slots=True)
class Past:
    """A file with its saves, the newest first; `hunks` are what changed since save `no`, if any."""

    draft: DraftView
    saves: Sequence[SaveLine]
    no: int | None
    hunks: Sequence[Hunk]


def look_back(site: Site, viewer: Asker, path: str, *, no: int | None) -> Past:
    """Give the saves of a file, and what changed since one of them; raises NotFound."""
    with site.database.read() as connection:
        draft = view_draft(demand_file(connection, viewer, path))
        saves = studio_lists.list_saves(connection, path, most=MOST_SHOWN)
        text = None if no is None else _load(connection, path, no)
    hunks = () if text is None else list_differences(text, draft.text)
    return Past(draft, saves, no, hunks)


def bring_back(site: Site, viewer: Asker, path: str, *, no: int) -> None:
    """Save the text of an earlier save anew, on top of all others, unless it is the newest."""

    def store(connection: Connection) -> None:
        file = demand_file(connection, viewer, path, lock=True)
        text = _load(connection, path, no)
        if file.gone or view_draft(file).text != text:
            store_text(connection, path, text, stamp=make_stamp(site, viewer), before=file)

    site.database.transact(store)


def thin_saves(site: Site) -> int:
    """Take old saves away but for the last of each day of each file; how many went."""
    zone, now = find_zone(site), site.clock()
    end = _begin_day(now - KEPT_WHOLE, zone)

    def thin(connection: Connection) -> int:
        saves = studio_lists.list_between(connection, end - LOOKED_BACK, end)
        days = [(each.path, each.saved_at.astimezone(zone).date()) for each in saves]
        old = [
            each for each, day, later in zip(saves, days, days[1:], strict=False) if day == later
        ]
        studio_lists.drop_saves(connection, old)
        return len(old)

    return site.database.transact(thin)


def _begin_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment at which a day began: of a day that is not over the last is not known."""
    local = moment.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _load(connection: Connection, path: str, no: int) -> str:
    text = studio.load_save(connection, path, no)
    if text is None:
        raise NotFound(NO_SAVE)
    return text
