"""One file of Case Markdown -> a compiled Module, or the findings that keep it from being one."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar

from learning.content.building import build_module
from learning.content.faults import Faults, Place
from learning.content.footnotes import number_references, take_footnotes
from learning.content.front_matter import FrontMatter, read_front_matter
from learning.content.inlines import read_inlines
from learning.content.lints import check_tables, mend_bullets
from learning.content.markdown import DEEPEST, parse_markdown
from learning.content.names import Resolver, collect_names
from learning.content.outline import drop_inner_colons, read_outline
from learning.content.parsed import Document
from learning.content.rules import RULES
from learning.content.scenes import read_cover, read_scene
from learning.content.source import Source, read_source
from learning.model.finding import Finding
from learning.model.key import Module

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """What came of reading a file: the value (None when there is an error) and the findings."""

    value: Value | None
    findings: tuple[Finding, ...]


def read_document(source: Source, front: FrontMatter | None, faults: Faults) -> Document | None:
    """Read the body of a file into its tree; None when it is too much to be parsed."""
    if not check_tables(source, faults):
        return None
    source = replace(source, lines=mend_bullets(source, faults))
    tokens = parse_markdown(source.body)
    deep = next((token for token in tokens if token.level >= DEEPEST - 1 and token.map), None)
    if deep and deep.map:
        message = f"nested deeper than {DEEPEST} levels: what is inside would be lost"
        faults.add("F07", Place(deep.map[0] + 1), message)
        return None
    tokens, notes = take_footnotes(drop_inner_colons(tokens, faults))
    every = [*tokens, *(token for note in notes for token in note.tokens)]
    links = read_inlines(every, source, faults)
    numbers = number_references(tokens, notes, source, faults)
    cover, *sections = read_outline(tokens, source, faults)
    return Document(
        source=source,
        front=front,
        cover=read_cover(cover, source, faults),
        scenes=tuple(read_scene(section, front, source, faults) for section in sections),
        notes=tuple(notes),
        numbers=numbers,
        links=links,
    )


def _compile(path: str, raw: bytes, faults: Faults) -> Module | None:
    source = read_source(path, raw, faults)
    if source is None:
        return None
    front = read_front_matter(source, faults)
    document = read_document(source, front, faults)
    if document is None:
        return None
    for rule in RULES:
        rule(document, faults)
    resolver = Resolver(collect_names(document.scenes, front), faults)
    if front is None:
        return None
    return build_module(document, front, resolver=resolver, sha256=sha256(raw).hexdigest())


def read_module(path: str, raw: bytes) -> Reading[Module]:
    """Compile a file. Never raises on content: every fault of the author's is a finding.

    `path` is relative to the content root. What rests on playing the case through (S03, S05, C03,
    C04, V04) and on other files is checked by `check.py`.

    >>> reading = read_module("cases/a.md", b"no front matter")
    >>> reading.value is None, str(reading.findings[0])
    (True, 'cases/a.md:1:1 F03 error the front matter is missing
      fix: start the file with ---')
    """
    faults = Faults(path)
    module = _compile(path, raw, faults)
    return Reading(None if faults.broken else module, faults.listed())
