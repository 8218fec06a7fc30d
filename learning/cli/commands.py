"""All commands in one list, and how each of them ends.

Expected faults become one line on standard error; only a defect of ours shows a traceback.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from learning import __version__
from learning.errors import BadSettings, LearningError

# Each command and the module that adds it. Only the one that is typed is imported: an author who
# checks a file need not wait for the database's libraries.
COMMANDS = {
    "serve": "serve",
    "check": "check",
    "play-test": "play_test",
    "preview": "preview",
    "publish": "publish",
    "remark": "remark",
    "recount": "recount",
    "new": "new",
    "import": "exchange",
    "export": "exchange",
    "pull": "pull",
    "push": "push",
    "user": "people",
    "people": "people",
    "certificate": "certificates",
    "session": "sessions",
    "db": "database",
    "backup": "backup",
    "restore": "backup",
}
DONE, FAILED, WRONG = 0, 1, 2
INTERRUPTED = 130


def make_parser(typed: str = "") -> argparse.ArgumentParser:
    """Make the parser of the command that is typed, or of all where there is no such one."""
    parser = argparse.ArgumentParser(
        prog="learning",
        description="Side by Side: health and law students learn to hear legal needs together.",
        epilog="Settings are environment variables named LEARNING_*; see docs/settings.md.",
    )
    parser.add_argument("--version", action="version", version=f"learning {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    wanted = [COMMANDS[typed]] if typed in COMMANDS else dict.fromkeys(COMMANDS.values())
    for each in wanted:
        import_module(f"learning.cli.{each}").add_parser(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    options = make_parser(arguments[0] if arguments else "").parse_args(arguments)
    try:
        return int(options.run(options))
    except BadSettings as error:
        return _say(str(error), WRONG)
    except LearningError as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code
