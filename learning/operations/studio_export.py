"""A course or case as one zip file: the drafts of a work, or what the content folder has.

With a work goes what it was like, so that it can be brought back beside what others save meanwhile.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.errors import NotFound
from learning.exchange.package_manifest import make_manifest, write_manifest
from learning.exchange.package_names import MANIFEST
from learning.exchange.package_writer import write_package
from learning.exchange.sync import Stamp
from learning.operations.accounts import note
from learning.operations.site import Site
from learning.operations.studio import demand_studio, demand_work
from learning.operations.studio_taking import collect_files
from learning.storage import studio
from learning.storage.studio import FileRow

EXPORTED = "work exported"


def export_work(site: Site, viewer: Asker, prefix: str) -> bytes:
    """Give a course or case as a zip file; raises NotFound for what is not there for this person.

    A work goes to who may write it; what lies in the content folder alone, to every educator.
    """
    demand_studio(viewer)

    def collect(connection: Connection) -> Mapping[str, bytes] | None:
        if not studio.load_work(connection, prefix):
            return None
        files = _collect(connection, viewer, prefix)
        note(site, connection, who=viewer.person_id, action=EXPORTED, subject=prefix)
        return files

    files = site.database.transact(collect)
    return write_package(files if files is not None else _collect_disk(site, viewer, prefix))


def _collect(connection: Connection, viewer: Asker, prefix: str) -> Mapping[str, bytes]:
    work = demand_work(connection, viewer, prefix)
    rows = studio.list_files(connection, prefix)
    stamps = [Stamp(each.path, each.no, each.sha256) for each in rows]
    manifest = write_manifest(make_manifest(prefix, work.made_at, stamps))
    return {MANIFEST: manifest, **{each.path: _load(connection, each) for each in rows}}


def _load(connection: Connection, file: FileRow) -> bytes:
    if file.text is not None:
        return file.text
    content = studio.load_medium(connection, file.sha256)
    if content is None:
        raise NotFound(f"The content of {file.path} is not there any more")
    return content


def _collect_disk(site: Site, viewer: Asker, prefix: str) -> Mapping[str, bytes]:
    taken = collect_files(site, prefix, prefix)
    with site.database.write() as connection:
        note(site, connection, who=viewer.person_id, action=EXPORTED, subject=prefix)
    return {**{path: text.encode() for path, text in taken.texts.items()}, **taken.media}
