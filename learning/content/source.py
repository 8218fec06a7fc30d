"""The bytes of a file as text with lines, its front matter apart from its body.

Knows nothing of YAML or Markdown beyond the two `---` lines.
"""

import re
from dataclasses import dataclass, replace

from learning.content.faults import Faults, Origin, Place

MAX_BYTES = 128 * 1024
_ENOUGH = 200
_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"---[ \t]*")
# Neither YAML, HTML nor a PostgreSQL text holds these; a NUL would hide what follows it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KEY = re.compile(r"[A-Za-z_]+[ \t]*:")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text. `lines[0]` is line 1; `front` is the first and last line between the `---`.

    The lines of the files that it includes follow its own; `origins` says where each starts.
    """

    path: str
    lines: tuple[str, ...]
    front: tuple[int, int] | None
    start: int
    origins: tuple[Origin, ...] = ()

    @property
    def front_matter(self) -> str:
        """The YAML between the two lines."""
        return "\n".join(self.lines[slice(*self.front)]) if self.front else ""

    @property
    def body(self) -> str:
        """The text after the front matter, on the lines where it stands in the file."""
        return "\n" * self.start + "\n".join(self.lines[self.start :])

    def name_file(self, line: int) -> str:
        """Say which file a line (from 0) stands in."""
        before = [each for each in self.origins if each.first <= line]
        return before[-1].file if before else self.path

    def extended(self, file: str, lines: tuple[str, ...]) -> "Source":
        """Add the lines of an included file."""
        origin = Origin(file, len(self.lines))
        return replace(self, lines=self.lines + lines, origins=(*self.origins, origin))


@dataclass(frozen=True, slots=True)
class Extract:
    """Some text of a source with the line (from 0) where it starts; finds its way back.

    >>> source = Source("a.md", ("> She says:", "> no"), None, 0)
    >>> Extract("She says:\\nno", 0, source).place(10)
    Place(line=2, column=3)
    """

    text: str
    line: int
    source: Source

    def place(self, offset: int = 0) -> Place:
        """Say where the character at `offset` stands in the file."""
        start = self.text.rfind("\n", 0, max(offset, 0)) + 1
        row = self.text.count("\n", 0, start)
        number = min(self.line + row, len(self.source.lines) - 1)
        # The first words of a line are enough to find it, however long a hostile one is.
        words = self.text[start : start + _ENOUGH].partition("\n")[0]
        shift = self.source.lines[number].find(words)
        return Place(number + 1, max(shift, 0) + max(offset, 0) - start + 1)

    def place_of(self, words: str) -> Place:
        """Say where these words first stand in it."""
        return self.place(self.text.find(words))

    def cut(self, start: int, stop: int | None = None) -> "Piece":
        """Take a part of it that still knows its place."""
        return Piece(self.text[start:stop], start, self)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an extract, such as one condition; offsets count from its own start."""

    text: str
    start: int
    whole: Extract

    def place(self, offset: int = 0) -> Place:
        """Say where the character at `offset` of this piece stands in the file."""
        return self.whole.place(self.start + offset)

    def cut(self, start: int, stop: int | None = None) -> "Piece":
        """Take a part of this part."""
        return Piece(self.text[start:stop], self.start + start, self.whole)

    def stripped(self) -> "Piece":
        """Give it without the blanks around it."""
        lead = len(self.text) - len(self.text.lstrip())
        return Piece(self.text.strip(), self.start + lead, self.whole)


def decode(raw: bytes, faults: Faults) -> list[str] | None:
    """Give the lines of a file; None, with an F01, when it is not text. F02: a byte-order mark."""
    if len(raw) > MAX_BYTES:
        size = f"the file is over {MAX_BYTES // 1024} KiB"
        faults.add("F01", Place(1), size, fix="split it into several modules")
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"not UTF-8: byte 0x{raw[error.start]:02x}"
        faults.add("F01", Place(line, column), message, fix="save the file as UTF-8")
        return None
    if text.startswith("\ufeff"):
        faults.add("F02", Place(1), "a byte-order mark starts the file", fix="save without BOM")
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    for number, each in enumerate(lines, start=1):
        if found := _CONTROL.search(each):
            message = f"a control character: U+{ord(found[0]):04X}"
            faults.add("F01", Place(number, found.start() + 1), message, fix="delete it")
            return None
    return lines


def _skip_keys(lines: list[str]) -> int:
    """Give the line (from 0) of the title, where keys stand before it that lost their `---`."""
    title = next((number for number, line in enumerate(lines) if line.startswith("# ")), 0)
    return title if any(map(_KEY.match, lines[:title])) else 0


def _find_front(lines: list[str], faults: Faults) -> tuple[tuple[int, int] | None, int] | None:
    """Give the lines of the front matter and of the start of the body; None when it never ends."""
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
    first = next((n for n in fences if _KEY.match("".join(lines[n + 1 : n + 2]))), None)
    if first is None:
        first = fences[0] if fences and not any(map(str.strip, lines[: fences[0]])) else None
    if first is None:
        faults.add("F03", Place(1), "the front matter is missing", fix="start the file with ---")
        return None, _skip_keys(lines)
    last = next((number for number in fences if number > first), None)
    if last is None:
        faults.add("F03", Place(first + 1), "the front matter is not closed", fix="end it with ---")
        return None
    if first:
        faults.add(
            "F02", Place(1), "something stands before the front matter", fix="let --- be line 1"
        )
    return (first + 1, last), last + 1


def read_source(path: str, raw: bytes, faults: Faults) -> Source | None:
    """Decode a file and part front matter from body; None when it cannot be read as text."""
    lines = decode(raw, faults)
    if lines is None:
        return None
    found = _find_front(lines, faults)
    return Source(path, tuple(lines), *found) if found else None
