"""One work as its own page shows it: its files with their states, its people, and who may share."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.access.rules import Asker
from learning.operations.site import Site
from learning.operations.studio import WorkView, open_work
from learning.operations.studio_list import Listed, list_work
from learning.operations.studio_people import may_share
from learning.storage import studio_lists
from learning.storage.studio_lists import FileLine, WorkLine


@dataclass(frozen=True, slots=True)
class WorkPageView:
    """A work, summed up, with a line for each file of text (gone ones too)."""

    work: WorkView
    listed: Listed
    lines: Sequence[FileLine]
    may_share: bool


def look_at_work(site: Site, viewer: Asker, prefix: str) -> WorkPageView:
    """Give a work as its page shows it; raises NotFound for who may not write it."""
    view = open_work(site, viewer, prefix)
    with site.database.read() as connection:
        lines = studio_lists.list_lines_of(connection, prefix)
        overtaken = prefix in studio_lists.list_overtaken(connection)
    row, names = view.work, [each.name for each in view.editors]
    line = WorkLine(prefix, row.owner_id, view.owner.name, row.review_needed, row.made_at)
    listed = list_work(line, lines, editors=names, overtaken=overtaken)
    return WorkPageView(view, listed, lines, may_share(viewer, row))
