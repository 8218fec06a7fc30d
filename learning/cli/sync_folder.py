"""A folder of somebody's own that holds works of a site, with what was last seen of each.

What is known of the site lies in `.side-by-side.json`, the texts as they came in `.side-by-side/`,
by digest. No link is followed. A file takes its name when it is whole, what is known is written
last: killed at any moment, the next pull or push goes on from there.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from learning.content.source import MAX_BYTES
from learning.errors import LearningError
from learning.exchange.package_names import find_kind_faults, find_name_faults, is_litter
from learning.exchange.packages import MOST_BYTES
from learning.exchange.sync import MOST_FILES, Stamp, check_paths, is_prefix
from learning.quiz.json_values import (
    Json,
    as_list,
    as_record,
    as_text,
    as_whole,
    read_json,
    write_json,
)

STATE, BASES = ".side-by-side.json", ".side-by-side"
THEIRS = ".theirs"
MOST_STATE = 4 * 1024 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class FolderFault(LearningError):
    """Something in the folder that stops a pull or push; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was last seen of a work: where, how each file stood, and whose token asked."""

    site: str
    proof: str
    stamps: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class Local:
    """The files of a work in the folder, the site's versions beside them, and what is left out."""

    files: Mapping[str, bytes]
    theirs: tuple[str, ...]
    odd: tuple[str, ...]


def tidy(path: str, raw: bytes) -> bytes:
    r"""Give a file as a site keeps it: the lines of a text end in LF.

    >>> tidy("a.md", b"x\r\ny"), tidy("a.png", b"x\r\ny")
    (b'x\ny', b'x\r\ny')
    """
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if path.endswith(".md") else raw


def digest_of(raw: bytes) -> str:
    """Give the SHA-256 of a file."""
    return sha256(raw).hexdigest()


class Folder:
    """A folder that is open; only one pull or push at a time has it."""

    def __init__(self, root: Path, top: int) -> None:
        self.root = root
        self._top = top

    def read_state(self) -> Mapping[str, Known]:
        """Give what is known of each work by prefix; raises FolderFault."""
        raw = self._read(STATE, MOST_STATE)
        if raw is None:
            return {}
        try:
            works = as_record(as_record(read_json(raw.decode())).get("works"))
            return {prefix: _read_known(prefix, value) for prefix, value in works.items()}
        except ValueError as error:
            told = f"{self.root / STATE} cannot be read ({error}). Move it away, and pull again"
            raise FolderFault(told) from error

    def write_state(self, state: Mapping[str, Known]) -> None:
        """Store what is known, and let the texts go that nobody needs any more."""
        works = {prefix: _show_known(known) for prefix, known in state.items()}
        self.write(STATE, (write_json({"version": 1, "works": works}) + "\n").encode())
        kept = {each.sha256 for known in state.values() for each in known.stamps.values()}
        with self._parent(f"{BASES}/x") as parent:
            names = os.listdir(parent) if parent is not None else []
            for name in names:
                if name not in kept and name != ".gitignore":
                    os.unlink(name, dir_fd=parent)

    def read_base(self, digest: str) -> bytes | None:
        """Give a file as it came; None where it is not here, or not what it was."""
        raw = self._read(f"{BASES}/{digest}", MOST_BYTES)
        return raw if raw is not None and digest_of(raw) == digest else None

    def keep_base(self, raw: bytes) -> None:
        """Keep a file as it came."""
        name = f"{BASES}/{digest_of(raw)}"
        if self.read_base(digest_of(raw)) is None:
            # First, so that wherever there are such texts, git passes them over.
            self.write(f"{BASES}/.gitignore", b"*\n")
            self.write(name, raw)

    def read_work(self, prefix: str) -> Local:
        """Read the files of a work; raises FolderFault, for links too."""
        names = [f"{prefix}.md", f"{prefix}.test.md"] if prefix.startswith("cases/") else []
        paths = [each for name in names for each in (name, name + THEIRS) if self._is_there(each)]
        paths += self._list(prefix)
        theirs = tuple(each for each in paths if each.endswith(THEIRS))
        odd = tuple(each for each in paths if not each.endswith(THEIRS) and _is_odd(each))
        own = [each for each in paths if each not in {*theirs, *odd}]
        if len(own) > MOST_FILES:
            raise FolderFault(f"There are over {MOST_FILES} files in {self.root / prefix}")
        return Local({path: self._read_whole(path) for path in sorted(own)}, theirs, odd)

    def read(self, path: str) -> bytes | None:
        """Read a file; None where there is none. Raises FolderFault, for a link too."""
        return self._read(path, MOST_BYTES)

    def write(self, path: str, raw: bytes) -> None:
        """Write a file, which has its name only when it is whole."""
        with self._parent(path, make=True) as parent:
            if parent is None:
                raise FolderFault(f"{self.root / path}: its folder went away just now")
            name = path.rpartition("/")[2]
            draft = f".{name[:100]}.part"
            try:
                with suppress(FileNotFoundError):
                    os.unlink(draft, dir_fd=parent)
                with os.fdopen(os.open(draft, _WRITE, 0o644, dir_fd=parent), "wb") as file:
                    file.write(raw)
                    file.flush()
                    os.fsync(file.fileno())
                os.rename(draft, name, src_dir_fd=parent, dst_dir_fd=parent)
            except OSError as error:
                raise self._fault(path, error) from error

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        with self._parent(path) as parent, suppress(FileNotFoundError):
            if parent is not None:
                os.unlink(path.rpartition("/")[2], dir_fd=parent)
        with suppress(OSError):
            # Up to the first that holds something else.
            for folder in list(Path(path).parents)[:-2]:
                os.rmdir(folder, dir_fd=self._top)

    def _read_whole(self, path: str) -> bytes:
        raw = self._read(path, MAX_BYTES if path.endswith(".md") else MOST_BYTES)
        if raw is None:
            raise FolderFault(f"{self.root / path} went away just now. Try again")
        return raw

    def _read(self, path: str, most: int) -> bytes | None:
        with self._parent(path) as parent:
            if parent is None:
                return None
            try:
                number = os.open(path.rpartition("/")[2], _READ, dir_fd=parent)
            except FileNotFoundError:
                return None
            except OSError as error:
                raise self._fault(path, error) from error
            with os.fdopen(number, "rb") as file:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise FolderFault(f"{self.root / path} is not a plain file")
                raw = file.read(most + 1)
        if len(raw) > most:
            raise FolderFault(f"{self.root / path} is over {most // 1024} KiB")
        return raw

    def _is_there(self, path: str) -> bool:
        return self._read(path, MOST_BYTES) is not None

    def _list(self, folder: str) -> list[str]:
        """List what lies in a folder and below it; hidden files are the owner's own business."""
        with self._parent(f"{folder}/x") as opened:
            if opened is None:
                return []
            with os.scandir(opened) as entries:
                found = [(each.name, each.is_dir(follow_symlinks=False)) for each in entries]
        paths: list[str] = []
        for name, is_folder in sorted(found):
            if not name.startswith(".") and not is_litter(name):
                path = f"{folder}/{name}"
                paths += self._list(path) if is_folder else [path]
        return paths

    @contextmanager
    def _parent(self, path: str, *, make: bool = False) -> Iterator[int | None]:
        """Open the folder of a file, step by step, so that no link on the way leads elsewhere."""
        opened = os.dup(self._top)
        try:
            for part in path.split("/")[:-1]:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(part, dir_fd=opened)
                below = self._step(part, opened, path)
                if below is None:
                    yield None
                    return
                os.close(opened)
                opened = below
            yield opened
        finally:
            os.close(opened)

    def _step(self, part: str, opened: int, path: str) -> int | None:
        try:
            return os.open(part, _FOLDER, dir_fd=opened)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._fault(path, error) from error

    def _fault(self, path: str, error: OSError) -> FolderFault:
        link = error.errno in (errno.ELOOP, errno.ENOTDIR)
        why = "a link on its way is not followed" if link else error.strerror
        return FolderFault(f"{self.root / path}: {why}")


@contextmanager
def open_folder(root: Path, *, make: bool = False) -> Iterator[Folder]:
    """Open a folder, and let nobody else pull or push in it meanwhile; raises FolderFault."""
    try:
        if make:
            root.mkdir(parents=True, exist_ok=True)
        top = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise FolderFault(f"{root}: {error.strerror}") from error
    try:
        fcntl.flock(top, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Folder(root, top)
    except BlockingIOError as error:
        raise FolderFault(f"Another pull or push is under way in {root}") from error
    finally:
        os.close(top)


def _is_odd(path: str) -> bool:
    return any(find_name_faults(path)) or any(find_kind_faults(path, 0))


def _read_known(prefix: str, value: object) -> Known:
    record = as_record(value)
    stamps = [_read_stamp(as_record(each)) for each in as_list(record.get("files"))]
    if not is_prefix(prefix):
        raise ValueError("it names what is no course or case")
    check_paths([each.path for each in stamps], prefix)
    by_path = {each.path: each for each in stamps}
    return Known(as_text(record.get("site")), as_text(record.get("proof")), by_path)


def _read_stamp(record: Mapping[str, object]) -> Stamp:
    digest = as_text(record.get("sha256"))
    if len(digest) != 64 or not digest.isalnum():
        raise ValueError("it has no good digest")
    return Stamp(as_text(record.get("path")), as_whole(record.get("no")), digest)


def _show_known(known: Known) -> Mapping[str, Json]:
    stamps = sorted(known.stamps.values(), key=lambda each: each.path)
    files: list[Json] = [
        {"path": each.path, "no": each.no, "sha256": each.sha256} for each in stamps
    ]
    return {"site": known.site, "proof": known.proof, "files": files}
