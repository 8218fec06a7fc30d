"""`learning user`: accounts as whoever runs the site sees them. Also called `learning people`."""

import argparse
import sys
from getpass import getpass

from learning.access.professions import PROFESSIONS
from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.errors import InvalidInput
from learning.operations.accounts import LEARNER, STANDINGS, Registration
from learning.operations.people import (
    MOST_EXTRA_TIME,
    add_person,
    list_people,
    set_extra_time,
)

BY = "the command line"


def add_parser(commands: Commands) -> None:
    """Add the command with its two parts."""
    words = "add an account, list all, or give somebody more time in quizzes"
    parser = commands.add_parser(
        "user", aliases=["people"], help=words, description=f"Learning user: {words}."
    )
    what = "add | list | extra-time"
    parts = parser.add_subparsers(title="what to do", metavar=what, required=True)
    adding = parts.add_parser("add", help="add an account; the password is asked for")
    adding.add_argument("email", help="the email address to sign in with")
    adding.add_argument("--name", required=True, help="the person's name")
    adding.add_argument("--profession", required=True, choices=[*PROFESSIONS], metavar="WORD")
    adding.add_argument("--standing", default=LEARNER, choices=STANDINGS)
    adding.epilog = f"Professions: {', '.join(PROFESSIONS)}."
    adding.set_defaults(run=run_add)
    parts.add_parser("list", help="list all accounts").set_defaults(run=run_list)
    _add_extra_time(parts)


def _add_extra_time(parts: Commands) -> None:
    words = "give somebody more time in quizzes that have a time limit"
    parser = parts.add_parser("extra-time", help=words, description=f"{words.capitalize()}.")
    parser.add_argument("email", help="the email address the person signs in with")
    parser.add_argument(
        "time",
        type=read_extra_time,
        metavar="PERCENT",
        help="by how much longer (25, or 100 for twice the time), untimed, or none",
    )
    parser.set_defaults(run=run_extra_time)


def read_extra_time(typed: str) -> int | None:
    """Read what may stand for extra time: percent, `untimed` (None), `none` (0).

    >>> read_extra_time("25"), read_extra_time("50%"), read_extra_time("none")
    (25, 50, 0)
    """
    word = typed.strip().lower()
    if word == "untimed":
        return None
    digits = "0" if word == "none" else word.removesuffix("%")
    if digits.isascii() and digits.isdecimal() and int(digits) <= MOST_EXTRA_TIME:
        return int(digits)
    raise argparse.ArgumentTypeError(
        f"'{typed}' is no extra time: write percent from 0 to {MOST_EXTRA_TIME}, untimed, or none"
    )


def run_extra_time(options: argparse.Namespace) -> int:
    """Give one person extra time."""
    with opened_site() as site:
        set_extra_time(site, options.email, options.time, by=BY)
    print(f"In quizzes {options.email} now has {say_extra_time(options.time)}.")
    return 0


def say_extra_time(extra_time: int | None) -> str:
    """Say how much time somebody has.

    >>> say_extra_time(25), say_extra_time(0), say_extra_time(None)
    ('25% more time', 'the usual time', 'no time limit')
    """
    if extra_time is None:
        return "no time limit"
    return f"{extra_time}% more time" if extra_time else "the usual time"


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
            line = f"{each.email}\t{each.name}\t{each.profession}\t{each.standing}"
            extra = "" if each.extra_time == 0 else f"\t{say_extra_time(each.extra_time)}"
            print(line + extra)
    return 0
