"""Accounts: opening one, signing in and out, changing password and profession, knowing who asks.

A token is handed out once; here only its SHA-256 is kept. What is wrong comes as InvalidInput.
"""

import hashlib
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from learning.access.identity import LONGEST_NAME, is_email, is_readable, tidy_email, tidy_name
from learning.access.professions import PROFESSIONS
from learning.errors import InvalidInput, StorageBusy
from learning.model.names import Role
from learning.operations import passwords
from learning.operations.cohort_arrivals import welcome
from learning.operations.site import Site
from learning.operations.throttle import Source, count_try, name_source
from learning.storage import audit, people, sign_ins, tokens
from learning.storage.people import NewPerson
from learning.storage.sign_ins import SessionRow, Sign

LEARNER, EDUCATOR, ADMINISTRATOR = "learner", "educator", "administrator"
STANDINGS = (LEARNER, EDUCATOR, ADMINISTRATOR)
IDLE = timedelta(minutes=60)
IDLE_EDUCATOR = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=5)
SUSPENDED = "This account is suspended. Whoever runs this site can say why, and let you in again"
NO_MATCH = "The email address or the password is not right. Check both, then try again"


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody fills in to open an account."""

    name: str
    email: str
    password: str
    profession: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just begun: the token for the browser, and whose it is."""

    token: str
    person_id: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking. `side` is the half of a story that this person reads.

    `extra_time` is the percent by which a quiz may take longer, None for no limit at all;
    `brings_back`: questions that were missed come back to be asked again. `reminds`: emails about
    sessions are wanted.
    """

    person_id: str
    name: str
    email: str
    profession: str
    side: Role
    is_educator: bool
    is_admin: bool
    session_id: str
    extra_time: int | None = 0
    brings_back: bool = True
    reminds: bool = True


def register(site: Site, registration: Registration, address: str) -> SignedIn:
    """Open a learner's account and sign in; raises InvalidInput, TooMany."""
    person = make_person(site, registration, standing=LEARNER)
    source = name_source(person.email, address)

    def open_account(connection: Connection) -> SignedIn | None:
        if not people.add_person(connection, person):
            # Asking which addresses have accounts is throttled like asking for passwords.
            count_try(site, connection, source)
            return None
        note(site, connection, who=person.id, action="account opened", subject=person.id)
        welcome(site, connection, person.id, email=person.email)
        return _begin_session(site, connection, person.id)

    signed_in = site.database.transact(open_account)
    if signed_in is None:
        raise InvalidInput({"email": "There is an account with this email address: sign in to it"})
    return signed_in


def make_person(site: Site, registration: Registration, *, standing: str) -> NewPerson:
    """Check what was filled in, and give the person as it will be stored; raises InvalidInput."""
    email = tidy_email(registration.email)
    name = tidy_name(registration.name)
    faults = _registration_faults(name, email, registration)
    if faults:
        raise InvalidInput(faults)
    return NewPerson(
        id=site.new_id(),
        email=email,
        name=name,
        password_hash=passwords.hash_password(registration.password),
        profession=registration.profession,
        side=PROFESSIONS[registration.profession].side,
        standing=standing,
        joined_at=site.clock(),
    )


def _registration_faults(name: str, email: str, registration: Registration) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not 0 < len(name) <= LONGEST_NAME:
        faults["name"] = f"Enter your name in {LONGEST_NAME} characters or fewer"
    elif not is_readable(name):
        faults["name"] = "Write your name with letters that can be seen"
    if not is_email(email):
        faults["email"] = "Enter an email address in the usual form, such as name@example.org"
    if registration.profession not in PROFESSIONS:
        faults["profession"] = "Choose what you study or practise"
    if fault := passwords.find_fault(registration.password, context=_context(name, email)):
        faults["password"] = fault
    return faults


def _context(name: str, email: str) -> tuple[str, ...]:
    return (name, email.partition("@")[0])


def sign_in(site: Site, email: str, password: str, *, address: str) -> SignedIn:
    """Begin a session; raises InvalidInput, with one answer for all that is wrong, or TooMany."""
    email = tidy_email(email)
    source = name_source(email, address)
    # Whoever waits for a slot is not counted yet, and whoever leaves it is forgiven: a lecture hall
    # that signs in from one address is no attack.
    with passwords.slots:
        failure, person = _count_and_load(site, source, email)
        stored = person.password_hash if person else passwords.NOBODY
        right = len(password) <= passwords.LONGEST and passwords.matches(stored, password)
        if person is None or not right:
            raise InvalidInput({"password": NO_MATCH})
        if person.suspended:
            raise InvalidInput({"": SUSPENDED})
        return _forgive_and_begin(site, failure, person.person_id)


def _forgive_and_begin(site: Site, failure: str, person_id: str) -> SignedIn:
    with site.database.write() as connection:
        sign_ins.forgive_failure(connection, failure)
        return _begin_session(site, connection, person_id)


def _count_and_load(
    site: Site, source: Source, email: str
) -> tuple[str, people.Credentials | None]:
    with site.database.write() as connection:
        failure = count_try(site, connection, source)
        return failure, people.load_by_email(connection, email)


def sign_out(site: Site, token: str) -> None:
    """End the session of this token; there may be none."""
    with site.database.write() as connection:
        sign_ins.end_session(connection, hash_token(token), at=site.clock())


def change_password(site: Site, viewer: Viewer, *, old: str, new: str) -> SignedIn:
    """Change the password, end every session and token, begin a new session.

    Raises InvalidInput, TooMany.
    """
    if fault := passwords.find_fault(new, context=_context(viewer.name, viewer.email)):
        raise InvalidInput({"new": fault})
    source = Source(name_source(viewer.email, "").account, f"session {viewer.session_id}")
    with passwords.slots:
        failure, person = _count_and_load(site, source, viewer.email)
        right = person is not None and passwords.matches(person.password_hash, old)
    if not right:
        raise InvalidInput({"old": "This is not your current password"})
    password_hash = passwords.hash_password(new)

    def change(connection: Connection) -> SignedIn:
        sign_ins.forgive_failure(connection, failure)
        people.set_password(connection, viewer.person_id, password_hash)
        sign_ins.end_sessions(connection, viewer.person_id, at=site.clock())
        tokens.end_tokens(connection, viewer.person_id, at=site.clock())
        me = viewer.person_id
        note(site, connection, who=me, action="password changed", subject=me)
        return _begin_session(site, connection, viewer.person_id)

    return site.database.transact(change)


def change_profession(site: Site, viewer: Viewer, profession: str) -> None:
    """Change the profession; attempts begun from now on are played from its side."""
    if profession not in PROFESSIONS:
        raise InvalidInput({"profession": "Choose what you study or practise"})
    side = PROFESSIONS[profession].side
    with site.database.write() as connection:
        people.set_profession(connection, viewer.person_id, profession=profession, side=side)


def switch_reminders(site: Site, viewer: Viewer, *, on: bool) -> None:
    """Turn emails about one's sessions on or off."""
    with site.database.write() as connection:
        people.set_reminds(connection, viewer.person_id, on=on)


def find_viewer(site: Site, token: str) -> Viewer | None:
    """Give the person whose session this token belongs to, while it lasts. One statement."""
    token_hash = hash_token(token)
    with site.database.read() as connection:
        row = sign_ins.load_session(connection, token_hash)
    now = site.clock()
    if row is None or not _lasts(row, now):
        return None
    if now - row.seen_at >= TOUCH_EVERY:
        # A page can be shown though the database takes nothing in; the session then ends earlier.
        with suppress(StorageBusy), site.database.write() as connection:
            sign_ins.touch_session(connection, token_hash, at=now)
    return _viewer(row, token_hash)


def list_lasting(site: Site, session_ids: Collection[str]) -> frozenset[str]:
    """Give those of these sign-in sessions (`Viewer.session_id`) that still last. One statement."""
    with site.database.read() as connection:
        rows = sign_ins.list_sessions(connection, session_ids)
    now = site.clock()
    return frozenset(row.token_hash for row in rows if _lasts(row, now))


def _lasts(row: SessionRow | Sign, now: datetime) -> bool:
    idle = IDLE if row.standing == LEARNER else IDLE_EDUCATOR
    return now - row.seen_at < idle and now - row.began_at < ABSOLUTE


def _viewer(row: SessionRow, token_hash: str) -> Viewer:
    return Viewer(
        person_id=row.person_id,
        name=row.name,
        email=row.email,
        profession=row.profession,
        side=Role(row.side),
        is_educator=row.standing in (EDUCATOR, ADMINISTRATOR),
        is_admin=row.standing == ADMINISTRATOR,
        session_id=token_hash,
        extra_time=row.extra_time,
        brings_back=row.brings_back,
        reminds=row.reminds,
    )


def _begin_session(site: Site, connection: Connection, person_id: str) -> SignedIn:
    token = secrets.token_urlsafe(32)
    now = site.clock()
    sign_ins.forget_sessions(connection, person_id, before=now - ABSOLUTE)
    sign_ins.begin_session(connection, person_id, hash_token(token), at=now)
    return SignedIn(token, person_id)


def hash_token(token: str) -> str:
    """Give the form in which a token is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def note(site: Site, connection: Connection, *, who: str, action: str, subject: str) -> None:
    """Add a line to the audit record, in the transaction of what it tells of."""
    entry = audit.Entry(site.new_id(), site.clock(), who, action, subject)
    audit.add_entry(connection, entry)
