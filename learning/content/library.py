"""The content folder on disk: its modules, what they may include, and the media beside them.

The one module of this package that reads files. Knows nothing of what is in them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from errno import EINVAL
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK
from urllib.parse import unquote

from learning.content.beside import NOTHING, OUTCOMES, Beside
from learning.content.media import find_media_type
from learning.content.source import MAX_BYTES
from learning.content.targets import is_shared, is_story_file, resolve_path
from learning.errors import NotFound
from learning.model.finding import Finding, Severity

FOLDERS = ("cases", "courses")
_NOT_MODULES = frozenset({"LICENCE.md", "README.md", "outcomes.md"})
_ADDRESS = re.compile(rb"\]\(<?([^()<>\s]{1,200})")
_MOST_NAMED = 200
_NEAR_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".md.txt")


def is_module_file(name: str) -> bool:
    """Whether a file of this name is a module or course, and not a note beside them.

    >>> [is_module_file(name) for name in ("damp.md", "course.md", "README.md", "damp.test.md")]
    [True, True, False, False]
    """
    hidden = name.startswith(".")
    return name.endswith(".md") and not (
        hidden or name in _NOT_MODULES or name.endswith(".test.md")
    )


def _is_nearly_module(name: str) -> bool:
    """Whether a name was meant as a module's, such as `damp.MD` or Notepad's `damp.md.txt`."""
    return name.lower().endswith(_NEAR_SUFFIXES) and not name.endswith(".md")


def read_limited(file: Path) -> bytes:
    """Read a file; of one that is far too large to be a module, as much as is still too large.

    Raises OSError, also for what is no plain file: reading a pipe would wait for ever.
    """
    if not file.is_file():
        raise OSError(EINVAL, "it is not a file")
    if file.stat().st_size > MAX_BYTES:
        return bytes(MAX_BYTES + 1)
    return file.read_bytes()


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of a content folder by path, and a finding for each that could not be read.

    `beside` has what is no module but may be taken in by one, `stories` the files that test them.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    beside: Beside = NOTHING
    stories: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Scanner:
    """Goes through folders and sorts what it finds."""

    root: Path
    prefix: str
    within: tuple[Path, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    includes: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stories: dict[str, bytes] = field(default_factory=dict)

    def read_folder(self, folder: Path) -> None:
        for entry in self.list_entries(folder):
            try:
                mode = entry.lstat().st_mode
            except OSError as error:
                self.report(entry, error)
                continue
            if S_ISDIR(mode):
                self.read_folder(entry)
            elif not S_ISLNK(mode) or self.may_follow(entry):
                self.read_entry(entry)

    def read_entry(self, entry: Path) -> None:
        # All but the root is spelt as in `name`, which takes twice the time of reading the file.
        path = entry.as_posix().removeprefix(self.prefix)
        try:
            if is_module_file(entry.name):
                files = self.includes if is_shared(path) else self.files
                files[path] = read_limited(entry)
            elif is_story_file(entry.name):
                self.stories[path] = read_limited(entry)
            elif path == OUTCOMES:
                self.includes[path] = read_limited(entry)
            elif _is_nearly_module(entry.name) and not entry.name.lower().startswith("readme."):
                self.refuse(entry, "a Markdown file is read only if its name ends in .md")
            elif find_media_type(path):
                self.read_medium(entry, path)
        except OSError as error:
            self.report(entry, error)

    def read_medium(self, file: Path, path: str) -> None:
        """Take the digest of a medium, unless it is too large."""
        found = find_media_type(path)
        if not file.is_file():
            raise OSError(EINVAL, "it is not a file")
        if found and file.stat().st_size > found.most:
            self.refused[path] = f"it is over {found.most // 1024**2} MiB"
            return
        self.media[path] = sha256(file.read_bytes()).hexdigest()

    def may_follow(self, link: Path) -> bool:
        """Whether a symbolic link leads to a file of this content folder."""
        try:
            target = link.resolve()
        except (OSError, RuntimeError):
            self.refuse(link, "a link that leads round in a circle")
            return False
        if not any(target.is_relative_to(folder) for folder in self.within):
            self.refuse(link, "a link that leads out of the content folder")
            return False
        if target.is_dir():
            self.refuse(link, "a link to a folder is not followed")
            return False
        return True

    def may_read(self, file: Path) -> bool:
        """Whether a path that somebody wrote is that of a plain file which may be read."""
        hidden = any(part.startswith(".") for part in file.relative_to(self.root).parts)
        return not hidden and file.is_file() and file.resolve().is_relative_to(self.within[0])

    def result(self) -> Scan:
        beside = Beside(self.includes, self.media, self.refused, self.files)
        return Scan(self.files, tuple(self.findings), beside, self.stories)

    def list_entries(self, folder: Path) -> list[Path]:
        try:
            entries = (each for each in folder.iterdir() if not each.name.startswith("."))
            return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.report(folder, error)
            return []

    def name(self, entry: Path) -> str:
        return PurePosixPath(entry.relative_to(self.root)).as_posix()

    def report(self, entry: Path, error: OSError) -> None:
        self.refuse(entry, f"this cannot be read: {error.strerror or error}")

    def refuse(self, entry: Path, message: str) -> None:
        self.findings.append(Finding(self.name(entry), 1, 1, "F01", Severity.ERROR, message))


def scan_folders(root: Path, folders: tuple[Path, ...]) -> Scan:
    """Read every file in some folders and those below them; paths count from `root`.

    A file or folder that cannot be read is a finding: it is not the same as one that is gone.
    """
    within = (root.resolve(), *(folder.resolve() for folder in folders))
    scanner = _Scanner(root, (root / "x").as_posix()[:-1], within)
    for folder in folders:
        scanner.read_folder(folder)
    return scanner.result()


def scan_named(root: Path, path: str, raw: bytes) -> Scan:
    """Read what a file in no content folder names in its links, as far as it lies below `root`.

    Nothing else there is looked at: it may be a whole disk.
    """
    scanner = _Scanner(root, (root / "x").as_posix()[:-1], (root.resolve(),))
    waiting, seen = [(path, raw)], {path}
    while waiting and len(seen) < _MOST_NAMED:
        file, text = waiting.pop()
        for address in _ADDRESS.findall(text):
            name = resolve_path(file, unquote(address.decode(errors="replace")))
            if name is None or name in seen or not scanner.may_read(root / name):
                continue
            seen.add(name)
            scanner.read_entry(root / name)
            if name in scanner.includes:
                waiting.append((name, scanner.includes[name]))
    return scanner.result()


def scan_folder(root: Path, folder: Path) -> Scan:
    """Read one folder and those below it, as `scan_folders` does."""
    return scan_folders(root, (folder,))


class Library:
    """A content folder: `cases/` and `courses/` below a root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def scan(self) -> Scan:
        """Read every file; raises NotFound when the root has neither folder."""
        folders = tuple(self.root / name for name in FOLDERS if (self.root / name).is_dir())
        if not folders:
            raise NotFound(f"there is neither cases/ nor courses/ in the folder {self.root}")
        return scan_folders(self.root, folders)

    def load(self) -> Mapping[str, bytes]:
        """Give the bytes of every module that can be read, by path; raises NotFound as above."""
        return self.scan().files
