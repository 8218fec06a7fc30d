"""The content folder on disk: which files are modules, and their bytes.

The one module of this package that reads files. Knows nothing of what is in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path, PurePosixPath

from learning.content.source import MAX_BYTES
from learning.errors import NotFound
from learning.model.finding import Finding, Severity

FOLDERS = ("cases", "courses")
_NOT_MODULES = frozenset({"LICENCE.md", "README.md", "outcomes.md"})


def is_module_file(name: str) -> bool:
    """Whether a file of this name is a module or course, and not a note beside them.

    >>> [is_module_file(name) for name in ("damp.md", "course.md", "README.md", "damp.test.md")]
    [True, True, False, False]
    """
    hidden = name.startswith(".")
    return name.endswith(".md") and not (
        hidden or name in _NOT_MODULES or name.endswith(".test.md")
    )


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
    """The files of a content folder by path, and a finding for each that could not be read."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def scan_folder(root: Path, folder: Path) -> Scan:
    """Read every module in a folder and those below it; paths count from `root`.

    A file or folder that cannot be read is a finding: it is not the same as one that is gone.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for entry in _list_entries(root, folder, findings):
        if entry.is_dir() and not entry.is_symlink():
            inner = scan_folder(root, entry)
            files |= inner.files
            findings += inner.findings
        elif is_module_file(entry.name):
            try:
                files[_name(root, entry)] = read_limited(entry)
            except OSError as error:
                findings.append(_report(root, entry, error))
    return Scan(files, tuple(findings))


def _list_entries(root: Path, folder: Path, findings: list[Finding]) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError as error:
        findings.append(_report(root, folder, error))
        return []


def _name(root: Path, entry: Path) -> str:
    return PurePosixPath(entry.relative_to(root)).as_posix()


def _report(root: Path, entry: Path, error: OSError) -> Finding:
    message = f"this cannot be read: {error.strerror or error}"
    return Finding(_name(root, entry), 1, 1, "F01", Severity.ERROR, message)


class Library:
    """A content folder: `cases/` and `courses/` below a root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def scan(self) -> Scan:
        """Read every file; raises NotFound when the root has neither folder."""
        folders = [self.root / name for name in FOLDERS if (self.root / name).is_dir()]
        if not folders:
            raise NotFound(f"there is neither cases/ nor courses/ in the folder {self.root}")
        scans = [scan_folder(self.root, folder) for folder in folders]
        files = {path: raw for scan in scans for path, raw in scan.files.items()}
        return Scan(files, tuple(finding for scan in scans for finding in scan.findings))

    def load(self) -> Mapping[str, bytes]:
        """Give the bytes of every file that can be read, by path; raises NotFound as above."""
        return self.scan().files
