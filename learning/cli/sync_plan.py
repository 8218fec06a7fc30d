"""What a pull does with each file of a folder, and what a push sends of it.

Knows three versions of each file: as it came last, as the site has it, as it lies in the folder.
Reads and writes nothing itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from learning.cli.sync_folder import Known, Local, digest_of, tidy
from learning.content.threeway import Clash, merge_drafts
from learning.exchange.sync import Change, Pulled

ReadBase = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file: it is written (`raw`), put beside (`theirs`), or goes.

    `mine` is the file that was found; `clashes` are the lines to be looked at.
    """

    path: str
    words: str
    mine: bytes | None
    raw: bytes | None = None
    theirs: bytes | None = None
    goes: bool = False
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class _Three:
    """A file as it came last (its digest and, of a text, all of it), at the site, and here."""

    path: str
    base: str | None
    base_raw: bytes | None
    theirs: bytes | None
    mine: bytes | None

    @property
    def is_ours(self) -> bool:
        """Whether nobody changed it here."""
        return _digest(self.path, self.mine) == self.base

    @property
    def is_theirs(self) -> bool:
        """Whether nobody changed it at the site."""
        return _digest(self.path, self.theirs) == self.base


def plan_pull(
    local: Local, known: Known | None, pulled: Pulled, *, read_base: ReadBase
) -> Iterator[Step]:
    """Say what a pull does, file by file; of what stays as it is nothing is said."""
    stamps = known.stamps if known else {}
    for path in sorted({*local.files, *pulled.files}):
        stamp = stamps.get(path)
        three = _Three(
            path,
            stamp.sha256 if stamp else None,
            read_base(stamp.sha256) if stamp else None,
            pulled.files.get(path),
            local.files.get(path),
        )
        if step := _decide(three):
            yield step


def _decide(three: _Three) -> Step | None:
    path, theirs, mine = three.path, three.theirs, three.mine
    if three.is_theirs or _digest(path, theirs) == _digest(path, mine):
        return None
    if not three.is_ours:
        return _join(three)
    if theirs is None:
        return Step(path, "removed", mine, goes=True)
    return Step(path, "new" if mine is None else "updated", mine, raw=_end_like(mine, theirs))


def _join(three: _Three) -> Step | None:
    """Bring together what was changed here and there."""
    path, theirs, mine = three.path, three.theirs, three.mine
    if theirs is None:
        words = "removed at the site, and changed by you: yours is kept, and pushing adds it again"
        return Step(path, words, mine)
    if mine is None:
        return Step(path, "removed by you, and changed at the site", mine, theirs=theirs)
    if not path.endswith(".md"):
        return Step(path, "changed by you and at the site", mine, theirs=theirs)
    try:
        own = tidy(path, mine).decode()
    except UnicodeDecodeError:
        return Step(path, "yours is not written in UTF-8", mine, theirs=theirs)
    merged = merge_drafts((three.base_raw or b"").decode(), theirs.decode(), own)
    if merged.text is None:
        words = "you and others changed the same lines"
        return Step(path, words, mine, theirs=theirs, clashes=merged.clashes)
    raw = _end_like(mine, merged.text.encode())
    # Where all that the site has is here already, only what is known of it changes.
    return Step(path, "merged with yours", mine, raw=raw) if raw != mine else None


def _digest(path: str, raw: bytes | None) -> str | None:
    return None if raw is None else digest_of(tidy(path, raw))


def _end_like(mine: bytes | None, raw: bytes) -> bytes:
    """Give a text the line ends of the file that was there."""
    return raw.replace(b"\n", b"\r\n") if mine and b"\r\n" in mine and b"\0" not in mine else raw


def plan_push(local: Local, known: Known | None) -> tuple[tuple[Change, ...], Mapping[str, bytes]]:
    """Give the changes of a work since it came, and the contents of what changed."""
    stamps = known.stamps if known else {}
    files = {path: tidy(path, raw) for path, raw in local.files.items()}
    changes, sent = [], {}
    for path in sorted({*files, *stamps}):
        stamp, raw = stamps.get(path), files.get(path)
        digest = None if raw is None else digest_of(raw)
        if digest != (stamp.sha256 if stamp else None):
            changes.append(Change(path, stamp.no if stamp else 0, digest))
            if raw is not None:
                sent[path] = raw
    return tuple(changes), sent


def say_change(change: Change) -> str:
    """Say what a push does with a file.

    >>> say_change(Change("cases/damp.md", 0, "ab")), say_change(Change("a.md", 3, None))
    ('new cases/damp.md', 'removed a.md')
    """
    word = "removed" if change.sha256 is None else "changed" if change.base else "new"
    return f"{word} {change.path}"
