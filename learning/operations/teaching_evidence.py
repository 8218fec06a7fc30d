"""What the pages about content share: a cohort with what it takes, one module of it, and exports.

Of what the cohort takes alone, and of its learners as they are now.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotFound
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.accounts import Viewer
from learning.operations.cohorts import CohortView, open_cohort
from learning.operations.site import Site
from learning.operations.teaching import Taught, load_taught
from learning.storage import audit
from learning.storage.audit import Entry

NOT_TAKEN = "This cohort takes no such module"


@dataclass(frozen=True, slots=True)
class Desk:
    """A cohort, and what it takes, as who teaches it looks at it."""

    cohort: CohortView
    taught: Taught

    def list_modules(self, *kinds: Kind) -> tuple[tuple[str, str, str], ...]:
        """Give path, title and kind of the published modules of these kinds, each once."""
        found = (self.taught.versions.get(path) for path in self.taught.paths)
        return tuple(
            (each.path, each.title, each.kind) for each in found if each and each.kind in kinds
        )


def load_desk(site: Site, viewer: Viewer, cohort_id: str) -> Desk:
    """Give a cohort with what it takes to who teaches it; raises NotFound for others."""
    with site.database.read() as connection:
        return open_desk(site, connection, viewer, cohort_id=cohort_id)


def open_desk(site: Site, connection: Connection, viewer: Viewer, *, cohort_id: str) -> Desk:
    """Give a cohort with what it takes, in four statements; raises NotFound for others."""
    cohort = open_cohort(connection, viewer, cohort_id)
    return Desk(cohort, load_taught(site, connection, cohort_id))


def open_module(site: Site, connection: Connection, desk: Desk, *, path: str) -> Module:
    """Give the published version of a module of the cohort; raises NotFound."""
    version = desk.taught.versions.get(path) if path in desk.taught.paths else None
    if version is None:
        raise NotFound(NOT_TAKEN)
    return site.shelf.modules.get(connection, path, version.sha256)


def note_export(site: Site, viewer: Viewer, cohort_id: str, *, what: str, detail: str) -> None:
    """Note that somebody took figures of a cohort away; `detail` is its name, and of what."""
    with site.database.write() as connection:
        action, who = f"{what} taken away", viewer.person_id
        entry = Entry(site.new_id(), site.clock(), who, action, cohort_id, detail)
        audit.add_entry(connection, entry)
