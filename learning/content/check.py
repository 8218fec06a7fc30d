"""Checks files together: each by itself, their links to each other, and every play of each case.

Knows nothing of disks, clocks or terminals: files, known paths and the day are handed in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from learning.content.beside import NOTHING, Beside
from learning.content.course_reader import draft_course
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter, guess_kind
from learning.content.inlines import FileLink
from learning.content.outcomes import read_outcomes
from learning.content.parsed import Document
from learning.content.reader import draft_module, read_module
from learning.content.reading import read_body
from learning.content.rules.courses import (
    find_lone_sessions,
    find_uneven_tests,
    find_unpassable,
)
from learning.content.rules.history import find_lost_ids
from learning.content.rules.outcomes import (
    Practice,
    check_listed,
    find_practice,
    find_unknown_outcomes,
    find_unpractised_in_course,
)
from learning.content.rules.playing import find_play_faults
from learning.content.source import Source, decode
from learning.content.stories import check_stories, name_told_module
from learning.content.targets import is_shared, is_story_file
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import Kind
from learning.play.reading_age import ReadingAge, find_reading_age

_YEAR = 365
# Years; learners of sixteen follow it without help.
MOST_READING_AGE = 16


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings by file and line, and what could be compiled without an error."""

    findings: tuple[Finding, ...]
    modules: Mapping[str, Module]
    courses: Mapping[str, Course]
    practices: Mapping[str, Practice | None]
    reading_ages: Mapping[str, ReadingAge]
    files: int

    def count(self, severity: Severity) -> int:
        """Say how many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def _check_links(links: Iterable[FileLink], known: Collection[str], faults: Faults) -> None:
    """S02: a link to a module that is not in the content folder."""
    for link in links:
        if link.path not in known:
            fix = faults.near(link.path, sorted(known))
            faults.add("S02", link.place, f"no file '{link.path[:80]}'", fix=fix)


def _check_parts(course: Course, faults: Faults) -> None:
    """S02: a course as a module of a course. S01: the same module twice."""
    seen: set[str] = set()
    for module in course.modules:
        place = Place(module.line)
        if guess_kind(module.path) is Kind.COURSE:
            faults.add("S02", place, "a course cannot be a module of a course")
        if module.path in seen:
            faults.add("S01", place, f"'{module.path}' is a module of this course already")
        seen.add(module.path)


def _check_age(front: FrontMatter, today: date | None, faults: Faults) -> None:
    """L01: the law in it was checked more than 12 months ago; after 24 it is an error."""
    if front.law_checked is None or today is None:
        return
    age = (today - front.law_checked).days
    if age < -1:
        message = f"the law cannot have been checked on {front.law_checked}, which is to come"
        faults.add("L01", front.place("law_checked"), message)
    if age > _YEAR:
        grave = Severity.ERROR if age > 2 * _YEAR else Severity.WARNING
        message = f"the law was last checked on {front.law_checked}, {age // 30} months ago"
        fix = "check it against its sources, then change `law_checked`"
        faults.add("L01", front.place("law_checked"), message, fix=fix, severity=grave)


def _check_reading(module: Module, age: ReadingAge, faults: Faults) -> None:
    """R01: older readers are needed than learners may be."""
    if round(age.years) <= MOST_READING_AGE:
        return
    fix, line = "write shorter sentences and plainer words", 1
    if age.hardest is not None:
        scene = module.case.scenes[age.hardest[0]]
        fix, line = f"{fix}, first in '{scene.title[:60]}'", scene.line
    message = f"the text has a reading age of {round(age.years)}, over {MOST_READING_AGE}"
    faults.add("R01", Place(line), message, fix=fix)


class _Checker:
    """Goes over the files one by one and keeps what came of each."""

    def __init__(
        self,
        today: date | None,
        *,
        published: Mapping[str, Collection[str]],
        practices: Mapping[str, Practice | None],
        beside: Beside,
    ) -> None:
        self.known = frozenset(beside.modules)
        self.today = today
        self.published = published
        self.beside = beside
        self.outcomes = read_outcomes(beside.outcomes) if beside.outcomes is not None else None
        self.findings: set[Finding] = set()
        self.modules: dict[str, Module] = {}
        self.courses: dict[str, Course] = {}
        self.practices = dict(practices)
        self.reading_ages: dict[str, ReadingAge] = {}
        self.is_played = True

    def check(self, path: str, raw: bytes) -> None:
        faults = Faults(path)
        if is_story_file(path):
            self.findings.update(self.check_stories(path, raw))
        elif is_shared(path):
            self.check_shared(path, raw, faults)
        elif guess_kind(path) is Kind.COURSE:
            self.check_course(path, raw, faults)
        else:
            self.check_module(path, raw, faults)
        self.findings.update(faults.listed())

    def check_stories(self, path: str, raw: bytes) -> tuple[Finding, ...]:
        """Replay stories; not on a module with errors, whose own findings say more."""
        told = name_told_module(path)
        if told not in self.beside.modules:
            faults = Faults(path)
            fix = faults.near(told, sorted(self.beside.modules))
            faults.add("P05", Place(1), f"there is no '{told[:80]}' for these stories", fix=fix)
            return faults.listed()
        module = self.modules.get(told)
        if module is None:
            module = read_module(told, self.beside.modules[told], self.beside).value
        return () if module is None else check_stories(module, path, raw)

    def check_shared(self, path: str, raw: bytes, faults: Faults) -> None:
        """Look at a passage to be included by itself. Its footnotes may be those of a module."""
        lines = decode(raw, faults)
        faults.mute("N02")
        if lines is not None:
            body = read_body(Source(path, tuple(lines), None, 0), self.beside, faults)
            _check_links(body.links if body else (), self.known, faults)

    def check_course(self, path: str, raw: bytes, faults: Faults) -> None:
        draft = draft_course(path, raw, faults, beside=self.beside)
        _check_links(draft.links, self.known, faults)
        if draft.value is None or draft.document is None:
            return
        _check_parts(draft.value, faults)
        self.check_practice(draft.value, draft.document, faults)
        if not faults.broken:
            self.courses[path] = draft.value

    def check_practice(self, course: Course, document: Document, faults: Faults) -> None:
        """Compare a course with its modules."""
        places = document.front.outcome_places
        if self.outcomes is not None:
            check_listed(places, self.outcomes, faults)
        found = {module.path: self.find_practice(module.path) for module in course.modules}
        practices = {path: practice for path, practice in found.items() if practice}
        find_uneven_tests(course, practices, faults)
        find_lone_sessions(course, practices, faults)
        find_unpassable(course, practices, faults)
        if len(practices) == len(found) and not faults.broken:
            find_unpractised_in_course(course, practices, places, faults=faults)

    def find_practice(self, path: str) -> Practice | None:
        """Sum up a module; None where it is not there or cannot be read."""
        if path not in self.practices:
            raw = self.beside.modules.get(path)
            document = None
            if raw is not None and guess_kind(path) is not Kind.COURSE:
                document = draft_module(path, raw, Faults(path), beside=self.beside).document
            self.practices[path] = find_practice(document) if document else None
        return self.practices[path]

    def check_module(self, path: str, raw: bytes, faults: Faults) -> None:
        draft = draft_module(path, raw, faults, beside=self.beside)
        _check_links(draft.links, self.known, faults)
        if draft.document is None or draft.value is None:
            return
        self.practices[path] = find_practice(draft.document)
        _check_age(draft.document.front, self.today, faults)
        if age := find_reading_age(draft.value):
            self.reading_ages[path] = age
            _check_reading(draft.value, age, faults)
        if self.outcomes is not None:
            find_unknown_outcomes(draft.document, self.outcomes, faults)
        if path in self.published and not faults.broken:
            find_lost_ids(self.published[path], draft.value, faults)
        # Playing a case with errors in it would find these once more, by other names.
        if self.is_played and not faults.broken:
            find_play_faults(draft.value, draft.document, faults)
        if not faults.broken:
            self.modules[path] = draft.value


def check_files(
    files: Mapping[str, bytes],
    *,
    today: date | None = None,
    published: Mapping[str, Collection[str]] | None = None,
    practices: Mapping[str, Practice | None] | None = None,
    beside: Beside = NOTHING,
) -> CheckReport:
    """Check files by path from the content root, such as `cases/damp.md`.

    `beside` has what they may include and show, and the modules that exist beside them. Without
    `today` the age of the law is not looked at. `published` has the ids (`list_ids`) of what
    learners play now; `practices` what modules are known to practise, so that a course need not
    read them again. Stories (`cases/damp.test.md`) are replayed on the module beside them. Never
    raises on content.

    >>> report = check_files({"cases/a.md": b"---\\ntitle: A\\n---\\n"})
    >>> [finding.code for finding in report.findings]
    ['F04', 'F04', 'F04', 'F04', 'S06']
    """
    modules = {path: raw for path, raw in files.items() if not is_story_file(path)}
    beside = replace(beside, modules={**beside.modules, **modules})
    checker = _Checker(today, published=published or {}, practices=practices or {}, beside=beside)
    # Courses come last: what their modules practise is known by then.
    for path in sorted(files, key=lambda path: (guess_kind(path) is Kind.COURSE, path)):
        checker.check(path, files[path])
    return CheckReport(
        tuple(sorted(checker.findings)),
        checker.modules,
        checker.courses,
        checker.practices,
        checker.reading_ages,
        files=len(files),
    )


def check_quickly(
    path: str,
    raw: bytes,
    *,
    today: date | None = None,
    published: Mapping[str, Collection[str]] | None = None,
    beside: Beside = NOTHING,
) -> tuple[Finding, ...]:
    """Check one file as `check_files` does, but for what shows only when it is played (C03, ...).

    The modules of `beside` are known by their paths; what a course's own practise is not looked at.

    >>> sorted({each.code for each in check_quickly("cases/a.md", b"---\\ntitle: A\\n---\\n")})
    ['F04', 'S06']
    """
    unread = dict.fromkeys(beside.modules)
    checker = _Checker(today, published=published or {}, practices=unread, beside=beside)
    checker.is_played = False
    checker.check(path, raw)
    return tuple(sorted(checker.findings))
