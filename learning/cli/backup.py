"""`learning backup` and `learning restore`: the whole database, checked before it counts."""

import argparse
from pathlib import Path

from learning.cli.opening import current_settings
from learning.cli.shape import Commands
from learning.operations import upkeep


def add_parser(commands: Commands) -> None:
    """Add both commands."""
    words = "write the whole database to a file, and check it; the server may be running"
    saving = commands.add_parser("backup", help=words, description=f"Learning backup: {words}.")
    saving.add_argument("file", type=Path, help="the file to write")
    saving.set_defaults(run=run_backup)
    words = "put a backup in the database's place; stop the server first"
    loading = commands.add_parser("restore", help=words, description=f"Learning restore: {words}.")
    loading.add_argument("file", type=Path, help="the file that `backup` wrote")
    loading.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    """Write a backup."""
    upkeep.backup(current_settings(), options.file)
    print(f"The database is saved in {options.file}, and the copy was checked.")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup."""
    upkeep.restore(current_settings(), options.file)
    print(f"The database is as it was in {options.file}.")
    return 0
