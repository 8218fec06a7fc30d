"""Repairs of a file: edits that were tried out, and kept only if they mend and change nothing else.

Knows no disk. What an edit of each finding looks like is told by `edits.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from learning.content.beside import NOTHING, Beside
from learning.content.course_reader import draft_course
from learning.content.edits import Edit, make_edit
from learning.content.faults import Faults
from learning.content.front_matter import guess_kind
from learning.content.reader import draft_module
from learning.content.source import read_source
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import Kind

_MARK = "\ufeff".encode()
_LINE_END = re.compile(r"\r\n|\r|\n")
# Mending one thing can show another, such as a table that a quote had swallowed.
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Fix:
    """What was mended, and on which line of the file as it was found in that round."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after its repairs: its bytes, and what was done in order."""

    raw: bytes
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """What a reader makes of a file: its findings, and its value if it may be published."""

    findings: frozenset[Finding]
    value: Module | Course | None

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Mender:
    """Looks at versions of one file."""

    path: str
    beside: Beside

    def look(self, raw: bytes) -> _Look:
        faults = Faults(self.path)
        draft = draft_course if guess_kind(self.path) is Kind.COURSE else draft_module
        value = draft(self.path, raw, faults, beside=self.beside).value
        return _Look(frozenset(faults.listed()), None if faults.broken else value)

    def mend(self, raw: bytes) -> Mended:
        fixes: list[Fix] = []
        while raw.startswith(_MARK):
            raw = raw[len(_MARK) :]
            fixes.append(Fix(1, "took away the byte-order mark"))
        look = self.look(raw)
        for _ in range(_MOST_ROUNDS):
            edits = self.find_edits(raw, look)
            raw, look, done = self.keep(raw, look, edits)
            fixes += done
            if not done:
                break
        return Mended(raw, tuple(fixes))

    def find_edits(self, raw: bytes, look: _Look) -> list[tuple[Finding, Edit]]:
        """Give edits that do not touch each other, in the order of the file."""
        source = read_source(self.path, raw, Faults(self.path))
        edits: list[tuple[Finding, Edit]] = []
        for finding in sorted(look.findings) if source else ():
            edit = make_edit(finding, source) if source else None
            if edit and (not edits or edits[-1][1].last <= edit.first):
                edits.append((finding, edit))
        return edits

    def keep(
        self, raw: bytes, look: _Look, edits: Sequence[tuple[Finding, Edit]]
    ) -> tuple[bytes, _Look, list[Fix]]:
        """Make the edits, or those of them that do what they should."""
        if not edits:
            return raw, look, []
        new = apply_edits(raw, [edit for _, edit in edits])
        after = self.look(new)
        if _is_better(look, after, edits):
            return new, after, [Fix(finding.line, edit.said) for finding, edit in edits]
        if len(edits) == 1:
            return raw, look, []
        # The later half first: it leaves the lines of the earlier one where they are.
        half = len(edits) // 2
        raw, look, later = self.keep(raw, look, edits[half:])
        raw, look, sooner = self.keep(raw, look, edits[:half])
        return raw, look, [*sooner, *later]


def _shift(edits: Sequence[tuple[Finding, Edit]]) -> Iterator[Finding]:
    """Give the findings as they would stand if nothing had been mended."""
    grown = 0
    for finding, edit in edits:
        yield replace(finding, line=finding.line + grown)
        grown += edit.growth


def _is_better(before: _Look, after: _Look, edits: Sequence[tuple[Finding, Edit]]) -> bool:
    """Whether every finding is mended, nothing new is wrong, and a sound file says the same."""
    if any(finding in after.findings for finding in _shift(edits)):
        return False
    if len(after.findings) > len(before.findings) - len(edits) or after.errors > before.errors:
        return False
    return before.value is None or _means_same(before.value, after.value)


def _means_same(before: Module | Course, after: Module | Course | None) -> bool:
    return after is not None and replace(before, sha256="") == replace(after, sha256="")


def apply_edits(raw: bytes, edits: Sequence[Edit]) -> bytes:
    r"""Make edits that do not touch each other; every other line keeps its line end.

    >>> apply_edits(b"a\r\nb\r\n", [Edit(1, 1, ("new",), "")])
    b'a\r\nnew\r\nb\r\n'
    """
    text = raw.decode()
    lines, ends = _LINE_END.split(text), _LINE_END.findall(text)
    ends.append("")
    usual = ends[0] or "\n"
    for edit in sorted(edits, key=lambda each: each.first, reverse=True):
        kept = ends[edit.first : edit.last]
        added = [usual] * max(edit.growth, 0)
        ends[edit.first : edit.last] = (added + kept)[max(-edit.growth, 0) :]
        lines[edit.first : edit.last] = edit.lines
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).encode()


def mend_file(path: str, raw: bytes, beside: Beside = NOTHING) -> Mended:
    r"""Repair what can be repaired without a guess; raises nothing on content.

    What cannot be repaired, or is no text at all, stays as it is. Doing it twice changes nothing
    the second time, and a file that could be published says the same as before.

    >>> text = "---\ntitle: A\nkind: survey\n---\n## A\n### Question: B?\n- [] C\n- [ ] D\n"
    >>> mended = mend_file("cases/a.md", text.encode())
    >>> mended.raw.decode().split("\n")[6], mended.fixes[0].line
    ('- [ ] C', 7)
    """
    return _Mender(path, beside).mend(raw)
