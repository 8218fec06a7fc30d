"""Where the findings on one file are collected, and how a place in it is named.

Faults are added, never raised, so that a file with twenty of them names twenty.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from learning.content.codes import SEVERITIES
from learning.content.spelling import suggest_name
from learning.model.finding import Finding, Severity

_MOST = 200
_MOST_SUGGESTIONS = 50
_LINE = re.compile(r"\bline (\d+)\b")


class Place(NamedTuple):
    """A line and column of the file, both from 1."""

    line: int
    column: int = 1


class Origin(NamedTuple):
    """An included file, and how many lines stand before its own in the one that includes it."""

    file: str
    first: int


class Faults:
    """The findings on one file so far. Those on a line of an included file name that file.

    >>> faults = Faults("cases/a.md")
    >>> faults.add("S04", Place(12), "dead end")
    >>> [str(finding) for finding in faults.listed()]
    ['cases/a.md:12:1 S04 error dead end']
    >>> faults.broken
    True
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._findings: set[Finding] = set()
        self._suggested = 0
        self._origins: list[Origin] = []
        self._muted: set[str] = set()

    def follow(self, file: str, first: int) -> None:
        """Let the lines after the first so many be those of an included file."""
        self._origins.append(Origin(file, first))

    def mute(self, *codes: str) -> None:
        """Note no finding of these codes from here on: a graver one already says why."""
        self._muted.update(codes)

    def take(self, others: "Faults") -> None:
        """Add the findings on an included file by itself."""
        self._findings |= others._findings

    def add(
        self,
        code: str,
        place: Place,
        message: str,
        *,
        fix: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Note one finding; its severity is that of its code unless given."""
        if len(self._findings) > _MOST or code in self._muted:
            return
        if len(self._findings) == _MOST:
            code, severity, fix = "F07", Severity.ERROR, "mend these and check again"
            message = f"more than {_MOST} findings; the rest are not listed"
        grave = severity or SEVERITIES[code]
        finding = Finding(self.file, *place, code, grave, message, fix)
        self._findings.add(self._name_origin(finding) if self._origins else finding)

    def _name_origin(self, finding: Finding) -> Finding:
        """Say a finding, and the other lines it mentions, by the files where they stand."""
        file, line = self._find_origin(finding.line)
        message = _LINE.sub(lambda found: self._tell_line(int(found[1]), file), finding.message)
        return replace(finding, file=file, line=line, message=message)

    def _find_origin(self, line: int) -> tuple[str, int]:
        before = [each for each in self._origins if each.first < line]
        file, first = before[-1] if before else Origin(self.file, 0)
        return file, line - first

    def _tell_line(self, line: int, here: str) -> str:
        file, number = self._find_origin(line)
        return f"line {number}" if file == here else f"line {number} of {file}"

    def near(self, name: str, known: Iterable[str]) -> str:
        """Give a did-you-mean, for the first few dozen names: looking for them is slow."""
        self._suggested += 1
        return suggest_name(name, known) if self._suggested <= _MOST_SUGGESTIONS else ""

    def has(self, code: str) -> bool:
        """Whether a finding of this code is in."""
        return self.count(code) > 0

    def count(self, code: str) -> int:
        """Say how many findings of this code are in."""
        return sum(finding.code == code for finding in self._findings)

    def has_within(self, code: str, first: int, last: int) -> bool:
        """Whether a finding of this code is in on one of some lines of the file itself."""
        own = (each for each in self._findings if each.code == code and each.file == self.file)
        return any(first <= each.line <= last for each in own)

    @property
    def broken(self) -> bool:
        """Whether an error is in, which keeps the file from being published."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    @property
    def lost_fence(self) -> bool:
        """Whether a fence could not be read: what it held is then read as if it stood outside."""
        return any(map(self.has, ("B02", "B03", "B04")))

    def listed(self) -> tuple[Finding, ...]:
        """Give all findings in the order of the file."""
        return tuple(sorted(self._findings))
