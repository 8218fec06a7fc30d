"""A `course.md` -> a Course: its welcome, the modules it leads through, its certificate.

Knows the list of modules; their bullets are read by `course_rules.py`, and whether the files exist
is checked by `check.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from markdown_it.token import Token

from learning.content.beside import NOTHING, OUTCOMES, Beside, hash_module
from learning.content.course_rules import RuleReader
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter, read_front_matter
from learning.content.inlines import is_refused_link
from learning.content.markdown import LISTS, Block, render
from learning.content.outcomes import read_outcomes
from learning.content.outline import Section, flatten
from learning.content.parsed import Document, Fence
from learning.content.prose import collect_text
from learning.content.reading import Body, Draft, Reading, read_body
from learning.content.rules.courses import (
    find_impossible_times,
    find_nothing_needed,
    find_odd_crossings,
    find_odd_tests,
)
from learning.content.rules.stray import find_stray
from learning.content.scenes import read_cover
from learning.content.source import Extract, Source, read_source
from learning.content.spelling import suggest_name
from learning.model.course import Course, CourseModule
from learning.model.finding import Severity
from learning.model.key import Assets

_SECTIONS = ("Modules", "Certificate")


class _ModuleReader:
    """Reads the numbered list under `## Modules`."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.source = source
        self.faults = faults

    def refuse(self, line: int, words: str, message: str, *, fix: str = "") -> None:
        place = Extract(words, line, self.source).place()
        self.faults.add("F03", place, message, fix=fix)

    def read(self, section: Section) -> tuple[CourseModule, ...]:
        modules: list[CourseModule] = []
        cut = False
        for node in section.nodes:
            if isinstance(node, Block) and modules and node.kind == "bullet_list_open":
                fix = "put three blanks before its `-`, so that it stands under its module"
                self.refuse(node.line, "", "a bullet that belongs to no module", fix=fix)
                cut = True
            elif (
                isinstance(node, Fence) or node.kind != "ordered_list_open" or (modules and not cut)
            ):
                message = "only one numbered list of modules may stand under `## Modules`"
                self.refuse(node.line, "", message, fix="1. [Title](file.md)")
            else:
                for number, item in enumerate(node.inner, start=len(modules) + 1):
                    modules += filter(None, [self.read_item(item, number)])
        if not self.faults.has("F03"):
            find_odd_tests(modules, self.faults)
            find_odd_crossings(modules, self.faults)
            find_impossible_times(modules, self.faults)
            find_nothing_needed(modules, self.faults)
        return tuple(modules)

    def read_item(self, item: Block, number: int) -> CourseModule | None:
        blocks = item.inner
        children = (blocks[0].inline.children or []) if blocks and _is_line(blocks[0]) else []
        path = str(children[0].meta.get("path", "")) if children else ""
        if any(map(is_refused_link, children)):
            return None
        if not path or children[-1].type != "link_close":
            message = "a module of a course is a link to its file and nothing else"
            self.refuse(item.line, "", message, fix="1. [Title](file.md)")
            return None
        module = CourseModule(number, collect_text(children), path, line=item.line + 1)
        rules = RuleReader(module, self.faults)
        for block in blocks[1:]:
            self.read_bullets(block, rules)
        return rules.module

    def read_bullets(self, block: Block, rules: RuleReader) -> None:
        if block.kind not in LISTS:
            self.refuse(block.line, "", "only bullets may stand under a module")
            return
        for item in block.inner:
            words = item.inner[0].inline.content if item.inner and _is_line(item.inner[0]) else ""
            rules.read(words, Extract(words, item.line, self.source).place())


def _is_line(block: Block) -> bool:
    return block.kind == "paragraph_open"


def _find_section(body: Body, title: str, faults: Faults) -> Section | None:
    found = [section for section in body.sections if section.title == title]
    for second in found[1:]:
        faults.add("S01", Place(second.line + 1), f"a second `## {title}`")
    return found[0] if found else None


def _read_welcome(body: Body, faults: Faults) -> Sequence[Section]:
    """Give the sections that belong to the welcome: all but those with a meaning of their own."""
    rest = [section for section in body.sections if section.title not in _SECTIONS]
    for section in rest:
        _check_title(section.title, section.line, faults)
    blocks = (block for each in (body.cover, *rest) for block in flatten(each.nodes))
    for block in blocks:
        if block.kind == "heading_open":
            _check_title(collect_text(block.inline.children or ()), block.line, faults)
    return (body.cover, *rest)


def _check_title(title: str, line: int, faults: Faults) -> None:
    """F03: a heading that was meant as one of the two sections, misspelt or with other marks."""
    near = suggest_name(title.capitalize(), _SECTIONS)
    if near:
        meant = near.removeprefix("did you mean ").removesuffix("?")
        message = f"unknown section '{title[:60]}'"
        faults.add("F03", Place(line + 1), message, fix=f"did you mean `## {meant}`?")


def _refuse_notes(body: Body, faults: Faults) -> None:
    """N02: a footnote; the pages of a course list no sources, so it would not be seen."""
    for note in body.notes:
        message = "a footnote in a course, whose pages list no sources"
        fix = "move it into the text"
        faults.add("N02", Place(note.line + 1), message, fix=fix, severity=Severity.ERROR)


def _build_course(
    body: Body, front: FrontMatter, *, faults: Faults, sha256_of_file: str
) -> Draft[Course]:
    """Build what can be built; the document holds the welcome and the certificate as its cover."""
    listed = _find_section(body, "Modules", faults)
    certificate = _find_section(body, "Certificate", faults)
    modules = _ModuleReader(body.source, faults).read(listed) if listed else ()
    sections = _read_welcome(body, faults)
    if not modules and not faults.broken:
        place = Place(listed.line + 1 if listed else 1)
        faults.add(
            "S06", place, "a course without modules", fix="## Modules, then 1. [Title](file.md)"
        )
    _refuse_notes(body, faults)
    welcome: list[Token] = []
    for section in sections:
        welcome += section.heading.tokens if section is not body.cover and section.heading else ()
        welcome += read_cover(section, body.source, faults)
    earned = read_cover(certificate, body.source, faults) if certificate else ()
    document = Document(body.source, front, (*welcome, *earned), (), body.notes, body.numbers)
    find_stray(document, faults)
    course = Course(
        path=body.source.path,
        title=front.title,
        summary=front.summary,
        minutes=front.minutes,
        outcomes=front.outcomes,
        authors=front.authors,
        reviewers=front.reviewers,
        licence=front.licence,
        welcome_html=render(welcome),
        modules=modules,
        certificate_html=render(earned),
        sha256=sha256_of_file,
        assets=body.assets,
        picture=front.picture,
    )
    return Draft(course, document, body.links)


def draft_course(
    path: str, raw: bytes, faults: Faults, *, beside: Beside = NOTHING
) -> Draft[Course]:
    """Compile a course as far as it goes. The faults say whether it may be used."""
    source = read_source(path, raw, faults)
    if source is None:
        return Draft()
    front = read_front_matter(source, faults)
    body = read_body(source, beside, faults)
    if body is None:
        return Draft()
    body = replace(body, assets=_take_in_outcomes(body.assets, beside))
    hexdigest = hash_module(raw, body.assets)
    draft = _build_course(body, front, faults=faults, sha256_of_file=hexdigest)
    if draft.value is None or beside.outcomes is None:
        return draft
    return replace(draft, value=replace(draft.value, outcome_texts=read_outcomes(beside.outcomes)))


def _take_in_outcomes(assets: Assets, beside: Beside) -> Assets:
    """Count the list of outcomes among what a course takes in: it is published with each."""
    if beside.outcomes is None:
        return assets
    return replace(
        assets, includes={**assets.includes, OUTCOMES: sha256(beside.outcomes).hexdigest()}
    )


def read_course(path: str, raw: bytes, beside: Beside = NOTHING) -> Reading[Course]:
    """Compile a `course.md`. Never raises on content: every fault of the author's is a finding.

    >>> text = b"---\\ntitle: One\\n---\\n## Modules\\n1. [A](a.md)\\n   - optinal\\n"
    >>> print(*read_course("courses/one/course.md", text).findings, sep="\\n")
    courses/one/course.md:6:6 F03 error 'optinal' cannot be read
      fix: did you mean optional?
    """
    faults = Faults(path)
    draft = draft_course(path, raw, faults, beside=beside)
    return Reading(None if faults.broken else draft.value, faults.listed())
