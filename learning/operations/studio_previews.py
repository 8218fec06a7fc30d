"""Previews of the studio: a work as its files stand now, and each author's plays of it.

All of it lies in the memory of this process, within bounds, and nothing of it is stored: a play
that was let go, or that another process has, begins afresh.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from learning.access.rules import Asker
from learning.content.library import Scan
from learning.errors import NotFound
from learning.model.finding import Finding, Severity
from learning.model.names import Role, SceneId
from learning.operations.children import Broken, Limits, run_apart
from learning.operations.compiling import check_apart
from learning.operations.media import Medium
from learning.operations.previews import Compiled, Edition, Findings, Previews, read_file
from learning.operations.recent import Recent
from learning.operations.site import Site
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_reviewers import may_look
from learning.operations.studio_scan import WorkFolder
from learning.operations.trials import Plays, Trials
from learning.storage import publications, studio

NO_MODULE = "There is no such module in this work"
# Somebody waits: what takes longer would hold up everybody's pages.
READING = Limits(processor=2.0, clock=4.0)
UNREAD = "this file takes too long to read"
SHORTEN = "make it shorter, or take apart what is nested deeply"
# Checking is under way in a child: how long a page waits for it, and how often it looks.
PATIENCE, GLANCE = 4.0, 0.1
MOST_WORKS = 40
MOST_PEOPLE = 100
MOST_PLAYS = 12
MOST_MAPS = 60
IDLE = 3600.0


# By side and scene: how many of the plays tried came there.
Visits = Mapping[Role, Mapping[SceneId, int]]


@dataclass(frozen=True, slots=True)
class WorkSource:
    """The files of a work. Each is first read in a child, within limits: it may be anybody's."""

    site: Site
    folder: WorkFolder

    def scan(self, path: str) -> Scan:
        """Give the work as it was last saved, with what lies around it."""
        return self.folder.scan(path)

    def list_files(self) -> frozenset[str]:
        """Give the paths of all modules and courses, those around the work too."""
        return frozenset(self.folder.last.files)

    def read(self, path: str, scan: Scan) -> tuple[Compiled | None, Findings]:
        """Compile a file that a child could read, and that has no error."""
        (found,) = run_apart(_try_reading, [(path, scan)], limits=READING)
        if isinstance(found, Broken):
            return None, (Finding(path, 1, 1, "F07", Severity.ERROR, UNREAD, SHORTEN),)
        if any(each.severity is Severity.ERROR for each in found):
            return None, found
        return read_file(path, scan)

    def find_all(self, edition: Edition, scan: Scan) -> Findings:
        """Check a file as publishing does, in a child."""
        raw = scan.files.get(edition.path)
        if raw is None:
            return edition.findings
        with self.site.database.read() as connection:
            now = publications.load_current(connection, edition.path)
            ids = {edition.path: now.ids.splitlines()} if now else {}
        today = self.site.clock().date()
        checked = check_apart({edition.path: raw}, beside=scan.beside, today=today, published=ids)
        return tuple(sorted({*edition.findings, *checked[edition.path].findings}))

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a medium of the work, or of what lies around it."""
        return self.folder.open_medium(digest, path)


class StudioPreviews:
    """What this process keeps of previews. Safe to use from many threads."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.works: Recent[Previews] = Recent(MOST_WORKS, IDLE)
        self.people: Recent[Plays] = Recent(MOST_PEOPLE, IDLE)
        self.visits: Recent[Visits | None] = Recent(MOST_MAPS, IDLE)

    def look(self, viewer: Asker, path: str, *, review_id: str = "") -> Edition:
        """Give a file as it is now; raises NotFound for who neither writes nor reviews it."""
        with self.site.database.read() as connection:
            work = studio.load_work(connection, find_prefix(path))
            if work is None or not may_look(connection, viewer, work, review_id=review_id):
                raise NotFound(NO_MODULE)
        return self.open_work(path).look(path)

    def look_through(self, viewer: Asker, path: str) -> Edition:
        """Give a file with all findings, if they are there within a few seconds."""
        edition = self.look(viewer, path)
        deadline = time.monotonic() + PATIENCE
        while not edition.checked and time.monotonic() < deadline:
            time.sleep(GLANCE)
            edition = self.open_work(path).look(path)
        return edition

    def open_work(self, path: str) -> Previews:
        """Give the previews of the work that a file is of, whoever looks."""
        prefix = find_prefix(path)
        return self.works.get(
            prefix, lambda: Previews(WorkSource(self.site, WorkFolder(self.site, prefix)))
        )

    def open_trials(self, viewer: Asker, path: str, *, review_id: str = "") -> Trials:
        """Give somebody's own plays, as the page of one file shows them."""
        plays = self.people.get(viewer.person_id, lambda: Plays(MOST_PLAYS))
        return Trials(_Own(self, viewer, path, review_id), plays)

    def belongs_to_another(self, viewer: Asker, play_id: str) -> bool:
        """Whether somebody else is known to have this play."""
        others = self.people.list_others(viewer.person_id)
        return any(play_id in each.seats for each in others)


@dataclass(frozen=True, slots=True)
class _Own:
    """What somebody may look at under the address of one file: that file."""

    previews: StudioPreviews = field(repr=False)
    viewer: Asker
    path: str
    review_id: str

    def look(self, path: str) -> Edition:
        """Give the file as it is now; a play of another file is none of this address."""
        if path != self.path:
            raise NotFound(NO_MODULE)
        return self.previews.look(self.viewer, path, review_id=self.review_id)

    def list_files(self) -> frozenset[str]:
        """Give the paths of all modules there are for the work."""
        return self.previews.open_work(self.path).list_files()

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a medium of the work."""
        return self.previews.open_work(self.path).open_medium(digest, path)


def _try_reading(job: tuple[str, Scan]) -> Findings:
    """Read a file in a child, and give what is wrong with it."""
    return read_file(*job)[1]
