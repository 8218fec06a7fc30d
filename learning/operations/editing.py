"""Publishing and marking again as educators do it on their page: seen first, then confirmed.

Each asks whether the person may, and takes its turn: checking files is work for several machines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.access.rules import Action, can
from learning.errors import NotAllowed
from learning.operations.accounts import Viewer
from learning.operations.forecast import Forecast, list_details, make_forecast
from learning.operations.publishing import draft_publication, store_draft
from learning.operations.remarking import Foreseen, foresee_remarking, remark
from learning.operations.site import Site
from learning.operations.turns import take_turn
from learning.storage import editions
from learning.storage.editions import Edited, Older

MOST_EDITS = 50


@dataclass(frozen=True, slots=True)
class Published:
    """What came of asking to publish: done, or `forecast` anew, as files have changed since."""

    forecast: Forecast
    stored: bool


def look_ahead(site: Site, viewer: Viewer) -> Forecast:
    """Say what publishing would do; raises NotAllowed, TooMany, NotFound without a folder."""
    _demand(viewer)
    with take_turn(site):
        return make_forecast(site, draft_publication(site, site.settings.content_root()))


def publish_seen(site: Site, viewer: Viewer, digest: str) -> Published:
    """Publish what was forecast under this digest, and nothing else; raises as `look_ahead`."""
    _demand(viewer)
    with take_turn(site):
        draft = draft_publication(site, site.settings.content_root())
        forecast = make_forecast(site, draft)
        stored = draft.digest == digest
        if stored:
            store_draft(site, draft, viewer.person_id, details=list_details(forecast))
    return Published(forecast, stored)


def list_edits(site: Site, viewer: Viewer) -> Sequence[Edited]:
    """List what was published, withdrawn and marked again, the last first; raises NotAllowed."""
    _demand(viewer)
    with site.database.read() as connection:
        return editions.list_edited(connection, most=MOST_EDITS)


def list_older(site: Site, viewer: Viewer) -> Sequence[Older]:
    """List the modules that finished attempts were marked on older versions of."""
    _demand(viewer)
    with site.database.read() as connection:
        return editions.list_older(connection)


def look_at_marks(site: Site, viewer: Viewer, path: str) -> Foreseen:
    """Say what marking again would change; raises NotAllowed, NotFound, TooMany."""
    _demand(viewer)
    with take_turn(site):
        return foresee_remarking(site, path)


def remark_seen(site: Site, viewer: Viewer, path: str, *, digest: str) -> Foreseen:
    """Mark again what was foreseen under this digest; raises as `look_at_marks`, and Stale."""
    _demand(viewer)
    with take_turn(site):
        return remark(site, path, by=viewer.person_id, digest=digest)


def _demand(viewer: Viewer) -> None:
    if not can(viewer, Action.PUBLISH):
        raise NotAllowed("Publishing is for educators.")
