"""Publishing a version that was published before once more: as a version of its own, at the top."""

from dataclasses import replace

from sqlalchemy import Connection

from learning.errors import ContentBroken, Stale
from learning.model.names import Kind
from learning.operations.practice import tell_anew
from learning.operations.site import Site
from learning.storage import audit, progress, publications, studio_reviews
from learning.storage.audit import Entry
from learning.storage.progress import Keeping
from learning.storage.studio_reviews import VersionRow

UNREADABLE = "This version can be read no more: nothing was done."


def set_current(site: Site, connection: Connection, version: VersionRow, *, by: str) -> None:
    """Store a version anew as the current one; raises Stale where it can be read no more."""
    stored, assets = studio_reviews.load_publication(connection, version.id)
    keeping = _find_keeping(site, connection, version)
    again = replace(stored, id=site.new_id(), published_at=site.clock(), published_by=by)
    taken = [replace(each, publication_id=again.id) for each in assets]
    publications.add_publication(connection, again, taken)
    if keeping:
        progress.keep_anew(connection, version.path, keeping)
    if version.kind == Kind.QUIZ:
        tell_anew(site, connection, version.path, sha256=version.sha256)
    detail = f"the version of {version.published_at:%Y-%m-%d %H:%M} again"
    entry = Entry(site.new_id(), site.clock(), by, "published", version.path, detail)
    audit.add_entry(connection, entry)


def _find_keeping(site: Site, connection: Connection, version: VersionRow) -> Keeping | None:
    """Say which attempts count; also a check that the version can still be read."""
    try:
        if version.kind == Kind.COURSE:
            site.shelf.courses.get(connection, version.path, version.sha256)
            return None
        module = site.shelf.modules.get(connection, version.path, version.sha256)
    except ContentBroken as error:
        raise Stale(UNREADABLE) from error
    return Keeping(module.case.keeps, module.case.pass_mark)
