"""What a site and `learning pull` or `learning push` say to each other about one work.

A message is one line of JSON and, where files go with it, a zip file after it. Nothing that is read
here is believed: what does not fit raises ValueError, and paths are good names within the work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from learning.exchange.package_names import find_kind_faults, find_name_faults, find_twins
from learning.exchange.package_writer import write_package
from learning.exchange.packages import MOST_BYTES, Package, PackageFault, Refusal, read_package
from learning.quiz.json_values import (
    Json,
    as_list,
    as_record,
    as_text,
    as_whole,
    read_json,
    write_json,
)

MOST_FILES = 500
MOST_LINE = 512 * 1024
MOST_MESSAGE = MOST_LINE + MOST_BYTES
# What is sent of a work at once, before it is packed.
MOST_PORTION = 16 * 1024 * 1024
LONGEST_REQUEST = 64
_DIGEST = frozenset("0123456789abcdef")
_MOST_NO = 2**31 - 1
_LONGEST_PREFIX = 80


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as a site has it: the number of its last save, and the SHA-256 of its content."""

    path: str
    no: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is to be: begun from save `base` (0: a new one); no digest: removed."""

    path: str
    base: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Pulled:
    """A work: all of its files, and the contents of some of them by path."""

    stamps: tuple[Stamp, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Pushed:
    """Changes of a work, with what was changed; the same request twice is done once."""

    request_id: str
    changes: tuple[Change, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of changes: all files as they are now, those that others had a part in."""

    stamps: tuple[Stamp, ...]
    merged: tuple[str, ...]


def is_inside(path: str, prefix: str) -> bool:
    """Whether a path belongs to a work: its file, its stories, or what lies in its folder.

    >>> is_inside("cases/damp.md", "cases/damp"), is_inside("cases/damp/img/a.png", "cases/damp")
    (True, True)
    >>> is_inside("cases/dampness.md", "cases/damp"), is_inside("courses/a.md", "courses/a")
    (False, False)
    """
    own = (f"{prefix}.md", f"{prefix}.test.md") if prefix.startswith("cases/") else ()
    return path in own or path.startswith(f"{prefix}/")


def is_prefix(prefix: str) -> bool:
    """Whether a work may be called so on any disk.

    >>> is_prefix("courses/one"), is_prefix("courses/../one"), is_prefix("courses/one/two")
    (True, False, False)
    """
    top, _, name = prefix.partition("/")
    plain = bool(name) and "/" not in name and len(prefix) <= _LONGEST_PREFIX
    return top in ("cases", "courses") and plain and not any(find_name_faults(prefix))


def check_paths(paths: Sequence[str], prefix: str) -> None:
    """Raise ValueError unless all paths are good names within a work, each another file.

    >>> check_paths(["cases/damp/../../x.md"], "cases/damp")
    Traceback (most recent call last):
    ValueError: cases/damp/../../x.md: its name leads out of its folder, or in a circle
    """
    if len(paths) > MOST_FILES:
        raise ValueError(f"there are over {MOST_FILES} files")
    for path in paths:
        faults = (*find_name_faults(path), *find_kind_faults(path, 0))
        if faults or not is_inside(path, prefix):
            raise ValueError(f"{path[:300]}: {faults[0][0] if faults else 'it is elsewhere'}")
    for path, (what, _) in find_twins(paths):
        raise ValueError(f"{path}: {what}")


def write_pulled(stamps: Sequence[Stamp], files: Mapping[str, bytes]) -> bytes:
    """Write a work with the contents of some of its files, or of all."""
    return _write_message({"files": write_stamps(stamps)}, files)


def read_pulled(data: bytes, prefix: str) -> Pulled:
    """Read a work that was asked for by its prefix; raises ValueError."""
    record, files = _read_message(data)
    stamps = read_stamps(record.get("files"), prefix)
    _compare(files, {each.path: each.sha256 for each in stamps if each.path in files})
    return Pulled(stamps, files)


def write_pushed(pushed: Pushed) -> bytes:
    """Write changes."""
    changes = [{"path": c.path, "base": c.base, "sha256": c.sha256} for c in pushed.changes]
    return _write_message({"request": pushed.request_id, "files": changes}, pushed.files)


def read_pushed(data: bytes, prefix: str) -> Pushed:
    """Read changes of a work; raises ValueError, and FaultyFiles with all that is to be mended."""
    record, files = _read_message(data)
    request_id = as_text(record.get("request"))
    if not 0 < len(request_id) <= LONGEST_REQUEST or not request_id.isprintable():
        raise ValueError("there is no good request id")
    changes = tuple(map(_read_change, as_list(record.get("files"))))
    check_paths([each.path for each in changes], prefix)
    _compare(files, {each.path: each.sha256 for each in changes if each.sha256})
    return Pushed(request_id, changes, files)


def write_taken(taken: Taken) -> str:
    """Write what became of changes."""
    return write_json({"files": write_stamps(taken.stamps), "merged": list(taken.merged)})


def read_taken(text: str, prefix: str) -> Taken:
    """Read what became of changes; raises ValueError."""
    record = as_record(read_json(text))
    merged = tuple(map(as_text, as_list(record.get("merged"))))
    return Taken(read_stamps(record.get("files"), prefix), merged)


class FaultyFiles(ValueError):
    """Files that are not taken: each with what is wrong and how to mend it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("; ".join(map(str, refusal.faults)))
        self.faults: tuple[PackageFault, ...] = refusal.faults


def _write_message(record: Mapping[str, Json], files: Mapping[str, bytes]) -> bytes:
    line = write_json(record).encode()
    return line + b"\n" + (write_package(files) if files else b"")


def _read_message(data: bytes) -> tuple[Mapping[str, object], Mapping[str, bytes]]:
    line, _, rest = data.partition(b"\n")
    if len(line) > MOST_LINE:
        raise ValueError("its first line is too long")
    record = as_record(read_json(line.decode()))
    if not rest:
        return record, {}
    package = read_package(rest)
    match package:
        case Package(files):
            return record, files
        case _:
            raise FaultyFiles(package)


def write_stamps(stamps: Sequence[Stamp]) -> list[Json]:
    """Write how files stand, as a part of a message."""
    return [{"path": each.path, "no": each.no, "sha256": each.sha256} for each in stamps]


def read_stamps(value: object, prefix: str) -> tuple[Stamp, ...]:
    """Read how files of a work stand; raises ValueError."""
    records = map(as_record, as_list(value))
    stamps = tuple(
        Stamp(as_text(r.get("path")), _read_no(r.get("no")), _read_digest(r.get("sha256")))
        for r in records
    )
    check_paths([each.path for each in stamps], prefix)
    return stamps


def _read_change(value: object) -> Change:
    record = as_record(value)
    digest = record.get("sha256")
    known = None if digest is None else _read_digest(digest)
    return Change(as_text(record.get("path")), _read_no(record.get("base")), known)


def _read_no(value: object) -> int:
    no = as_whole(value)
    if not 0 <= no <= _MOST_NO:
        raise ValueError(f"there is no save number {no}")
    return no


def _read_digest(value: object) -> str:
    digest = as_text(value)
    if len(digest) != 64 or not set(digest) <= _DIGEST:
        raise ValueError("that is no SHA-256")
    return digest


def _compare(files: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
    """See that the files are those that were named, and nothing else."""
    odd = next(iter(sorted(set(files) ^ set(digests))), None)
    if odd is not None:
        raise ValueError(f"{odd}: it is listed and not there, or there and not listed")
    for path, raw in files.items():
        if sha256(raw).hexdigest() != digests[path]:
            raise ValueError(f"{path}: it is not what its digest says")
