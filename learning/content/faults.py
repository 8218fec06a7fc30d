"""Where the findings on one file are collected, and how a place in it is named.

Faults are added, never raised, so that a file with twenty of them names twenty.
"""

from collections.abc import Iterable
from typing import NamedTuple

from learning.content.codes import SEVERITIES
from learning.content.spelling import suggest_name
from learning.model.finding import Finding, Severity

_MOST = 200
_MOST_SUGGESTIONS = 50


class Place(NamedTuple):
    """A line and column of the file, both from 1."""

    line: int
    column: int = 1


class Faults:
    """The findings on one file so far.

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
        if len(self._findings) > _MOST:
            return
        if len(self._findings) == _MOST:
            code, severity, fix = "F07", Severity.ERROR, "mend these and check again"
            message = f"more than {_MOST} findings; the rest are not listed"
        grave = severity or SEVERITIES[code]
        self._findings.add(Finding(self.file, *place, code, grave, message, fix))

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

    @property
    def broken(self) -> bool:
        """Whether an error is in, which keeps the file from being published."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    def listed(self) -> tuple[Finding, ...]:
        """Give all findings in the order of the file."""
        return tuple(sorted(self._findings))
