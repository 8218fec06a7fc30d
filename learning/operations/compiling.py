"""Checking and compiling what authors wrote, each file by itself in a child process.

Whatever a file holds, findings come of it: a file that takes too long or too much is one more.
Knows no database, so that an author who checks a file need not wait for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from learning.content.beside import NOTHING, Beside
from learning.content.check import check_files
from learning.content.reader import read_module
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Assets, Module
from learning.model.names import Kind
from learning.operations.children import LIMITS, Broken, Cause, run_apart

SHORTEN = "split it into several modules"
REPORT = "please send the file to whoever looks after this program"
_SAID = {
    Cause.PROCESSOR: (f"checking it takes over {LIMITS.processor:.0f} seconds of work", SHORTEN),
    Cause.CLOCK: (f"checking it takes over {LIMITS.clock:.0f} seconds", SHORTEN),
    Cause.MEMORY: (f"checking it takes over {LIMITS.memory // 1024**2} MiB of memory", SHORTEN),
    Cause.DIED: ("checking it breaks off", REPORT),
    Cause.FAULT: ("the checker itself fails on it", REPORT),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """A version as it was published: its text, and what it takes in."""

    source: bytes
    beside: Beside = NOTHING


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is kept of a file that compiled: what lists show, and what it takes in."""

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
    assets: Assets


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings on a file and what it includes, and what it compiled to if that may be used."""

    findings: tuple[Finding, ...]
    compiled: Compiled | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep it from being published."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to check, and the version of it that learners play now."""

    path: str
    raw: bytes
    published: Stored | None


def check_apart(
    files: Mapping[str, bytes],
    *,
    beside: Beside = NOTHING,
    today: date | None = None,
    published: Mapping[str, Stored] | None = None,
) -> Mapping[str, FileReport]:
    """Check files by path in child processes, several at once. Never raises on content.

    `beside` has what lies in the same folders. `published` has the versions that learners play
    now, for ids that would be lost. Without `today` the age of the law is not looked at.
    """
    before = published or {}
    jobs = [_Job(path, raw, before.get(path)) for path, raw in sorted(files.items())]
    reports = run_apart(partial(_check, beside, today), jobs)
    return {
        job.path: _blame(job.path, report) if isinstance(report, Broken) else report
        for job, report in zip(jobs, reports, strict=True)
    }


def _blame(path: str, broken: Broken) -> FileReport:
    message, fix = _SAID[broken.cause]
    fault = f" ({broken.fault})" if broken.fault else ""
    return FileReport((Finding(path, 1, 1, "F07", Severity.ERROR, message + fault, fix),))


def _check(beside: Beside, today: date | None, job: _Job) -> FileReport:
    """Check one file, in a child. Compiled modules stay there: they are large, and soon made."""
    before = _read_published(job)
    report = check_files({job.path: job.raw}, today=today, published=before, beside=beside)
    made = report.modules.get(job.path) or report.courses.get(job.path)
    return FileReport(report.findings, _summarise(made) if made else None)


def _read_published(job: _Job) -> Mapping[str, Module]:
    if job.published is None:
        return {}
    before = read_module(job.path, job.published.source, job.published.beside).value
    return {job.path: before} if before else {}


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
        assets=Assets(dict(made.assets.includes), dict(made.assets.media)),
    )
