"""`learning new KIND NAME`: a file to begin from, which shows each thing its kind can hold."""

import argparse
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from learning.cli.shape import Commands
from learning.content.library import read_limited
from learning.content.outcomes import read_outcomes
from learning.content.slugs import make_slug
from learning.errors import LearningError
from learning.operations.starters import FIRST, OUTCOME, write_starter

DONE, WRONG = 0, 2
KINDS = {
    "case": "a case that branches",
    "lesson": "a lesson, which is read in order",
    "quiz": "a quiz, with a question of each sort",
    "survey": "a survey, in which nothing is right or wrong",
    "course": "a course, with a quiz and a lesson to begin with",
}


class _Refused(LearningError):
    """Nothing was written; the message says why."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A file to be written: where, from which starter, under what title."""

    file: Path
    kind: str
    title: str


def add_parser(commands: Commands) -> None:
    """Add the command with a part for each kind."""
    words = "write a file to begin from"
    parser = commands.add_parser("new", help=words, description=f"Learning new: {words}.")
    parts = parser.add_subparsers(title="what to write", metavar="KIND", required=True)
    for kind, what in KINDS.items():
        part = parts.add_parser(kind, help=what, description=f"Write {what}.")
        part.add_argument("name", help='its title, such as "Damp in the nursery"')
        part.add_argument("--folder", type=Path, help=f"where to put it ({_say_default(kind)})")
        part.set_defaults(run=run_new, kind=kind)


def run_new(arguments: argparse.Namespace) -> int:
    """Write the file and say what to do next; 2 when it is there already or cannot be written."""
    try:
        starters = _plan(arguments.kind, arguments.name, arguments.folder)
        _refuse_taken(starters)
        for each in starters:
            _write(each)
    except _Refused as refused:
        print(f"learning new: {refused}", file=sys.stderr)
        return WRONG
    print(_say_next(starters))
    return DONE


def _plan(kind: str, name: str, folder: Path | None) -> list[Starter]:
    """Say which files are to be written; a course is a folder with its first modules."""
    title = " ".join(name.split())
    slug = make_slug(title)
    if not slug.strip("-_"):
        raise _Refused(f"give the {kind} a name with letters or digits in it")
    folder = folder or _find_folder(kind)
    if kind != "course":
        return [Starter(folder / f"{slug}.md", kind, title)]
    home = folder / slug
    first = (Starter(home / f"{make_slug(each)}.md", what, each) for what, each in FIRST)
    return [Starter(home / "course.md", kind, title), *first]


def _find_folder(kind: str) -> Path:
    """Give where a kind belongs: all but cases and courses into a course, if there is but one."""
    if kind in {"case", "course"}:
        return Path(f"{kind}s")
    courses = sorted(Path("courses").glob("*/course.md"))
    if not courses:
        raise _Refused(f"a {kind} belongs to a course; make one first: learning new course NAME")
    if len(courses) > 1:
        named = ", ".join(f"--folder {each.parent.as_posix()}" for each in courses[:5])
        raise _Refused(f"say which course it is for: {named}")
    return courses[0].parent


def _refuse_taken(starters: list[Starter]) -> None:
    for each in starters:
        if each.file.exists():
            raise _Refused(f"{each.file} is there already, and stays as it is")


def _write(starter: Starter) -> None:
    file = starter.file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            today, outcome = datetime.now(tz=UTC).date(), _find_outcome(file)
            text = write_starter(starter.kind, starter.title, today=today, outcome=outcome)
            stream.write(text)
    except OSError as error:
        raise _Refused(f"{file} cannot be written: {error.strerror}") from error


def _find_outcome(file: Path) -> str:
    """Give an outcome that may be named: the first of `courses/outcomes.md`, where there is one."""
    for folder in file.resolve().parents:
        if folder.name == "courses" and (folder / "outcomes.md").is_file():
            return next(iter(read_outcomes(read_limited(folder / "outcomes.md"))), OUTCOME)
    return OUTCOME


def _say_default(kind: str) -> str:
    if kind in {"case", "course"}:
        return f"default: {kind}s"
    return "default: the folder of the course, if there is but one"


def _say_next(starters: list[Starter]) -> str:
    first, *others = starters
    wrote = ", ".join(each.file.name for each in others)
    lines = [f"Wrote {first.file}{f', and beside it {wrote}' if wrote else ''}."]
    course = first.file.with_name("course.md")
    if not others and course.is_file():
        lines.append(f"List it under ## Modules of {course}: [{first.title}]({first.file.name})")
    lines.append(f"See it while you write: learning preview {_quote(first.file)}")
    lines.append(f"See what to mend:       learning check {_quote(first.file)}")
    return "\n".join(lines)


def _quote(file: Path) -> str:
    return shlex.quote(str(file))
