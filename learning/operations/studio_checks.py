"""What the checker says of a text while it is typed: what reading shows at once, the rest after.

Nothing of a text is stored; how much is found is, where the text is the one that was saved last.
Reading is done in children that stay, within limits: the text may be anybody's.
"""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from learning.access.rules import Asker
from learning.content.beside import Beside
from learning.content.check import check_quickly
from learning.content.library import Scan
from learning.content.stories import name_told_module
from learning.content.targets import is_story_file
from learning.content.vocabulary import Vocabulary, read_vocabulary
from learning.errors import Stale
from learning.model.finding import Finding, Severity
from learning.operations.children import Broken, Limits, Standby
from learning.operations.compiling import check_apart
from learning.operations.recent import Recent
from learning.operations.site import Site
from learning.operations.studio import demand_file
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_scan import WorkFolder
from learning.operations.studio_store import tidy_text
from learning.storage import publications, studio
from learning.storage.studio import FileRow

# Somebody types, and waits for it.
READING = Limits(processor=2.0, clock=4.0)
UNREAD = "this file takes too long to read"
SHORTEN = "make it shorter, or take apart what is nested deeply"
BUSY = "Your last text is still being checked"
MOST_WORKS, MOST_PLACES = 40, 400
IDLE = 3600.0
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One text to be read: of the modules around it only the paths matter, and a story's own."""

    path: str
    raw: bytes
    beside: Beside
    today: date
    published: Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is found in a text, what it names, and the media it could show, by path."""

    findings: tuple[Finding, ...]
    vocabulary: Vocabulary
    is_whole: bool


class StudioChecks:
    """What this process keeps for checking: folders of works, children, places for people."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.children: Standby[Reading, tuple[Finding, ...]] = Standby(read_quickly, limits=READING)
        self.works: Recent[WorkFolder] = Recent(MOST_WORKS, IDLE)
        self.people: Recent[threading.Lock] = Recent(MOST_PLACES, IDLE)

    def check(self, viewer: Asker, path: str, text: str, *, is_whole: bool = False) -> Checked:
        """Check a text that stands in the editor of a file; `is_whole`: play it through, too.

        Raises NotFound for who may not write it, and Stale while their last one is looked at.
        """
        raw = tidy_text(text).encode()
        with self.site.database.read() as connection:
            file = demand_file(connection, viewer, path)
            prefix = find_prefix(path)
            folder = self.works.get(prefix, lambda: WorkFolder(self.site, prefix))
            scan = folder.read(connection)
            now = publications.load_current(connection, path)
        reading = Reading(
            path,
            raw,
            _put(scan, path, raw),
            self.site.clock().date(),
            {path: now.ids.splitlines()} if now else {},
        )
        with self._take_place(viewer, is_whole=is_whole):
            findings = self._check_whole(reading, file) if is_whole else self._read(reading)
        outcomes = (scan.beside.outcomes or b"").decode(errors="replace")
        return Checked(findings, read_vocabulary(raw.decode(), outcomes), is_whole)

    @contextmanager
    def _take_place(self, viewer: Asker, *, is_whole: bool) -> Iterator[None]:
        """Read one text of a person at a time, and play one: a second waits, but not for ever."""
        task = "play" if is_whole else "read"
        place = self.people.get(f"{viewer.person_id} {task}", threading.Lock)
        if not place.acquire(timeout=PATIENCE):
            raise Stale(BUSY)
        try:
            yield
        finally:
            place.release()

    def _read(self, reading: Reading) -> tuple[Finding, ...]:
        found = self.children.do(replace(reading, beside=_lighten(reading)))
        if isinstance(found, Broken):
            return (Finding(reading.path, 1, 1, "F07", Severity.ERROR, UNREAD, SHORTEN),)
        return found

    def _check_whole(self, reading: Reading, file: FileRow) -> tuple[Finding, ...]:
        files = {reading.path: reading.raw}
        made = check_apart(
            files, beside=reading.beside, today=reading.today, published=reading.published
        )
        findings = made[reading.path].findings
        if file.sha256 == sha256(reading.raw).hexdigest():
            errors = sum(each.severity is Severity.ERROR for each in findings)
            rest = len(findings) - errors
            with self.site.database.write() as connection:
                studio.set_counts(connection, file.path, file.no, errors=errors, warnings=rest)
        return findings


def read_quickly(reading: Reading) -> tuple[Finding, ...]:
    """Check a text as far as reading shows it, in a child."""
    return check_quickly(
        reading.path,
        reading.raw,
        today=reading.today,
        published=reading.published,
        beside=reading.beside,
    )


def _put(scan: Scan, path: str, raw: bytes) -> Beside:
    """Give what lies around a text, with the text in the place of what was saved."""
    beside = scan.beside
    if path in beside.includes:
        return replace(beside, includes={**beside.includes, path: raw})
    if path in beside.modules:
        return replace(beside, modules={**beside.modules, path: raw})
    return beside


def _lighten(reading: Reading) -> Beside:
    """Leave out what other modules say: that they are there is enough, and soon sent to a child."""
    told = name_told_module(reading.path) if is_story_file(reading.path) else ""
    modules = reading.beside.modules
    return replace(
        reading.beside,
        modules={path: raw if path == told else b"" for path, raw in modules.items()},
    )
