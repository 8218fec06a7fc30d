"""A zip file as its entries: where each lies, what it says of itself, and what is in it.

Read by hand from the bytes (PKWARE, APPNOTE.TXT 6.3.10), as `zipfile` of Python 3.11 and 3.12 lets
entries share one body: 60 kB that unpack to 10 GB. Knows no disk, and not what the files are for.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from stat import S_IFDIR, S_IFMT, S_IFREG
from struct import Struct

STORED, DEFLATED = 0, 8
UTF8_NAME = 0x0800
LOCAL = Struct("<4s5H3L2H")
CENTRAL = Struct("<4s6H3L5H2L")
END = Struct("<4s4H2LH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_MOST_COMMENT = 0xFFFF
# Says that a field did not have room, and that its value stands in an extension ("zip64").
_ELSEWHERE = {0xFFFF, 0xFFFFFFFF}
# Bit 0: encrypted. Bit 6: strongly so. Bit 13: the list of entries is.
_LOCKED = 0x0001 | 0x0040 | 0x2000
# Bit 3: the sizes follow the body, and the local header may have zeros.
_SIZES_FOLLOW = 0x0008
# A ratio that no text or medium reaches, above what deflate may well make of a small file.
MOST_RATIO, SMALL = 50, 1024 * 1024

NO_ZIP = "this is not a zip file"
CUT = "the zip file is damaged, or was cut short on its way"
SPLIT = "the zip file is one part of several"
HUGE = "the zip file is written for sizes far above the limit (zip64)"
_AGAIN = "Make the zip file again from the folder, and upload that."

Words = tuple[str, str]
"""What is wrong, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the list at the end of the zip file tells it.

    `at` is where its local header stands, `packed` and `size` count bytes, `mode` is that of Unix.
    """

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    at: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder: nothing but its name says so everywhere."""
        return self.name.endswith(b"/")


@dataclass(frozen=True, slots=True)
class Frames:
    """The entries of a zip file. `end` is where the bodies end and the list begins."""

    data: bytes
    entries: tuple[Entry, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Local:
    """The header before a body; `body` is where that begins."""

    flags: int
    method: int
    told: tuple[int, int, int]
    name: bytes
    body: int


def read_frames(data: bytes) -> Frames | str:
    """Give the entries of a zip file, none of them unpacked; or what keeps it from being read.

    >>> read_frames(b"A letter")
    'this is not a zip file'
    >>> read_frames(END.pack(END_SIGN, 0, 0, 0, 0, 0, 0, 0)).entries
    ()
    """
    if not data.startswith((LOCAL_SIGN, END_SIGN)):
        return NO_ZIP
    at = data.rfind(END_SIGN, max(0, len(data) - END.size - _MOST_COMMENT))
    if at < 0 or at + END.size > len(data):
        return CUT
    _, disk, first, here, count, size, start, comment = END.unpack_from(data, at)
    if _ELSEWHERE & {here, count, size, start}:
        return HUGE
    if disk or first or here != count:
        return SPLIT
    if at + END.size + comment != len(data) or start + size != at:
        return CUT
    entries = tuple(_walk(data, start, at))
    return Frames(data, entries, start) if len(entries) == count else CUT


def _walk(data: bytes, at: int, end: int) -> Iterator[Entry]:
    """Give the entries of the list; it stops short where the list is broken."""
    while at + CENTRAL.size <= end and data.startswith(CENTRAL_SIGN, at):
        fields = CENTRAL.unpack_from(data, at)
        _, _, _, flags, method, _, _, crc, packed, size = fields[:10]
        name, extra, comment, _, _, attributes, local = fields[10:]
        begin, at = at + CENTRAL.size, at + CENTRAL.size + name + extra + comment
        if at > end:
            return
        words = data[begin : begin + name]
        yield Entry(words, flags, method, crc, packed, size, mode=attributes >> 16, at=local)


def find_faults(frames: Frames, entry: Entry) -> Iterator[Words]:
    """Say everything for which an entry is not unpacked."""
    if entry.flags & _LOCKED:
        yield "it is locked with a password", "Make the zip file again without a password."
    elif entry.method not in (STORED, DEFLATED):
        yield (
            f"it is packed in a way that is not read here (method {entry.method})",
            "Make the zip file again with the program that came with your computer.",
        )
    if S_IFMT(entry.mode) not in (0, S_IFDIR if entry.is_folder else S_IFREG):
        yield "it is a link or a special file", "Put the file itself there, or leave it out."
    if entry.is_folder and entry.size:
        yield "it is a folder, and has something in it as a file has", _AGAIN
    if entry.size > SMALL and entry.size > MOST_RATIO * entry.packed:
        yield (
            f"it would unpack to more than {MOST_RATIO} times its size, as traps do",
            "Leave it out, or save it anew in the program that made it.",
        )
    if not _agrees(frames, entry):
        yield "the zip file tells two different things about it", _AGAIN


def _agrees(frames: Frames, entry: Entry) -> bool:
    """Whether the header before the body tells what the list at the end does, and all is there."""
    local = _read_local(frames, entry)
    if local is None or local.body + entry.packed > frames.end:
        return False
    same = (local.method, local.name) == (entry.method, entry.name)
    follow = local.flags & _SIZES_FOLLOW and not any(local.told)
    told = follow or local.told == (entry.crc, entry.packed, entry.size)
    return bool(same and told and not (local.flags ^ entry.flags) & _LOCKED)


def _read_local(frames: Frames, entry: Entry) -> _Local | None:
    begin = entry.at + LOCAL.size
    if begin > frames.end or not frames.data.startswith(LOCAL_SIGN, entry.at):
        return None
    fields = LOCAL.unpack_from(frames.data, entry.at)
    _, _, flags, method, _, _, crc, packed, size, name, extra = fields
    words = frames.data[begin : begin + name]
    return _Local(flags, method, (crc, packed, size), words, begin + name + extra)


def find_overlaps(frames: Frames, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Words]]:
    """Say which entries share bytes with one before (D. Fifield, "A better zip bomb", 2019)."""
    reached = 0
    for entry in sorted(entries, key=lambda each: each.at):
        if entry.at < reached:
            yield entry, ("it shares its bytes with another file, as traps do", _AGAIN)
        local = _read_local(frames, entry)
        if local:
            reached = max(reached, local.body + entry.packed)


def unpack(frames: Frames, entry: Entry) -> bytes | Words:
    """Give what is in an entry without faults. It stops one byte after the size that was told."""
    local = _read_local(frames, entry)
    if local is None:
        return CUT, _AGAIN
    body = memoryview(frames.data)[local.body : local.body + entry.packed]
    raw = bytes(body) if entry.method == STORED else _inflate(body, entry.size)
    if raw is not None and len(raw) > entry.size:
        return "it holds more than the zip file says, as traps do", _AGAIN
    if raw is None or len(raw) != entry.size or zlib.crc32(raw) != entry.crc:
        return "it is damaged", _AGAIN
    return raw


def _inflate(body: memoryview, size: int) -> bytes | None:
    """Inflate to one byte more than the size at most; None for what is broken."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        raw = engine.decompress(body, size + 1)
    except zlib.error:
        return None
    whole = engine.eof and not engine.unused_data
    return raw if whole or len(raw) > size else None
