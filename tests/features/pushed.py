"""Works of the studio put there as a push does it, for tests that need some."""

from collections.abc import Mapping
from hashlib import sha256

from learning.access.rules import Asker
from learning.exchange.sync import Change, Pushed
from learning.operations.site import Site
from learning.operations.studio_sync import push_work

TEXT = "# Damp\n\nShe coughs.\n\nHe waits.\n\nThey ring.\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"


def make_pushed(files: Mapping[str, tuple[int, bytes | None]], request_id: str = "one") -> Pushed:
    """Say what a push sends: for each path its number and content, None for one that goes."""
    changes = tuple(
        Change(path, base, None if raw is None else sha256(raw).hexdigest())
        for path, (base, raw) in files.items()
    )
    sent = {path: raw for path, (_, raw) in files.items() if raw is not None}
    return Pushed(request_id, changes, sent)


def add_files(site: Site, author: Asker, prefix: str, files: Mapping[str, bytes]) -> None:
    """Add files to a work, or make it."""
    pushed = make_pushed({path: (0, raw) for path, raw in files.items()}, site.new_id())
    push_work(site, author, pushed, prefix=prefix)


def make_case(site: Site, author: Asker) -> str:
    """Make a case of its own, and give its prefix."""
    prefix = f"cases/damp-{site.new_id()}"
    add_files(site, author, prefix, {f"{prefix}.md": TEXT.encode()})
    return prefix
