"""Zip files as Python's own `zipfile` writes them, whole and tampered with."""

import io
import struct
import zipfile
from collections.abc import Iterable

from learning.exchange.packages import Package, Refusal, read_package

ENTRY, LISTED = b"PK\x03\x04", b"PK\x01\x02"
# Where a field stands in the header before a body, and in the list at the end: APPNOTE.TXT 4.3.
FLAGS, METHOD, CRC, PACKED, SIZE = (6, 8), (8, 10), (14, 16), (18, 20), (22, 24)


def zip_up(
    files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, raw in files:
            package.writestr(name, raw)
    return target.getvalue()


def zip_one(name: str, raw: bytes = b"# A\n", **fields: int) -> bytes:
    """Zip one file. The fields are those of a `ZipInfo`, such as `external_attr=0`."""
    info = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return zip_up([(info, raw)], zipfile.ZIP_STORED)


def rewrite(data: bytes, field: tuple[int, int], value: int, *, size: str = "<H") -> bytes:
    """Set one field of the first entry in both places."""
    for sign, offset in zip((ENTRY, LISTED), field, strict=True):
        data = put(data, data.index(sign) + offset, value, size=size)
    return data


def stream_up(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Zip as programs do that cannot go back: the sizes follow the body."""

    class Pipe(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise OSError("a pipe")

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in files:
            package.writestr(name, raw)
    return target.getvalue()


def put(data: bytes, at: int, number: int, *, size: str = "<H") -> bytes:
    """Write a number over what stands somewhere; below zero it counts from the end."""
    changed = bytearray(data)
    struct.pack_into(size, changed, at % len(data), number)
    return bytes(changed)


def read(data: bytes) -> dict[str, bytes]:
    package = read_package(data)
    assert isinstance(package, Package), package
    return dict(package.files)


def refuse(data: bytes) -> list[str]:
    """Give the faults as `entry: what`."""
    refusal = read_package(data)
    assert isinstance(refusal, Refusal), refusal
    assert all(each.mend.endswith(".") for each in refusal.faults)
    return [f"{each.entry}: {each.what}" for each in refusal.faults]
