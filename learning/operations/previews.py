"""A content folder while its author works in it: a file is compiled anew whenever it is saved.

Keeps the last version of a file that had no error. Stores nothing, and knows no page.
"""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from learning.content.course_reader import read_course
from learning.content.front_matter import guess_kind
from learning.content.library import Scan
from learning.content.reader import read_module
from learning.content.reading import Reading
from learning.errors import NotFound
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.drafts import DraftFolder
from learning.operations.media import MediaShelf, Medium
from learning.operations.site import read_clock
from learning.places import PACKAGE
from learning.quiz.json_values import as_list, as_record, as_text, as_whole, read_json

Compiled = Module | Course
Findings = tuple[Finding, ...]
GONE = "the file is not there any more"
SAVE_AGAIN = "save it again, or end this preview"
UNCHECKED = "`learning check` came to no end on this file"
RUN_IT = "run it in a terminal to see why"
LONGEST_CHECK = 60


@dataclass(frozen=True, slots=True)
class Edition:
    """A file as it was when it was last saved; `number` counts what came of its texts.

    `compiled` is of this text if `fresh`, else the last one without an error, compiled at `since`.
    `findings` are all there are once `checked`; until then those that need no playing through.
    """

    path: str
    number: int
    compiled: Compiled | None
    fresh: bool
    since: datetime
    findings: Findings
    checked: bool = False

    def count(self, severity: Severity) -> int:
        """Say how many findings are of this severity."""
        return sum(each.severity is severity for each in self.findings)


class Source(Protocol):
    """Where files come from, how one is read, and how it is looked through."""

    def scan(self, path: str) -> Scan:
        """Give all files as they are now; the very same object while nothing was saved."""
        ...

    def list_files(self) -> frozenset[str]:
        """Give the paths of all modules and courses, as last scanned."""
        ...

    def read(self, path: str, scan: Scan) -> tuple[Compiled | None, Findings]:
        """Compile a file without playing it through; somebody waits for it."""
        ...

    def find_all(self, edition: Edition, scan: Scan) -> Findings:
        """Find all there is to find, which may take its time."""
        ...

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a picture, sound or video by its address; raises NotFound for anything else."""
        ...


@dataclass(frozen=True, slots=True)
class DiskSource:
    """A folder on this machine, whose files are checked as `learning check` checks them."""

    folder: DraftFolder
    media: MediaShelf = field(default_factory=MediaShelf)

    def scan(self, path: str) -> Scan:
        """Give what lies in the folder."""
        return self.folder.scan(path)

    def list_files(self) -> frozenset[str]:
        """Give the paths of what lies in the folder."""
        return frozenset(self.folder.last.files)

    def read(self, path: str, scan: Scan) -> tuple[Compiled | None, Findings]:
        """Compile a file here, because a child takes longer to start.

        The reader's own limits bound it, and nobody waits but the author of the file.
        """
        return read_file(path, scan)

    def find_all(self, edition: Edition, scan: Scan) -> Findings:
        """Ask `learning check` of the file as it lies on the disk by now."""
        return _ask_command(self.folder, edition)

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a medium that lies in the folder."""
        return self.media.open(self.folder.root, path, digest=digest)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one file, and of which state of the folder it is."""

    scan: Scan
    edition: Edition


class Previews:
    """The files of one source, as they are asked for. Safe to use from many threads."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._kept: dict[str, _Kept] = {}
        self._checking: set[str] = set()
        self._lock = threading.Lock()

    def look(self, path: str) -> Edition:
        """Give a file as it is now; raises NotFound for what is no module of this folder."""
        with self._lock:
            scan = self.source.scan(path)
            kept = self._kept.get(path)
            if kept is None and path not in scan.files:
                raise NotFound(f"There is no module {path} in this folder")
            if kept is None or kept.scan is not scan:
                made = self.source.read(path, scan)
                edition = _renew(path, scan, made, before=kept.edition if kept else None)
                kept = self._kept[path] = _Kept(scan, edition)
            if not kept.edition.checked and path not in self._checking:
                self._checking.add(path)
                threading.Thread(target=self._check, args=(path,), daemon=True).start()
            return kept.edition

    def list_files(self) -> frozenset[str]:
        """Give the paths of all modules and courses of the folder, as last looked at."""
        return self.source.list_files()

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a picture, sound or video by its address; raises NotFound for anything else."""
        return self.source.open_medium(digest, path)

    def _check(self, path: str) -> None:
        """Find all there is to find, beside the pages; again where it was saved meanwhile."""
        try:
            while not self._kept[path].edition.checked:
                kept = self._kept[path]
                findings = self.source.find_all(kept.edition, kept.scan)
                with self._lock:
                    if self._kept[path] is kept:
                        edition = replace(kept.edition, findings=findings, checked=True)
                        self._kept[path] = replace(kept, edition=edition)
        finally:
            self._checking.discard(path)


def _renew(
    path: str, scan: Scan, made: tuple[Compiled | None, Findings], *, before: Edition | None
) -> Edition:
    """Make the next edition of a file; what did not change in any way stays the same one."""
    compiled, findings = made
    kept = before.compiled if before else None
    own = tuple(each for each in scan.findings if each.file == path)
    edition = Edition(
        path,
        number=before.number + 1 if before else 1,
        compiled=compiled or kept,
        fresh=compiled is not None,
        since=before.since if before and compiled is None else read_clock(),
        findings=tuple(sorted({*own, *findings})),
    )
    if before and before.fresh and kept and compiled and kept.sha256 == compiled.sha256:
        return replace(edition, number=before.number, since=before.since)
    return edition


def read_file(path: str, scan: Scan) -> tuple[Compiled | None, Findings]:
    """Compile a file without playing it through."""
    raw = scan.files.get(path)
    if raw is None:
        return None, (Finding(path, 1, 1, "F01", Severity.ERROR, GONE, SAVE_AGAIN),)
    read = read_course if guess_kind(path) is Kind.COURSE else read_module
    reading: Reading[Module] | Reading[Course] = read(path, raw, scan.beside)
    return reading.value, reading.findings


def _ask_command(folder: DraftFolder, edition: Edition) -> Findings:
    """Ask `learning check` in a process of its own, which may be stopped and holds up no page."""
    file = str(folder.root / edition.path)
    asked = [sys.executable, "-P", "-m", "learning", "check", "--json", file]
    try:
        done = subprocess.run(
            asked,
            cwd=folder.root,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_CHECK,
            check=False,
        )
        found = [_read_finding(each) for each in as_list(read_json(done.stdout.decode()))]
    except (subprocess.TimeoutExpired, ValueError):
        unchecked = Finding(edition.path, 1, 1, "F07", Severity.ERROR, UNCHECKED, RUN_IT)
        return (*edition.findings, unchecked)
    return tuple(sorted({*edition.findings, *found}))


def _read_finding(value: object) -> Finding:
    told = as_record(value)
    file, code, message, fix = (as_text(told.get(n)) for n in ("file", "code", "message", "fix"))
    line, column = (as_whole(told.get(name)) for name in ("line", "column"))
    severity = Severity(as_text(told.get("severity")))
    return Finding(file, line, column, code, severity, message, fix)
