"""Files of courses or cases as one zip file, the same bytes for the same files; and their digest.

Knows no disk, and not whether the files may be read in again: `packages.read_package` says that.
"""

import zlib
from collections.abc import Mapping
from hashlib import sha256

from learning.exchange.package_names import find_top
from learning.exchange.zip_frames import (
    CENTRAL,
    CENTRAL_SIGN,
    DEFLATED,
    END,
    END_SIGN,
    LOCAL,
    LOCAL_SIGN,
    STORED,
    UTF8_NAME,
)

# 1 January 1980, the first day that a zip file can name, at midnight.
_TIME, _DAY = 0, 0x21
_MADE_BY, _READ_BY = 3 << 8 | 20, 20
_PLAIN_FILE = 0o100644 << 16
_WRAP = "package/"


def write_package(files: Mapping[str, bytes]) -> bytes:
    """Write files as a zip file: the same files give the same bytes.

    Reading it gives the files again, if each may be in a package. Raises ValueError for more than
    65,534 files, or 4 GiB.

    >>> write_package({"cases/damp.md": b"# Damp"})[30:43]
    b'cases/damp.md'
    """
    # Reading takes one folder around all files away.
    before = _WRAP if find_top(list(files)) else ""
    bodies, records, at = [], [], 0
    for path in sorted(files):
        body, record = _write_entry(before + path, files[path], at)
        bodies.append(body)
        records.append(record)
        at += len(body)
    listed = b"".join(records)
    if len(files) >= 0xFFFF or at + len(listed) >= 0xFFFFFFFF:
        raise ValueError("too much for one zip file")
    end = END.pack(END_SIGN, 0, 0, len(files), len(files), len(listed), at, 0)
    return b"".join((*bodies, listed, end))


def _write_entry(path: str, raw: bytes, at: int) -> tuple[bytes, bytes]:
    """Give a body with its header, and its line in the list at the end."""
    name = path.encode()
    # Media are packed already, and a silent sound would look like a trap if it were packed more.
    method = DEFLATED if path.endswith(".md") else STORED
    body = _deflate(raw) if method == DEFLATED else raw
    shared = (UTF8_NAME, method, _TIME, _DAY, zlib.crc32(raw), len(body), len(raw), len(name), 0)
    header = LOCAL.pack(LOCAL_SIGN, _READ_BY, *shared)
    rest = (0, 0, 0, _PLAIN_FILE, at)
    return header + name + body, CENTRAL.pack(
        CENTRAL_SIGN, _MADE_BY, _READ_BY, *shared, *rest
    ) + name


def _deflate(raw: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return engine.compress(raw) + engine.flush()


def hash_package(files: Mapping[str, bytes]) -> str:
    """Give the SHA-256 of paths and contents, the same for the same files in any order.

    >>> hash_package({"a.md": b"1", "b.md": b"2"}) == hash_package({"b.md": b"2", "a.md": b"1"})
    True
    >>> hash_package({"a.md": b"1"}) == hash_package({"a.md": b"2"})
    False
    """
    digest = sha256()
    for path in sorted(files):
        name = path.encode()
        # With the lengths before them, no two packages come to the same bytes.
        digest.update(b"%d %d " % (len(name), len(files[path])) + name)
        digest.update(files[path])
    return digest.hexdigest()
