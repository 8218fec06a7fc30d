"""`learning recount`: count the running totals of the site afresh."""

import argparse

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.totals import recount_totals


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "count the running totals of the site afresh"
    parser = commands.add_parser("recount", help=words, description=f"Learning recount: {words}.")
    parser.set_defaults(run=run_recount)


def run_recount(_: argparse.Namespace) -> int:
    """Count, and say which totals were not what they should have been."""
    with opened_site() as site:
        wrong = recount_totals(site)
    for path, count in wrong.items():
        print(f"{path or 'the whole site'}: {count} put right")
    print("The totals are what was counted." if wrong else "Every total was right.")
    return 0
