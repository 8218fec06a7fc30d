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
    Operator,
    add_person,
    change_standing,
    find_by_email,
    let_back,
    list_people,
    read_extra_time,
    set_extra_time,
    suspend,
)

OPERATOR = Operator()


def add_parser(commands: Commands) -> None:
    """Add the command with its two parts."""
    words = "add an account, list all, change what somebody may do, suspend, let back"
    parser = commands.add_parser(
        "user", aliases=["people"], help=words, description=f"Learning user: {words}."
    )
    what = "add | list | standing | suspend | let-back | extra-time"
    parts = parser.add_subparsers(title="what to do", metavar=what, required=True)
    adding = parts.add_parser("add", help="add an account; the password is asked for")
    adding.add_argument("email", help="the email address to sign in with")
    adding.add_argument("--name", required=True, help="the person's name")
    adding.add_argument("--profession", required=True, choices=[*PROFESSIONS], metavar="WORD")
    adding.add_argument("--standing", default=LEARNER, choices=STANDINGS)
    adding.epilog = f"Professions: {', '.join(PROFESSIONS)}."
    adding.set_defaults(run=run_add)
    parts.add_parser("list", help="list all accounts").set_defaults(run=run_list)
    _add_changes(parts)
    _add_extra_time(parts)


def _add_changes(parts: Commands) -> None:
    standing = parts.add_parser("standing", help="make somebody learner, educator, administrator")
    suspending = parts.add_parser("suspend", help="sign somebody out and let them in no more")
    back = parts.add_parser("let-back", help="let somebody sign in again who was suspended")
    for parser in (standing, suspending, back):
        parser.add_argument("email", help="the email address the person signs in with")
    standing.add_argument("standing", choices=STANDINGS)
    standing.set_defaults(run=run_standing)
    suspending.set_defaults(run=run_suspend)
    back.set_defaults(run=run_let_back)


def _add_extra_time(parts: Commands) -> None:
    words = "give somebody more time in quizzes that have a time limit"
    parser = parts.add_parser("extra-time", help=words, description=f"{words.capitalize()}.")
    parser.add_argument("email", help="the email address the person signs in with")
    parser.add_argument(
        "time",
        type=read_time,
        metavar="PERCENT",
        help="by how much longer (25, or 100 for twice the time), untimed, or none",
    )
    parser.set_defaults(run=run_extra_time)


def read_time(typed: str) -> int | None:
    """Read extra time, or say as commands do what it may be."""
    try:
        return read_extra_time(typed)
    except InvalidInput as error:
        fix = error.fields["extra-time"]
        said = f"'{typed}' is no extra time: {fix[:1].lower()}{fix[1:]}"
        raise argparse.ArgumentTypeError(said) from None


def run_extra_time(options: argparse.Namespace) -> int:
    """Give one person extra time."""
    with opened_site() as site:
        set_extra_time(site, options.email, options.time, by=OPERATOR.person_id)
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


def run_standing(options: argparse.Namespace) -> int:
    """Change what one person may do."""
    with opened_site() as site:
        person = find_by_email(site, OPERATOR, options.email)
        change_standing(site, OPERATOR, person.id, standing=options.standing)
    print(f"{person.name} is {options.standing} from the next sign-in on.")
    return 0


def run_suspend(options: argparse.Namespace) -> int:
    """Let one person in no more."""
    with opened_site() as site:
        person = find_by_email(site, OPERATOR, options.email)
        suspend(site, OPERATOR, person.id)
    print(f"{person.name} is suspended and signed out. What they did is kept.")
    return 0


def run_let_back(options: argparse.Namespace) -> int:
    """Let one person sign in again."""
    with opened_site() as site:
        person = find_by_email(site, OPERATOR, options.email)
        let_back(site, OPERATOR, person.id)
    print(f"{person.name} can sign in again.")
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Add one account."""
    wanted = Registration(options.name, options.email, read_password(), options.profession)
    with opened_site() as site:
        add_person(site, wanted, standing=options.standing, by=OPERATOR.person_id)
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
            print(line + extra + ("\tsuspended" if each.suspended_at else ""))
    return 0
