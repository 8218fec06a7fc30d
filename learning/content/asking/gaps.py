"""Gaps in a text: `[[one month | 1 month]]` to type, `[[*one month* | two weeks]]` as a menu.

A gap may stand wherever words do. Its place in the text is kept by a mark that no file can hold.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from markdown_it.token import Token

from learning.content.asking.answers import Item, RawGap, RawGaps
from learning.content.asking.sheet import Sheet
from learning.content.faults import Place
from learning.content.markdown import Block
from learning.content.prose import collect_text
from learning.content.source import Extract

# Control characters are refused before a file is parsed.
MARK = "\0"
_BRACKETS = re.compile(r"(\[\[|\]\](?!\]))")
_LONE_STAR = re.compile(r"(?<!\s)\*|\*(?!\s)")
_WORDS = frozenset({"text", "code_inline", "softbreak", "hardbreak", "em_open", "em_close"})
_STARS = "write *stars* around the whole of the one right option, and around nothing else"


def list_texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Give the plain text of tokens, stretch by stretch, code left out and pictures' words too."""
    for token in tokens:
        for child in token.children or ():
            if child.type in ("text", "image"):
                yield child.content


def has_gap(block: Block) -> bool:
    """Whether a gap is opened anywhere in the text of a block; escaped brackets open none."""
    written = [token for token in block.tokens if "[[" in token.content]
    return any("[[" in text for text in list_texts(written))


def find_closing(tokens: Sequence[Token]) -> Token | None:
    """Give the first text in which a gap ends that was opened nowhere."""
    texts = (token for token in tokens if token.type == "inline")
    return next((text for text in texts if _closes_nothing(text)), None)


def _closes_nothing(inline: Token) -> bool:
    parts = (text.partition("]]") for text in list_texts([inline]))
    return any(found and _is_lone(before) for before, found, _ in parts)


def refuse_unopened(inline: Token, sheet: Sheet) -> None:
    """Q09: a gap that lost its first brackets."""
    place = sheet.extract(inline).place_of("]]")
    sheet.refuse("Q09", place, "a gap that is closed but not opened", fix="begin it with [[")


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _split_options(tokens: Sequence[Token]) -> list[list[Token]]:
    """Part the tokens inside a gap at its bars."""
    options: list[list[Token]] = [[]]
    for token in tokens:
        if token.type != "text":
            options[-1].append(token)
            continue
        first, *others = token.content.split("|")
        options[-1].append(_text(first))
        options += [[_text(each)] for each in others]
    return [
        [token for token in each if token.type != "text" or token.content.strip()]
        for each in options
    ]


def _is_starred(tokens: Sequence[Token]) -> bool:
    """Whether stars stand around the whole of an option."""
    types = [token.type for token in tokens]
    return (types[0], types[-1]) == ("em_open", "em_close") and types.count("em_open") == 1


def _is_whole(tokens: Sequence[Token]) -> bool:
    """Whether these are plain words, and no star inside belongs to one outside."""
    depths = list(accumulate((token.nesting for token in tokens), initial=0))
    return min(depths) == depths[-1] == 0 and all(token.type in _WORDS for token in tokens)


def _is_lone(before: str) -> bool:
    """Whether `]]` after these words closes nothing that they have opened."""
    return before.count("[") - before.count("]") < 2


@dataclass(slots=True)
class _Taken:
    """The gaps so far, and the lines of table rows in which a bar cut one in two."""

    gaps: list[RawGap] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Taker:
    """Goes over the inline tokens of one stretch of text and takes its gaps out."""

    inline: Token
    cell: bool
    taken: _Taken
    sheet: Sheet
    kept: list[Token] = field(default_factory=list)
    inside: list[Token] | None = None
    cursor: int = 0
    depth: int = 0
    opened: Place = field(default_factory=lambda: Place(1))

    @property
    def extract(self) -> Extract:
        return self.sheet.extract(self.inline)

    def take(self) -> Token:
        for child in self.inline.children or ():
            if child.type == "text":
                self.take_text(child.content)
            elif child.type == "code_inline":
                self.cursor = max(self.inline.content.find(child.content, self.cursor), 0)
                self.cursor += len(child.content)
                self.keep(child)
            else:
                self.keep(child)
        if self.inside is not None:
            self.refuse_unclosed()
        content, lines = self.inline.content, self.inline.map
        return Token("inline", "", 0, map=lines, content=content, children=self.kept)

    @property
    def line(self) -> int:
        return (self.inline.map or [0])[0]

    def refuse_unclosed(self) -> None:
        """Q09, unless the row of the table has too many cells: that was said already."""
        if not self.cell:
            fix = "end it with ]] in the same paragraph"
            self.sheet.refuse("Q09", self.opened, "a gap that is not closed", fix=fix)
        elif not self.sheet.faults.has("F07"):
            fix = "end it with ]]; inside a table, write the bar of a gap as \\|"
            self.sheet.refuse("Q09", self.opened, "a gap that is not closed in its cell", fix=fix)
        self.taken.cut.add(self.line)

    @property
    def is_rest(self) -> bool:
        """Whether a bar before this cell cut a gap in two."""
        return self.cell and (self.line in self.taken.cut or self.sheet.faults.has("F07"))

    def keep(self, token: Token) -> None:
        (self.kept if self.inside is None else self.inside).append(token)

    def take_text(self, text: str) -> None:
        for piece in filter(None, _BRACKETS.split(text)):
            if piece == "[[":
                self.begin()
            elif piece == "]]" and self.inside is not None:
                self.end(self.inside)
            elif piece == "]]" and self.depth < 2:
                if not self.is_rest:
                    refuse_unopened(self.inline, self.sheet)
            else:
                self.depth += piece.count("[") - piece.count("]")
                self.keep(_text(piece))

    def begin(self) -> None:
        at = self.inline.content.find("[[", self.cursor)
        self.cursor = at + 2
        place = self.extract.place(at)
        if self.inside is not None:
            self.sheet.refuse("Q09", place, "a gap inside a gap", fix="close the first with ]]")
        self.inside, self.opened = [], place

    def end(self, inside: list[Token]) -> None:
        self.inside = None
        self.keep(_text(MARK))
        if _is_whole(inside):
            self.taken.gaps.append(_read_gap(inside, self.opened, self.sheet))
        else:
            message = "only plain words can stand in a gap"
            self.sheet.refuse("Q09", self.opened, message, fix=_STARS)


def _read_gap(inside: Sequence[Token], place: Place, sheet: Sheet) -> RawGap:
    options = _split_options(inside)
    starred = [at for at, tokens in enumerate(options) if tokens and _is_starred(tokens)]
    # Without its stars and the blanks around it no option looks unlike the others.
    texts = [" ".join(collect_text(tokens).split()) for tokens in options]
    items = [Item(text, (_text(text),), place) for text in texts]
    fault = _find_fault(options, items, starred)
    if fault:
        code, message, fix = fault
        sheet.refuse(code, place, message, fix=fix)
    return RawGap(tuple(items), starred[0] if starred else None)


def _find_fault(
    options: Sequence[Sequence[Token]], items: Sequence[Item], starred: Sequence[int]
) -> tuple[str, str, str] | None:
    """Say what is wrong with a gap: code, message and fix."""
    if not all(item.text for item in items):
        empty = "an empty gap" if len(items) == 1 else "a gap with nothing beside a bar"
        return "Q09", empty, "write what fits: [[one month | 1 month]]"
    stars = sum(token.type == "em_open" for tokens in options for token in tokens)
    if stars > len(starred) or any(_LONE_STAR.search(item.text) for item in items):
        return "Q09", "stars around a part of an option in a gap", _STARS
    if len(starred) > 1:
        return "Q03", f"{len(starred)} options of a menu are marked right", _STARS
    if starred and len(items) == 1:
        return "Q09", "a menu of one option", "add others after bars: [[*right* | wrong]]"
    words = sorted(item.text.casefold() for item in items)
    if any(one == other for one, other in pairwise(words)):
        return "Q04", "a gap names the same words twice", "reword or delete one of the two"
    return None


def read_gaps(blocks: Sequence[Block], sheet: Sheet) -> RawGaps:
    """Take the gaps out of a text, in its order."""
    taken, tokens = _Taken(), [token for block in blocks for token in block.tokens]
    for at, token in enumerate(tokens):
        if token.type == "inline":
            cell = tokens[at - 1].type in ("th_open", "td_open")
            tokens[at] = _Taker(token, cell, taken, sheet).take()
    return RawGaps(tuple(tokens), tuple(taken.gaps))
