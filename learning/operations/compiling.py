"""Checking and compiling what authors wrote, each file by itself in a child process.

Whatever a file holds, findings come of it: a file that takes too long or too much is one more.
Knows no database, so that an author who checks a file need not wait for one.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from learning.content.beside import NOTHING, Beside
from learning.content.check import check_files
from learning.content.faults import Faults
from learning.content.front_matter import guess_kind
from learning.content.reader import draft_module
from learning.content.rules.history import list_ids
from learning.content.rules.outcomes import Practice, find_practice
from learning.content.targets import resolve_path
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Assets, Module
from learning.model.names import Feedback, Keeps, Kind
from learning.operations.children import LIMITS, Broken, Cause, run_apart
from learning.play.reading_age import ReadingAge

SHORTEN = "split it into several modules"
REPORT = "please send the file to whoever looks after this program"
_LINK = re.compile(rb"\]\(([^()\s]+\.md)\)")
_SAID = {
    Cause.PROCESSOR: (f"checking it takes over {LIMITS.processor:.0f} seconds of work", SHORTEN),
    Cause.CLOCK: (f"checking it takes over {LIMITS.clock:.0f} seconds", SHORTEN),
    Cause.MEMORY: (f"checking it takes over {LIMITS.memory // 1024**2} MiB of memory", SHORTEN),
    Cause.DIED: ("checking it breaks off", REPORT),
    Cause.FAULT: ("the checker itself fails on it", REPORT),
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is kept of a file that compiled: what lists show, and what it takes in.

    `ids` are what attempts rest on (`rules.history.list_ids`), `keeps` and `pass_mark` which of
    them counts, and what passes.
    """

    path: str
    kind: Kind
    sha256: str
    title: str
    summary: str
    needs: str
    jurisdiction: str
    law_checked: date | None
    setting: str | None
    minutes: int | None
    opens: datetime | None
    closes: datetime | None
    silent: bool
    assets: Assets
    ids: tuple[str, ...]
    keeps: Keeps
    pass_mark: int | None


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings on a file and what it includes, and what it compiled to if that may be used.

    `practice` is what a course has to know of a module, `reading_age` that of its learners.
    """

    findings: tuple[Finding, ...]
    compiled: Compiled | None = None
    practice: Practice | None = None
    reading_age: ReadingAge | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep it from being published."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Around:
    """What each file is checked with."""

    beside: Beside
    today: date | None
    published: Mapping[str, Collection[str]]
    practices: Mapping[str, Practice | None]


def check_apart(
    files: Mapping[str, bytes],
    *,
    beside: Beside = NOTHING,
    today: date | None = None,
    published: Mapping[str, Collection[str]] | None = None,
) -> Mapping[str, FileReport]:
    """Check files by path in child processes, several at once. Never raises on content.

    `beside` has what lies in the same folders. `published` has the ids of the versions that
    learners play now. Without `today` the age of the law is not looked at.
    """
    around = _Around(beside, today, published or {}, {})
    courses = {path: raw for path, raw in files.items() if guess_kind(path) is Kind.COURSE}
    reports = _check_each({path: files[path] for path in files.keys() - courses.keys()}, around)
    if courses:
        # A course is compared with its modules, each of which has limits of its own.
        practices = {path: each.practice for path, each in reports.items()}
        practices |= _read_practices(_list_linked(courses) - reports.keys(), beside)
        reports |= _check_each(courses, replace(around, practices=practices))
    return reports


def _check_each(files: Mapping[str, bytes], around: _Around) -> dict[str, FileReport]:
    jobs = sorted(files.items())
    reports = run_apart(partial(_check, around), jobs)
    return {
        path: _blame(path, report) if isinstance(report, Broken) else report
        for (path, _), report in zip(jobs, reports, strict=True)
    }


def _list_linked(courses: Mapping[str, bytes]) -> frozenset[str]:
    """List the paths that courses may lead to; some more do no harm."""
    targets = {
        resolve_path(path, found.decode(errors="replace"))
        for path, raw in courses.items()
        for found in _LINK.findall(raw)
    }
    return frozenset(each for each in targets if each is not None)


def _read_practices(paths: Collection[str], beside: Beside) -> dict[str, Practice | None]:
    modules = sorted(path for path in paths if path in beside.modules)
    found = run_apart(partial(_read_practice, beside), modules)
    practices = [None if isinstance(each, Broken) else each for each in found]
    return dict(zip(modules, practices, strict=True))


def _read_practice(beside: Beside, path: str) -> Practice | None:
    """Sum up a module that is not itself checked, in a child."""
    draft = draft_module(path, beside.modules[path], Faults(path), beside=beside)
    return find_practice(draft.document) if draft.document else None


def _blame(path: str, broken: Broken) -> FileReport:
    message, fix = _SAID[broken.cause]
    fault = f" ({broken.fault})" if broken.fault else ""
    return FileReport((Finding(path, 1, 1, "F07", Severity.ERROR, message + fault, fix),))


def _check(around: _Around, job: tuple[str, bytes]) -> FileReport:
    """Check one file, in a child. Compiled modules stay there: they are large, and soon made."""
    path, raw = job
    report = check_files(
        {path: raw},
        today=around.today,
        published=around.published,
        practices=around.practices,
        beside=around.beside,
    )
    made = report.modules.get(path) or report.courses.get(path)
    return FileReport(
        report.findings,
        _summarise(made) if made else None,
        report.practices.get(path),
        report.reading_ages.get(path),
    )


def _summarise(made: Module | Course) -> Compiled:
    case = made.case if isinstance(made, Module) else None
    shown = made.case if isinstance(made, Module) else made
    return Compiled(
        path=shown.path,
        kind=case.kind if case else Kind.COURSE,
        sha256=made.sha256,
        title=shown.title,
        summary=shown.summary,
        needs=" ".join(case.needs) if case else "",
        jurisdiction=case.jurisdiction if case else "",
        law_checked=case.law_checked if case else None,
        setting=case.setting if case else None,
        minutes=shown.minutes,
        opens=case.opens if case else None,
        closes=case.closes if case else None,
        silent=bool(case and case.feedback is Feedback.NONE),
        assets=Assets(dict(made.assets.includes), dict(made.assets.media)),
        ids=list_ids(made) if isinstance(made, Module) else (),
        keeps=case.keeps if case else Keeps.BEST,
        pass_mark=case.pass_mark if case else None,
    )
