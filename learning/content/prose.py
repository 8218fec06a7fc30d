"""Runs of Markdown as Prose: HTML, the words a reader sees, and where among them the cues are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.faults import Place
from learning.content.markdown import render
from learning.model.case import Prose
from learning.model.key import CueKey
from learning.model.names import CueId, Need
from learning.model.words import split_words

_BLANK = {"softbreak": " ", "hardbreak": " "}
_SHOWN = frozenset({"text", "code_inline"})
_LONGEST_WORD = 200


@dataclass(slots=True)
class _Visible:
    """The visible text so far, and the cues in it as offsets."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    cues: list[tuple[int, int, Token]] = field(default_factory=list)
    opened: tuple[int, Token] | None = None

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def read_child(self, child: Token) -> None:
        if child.type in _SHOWN:
            self.add(child.content)
        elif child.type in _BLANK:
            self.add(_BLANK[child.type])
        elif child.type == "cue_open":
            self.opened = (self.length, child)
        elif child.type == "cue_close" and self.opened:
            start, opener = self.opened
            self.cues.append((start, self.length, opener))
            self.opened = None


def _read_visible(tokens: Iterable[Token]) -> _Visible:
    visible = _Visible()
    for token in tokens:
        if token.type == "inline":
            for child in token.children or ():
                visible.read_child(child)
            visible.add("\n")
        elif token.content:
            visible.add(token.content + "\n")
    return visible


def collect_text(children: Iterable[Token]) -> str:
    """Give the visible text of inline tokens, such as a heading's or an option's."""
    visible = _Visible()
    for child in children:
        visible.read_child(child)
    return "".join(visible.pieces).strip()


def find_cues(tokens: Iterable[Token]) -> list[Token]:
    """Give the opening tokens of the cues and lures in a run."""
    return [child for token in tokens for child in token.children or () if child.type == "cue_open"]


def _count_words(text: str, cuts: Sequence[int]) -> dict[int, int]:
    """Say how many words stand before each cut, reading the text once."""
    counts, words, last = {0: 0}, 0, 0
    for cut in sorted(set(cuts)):
        words += len(split_words(text[last:cut]))
        counts[cut] = words
        last = cut
    return counts


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Let a cue that begins or ends inside a word hold the whole of it."""
    first, last = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    while start > first and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < last and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def make_prose(
    tokens: Sequence[Token], identity: str, cues_before: int
) -> tuple[Prose, list[CueKey]]:
    """Render a run of blocks, with the cues in it numbered on from those of the scene before it."""
    visible = _read_visible(tokens)
    text = "".join(visible.pieces)
    prose = Prose(identity, render(tokens), split_words(text))
    ranges = [(*_widen(text, start, end), opener) for start, end, opener in visible.cues]
    before = _count_words(text, [cut for start, end, _ in ranges for cut in (start, end)])
    keys = []
    for number, (start, end, opener) in enumerate(ranges, start=cues_before + 1):
        place: Place = opener.meta["place"]
        keys.append(
            CueKey(
                id=CueId(f"cue-{number}"),
                need=Need(opener.meta["need"]) if opener.meta["need"] else None,
                text=" ".join(text[start:end].split()),
                reason=opener.meta["reason"],
                prose=identity,
                first=before[start],
                last=max(before[end] - 1, before[start]),
                line=place.line,
            )
        )
    return prose, keys
