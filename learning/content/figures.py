"""Pictures, sound and video in the text: found beside the file, shown by an address of their own.

A recording needs a `> Transcript:` below it, which folds away. Knows no disk.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from posixpath import splitext
from urllib.parse import quote, unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from learning.content.beside import Beside, name_media
from learning.content.faults import Faults, Place
from learning.content.media import MEDIA_TYPES, MediaSort, find_media_type
from learning.content.prose import collect_text
from learning.content.quotes import strip_lead
from learning.content.source import Extract, Source
from learning.content.spelling import suggest_name
from learning.content.targets import SCHEME, resolve_path

_TRANSCRIPT = re.compile(r"\s*Transcript\s*:\s*", re.IGNORECASE)
_LABEL = re.compile(r"[\s*_]*(?P<label>[A-Za-z]{5,14})[\s*_]*:")
_ENDINGS = ", ".join(ending for ending in MEDIA_TYPES if ending != ".vtt")
_RECORDINGS = (MediaSort.SOUND, MediaSort.VIDEO)
_PLAIN = "write `> Transcript: ...` without bold or italics"
_FIX = "write `> Transcript: ...` right below it, after an empty line"


@dataclass(slots=True)
class Gallery:
    """The media of a file as they are met. `taken` has the SHA-256 of each that is shown."""

    beside: Beside
    faults: Faults
    taken: dict[str, str] = field(default_factory=dict)

    def show(self, token: Token, file: str, place: Place) -> None:
        """Let an image token show what its address names, or say M01 or M02."""
        address = unquote(str(token.attrs.get("src", "")))
        path = None if SCHEME.match(address) else resolve_path(file, address)
        found = find_media_type(address)
        sort = found.sort if found else MediaSort.PICTURE
        self.check_words(token, sort, place)
        if sort in _RECORDINGS:
            token.meta["recording"] = place
        if path is not None and self.find(path, place):
            self.take(token, path, sort)
        elif path is None:
            message = f"'{address[:60]}' is not a file beside this one"
            fix = "put it into the content folder, and name it by a relative path"
            self.faults.add("M01", place, message, fix=fix)

    def check_words(self, token: Token, sort: MediaSort, place: Place) -> None:
        """M02: a picture without alternative text, a recording without a name."""
        if collect_text(token.children or ()):
            return
        if sort in _RECORDINGS:
            message, fix = f"a {sort} without a name", "![what is heard or seen](...)"
        else:
            message, fix = "a picture without alternative text", "![what it shows](...)"
        self.faults.add("M02", place, message, fix=fix)

    def find(self, path: str, place: Place) -> bool:
        """M01: a file that is missing, too large, or of a sort that is not shown."""
        found = find_media_type(path)
        if found is None or found.sort is MediaSort.TRACK:
            message, fix = f"'{path[:80]}' is not of a sort that can be shown", _ENDINGS
            self.faults.add("M01", place, message, fix=f"one of {fix}")
        elif path in self.beside.refused:
            message = f"'{path[:80]}' cannot be shown: {self.beside.refused[path]}"
            self.faults.add("M01", place, message, fix="save a smaller one")
        elif path not in self.beside.media:
            fix = self.faults.near(path, sorted(self.beside.media))
            self.faults.add("M01", place, f"no file '{path[:80]}'", fix=fix)
        else:
            return True
        return False

    def take(self, token: Token, path: str, sort: MediaSort) -> None:
        address = self.address(path)
        if sort in _RECORDINGS:
            named = escapeHtml(collect_text(token.children or ()))
            track = self.find_track(path) if sort is MediaSort.VIDEO else ""
            tag = "audio" if sort is MediaSort.SOUND else "video"
            token.type, token.children = "html_inline", None
            token.content = (
                f'<{tag} controls preload="metadata" src="{escapeHtml(address)}"'
                f' aria-label="{named}">{track}</{tag}>'
            )
        else:
            token.attrSet("src", address)

    def find_track(self, path: str) -> str:
        """Give the captions of a video: the file of its name that ends in .vtt, if there is one."""
        track = f"{splitext(path)[0]}.vtt"
        if track not in self.beside.media:
            return ""
        source = escapeHtml(self.address(track))
        return f'<track kind="captions" src="{source}" srclang="en" label="Captions" default>'

    def address(self, path: str) -> str:
        self.taken[path] = self.beside.media[path]
        return quote(name_media(path, self.taken[path]))


def _list_recordings(inline: Token) -> Iterator[Place]:
    for child in inline.children or ():
        if "recording" in child.meta:
            yield child.meta["recording"]


def _make_details(opened: Token, closed: Token, inside: Sequence[Token]) -> list[Token]:
    """Give a quote as what folds away under the word Transcript."""
    first, last = copy(opened), copy(closed)
    first.type, last.type = "transcript_open", "transcript_close"
    first.tag = last.tag = "details"
    level = opened.level + 1
    word = Token("text", "", 0, content="Transcript")
    summary = [
        Token("summary_open", "summary", 1, block=True, level=level, map=opened.map),
        Token("inline", "", 0, children=[word], content="Transcript", level=level + 1),
        Token("summary_close", "summary", -1, block=True, level=level),
    ]
    return [first, *summary, *inside, last]


@dataclass(slots=True)
class _Reader:
    """Goes over the blocks with what was heard right before each."""

    tokens: Sequence[Token]
    source: Source
    faults: Faults
    made: list[Token] = field(default_factory=list)

    def read(self) -> list[Token]:
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type == "inline":
                self.check_recordings(index)
            if token.type == "blockquote_open" and self.find_label(index):
                index = self.read_transcript(index)
            else:
                self.made.append(token)
                index += 1
        return self.made

    def find_label(self, index: int) -> re.Match[str] | None:
        inline = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        quoted = inline is not None and inline.type == "inline"
        return _TRANSCRIPT.match(inline.content) if inline and quoted else None

    def check_recordings(self, index: int) -> None:
        """M02: a recording without a transcript right below it."""
        places = list(_list_recordings(self.tokens[index]))
        below = index + 2
        if not places or self.is_transcript(below):
            return
        guess = self.guess_label(below).capitalize()
        fix = suggest_name(guess, ["Transcript"]) if guess != "Transcript" else _PLAIN
        for place in places:
            self.faults.add("M02", place, "sound or video without a transcript", fix=fix or _FIX)

    def is_transcript(self, index: int) -> bool:
        quoted = index < len(self.tokens) and self.tokens[index].type == "blockquote_open"
        return bool(quoted and self.find_label(index))

    def guess_label(self, index: int) -> str:
        tokens = self.tokens[index : index + 3]
        if len(tokens) < 3 or tokens[0].type != "blockquote_open":
            return ""
        found = _LABEL.match(tokens[2].content)
        return found["label"] if found else ""

    def read_transcript(self, index: int) -> int:
        """Read a transcript, and give the index after it."""
        opened, inline = self.tokens[index], self.tokens[index + 2]
        end = next(
            at
            for at in range(index, len(self.tokens))
            if self.tokens[at].type == "blockquote_close" and self.tokens[at].level == opened.level
        )
        before = self.tokens[index - 2] if index > 1 else opened
        if before.type != "inline" or not any(_list_recordings(before)):
            place = Extract(inline.content, (inline.map or [0])[0], self.source).place()
            message = "a transcript that belongs to no sound or video"
            self.faults.add("M02", place, message, fix="put it right below one")
        found = self.find_label(index)
        first = copy(inline)
        first.children = strip_lead(inline.children or (), found.end() if found else 0)
        if not any(token.content.strip() for token in first.children) and end == index + 4:
            place = Extract(inline.content, (inline.map or [0])[0], self.source).place()
            self.faults.add("M02", place, "a transcript without a word", fix=_FIX)
        inside = [self.tokens[index + 1], first, *self.tokens[index + 3 : end]]
        self.made += _make_details(opened, self.tokens[end], inside)
        return end + 1


def fold_transcripts(tokens: Sequence[Token], source: Source, faults: Faults) -> list[Token]:
    """Let each transcript fold away below its sound or video (M02)."""
    return _Reader(tokens, source, faults).read()
