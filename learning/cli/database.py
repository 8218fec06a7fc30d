"""`learning db upgrade`: bring the tables to the shape this version needs."""

import argparse

from learning.cli.opening import current_settings
from learning.cli.shape import Commands
from learning.operations.upkeep import upgrade


def add_parser(commands: Commands) -> None:
    """Add the command with its one part."""
    words = "bring the database up to date"
    parser = commands.add_parser("db", help=words, description=f"Learning db: {words}.")
    parts = parser.add_subparsers(title="what to do", metavar="upgrade", required=True)
    parts.add_parser("upgrade", help=f"{words}; safe to repeat").set_defaults(run=run_upgrade)


def run_upgrade(_: argparse.Namespace) -> int:
    """Upgrade the database that the settings name."""
    upgrade(current_settings())
    print("The database is up to date.")
    return 0
