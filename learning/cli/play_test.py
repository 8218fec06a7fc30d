"""`learning play-test`: what all plays of a case come to, and what is wrong with it."""

import argparse
import json
import sys
from pathlib import Path

from learning.cli.play_json import to_json
from learning.cli.play_report import list_lines
from learning.cli.shape import Commands
from learning.content.beside import NOTHING, Beside
from learning.content.front_matter import guess_kind
from learning.content.library import FOLDERS, Library, is_module_file, read_limited
from learning.content.reader import read_module
from learning.model.finding import Severity
from learning.model.key import Module
from learning.model.names import Kind
from learning.play.playtest import RUNS, SEED, run_playtest

CLEAN, FAULTY, WRONG = 0, 1, 2
MOST_RUNS = 1_000_000


class _Unplayable(Exception):
    """A file that cannot be play-tested; the message says why."""


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "play a case every way there is, and say what comes of it"
    parser = commands.add_parser("play-test", help=words, description=f"Play-test: {words}.")
    parser.add_argument("file", metavar="FILE", help="such as cases/damp-in-the-nursery.md")
    parser.add_argument(
        "--runs", type=_read_runs, default=RUNS, help=f"random plays a side (default: {RUNS})"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help="the same seed plays the same (default: 1)"
    )
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.set_defaults(run=run_play_test)


def run_play_test(arguments: argparse.Namespace) -> int:
    """Play-test and print; 0 without errors, 1 with errors, 2 when the file cannot be tested."""
    try:
        module = _load(Path(arguments.file))
    except _Unplayable as error:
        print(f"learning play-test: {error}", file=sys.stderr)
        return WRONG
    if module is None:
        return FAULTY
    test = run_playtest(module, runs=arguments.runs, seed=arguments.seed)
    if arguments.json:
        print(json.dumps(to_json(test), indent=2, ensure_ascii=False))
    else:
        print("\n".join(list_lines(test)))
    return FAULTY if any(each.severity is Severity.ERROR for each in test.problems) else CLEAN


def _read_runs(text: str) -> int:
    runs = int(text)
    if not 1 <= runs <= MOST_RUNS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_RUNS:,} is wanted")
    return runs


def _load(file: Path) -> Module | None:
    """Compile a file; None, with its findings printed, where it has errors."""
    if not file.exists():
        raise _Unplayable(f"there is no file {file}")
    if not is_module_file(file.name):
        raise _Unplayable(f"{file.name} is not a case, lesson, quiz or survey (.md)")
    whole = file.resolve()
    root = next((each.parent for each in whole.parents if each.name in FOLDERS), whole.parent)
    path = whole.relative_to(root).as_posix()
    if guess_kind(path) is Kind.COURSE:
        raise _Unplayable("a course cannot be played; test its modules one by one")
    try:
        raw = read_limited(whole)
    except OSError as error:
        raise _Unplayable(f"{file} cannot be read: {error.strerror}") from error
    reading = read_module(path, raw, _look_beside(root))
    if reading.value is None:
        for finding in reading.findings:
            print(finding)
        print("learning play-test: mend these first, then play", file=sys.stderr)
    return reading.value


def _look_beside(root: Path) -> Beside:
    there = any((root / name).is_dir() for name in FOLDERS)
    return Library(root).scan().beside if there else NOTHING
