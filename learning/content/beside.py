"""What lies beside the modules in a content folder: files that they include, and media they show.

Handed in by whoever reads the folder or the database; knows no disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from learning.model.key import Assets

OUTCOMES = "courses/outcomes.md"


@dataclass(frozen=True, slots=True)
class Beside:
    """Files that may be included, as bytes, and the SHA-256 of each medium, by content path.

    `refused`: files that are there but cannot be shown, each with the reason. `modules`: all
    modules and courses, for rules that look across files. `courses/outcomes.md` is among what may
    be included: each course takes it in.
    """

    includes: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def outcomes(self) -> bytes | None:
        """The file that lists the outcomes, where there is one."""
        return self.includes.get(OUTCOMES)


NOTHING = Beside()


def hash_module(raw: bytes, assets: Assets) -> str:
    """Give the SHA-256 of a version: of the file alone, or with that of each thing it takes in.

    >>> hash_module(b"", Assets()) == sha256(b"").hexdigest()
    True
    >>> hash_module(b"", Assets(media={"cases/img/a.png": "ab"})) == sha256(b"").hexdigest()
    False
    """
    taken = [*sorted(assets.includes.items()), *sorted(assets.media.items())]
    lines = "".join(f"\n{path} {digest}" for path, digest in taken)
    return sha256(raw + lines.encode()).hexdigest()


def name_media(path: str, digest: str) -> str:
    """Give the address of a medium. Only who was shown it can know the digest in it.

    >>> name_media("cases/img/a.png", "0123456789abcdef0123456789abcdef")
    '/media/0123456789abcdef0123/cases/img/a.png'
    """
    return f"/media/{digest[:20]}/{path}"
