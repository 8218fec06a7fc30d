"""`learning new case NAME`: a starter file that shows each construct once and passes the check."""

import argparse
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from learning.cli.shape import Commands
from learning.content.slugs import make_slug

DONE, WRONG = 0, 2


def add_parser(commands: Commands) -> None:
    """Add the command with its one part."""
    words = "write a starter file"
    parser = commands.add_parser("new", help=words, description=f"Learning new: {words}.")
    parts = parser.add_subparsers(title="what to write", metavar="case", required=True)
    case = parts.add_parser("case", help="a case with two scenes to choose between")
    case.add_argument("name", help='its title, such as "Damp in the nursery"')
    case.add_argument("--folder", default="cases", help="where to put it (default: cases)")
    case.set_defaults(run=run_new)


def run_new(arguments: argparse.Namespace) -> int:
    """Write the file and say where it is; 2 when it is there already or cannot be written."""
    title = " ".join(arguments.name.split())
    file = Path(arguments.folder) / f"{make_slug(title)}.md"
    if not make_slug(title).strip("-_"):
        return _refuse("give the case a name with letters or digits in it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(write_starter(title))
    except FileExistsError:
        return _refuse(f"{file} is there already, and stays as it is")
    except OSError as error:
        return _refuse(f"{file} cannot be written: {error.strerror}")
    print(f"Wrote {file}. Change what you like, then run: learning check {file}")
    return DONE


def write_starter(title: str) -> str:
    """Give the text of a new case with this title, its law checked today."""
    text = files("learning.cli").joinpath("starter.md").read_text(encoding="utf-8")
    today = datetime.now(tz=UTC).date().isoformat()
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("{quoted}", quoted).replace("{title}", title).replace("{today}", today)


def _refuse(message: str) -> int:
    print(f"learning new: {message}", file=sys.stderr)
    return WRONG
