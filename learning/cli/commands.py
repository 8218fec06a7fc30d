"""All commands in one list, and how each of them ends.

Expected faults become one line on standard error; only a defect of ours shows a traceback.
"""

import argparse
import sys
from collections.abc import Sequence

from learning import __version__
from learning.cli import backup, check, database, new, people, publish, serve
from learning.errors import BadSettings, LearningError

COMMANDS = (serve, check, publish, new, people, database, backup)
DONE, FAILED, WRONG = 0, 1, 2
INTERRUPTED = 130


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="learning",
        description="Side by Side: health and law students learn to hear legal needs together.",
        epilog="Settings are environment variables named LEARNING_*; see docs/settings.md.",
    )
    parser.add_argument("--version", action="version", version=f"learning {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for each in COMMANDS:
        each.add_parser(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    options = make_parser().parse_args(arguments)
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
