"""The files an author has open: read again when one of them was saved, and only then.

Knows that editors write in several steps, or to another file first; not what is in the files.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from learning.content.beside import OUTCOMES
from learning.content.library import FOLDERS, Scan, is_module_file, read_limited, scan_folders
from learning.content.media import find_media_type
from learning.errors import NotFound

Stamp = tuple[int, int, int]
Stamps = Mapping[str, Stamp]
# Between the first and the last byte of a save, or while one file takes another's name.
SETTLES_IN = 0.02
MOST_WAITS = 10
MOST_FILES = 20_000


@dataclass(slots=True)
class DraftFolder:
    """A content folder, or one file that lies in none. `root` is what paths count from."""

    root: Path
    lone: str = ""
    last: Scan = field(default_factory=lambda: Scan({}))
    _stamps: Stamps = field(default_factory=dict)

    def scan(self, path: str = "") -> Scan:
        """Give what lies in the folder; the very same object as long as nothing was saved.

        Waits for a moment while a save is under way, so that no half of a file is read as the
        whole; `path` is the file that must be there, if any must.
        """
        stamps = self._take_stamps()
        if stamps == self._stamps:
            return self.last
        for _ in range(MOST_WAITS):
            time.sleep(SETTLES_IN)
            before, stamps = stamps, self._take_stamps()
            if stamps == before and (not path or path in stamps):
                break
        self.last, self._stamps = self._read(stamps), stamps
        return self.last

    def _read(self, stamps: Stamps) -> Scan:
        """Read what changed; where a file came, went or is no module, everything."""
        changed = {name for name, stamp in stamps.items() if self._stamps.get(name) != stamp}
        if self._stamps.keys() != stamps.keys() or not changed <= self.last.files.keys():
            return self._read_all(stamps)
        try:
            fresh = {name: read_limited(self.root / name) for name in changed}
        except OSError:
            return self._read_all(stamps)
        files = {**self.last.files, **fresh}
        return replace(self.last, files=files, beside=replace(self.last.beside, modules=files))

    def _read_all(self, stamps: Stamps) -> Scan:
        if not self.lone:
            return scan_folders(self.root, tuple(self._folders()))
        files = {self.lone: read_limited(self.root / self.lone)} if self.lone in stamps else {}
        return Scan(files)

    def _take_stamps(self) -> Stamps:
        """Note of each file that matters what changes when it is saved, however it is saved."""
        stamps: dict[str, Stamp] = {}
        for file in self._list_files():
            try:
                found = file.stat()
            except OSError:
                continue
            name = file.relative_to(self.root).as_posix()
            stamps[name] = (found.st_mtime_ns, found.st_size, found.st_ino)
            if len(stamps) >= MOST_FILES:
                break
        return stamps

    def _list_files(self) -> Iterator[Path]:
        if self.lone:
            yield self.root / self.lone
            return
        for top in self._folders():
            for folder, below, names in os.walk(top):
                below[:] = [each for each in below if not each.startswith(".")]
                yield from (Path(folder, name) for name in names if _matters(name))

    def _folders(self) -> Iterator[Path]:
        yield from (self.root / each for each in FOLDERS if (self.root / each).is_dir())


def open_drafts(file: Path) -> tuple[DraftFolder, str]:
    """Give the content folder that a file lies in, and its path there; raises NotFound."""
    whole = file.resolve()
    if not whole.is_file():
        raise NotFound(f"there is no file {file}")
    if not is_module_file(whole.name):
        raise NotFound(f"{file.name} is no case, lesson, quiz, survey or course")
    root = next((each.parent for each in whole.parents if each.name in FOLDERS), None)
    if root is None:
        return DraftFolder(whole.parent, whole.name), whole.name
    return DraftFolder(root), whole.relative_to(root).as_posix()


def _matters(name: str) -> bool:
    own = is_module_file(name) or name.endswith(".test.md") or name == Path(OUTCOMES).name
    return not name.startswith(".") and (own or find_media_type(name) is not None)
