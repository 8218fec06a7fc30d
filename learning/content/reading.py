"""What comes of reading a file, and the part of it that modules and courses share: the body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from learning.content.beside import Beside
from learning.content.faults import Faults, Place
from learning.content.figures import Gallery, fold_transcripts
from learning.content.footnotes import Footnote, number_references, take_footnotes
from learning.content.includes import read_whole
from learning.content.inlines import FileLink, read_inlines
from learning.content.markdown import DEEPEST, blank_line_ends
from learning.content.outline import Section, drop_inner_colons, read_outline
from learning.content.parsed import Document
from learning.content.prose import find_cues
from learning.content.source import Source
from learning.model.finding import Finding
from learning.model.key import Assets

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """The value (None when there is an error), and the findings in the order of the file."""

    value: Value | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Draft(Generic[Value]):
    """What was made of a file before others were looked at, its tree, and its links to them."""

    value: Value | None = None
    document: Document | None = None
    links: tuple[FileLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """Everything after the front matter, cut at its headings. `source` has its bullets mended."""

    source: Source
    cover: Section
    sections: tuple[Section, ...]
    notes: tuple[Footnote, ...]
    numbers: Mapping[str, int]
    links: tuple[FileLink, ...]
    assets: Assets


def read_body(source: Source, beside: Beside, faults: Faults) -> Body | None:
    """Parse the body once and cut it up; None, with a finding, when no sense can be made of it."""
    whole = read_whole(source, beside, faults)
    if whole is None:
        return None
    source, tokens = whole.source, whole.tokens
    deep = next((token for token in tokens if token.level >= DEEPEST - 1 and token.map), None)
    if deep and deep.map:
        message = f"nested deeper than {DEEPEST} levels: what is inside would be lost"
        faults.add("F07", Place(deep.map[0] + 1), message)
        return None
    tokens, gallery = drop_inner_colons(tokens, faults), Gallery(beside, faults)
    links = read_inlines(tokens, source, gallery, faults=faults)
    tokens = fold_transcripts(tokens, source, faults)
    if find_cues(tokens):
        blank_line_ends(tokens)
    tokens, notes = take_footnotes(tokens)
    if faults.has("B01"):
        # All that follows is inside the code block: every name in it would seem to be missing.
        return None
    numbers = number_references(tokens, notes, source, faults=faults)
    assets = Assets(whole.digests, gallery.taken)
    cover, *sections = read_outline(tokens, source, faults)
    return Body(source, cover, tuple(sections), tuple(notes), numbers, links, assets)
