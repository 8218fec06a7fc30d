"""Personal tokens: how a program of an educator's own shows whose it is.

A token is shown once; here only its SHA-256 is kept. It opens the addresses for programs and no
page. Whatever signs somebody out everywhere (a new password or standing, being suspended) ends
their tokens as well.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Connection

from learning.access.identity import is_readable, tidy_name
from learning.access.rules import Action, can
from learning.errors import InvalidInput, NotAllowed, NotFound, StorageBusy
from learning.model.names import Role
from learning.operations.accounts import (
    ADMINISTRATOR,
    EDUCATOR,
    TOUCH_EVERY,
    Viewer,
    hash_token,
    note,
)
from learning.operations.site import Site
from learning.operations.throttle import Source, check_tries, count_try, name_source
from learning.storage import people, tokens
from learning.storage.tokens import Bearer, NewToken, TokenLine

# By it programs that look for forgotten secrets know one, and people know what it is.
TOKEN_PREFIX = "sbs_"  # noqa: S105 (the beginning that every token has is no secret)
SECRET_BYTES = 32
MOST_TOKENS = 20
LONGEST_TOKEN_NAME = 60
LONGEST_TOKEN = 128
ID_CHARACTERS = 20
NAMED = "You have a token for this already: end that one, or call this one otherwise"


def list_tokens(site: Site, viewer: Viewer) -> Sequence[TokenLine]:
    """List one's own tokens; raises NotAllowed for who writes nothing here."""
    _check(viewer)
    with site.database.read() as connection:
        return tokens.list_tokens(connection, viewer.person_id)


def make_token(site: Site, viewer: Viewer, *, name: str) -> str:
    """Make a token and give it, this once; raises InvalidInput."""
    _check(viewer)
    name = tidy_name(name)
    if not 0 < len(name) <= LONGEST_TOKEN_NAME or not is_readable(name):
        most = LONGEST_TOKEN_NAME
        raise InvalidInput({"name": f"Say in up to {most} letters what the token is for"})
    token = TOKEN_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    new = NewToken(hash_token(token), viewer.person_id, name, site.clock())

    def store(connection: Connection) -> None:
        # Two tabs at once count one after the other.
        people.lock_person(connection, viewer.person_id)
        living = tokens.list_tokens(connection, viewer.person_id)
        if name.casefold() in (each.name.casefold() for each in living):
            raise InvalidInput({"name": NAMED})
        if len(living) >= MOST_TOKENS:
            words = f"You have {MOST_TOKENS} tokens, which is the most. End one you no longer use"
            raise InvalidInput({"": words})
        tokens.add_token(connection, new)
        me = viewer.person_id
        note(site, connection, who=me, action="token made", subject=me)

    site.database.transact(store)
    return token


def end_token(site: Site, viewer: Viewer, token_id: str) -> str:
    """End one of one's own tokens, and give its name; raises NotFound."""
    _check(viewer)

    def end(connection: Connection) -> str:
        own = tokens.list_tokens(connection, viewer.person_id)
        found = next((each for each in own if id_of(each) == token_id), None)
        if found is None:
            raise NotFound("There is no such token.")
        tokens.end_token(connection, found.token_hash, at=site.clock())
        me = viewer.person_id
        note(site, connection, who=me, action="token ended", subject=me)
        return found.name

    return site.database.transact(end)


def id_of(line: TokenLine) -> str:
    """Give what stands for a token in an address of its owner's pages."""
    return line.token_hash[:ID_CHARACTERS]


def find_bearer(site: Site, token: str, *, address: str) -> Viewer | None:
    """Give whose token this is; None where it is no good. Raises TooMany after many of those.

    `address` is where it comes from: wrong ones count by it, as wrong passwords do.
    """
    source = _name_tries(address)
    known = token.startswith(TOKEN_PREFIX) and token.isascii() and len(token) <= LONGEST_TOKEN
    with site.database.read() as connection:
        check_tries(site, connection, source)
        found = tokens.load_bearer(connection, hash_token(token)) if known else None
    if found is None:
        with site.database.write() as connection:
            count_try(site, connection, source)
        return None
    _touch(site, token, found.used_at)
    return _view(found, hash_token(token))


def _name_tries(address: str) -> Source:
    """Count wrong tokens apart, so that a program gone wrong leaves room for passwords."""
    known = name_source("", address).address
    return Source(name_source(f"a token from {known}", "").account, known)


def _touch(site: Site, token: str, used_at: datetime | None) -> None:
    now = site.clock()
    if used_at is None or now - used_at >= TOUCH_EVERY:
        # What is only read can be read though the database takes nothing in.
        with suppress(StorageBusy), site.database.write() as connection:
            tokens.touch_token(connection, hash_token(token), at=now)


def _view(found: Bearer, token_hash: str) -> Viewer:
    return Viewer(
        person_id=found.person_id,
        name=found.name,
        email=found.email,
        profession=found.profession,
        side=Role(found.side),
        is_educator=found.standing in (EDUCATOR, ADMINISTRATOR),
        is_admin=found.standing == ADMINISTRATOR,
        session_id=f"token {token_hash}",
    )


def _check(viewer: Viewer) -> None:
    if not can(viewer, Action.USE_STUDIO):
        raise NotAllowed("Tokens are for those who write courses and cases here.")
