"""One file of Case Markdown -> a compiled Module, or the findings that keep it from being one."""

from dataclasses import replace

from learning.content.beside import NOTHING, Beside, hash_module
from learning.content.building import build_module
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter, read_front_matter
from learning.content.names import Resolver, collect_names
from learning.content.pages import split_questions
from learning.content.parsed import Document
from learning.content.quiz_terms import Pages
from learning.content.reading import Body, Draft, Reading, read_body
from learning.content.rules import RULES
from learning.content.rules.privacy import find_repeated_words
from learning.content.scenes import read_cover, read_scene, split_page
from learning.content.source import read_source
from learning.model.case import Case, Prose
from learning.model.key import Key, Module
from learning.model.names import Kind

__all__ = ["Reading", "draft_module", "read_module"]
_MOST_HTML = 2 * 1024 * 1024


def _read_document(body: Body, front: FrontMatter, faults: Faults) -> Document:
    cover, sections = body.cover, list(body.sections)
    if (front.kind in (Kind.QUIZ, Kind.SURVEY) or not front.readable) and not sections:
        cover, *sections = split_page(cover)
    scenes = tuple(read_scene(each, front, body.source, faults=faults) for each in sections)
    if front.kind is Kind.QUIZ and front.quiz.pages is Pages.QUESTIONS:
        scenes = split_questions(scenes, headed=bool(body.sections))
    return Document(
        source=body.source,
        front=front,
        cover=read_cover(cover, body.source, faults),
        scenes=scenes,
        notes=body.notes,
        numbers=body.numbers,
    )


def _measure(case: Case, key: Key) -> int:
    """Give the size of all prose as HTML."""
    passages = [each for scene in key.scenes.values() for each in scene.passages.values()]
    bodies = [*(scene.body for scene in case.scenes.values()), *(each.blocks for each in passages)]
    prose = (block for body in bodies for block in body if isinstance(block, Prose))
    return len(case.cover_html) + sum(len(block.html) for block in prose)


def draft_module(
    path: str, raw: bytes, faults: Faults, *, beside: Beside = NOTHING
) -> Draft[Module]:
    """Compile a file as far as it goes. The faults say whether the module may be used."""
    source = read_source(path, raw, faults)
    if source is None:
        return Draft()
    front = read_front_matter(source, faults)
    body = read_body(source, beside, faults)
    if body is None:
        return Draft()
    document = _read_document(body, front, faults)
    for rule in RULES:
        rule(document, faults)
    resolver = Resolver(collect_names(document.scenes, front), faults)
    module = build_module(document, resolver, hash_module(raw, body.assets))
    module = replace(module, assets=body.assets)
    find_repeated_words(module, faults)
    if _measure(module.case, module.key) > _MOST_HTML:
        faults.add("F07", Place(1), "over 2 MiB of rendered text", fix="split the file")
    return Draft(module, document, body.links)


def read_module(path: str, raw: bytes, beside: Beside = NOTHING) -> Reading[Module]:
    """Compile a file. Never raises on content: every fault of the author's is a finding.

    `path` is relative to the content root; `beside` has what it may include and show. What rests
    on playing the case through (S03, S05, C03, C04) and on other files is checked by `check.py`.

    >>> reading = read_module("cases/a.md", b"no front matter")
    >>> print(reading.value, reading.findings[0])
    None cases/a.md:1:1 F03 error the front matter is missing
      fix: start the file with ---
    """
    faults = Faults(path)
    draft = draft_module(path, raw, faults, beside=beside)
    return Reading(None if faults.broken else draft.value, faults.listed())
