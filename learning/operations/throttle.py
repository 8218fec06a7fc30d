"""How many wrong passwords are too many: failures only, for a lecture hall shares one address.

A try counts as a failure before the password is looked at, and is forgiven if it was right, so
that many tries at the same moment are no more than as many one after another.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from learning.errors import TooMany
from learning.operations.site import Site
from learning.storage import sign_ins
from learning.storage.sign_ins import Counted, Failure

WINDOW = timedelta(minutes=5)
PER_ACCOUNT = 10
PER_ADDRESS = 100
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose password is tried, and from where, in the form in which both are counted."""

    account: str
    address: str


def name_source(email: str, address: str) -> Source:
    """Hide the account, and take all addresses of one IPv6 network together."""
    hidden = hashlib.sha256(email.encode()).hexdigest()
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return Source(hidden, "unknown")
    if known.version == 4:
        return Source(hidden, address)
    return Source(hidden, str(ipaddress.ip_network((known, 64), strict=False)))


def count_try(site: Site, connection: Connection, source: Source) -> str:
    """Count a try as failed, and give the id by which it can be forgiven; raise TooMany."""
    check_tries(site, connection, source)
    now = site.clock()
    failure = Failure(site.new_id(), source.account, source.address, now)
    sign_ins.add_failure(connection, failure)
    sign_ins.forget_failures(connection, before=now - KEPT)
    return failure.id


def check_tries(site: Site, connection: Connection, source: Source) -> None:
    """Raise TooMany where there were too many failures of late."""
    after = site.clock() - WINDOW
    by_account = sign_ins.count_account(connection, source.account, after=after)
    by_address = sign_ins.count_address(connection, source.address, after=after)
    for counted, most in ((by_account, PER_ACCOUNT), (by_address, PER_ADDRESS)):
        if counted.count >= most:
            raise TooMany(
                "Too many tries that did not work. Wait a few minutes, then try again.",
                wait=_wait(site, counted),
            )


def _wait(site: Site, counted: Counted) -> int:
    first = counted.first or site.clock()
    return max(1, int((first + WINDOW - site.clock()).total_seconds()) + 1)
