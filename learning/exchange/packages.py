"""A zip file of courses or cases, read with every fault told.

All of it in memory: no name in a zip file ever becomes a path on a disk. Either the whole package
is taken or nothing is, and then `Refusal` says all that is to be mended. Knows no module's content.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from learning.content.source import MAX_BYTES
from learning.exchange.media_signs import find_medium_fault
from learning.exchange.package_names import (
    MANIFEST,
    find_kind_faults,
    find_name_faults,
    find_top,
    find_twins,
    is_litter,
)
from learning.exchange.zip_frames import (
    Entry,
    Frames,
    Words,
    find_faults,
    find_overlaps,
    read_frames,
    unpack,
)

_MIB = 1024 * 1024
# A medium of the most that one may have goes into it, with the texts around it.
MOST_BYTES = 21 * _MIB
MOST_UNPACKED = 100 * _MIB
MOST_ENTRIES = 500
MOST_TOLD = 50

# No good name is as long; putting a longer one in order may take for ever.
_LONGEST = 1000
_TEXT = (".md", ".vtt")
_LESS = "Leave out what is large."
_UPLOAD_ANEW = "Make the zip file again from the folder, and upload that."


@dataclass(frozen=True, slots=True, order=True)
class PackageFault:
    """One thing to mend: the entry as the zip file names it (none for all of it), and how."""

    entry: str
    what: str
    mend: str

    def __str__(self) -> str:
        """Say it in one line.

        >>> str(PackageFault("a.exe", "files that end in .exe are not taken", "Leave it out."))
        'a.exe: files that end in .exe are not taken. Leave it out.'
        """
        what = f"{self.entry}: {self.what}" if self.entry else self.what[0].upper() + self.what[1:]
        return f"{what}. {self.mend}"


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package by path, in order. Paths are NFC, with `/` between their parts.

    `manifest` is what the package says of itself, if anything: nothing of it is believed here.
    """

    files: Mapping[str, bytes]
    manifest: bytes = b""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing of a zip file was taken. `untold`: how many faults there are beside these."""

    faults: tuple[PackageFault, ...]
    untold: int = 0


def read_package(data: bytes) -> Package | Refusal:
    """Read an uploaded zip file. Never raises; every limit is held before anything is unpacked.

    What a computer leaves in folders by itself is passed over, and so is one folder around all
    the files, unless it is `cases` or `courses`.

    >>> print(*read_package(b"A letter").faults)
    This is not a zip file. Make the zip file again from the folder, and upload that.
    """
    if len(data) > MOST_BYTES:
        what = f"the zip file is over {MOST_BYTES // _MIB} MiB"
        return _refuse_all(what, _LESS)
    frames = read_frames(data)
    if isinstance(frames, str):
        return _refuse_all(frames, _UPLOAD_ANEW)
    entries = [each for each in frames.entries if not is_litter(_name(each))]
    if len(entries) > MOST_ENTRIES:
        what = f"the zip file has over {MOST_ENTRIES} files and folders"
        return _refuse_all(what, "Make two of it.")
    top = find_top([_name(each) for each in entries if not each.is_folder])
    reading = _Reading(frames, entries, top)
    reading.check()
    reading.unpack()
    return reading.result()


@dataclass(slots=True)
class _Reading:
    """Goes through the entries of one zip file, and collects files and faults."""

    frames: Frames
    entries: Sequence[Entry]
    top: str
    faults: set[PackageFault] = field(default_factory=set)
    refused: set[Entry] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)

    def check(self) -> None:
        """Look at everything that can be told without unpacking."""
        for entry in self.entries:
            if not entry.is_folder or _name(entry) != self.top:
                self.refuse(entry, _check_name(self.path(entry), entry.size))
            self.refuse(entry, find_faults(self.frames, entry))
        for entry, words in find_overlaps(self.frames, self.entries):
            self.refuse(entry, [words])
        self.check_twins()
        if sum(each.size for each in self.entries) > MOST_UNPACKED:
            self.refused.update(self.entries)
            what = f"the files would be over {MOST_UNPACKED // _MIB} MiB unpacked"
            self.faults.add(PackageFault("", what, _LESS))
        if all(each.is_folder or self.path(each) == MANIFEST for each in self.entries):
            self.faults.add(PackageFault("", "there is no file in the zip file", _UPLOAD_ANEW))

    def check_twins(self) -> None:
        # Only good names: a hostile one may have as many folders as letters.
        names = [_name(each) for each in self.entries]
        own = self.top + MANIFEST
        good = [
            each
            for each in names
            if each == own or not any(find_name_faults(each.removesuffix("/")))
        ]
        for path, (what, mend) in find_twins(good):
            self.faults.add(PackageFault(path, what, mend))

    def unpack(self) -> None:
        """Unpack what may be, one file at a time."""
        for entry in self.entries:
            if entry in self.refused or entry.is_folder:
                continue
            raw = unpack(self.frames, entry)
            if isinstance(raw, bytes):
                path = self.path(entry)
                self.files[path] = raw
                self.refuse(entry, _check_content(path, raw))
            else:
                self.refuse(entry, [raw])

    def path(self, entry: Entry) -> str:
        return _name(entry).removeprefix(self.top)

    def refuse(self, entry: Entry, found: Iterable[Words]) -> None:
        for what, mend in found:
            self.refused.add(entry)
            self.faults.add(PackageFault(_show(entry), what, mend))

    def result(self) -> Package | Refusal:
        if self.faults:
            return _refuse(self.faults)
        manifest = self.files.pop(MANIFEST, b"")
        return Package(dict(sorted(self.files.items())), manifest)


def _refuse_all(what: str, mend: str) -> Refusal:
    return _refuse([PackageFault("", what, mend)])


def _refuse(faults: Iterable[PackageFault]) -> Refusal:
    told = sorted(faults)
    return Refusal(tuple(told[:MOST_TOLD]), max(0, len(told) - MOST_TOLD))


def _name(entry: Entry) -> str:
    """Give the path of an entry. Some programs write UTF-8 without saying so; none is refused."""
    name = entry.name.decode(errors="replace")
    return name if len(entry.name) > _LONGEST else normalize("NFC", name)


def _show(entry: Entry) -> str:
    """Give a path that can be shown, whatever is in it."""
    shown = "".join(each if each.isprintable() else "\ufffd" for each in _name(entry)[:300])
    return shown or "(no name)"


def _check_name(path: str, size: int) -> Iterator[Words]:
    if path == MANIFEST:
        if size > MAX_BYTES:
            yield f"it is over {MAX_BYTES // 1024} KiB", "Leave it out."
        return
    yield from find_name_faults(path.removesuffix("/"))
    if not path.endswith("/"):
        yield from find_kind_faults(path, size)


def _check_content(path: str, raw: bytes) -> Iterator[Words]:
    fault = find_medium_fault(path, raw)
    if fault:
        yield fault, "Save it in the form that its name says, or leave it out."
    elif path.lower().endswith(_TEXT):
        yield from _check_text(raw)


def _check_text(raw: bytes) -> Iterator[Words]:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        yield f"line {line} is not written in UTF-8", "Save the file as UTF-8."
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        yield f"line {line} has a NUL character, as no text has", "Take it out, and save as UTF-8."
