"""What becomes of a file of a work: another name, removed, brought back; and what leads to it.

A file that is removed keeps its saves, so that nothing that was written is ever lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.targets import resolve_path
from learning.errors import InvalidInput
from learning.operations.site import Site
from learning.operations.studio import NAMELESS, demand_file, view_draft
from learning.operations.studio_paths import (
    find_prefix,
    find_story_of,
    name_main,
    name_medium,
    name_sibling,
)
from learning.operations.studio_store import (
    TAKEN,
    Stamp,
    make_stamp,
    move_text,
    store_medium,
    store_text,
)
from learning.storage import studio
from learning.storage.studio import FileRow

FIRST = "The work begins with this file: it stays, and keeps its name"
_ADDRESS = re.compile(r"\]\(<?([^()<>\s]{1,200})")


@dataclass(frozen=True, slots=True)
class Reference:
    """A line of a file that leads to another."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class FileView:
    """A file, whether it may be renamed or removed, and what leads to it."""

    file: FileRow
    is_first: bool
    references: Sequence[Reference]


def look_at_file(site: Site, viewer: Asker, path: str) -> FileView:
    """Give a file with what leads to it; raises NotFound."""
    with site.database.read() as connection:
        file = demand_file(connection, viewer, path)
        return FileView(file, _is_first(path), _list_references(connection, path))


def remove_file(site: Site, viewer: Asker, path: str) -> Sequence[Reference]:
    """Remove a file, and give what still leads to it; raises NotFound, InvalidInput."""

    def remove(connection: Connection) -> Sequence[Reference]:
        file = _demand(connection, viewer, path)
        _set_gone(connection, file, stamp=make_stamp(site, viewer))
        return _list_references(connection, path)

    return site.database.transact(remove)


def rename_file(
    site: Site, viewer: Asker, path: str, *, name: str
) -> tuple[str, Sequence[Reference]]:
    """Give a file another name; its new path, and what still leads to the old one.

    The saves of a text go along, and stay under its old name too, should somebody want that back.
    """

    def rename(connection: Connection) -> tuple[str, Sequence[Reference]]:
        file = _demand(connection, viewer, path)
        to = _name(path, name)
        if not to:
            raise InvalidInput({"name": NAMELESS})
        before = studio.lock_file(connection, to)
        if to == path or (before and not before.gone):
            raise InvalidInput({"name": TAKEN})
        stamp = make_stamp(site, viewer)
        if file.text is None:
            store_medium(connection, to, file.sha256, stamp=stamp, before=before)
        else:
            move_text(connection, file, to, stamp=stamp, before=before)
        _set_gone(connection, file, stamp=stamp)
        return to, _list_references(connection, path)

    return site.database.transact(rename)


def restore_file(site: Site, viewer: Asker, path: str) -> None:
    """Bring a file of text back as it was when it was removed; one that is there stays."""

    def restore(connection: Connection) -> None:
        file = demand_file(connection, viewer, path, lock=True)
        draft = view_draft(file)
        if draft.gone:
            store_text(connection, path, draft.text, stamp=make_stamp(site, viewer), before=file)

    site.database.transact(restore)


def _demand(connection: Connection, viewer: Asker, path: str) -> FileRow:
    file = demand_file(connection, viewer, path, lock=True)
    if _is_first(path):
        raise InvalidInput({"name": FIRST})
    return file


def _is_first(path: str) -> bool:
    return path == name_main(find_prefix(path))


def _name(path: str, name: str) -> str:
    prefix = find_prefix(path)
    if path.endswith(".md"):
        return "" if find_story_of(path) == name_main(prefix) else name_sibling(path, name)
    return name_medium(prefix, f"{name}{path[path.rindex('.') :]}")


def _set_gone(connection: Connection, file: FileRow, *, stamp: Stamp) -> None:
    # Its number grows, so that a page which still has it open does not save as if nothing was.
    gone = replace(file, gone=True, no=file.no + 1, saved_at=stamp.at, saved_by=stamp.by)
    studio.set_file(connection, gone)


def _list_references(connection: Connection, path: str) -> Sequence[Reference]:
    """List the lines of the work's other files that lead to a path."""
    found: list[Reference] = []
    for file in studio.list_files(connection, find_prefix(path)):
        if file.text is not None and file.path != path:
            lines = file.text.decode().split("\n")
            found += [
                Reference(file.path, number)
                for number, line in enumerate(lines, start=1)
                if path in _list_targets(file.path, line)
            ]
    return found


def _list_targets(path: str, line: str) -> Sequence[str | None]:
    return [resolve_path(path, unquote(each)) for each in _ADDRESS.findall(line)]
