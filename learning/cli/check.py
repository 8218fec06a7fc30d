"""`learning check`: what is wrong with cases and courses, at which line, and how to mend it."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from learning.cli.explain import explain_code
from learning.cli.mending import mend_files
from learning.cli.shape import Commands
from learning.content.beside import Beside
from learning.content.library import (
    FOLDERS,
    Library,
    Scan,
    read_limited,
    scan_folder,
    scan_folders,
    scan_named,
)
from learning.content.targets import is_story_file
from learning.model.finding import Finding, Severity
from learning.operations.compiling import FileReport, check_apart

CLEAN, FAULTY, WRONG = 0, 1, 2


class _NoSuchPath(Exception):
    """A path on the command line that cannot be checked; the message says why."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What one path of the command line stands for: a content root and the files below it."""

    root: Path
    scan: Scan


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "check cases and courses"
    parser = commands.add_parser("check", help=words, description=f"Learning check: {words}.")
    parser.add_argument("paths", nargs="*", default=["."], help="files or folders (default: here)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print an array of objects")
    shape.add_argument("--reading", action="store_true", help="print reading ages as well")
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument("--fix", action="store_true", help="first repair what needs no guess")
    parser.add_argument("--explain", metavar="CODE", help="say what a code means, with examples")
    parser.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Check and print; 0 without errors, 1 with errors, 2 when a path cannot be read or mended."""
    if arguments.explain:
        return explain_code(arguments.explain)
    try:
        mended = not arguments.fix or _mend(arguments.paths)
        targets = [_find_target(Path(path)) for path in arguments.paths]
    except _NoSuchPath as error:
        print(f"learning check: {error}", file=sys.stderr)
        return WRONG
    reports = [_check(target) for target in targets]
    findings = sorted(
        {
            finding
            for target, report in zip(targets, reports, strict=True)
            for finding in _list_findings(target, report)
        }
    )
    _tell(findings, as_json=arguments.json)
    if arguments.reading:
        _tell_reading({path: each for report in reports for path, each in report.items()})
    files = {
        target.root / path
        for target in targets
        for path in (*target.scan.files, *target.scan.stories)
    }
    if findings:
        print(summarise(findings, len(files)), file=sys.stderr)
    failing = findings if arguments.strict else _pick(findings, Severity.ERROR)
    if not mended:
        return WRONG
    return FAULTY if failing else CLEAN


def _mend(paths: Sequence[str]) -> bool:
    """Mend the files of each path; each is read when those before it are mended."""
    targets = (_find_target(Path(path)) for path in paths)
    done = [mend_files(each.root, each.scan.files, each.scan.beside) for each in targets]
    return all(done)


def summarise(findings: Sequence[Finding], files: int) -> str:
    """Say in one line how much was found.

    >>> summarise([], 1)
    '0 errors, 0 warnings in 1 file'
    """
    counts = [(len(_pick(findings, each)), str(each)) for each in Severity]
    said = ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts)
    return f"{said} in {files} file{'s' * (files != 1)}"


def _pick(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]


def _find_root(path: Path) -> Path:
    """Find the folder that holds `cases/` or `courses/`; else the nearest folder."""
    for folder in (path, *path.parents):
        if folder.name in FOLDERS:
            return folder.parent
    return path if path.is_dir() else path.parent


def _find_target(path: Path) -> _Target:
    if not path.exists():
        raise _NoSuchPath(f"there is no file or folder {path}")
    whole = path.resolve()
    root = _find_root(whole)
    if not whole.is_dir():
        return _Target(root, _read_file(root, whole))
    if any((whole / name).is_dir() for name in FOLDERS):
        return _Target(whole, Library(whole).scan())
    scan = scan_folder(root, whole)
    if not scan.files and not scan.findings:
        raise _NoSuchPath(f"there is no case or course in {path}")
    return _Target(root, scan)


def _read_file(root: Path, file: Path) -> Scan:
    if file.suffix != ".md":
        raise _NoSuchPath(f"{file.name} is not a Markdown file (.md)")
    if not file.is_file():
        raise _NoSuchPath(f"{file.name} cannot be read: it is not a file")
    stories = file if is_story_file(file.name) else file.with_suffix(".test.md")
    module = file.with_name(stories.name.removesuffix(".test.md") + ".md")
    try:
        modules, told = _read_there(root, module), _read_there(root, stories)
        beside = Beside()
        for path, raw in modules.items():
            named = scan_named(root, path, raw).beside
            beside = replace(named, modules={**named.modules, **modules})
        return Scan({} if file == stories else modules, beside=beside, stories=told)
    except OSError as error:
        raise _NoSuchPath(f"{file.name} cannot be read: {error.strerror}") from error


def _read_there(root: Path, file: Path) -> dict[str, bytes]:
    """Read a file that need not be there, by its path from the root."""
    return {file.relative_to(root).as_posix(): read_limited(file)} if file.is_file() else {}


def _check(target: _Target) -> Mapping[str, FileReport]:
    """Check the files of a target, with what lies beside them, each within limits of time."""
    folders = tuple(target.root / name for name in FOLDERS if (target.root / name).is_dir())
    beside = scan_folders(target.root, folders).beside if folders else target.scan.beside
    today = datetime.now(tz=UTC).date()
    files = {**target.scan.files, **target.scan.stories}
    return check_apart(files, beside=beside, today=today)


def _list_findings(target: _Target, reports: Mapping[str, FileReport]) -> Iterator[Finding]:
    findings = (finding for report in reports.values() for finding in report.findings)
    for finding in (*target.scan.findings, *findings):
        yield _name_file(finding, target.root)


def _name_file(finding: Finding, root: Path) -> Finding:
    """Name the file as it is found from here, so that editors can open it."""
    return replace(finding, file=Path(os.path.relpath(root / finding.file)).as_posix())


def _tell(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            print(finding)


def _tell_reading(reports: Mapping[str, FileReport]) -> None:
    """Print the reading age of each module, a line each, and of its hardest scene."""
    for path, report in sorted(reports.items()):
        if age := report.reading_age:
            hardest = f"; hardest: #{age.hardest[0]}, {age.hardest[1]:.1f}" if age.hardest else ""
            print(f"{path}: reading age {age.years:.1f}, {age.words:,} words{hardest}")
