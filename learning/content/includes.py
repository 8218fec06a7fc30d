"""Includes: a paragraph that is only `[Include: words](path)` becomes what that file holds.

The lines of included files follow those of the file in one long source, so that every token keeps
a line of its own; `Faults` says which file and line that is. Knows no disk.
"""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import sha256

from markdown_it.token import Token

from learning.content.beside import Beside
from learning.content.faults import Faults, Place
from learning.content.lints import TableCount, check_colons, mend_bullets
from learning.content.prose import collect_text
from learning.content.references import parse_referring
from learning.content.source import MAX_BYTES, Extract, Source, decode
from learning.content.targets import get_href, is_shared, resolve_path

_DEEPEST = 8
_MOST = 64
_WORD = re.compile(r"\s*([A-Za-z]{4,12})\s*:")
_FIX = "[Include: words](../shared/file.md), with an empty line before and after"
# What an included file may have held, so that to miss it would say nothing new.
_UNKNOWN = ("S02", "S04", "S06", "S07", "V02", "V05", "N02", "T01")


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with all that it includes: its lines, its tokens, and the SHA-256 of each include."""

    source: Source
    tokens: list[Token]
    digests: dict[str, str]


def _find_target(inline: Token) -> tuple[str, str] | None:
    """Give the first word and the address of a paragraph that is one link and nothing else."""
    children = inline.children or []
    if len(children) < 3 or children[0].type != "link_open" or children[-1].type != "link_close":
        return None
    if sum(child.type == "link_close" for child in children) > 1:
        return None
    found = _WORD.match(collect_text(children))
    return (found[1].lower(), get_href(children[0])) if found else None


def _leave_words(inline: Token) -> None:
    """Let an include that cannot be followed stand as its words, so that a scene is not empty."""
    inline.children = [Token("text", "", 0, content=collect_text(inline.children or ()))]


@dataclass(slots=True)
class _Includer:
    """Reads a file and, where they stand, those that it includes. `source` grows with each."""

    source: Source
    beside: Beside
    faults: Faults
    tables: TableCount = field(default_factory=TableCount)
    digests: dict[str, str] = field(default_factory=dict)
    chain: list[str] = field(default_factory=list)
    count: int = 0
    size: int = 0
    oversized: bool = False

    def read(self, start: int) -> list[Token]:
        """Parse the lines from `start` on, and take in what they include."""
        part = replace(self.source, start=start)
        if not self.tables.check(part, self.faults):
            self.oversized = True
            return []
        check_colons(part, self.faults)
        part = replace(part, lines=mend_bullets(part, self.faults))
        self.source = replace(self.source, lines=part.lines)
        return self.expand(parse_referring(part.body, self.faults))

    def expand(self, tokens: Sequence[Token]) -> list[Token]:
        expanded: list[Token] = []
        skipped = 0
        for index, token in enumerate(tokens):
            if skipped:
                skipped -= 1
                continue
            inline = tokens[index + 1] if token.type == "paragraph_open" else None
            taken = self.take(inline) if inline else None
            if taken is None:
                expanded.append(token)
            else:
                expanded += _deepen(taken, token.level)
                skipped = 2
        return expanded

    def take(self, inline: Token) -> list[Token] | None:
        """Give what a paragraph includes; None when it is an ordinary one."""
        found = _find_target(inline)
        if found is None:
            return None
        word, address = found
        line = (inline.map or [0])[0]
        if word != "include":
            if address.endswith(".md") and get_close_matches(word, ["include"], cutoff=0.7):
                self.refuse(inline, f"'{word}:' is not read as an include", "did you mean Include?")
            return None
        path = resolve_path(self.source.name_file(line), address)
        if path is None:
            self.refuse(inline, f"'{address[:60]}' lies outside the content folder")
            return None
        raw = self.find(path, inline)
        return None if raw is None else self.take_file(path, raw)

    def find(self, path: str, inline: Token) -> bytes | None:
        """Give the bytes of a file to include, unless something speaks against it."""
        raw = self.beside.includes.get(path)
        chain = [self.source.path, *self.chain]
        if path in chain:
            circle = " > ".join([*chain[chain.index(path) :], path])
            self.refuse(inline, f"an include in a circle: {circle}")
        elif raw is None:
            near = self.faults.near(path, sorted(self.beside.includes))
            fix = near if is_shared(path) else "only files in a folder named shared can be included"
            self.refuse(inline, f"no file '{path[:80]}' that can be included", fix)
        elif len(self.chain) >= _DEEPEST or self.count >= _MOST:
            message = f"too many includes: at most {_MOST}, and {_DEEPEST} within each other"
            self.refuse(inline, message)
        elif len(raw) <= MAX_BYTES and self.size + len(raw) > MAX_BYTES:
            message = f"with all that it includes the file is over {MAX_BYTES // 1024} KiB"
            self.refuse(inline, message, "split it into several modules")
        else:
            return raw
        return None

    def take_file(self, path: str, raw: bytes) -> list[Token]:
        self.digests[path] = sha256(raw).hexdigest()
        self.count += 1
        self.size += len(raw)
        lines = self.decode(path, raw)
        start = len(self.source.lines)
        self.source = self.source.extended(path, lines)
        self.faults.follow(path, start)
        self.chain.append(path)
        tokens = self.read(start)
        self.chain.pop()
        return tokens

    def decode(self, path: str, raw: bytes) -> tuple[str, ...]:
        """Give the lines of an included file; none, with a finding, when it is not plain text."""
        faults = Faults(path)
        lines = decode(raw, faults) or [""]
        if lines[0].strip() == "---":
            message = "an included file has no front matter"
            faults.add("F03", Place(1), message, fix="delete it, with both lines of ---")
            lines = [""]
        self.faults.take(faults)
        if faults.broken:
            self.faults.mute(*_UNKNOWN)
        return tuple(lines)

    def refuse(self, inline: Token, message: str, fix: str = "") -> None:
        place = Extract(inline.content, (inline.map or [0])[0], self.source).place()
        self.faults.add("N01", place, message, fix=fix)
        self.faults.mute(*_UNKNOWN)
        _leave_words(inline)


def _deepen(tokens: Sequence[Token], level: int) -> list[Token]:
    """Let tokens stand inside a list or a quote, as deep as the paragraph that they replace."""
    if not level:
        return list(tokens)
    deeper = [copy(token) for token in tokens]
    for token in deeper:
        token.level += level
    return deeper


def read_whole(source: Source, beside: Beside, faults: Faults) -> Whole | None:
    """Parse a file with all that it includes (N01); None, with a finding, when it is too much."""
    size = sum(len(line.encode()) + 1 for line in source.lines)
    includer = _Includer(source, beside, faults, size=size)
    tokens = includer.read(source.start)
    return None if includer.oversized else Whole(includer.source, tokens, includer.digests)


def refuse_inner_include(place: Place, faults: Faults) -> None:
    """N01: an include that does not stand alone."""
    faults.add("N01", place, "an include that does not stand alone is not read as one", fix=_FIX)
    faults.mute(*_UNKNOWN)
