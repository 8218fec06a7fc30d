"""`learning user add` and `learning user list`: accounts as whoever runs the site sees them."""

import argparse
import sys
from getpass import getpass

from learning.access.professions import PROFESSIONS
from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.errors import InvalidInput
from learning.operations.accounts import LEARNER, STANDINGS, Registration
from learning.operations.people import add_person, list_people

BY = "the command line"


def add_parser(commands: Commands) -> None:
    """Add the command with its two parts."""
    words = "add an account, or list all"
    parser = commands.add_parser("user", help=words, description=f"Learning user: {words}.")
    parts = parser.add_subparsers(title="what to do", metavar="add | list", required=True)
    adding = parts.add_parser("add", help="add an account; the password is asked for")
    adding.add_argument("email", help="the email address to sign in with")
    adding.add_argument("--name", required=True, help="the person's name")
    adding.add_argument("--profession", required=True, choices=[*PROFESSIONS], metavar="WORD")
    adding.add_argument("--standing", default=LEARNER, choices=STANDINGS)
    adding.epilog = f"Professions: {', '.join(PROFESSIONS)}."
    adding.set_defaults(run=run_add)
    parts.add_parser("list", help="list all accounts").set_defaults(run=run_list)


def run_add(options: argparse.Namespace) -> int:
    """Add one account."""
    wanted = Registration(options.name, options.email, read_password(), options.profession)
    with opened_site() as site:
        add_person(site, wanted, standing=options.standing, by=BY)
    print(f"Added {wanted.name} ({options.standing}), who signs in as {wanted.email}.")
    return 0


def read_password() -> str:
    """Ask twice where somebody types; take the first line where a program does."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise InvalidInput({"password": "The two passwords are not the same; nothing was added"})
    return password


def run_list(_: argparse.Namespace) -> int:
    """Print a line for each account."""
    with opened_site() as site:
        for each in list_people(site):
            print(f"{each.email}\t{each.name}\t{each.profession}\t{each.standing}")
    return 0
