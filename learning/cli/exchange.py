"""`learning import` and `learning export`: quizzes from and to GIFT, from Aiken, and Twee stories.

What could not be carried over is printed by line; nothing that is there is written over.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from learning.cli.shape import Commands
from learning.content.beside import NOTHING
from learning.content.reader import read_module
from learning.errors import LearningError
from learning.exchange.aiken import read_aiken
from learning.exchange.carried import Carried, Left, carry
from learning.exchange.case_writer import write_case
from learning.exchange.front import Front
from learning.exchange.gift import list_titles, read_gift
from learning.exchange.gift_writer import write_gift
from learning.exchange.items import Item
from learning.exchange.quiz_writer import write_quiz
from learning.exchange.twee import read_story
from learning.model.finding import Severity
from learning.model.names import Kind, Need, Setting

DONE, FAILED, WRONG = 0, 1, 2
LARGEST = 2 * 1024 * 1024
_FORMATS = {".gift": "gift", ".txt": "gift", ".aiken": "aiken", ".twee": "twee", ".tw": "twee"}
_READERS: Mapping[str, Callable[[str], tuple[list[Item], list[Left]]]] = {
    "gift": read_gift,
    "aiken": read_aiken,
}


class _Unreadable(LearningError):
    """A file that cannot be read or written; the message says why."""


def add_parser(commands: Commands) -> None:
    """Add both commands."""
    words = "turn a GIFT or Aiken quiz or a Twee story into Case Markdown"
    parser = commands.add_parser("import", help=words, description=f"Learning import: {words}.")
    parser.add_argument("file", type=Path, help="the file to read")
    parser.add_argument("target", type=Path, help="the new file, such as courses/NAME/quiz.md")
    parser.add_argument("--format", choices=("gift", "aiken", "twee"), help="if not by its ending")
    titled = "its title (default: the story's, else the file's name)"
    parser.add_argument("--title", default="", help=titled)
    parser.add_argument("--jurisdiction", default="", help="such as England")
    checked = "when the law in it was last checked, such as 2026-11-05"
    parser.add_argument("--law-checked", type=date.fromisoformat, metavar="DATE", help=checked)
    parser.add_argument("--need", choices=list(Need), action="append", default=[], dest="needs")
    parser.add_argument("--setting", choices=list(Setting), default="")
    parser.set_defaults(run=run_import)
    words = "turn the questions of a quiz into GIFT"
    parser = commands.add_parser("export", help=words, description=f"Learning export: {words}.")
    parser.add_argument("file", type=Path, help="a quiz, lesson or case")
    parser.add_argument("target", type=Path, help="the new file, such as quiz.gift")
    parser.set_defaults(run=run_export)


def run_import(arguments: argparse.Namespace) -> int:
    """Write the new file and say what is not in it; 1 when nothing could be carried over."""
    sort = arguments.format or _FORMATS.get(arguments.file.suffix.lower())
    if sort is None:
        print("learning import: say --format gift, aiken or twee", file=sys.stderr)
        return WRONG
    carried = _carry_in(_read(arguments.file), sort, arguments)
    if not carried.count:
        return _tell_nothing(carried, "import")
    _write(arguments.target, carried.text)
    what = "passage" if sort == "twee" else "question"
    _tell(carried, arguments.target, what)
    print(f"Now run: learning check {arguments.target}")
    return DONE


def run_export(arguments: argparse.Namespace) -> int:
    """Write the GIFT file and say what is not in it; 1 for a file with errors or no questions."""
    reading = read_module(arguments.file.name, _read(arguments.file).encode(), NOTHING)
    if reading.value is None:
        for finding in reading.findings:
            if finding.severity is Severity.ERROR:
                print(finding, file=sys.stderr)
        return FAILED
    carried = write_gift(reading.value)
    if not carried.count:
        return _tell_nothing(carried, "export")
    _write(arguments.target, carried.text)
    _tell(carried, arguments.target, "question")
    return DONE


def _carry_in(text: str, sort: str, arguments: argparse.Namespace) -> Carried:
    story = read_story(text) if sort == "twee" else None
    title = " ".join(arguments.title.split()) or (story.title if story else "")
    front = Front(
        title=title or _name(arguments.file),
        kind=Kind.CASE if story else Kind.QUIZ,
        needs=tuple(arguments.needs) if story else (),
        setting=arguments.setting if story else "",
        jurisdiction=arguments.jurisdiction,
        law_checked=arguments.law_checked,
    )
    if story:
        return write_case(front, story)
    items, left = _READERS[sort](text)
    return carry(write_quiz(front, items), len(list(list_titles(items))), left)


def _name(file: Path) -> str:
    words = file.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise _Unreadable(f"{file} is over {LARGEST // 1024 // 1024} MiB")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"{file} is not UTF-8: save it as UTF-8 first") from error
    except OSError as error:
        raise _Unreadable(f"{file} cannot be read: {error.strerror}") from error


def _write(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise _Unreadable(f"{target} is there already, and stays as it is") from error
    except FileNotFoundError as error:
        message = f"{target} cannot be written: there is no folder {target.parent}"
        raise _Unreadable(message) from error
    except OSError as error:
        raise _Unreadable(f"{target} cannot be written: {error.strerror}") from error


def _tell(carried: Carried, target: Path, what: str) -> None:
    print(f"Wrote {target}: {carried.count} {what}{'s' * (carried.count != 1)}.")
    if carried.left:
        print("Not carried over:")
        for each in carried.left:
            print(f"  {each}")


def _tell_nothing(carried: Carried, command: str) -> int:
    for each in carried.left:
        print(each, file=sys.stderr)
    print(f"learning {command}: there is nothing in it to carry over", file=sys.stderr)
    return FAILED
