"""Saving a draft: nobody's words are ever lost, whoever else saves meanwhile.

Knows no page. A save that was sent twice counts once; two that do not clash become one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.source import MAX_BYTES
from learning.content.threeway import Merged, Pick, merge_drafts, resolve
from learning.errors import InvalidInput, Stale
from learning.operations.site import Site
from learning.operations.studio import DraftView, demand_file, view_draft
from learning.operations.studio_store import TOO_LARGE, make_stamp, store_text, tidy_text
from learning.storage import studio, studio_lists

LONGEST_REQUEST = 64
REMOVED = "this file was removed meanwhile. Nothing of what you wrote was stored"


@dataclass(frozen=True, slots=True)
class Savers:
    """Who saved meanwhile: the names of others, and whether the same person did, elsewhere."""

    others: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is stored, with what was saved meanwhile by whom, under this number."""

    no: int
    text: str
    by: Savers = Savers()


@dataclass(frozen=True, slots=True)
class Clashing:
    """Nothing is stored: the same lines were changed meanwhile, up to save number `no`, by whom.

    `mine` is the text that was to be saved, and `base` the number it was begun from.
    """

    merged: Merged
    no: int
    by: Savers
    mine: str
    base: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A text that the same page sent just before, and what it called that save."""

    text: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was begun from save number `base`, and what its page calls this save.

    `ahead` is what it sent without having an answer yet: where that came, the text goes on from it.
    """

    text: str
    base: int
    request_id: str
    ahead: Ahead | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody decided about each clash with save number `no`, in order."""

    no: int
    picks: Sequence[Pick]


def save_text(site: Site, viewer: Asker, path: str, *, sent: Sent) -> Saved | Clashing:
    """Save a text; once for each `request_id`, where it is the same text.

    Raises NotFound for who may not write it, InvalidInput where it is too long, and Stale where
    the file was removed meanwhile.
    """
    mine = tidy_text(sent.text)
    if len(mine.encode()) > MAX_BYTES:
        raise InvalidInput({"text": TOO_LARGE})
    if not 0 < len(sent.request_id) <= LONGEST_REQUEST:
        raise InvalidInput({"request_id": "Reload this page, and save again"})
    # Who goes back to a page and writes on there saves under its old name what is new.
    stamp = make_stamp(site, viewer, f"{sent.request_id} {mine}")
    first = _name_ahead(site, viewer, sent)

    def save(connection: Connection) -> Saved | Clashing:
        file = demand_file(connection, viewer, path, lock=True)
        if again := studio.find_request(connection, path, stamp.request_id):
            return Saved(*again)
        draft = view_draft(file)
        if draft.gone:
            raise Stale(REMOVED)
        begun = _Begun(sent, first)
        merged = _merge(connection, draft, mine, begun=begun)
        whole, by = merged.text, _name_savers(connection, viewer, draft, begun=begun)
        if whole is None:
            return Clashing(merged, draft.no, by, mine, sent.base)
        if whole == draft.text:
            return Saved(draft.no, whole, by)
        return Saved(store_text(connection, path, whole, stamp=stamp, before=file).no, whole, by)

    return site.database.transact(save)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a text was begun from; `first` is how the save that went ahead of it is stored."""

    sent: Sent
    first: str

    def load(self, connection: Connection, path: str) -> str:
        """Give the text it was begun from."""
        ahead = self.sent.ahead
        if ahead and studio.find_request(connection, path, self.first):
            return tidy_text(ahead.text)
        # Of old saves the last of each day is kept: what came between is in both texts.
        return studio.load_nearest(connection, path, self.sent.base) or ""


def _name_savers(
    connection: Connection, viewer: Asker, draft: DraftView, *, begun: _Begun
) -> Savers:
    """Say who saved since a text was begun, but for what its own page sent ahead of it."""
    if begun.sent.base == draft.no:
        return Savers()
    ahead = begun.sent.ahead and studio.find_request(connection, draft.path, begun.first)
    after = ahead[0] if ahead else begun.sent.base
    rows = studio_lists.list_savers(connection, draft.path, after=after)
    others = tuple(name for person_id, name in rows if person_id != viewer.person_id)
    return Savers(others, own=len(others) < len(rows))


def _name_ahead(site: Site, viewer: Asker, sent: Sent) -> str:
    if sent.ahead is None:
        return ""
    name = f"{sent.ahead.request_id} {tidy_text(sent.ahead.text)}"
    return make_stamp(site, viewer, name).request_id


def _merge(connection: Connection, draft: DraftView, mine: str, *, begun: _Begun) -> Merged:
    """Join a text with what was saved since it was begun."""
    if begun.sent.base == draft.no:
        return merge_drafts(draft.text, draft.text, mine)
    return merge_drafts(begun.load(connection, draft.path), draft.text, mine)


def settle(site: Site, viewer: Asker, path: str, *, sent: Sent, shown: Settled) -> Saved | Clashing:
    """Save a text as clashes were decided; where others saved since, what clashes now is asked.

    `sent` is what clashed. Raises as `save_text`.
    """
    start = _Begun(sent, _name_ahead(site, viewer, sent))
    with site.database.read() as connection:
        demand_file(connection, viewer, path)
        begun = start.load(connection, path)
        theirs = studio.load_nearest(connection, path, shown.no) or ""
    merged = merge_drafts(begun, theirs, tidy_text(sent.text))
    whole = resolve(merged, shown.picks)
    decided = replace(sent, text=whole, base=shown.no, ahead=None)
    return save_text(site, viewer, path, sent=decided)
