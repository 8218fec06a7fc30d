"""`learning session list` and `end`, for whoever runs the site."""

import argparse

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.session_ending import end_session, list_open

BY = "the command line"


def add_parser(commands: Commands) -> None:
    """Add the command with its two parts."""
    words = "list the shared sessions that are going on, or end one"
    parser = commands.add_parser("session", help=words, description=f"Learning session: {words}.")
    parts = parser.add_subparsers(title="what to do", metavar="list | end", required=True)
    parts.add_parser("list", help="list those going on").set_defaults(run=run_list)
    ending = parts.add_parser("end", help="end one for all who are in it; that cannot be undone")
    ending.add_argument("code", help="the code of the session")
    ending.set_defaults(run=run_end)


def run_list(_: argparse.Namespace) -> int:
    """Print a line for each session that has not ended: code, stage, pace, day, case, title."""
    with opened_site() as site:
        for each in list_open(site):
            day = f"{each.opened_at:%Y-%m-%d}"
            columns = (each.code, each.stage, each.pace, day, each.path, each.title)
            print("\t".join(columns))
    return 0


def run_end(options: argparse.Namespace) -> int:
    """End one."""
    with opened_site() as site:
        ended = end_session(site, options.code, by=BY)
    print(f"Ended {ended.code}, “{ended.title}”. What was done in it is kept.")
    return 0
