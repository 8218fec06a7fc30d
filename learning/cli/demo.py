"""Accounts to try a site out with: one for each seat, one who teaches, one who runs it.

Everybody knows their passwords, so settings refuse them in production.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.errors import InvalidInput
from learning.operations.accounts import ADMINISTRATOR, EDUCATOR, LEARNER, Registration
from learning.operations.people import add_person
from learning.operations.site import Site

PASSWORD = "two chairs one table"  # noqa: S105 (public on purpose)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as."""

    name: str
    email: str
    profession: str
    standing: str = LEARNER


ACCOUNTS = (
    DemoAccount("Amina", "amina@example.org", "medicine"),
    DemoAccount("Ben", "ben@example.org", "law"),
    DemoAccount("Dr Cole", "cole@example.org", "nursing", EDUCATOR),
    DemoAccount("Dee", "dee@example.org", "social-work", ADMINISTRATOR),
)


def make_demo_accounts(site: Site) -> Sequence[DemoAccount]:
    """Make the accounts that are not there yet, and list them all."""
    for each in ACCOUNTS:
        wanted = Registration(each.name, each.email, PASSWORD, each.profession)
        try:
            add_person(site, wanted, standing=each.standing, by="demo")
        except InvalidInput as error:
            if set(error.fields) != {"email"}:
                raise
    return ACCOUNTS
