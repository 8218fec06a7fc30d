"""What a zip file says of the work in it: which one it was, and how its files stood.

It lies in a hidden file of the zip file, which folders and `learning pull` pass over. Nothing of it
is believed beyond which earlier save a text may be compared with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.exchange.sync import Stamp, is_prefix, read_stamps, write_stamps
from learning.quiz.json_values import as_record, as_text, read_json, write_json

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Manifest:
    """A work as a site gave it away. When it was made tells works of one name apart."""

    prefix: str
    made: str
    stamps: tuple[Stamp, ...]


def make_manifest(prefix: str, made_at: datetime, stamps: Sequence[Stamp]) -> Manifest:
    """Say what a work is like now."""
    return Manifest(prefix, made_at.isoformat(), tuple(stamps))


def write_manifest(manifest: Manifest) -> bytes:
    """Write it as one line of JSON.

    >>> write_manifest(Manifest("cases/damp", "2026-11-02", ()))
    b'{"files":[],"made":"2026-11-02","prefix":"cases/damp"}\\n'
    """
    record = {
        "files": write_stamps(manifest.stamps),
        "made": manifest.made,
        "prefix": manifest.prefix,
    }
    return (write_json(record) + "\n").encode()


def read_manifest(raw: bytes) -> Manifest | None:
    """Read it; None for anything else, as a zip file needs none.

    >>> read_manifest(write_manifest(Manifest("cases/damp", "2026-11-02", ())))
    Manifest(prefix='cases/damp', made='2026-11-02', stamps=())
    >>> read_manifest(b"{}"), read_manifest(b"\\xff")
    (None, None)
    """
    try:
        record = as_record(read_json(raw.decode()))
        prefix, made = as_text(record.get("prefix")), as_text(record.get("made"))
        if not is_prefix(prefix) or len(made) > _LONGEST:
            return None
        return Manifest(prefix, made, read_stamps(record.get("files"), prefix))
    except ValueError:
        return None
