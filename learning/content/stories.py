"""Story files: `NAME.test.md` beside `NAME.md`, read into stories, and replayed on the module.

Plain CommonMark: each `##` is a story, each bullet a step, everything else a note. Knows no disk.
"""

import re
from collections.abc import Iterator, Sequence

from learning.content.faults import Faults, Place
from learning.content.markdown import Block, parse_markdown, split_blocks
from learning.content.source import MAX_BYTES, Extract, Source
from learning.content.story_steps import Unreadable, read_step
from learning.model.finding import Finding
from learning.model.key import Module
from learning.model.names import Role
from learning.play.stories import replay_story
from learning.play.story import Miss, MissKind, Story, StoryStep

_SUFFIX = ".test.md"
_MOST_STEPS = 2000
_ROLES = re.compile(r"\s*\(([^()]*)\)\s*$")
# Lines that look like steps and are not read as such: pasted bullets, or a bullet forgotten.
_ALMOST = re.compile(
    r"\s*(?:[–—•·‣◦▪]\s|(?:[-*+]\s+)?(?:choose|(?:do not |don['’]t )?see|greyed|hidden|open|notice"
    r"|answer|scene|ending|begin at)\s+[\"“])",
    re.IGNORECASE,
)
_CODES = {MissKind.NOT_SO: "P02", MissKind.NO_SUCH: "P03", MissKind.NOT_NOW: "P04"}


def name_told_module(path: str) -> str:
    """Give the path of the module that a story file is about.

    >>> name_told_module("cases/damp.test.md")
    'cases/damp.md'
    """
    return path.removesuffix(_SUFFIX) + ".md"


def check_stories(module: Module, path: str, raw: bytes) -> tuple[Finding, ...]:
    """Replay the stories of a file on a module; gives a finding for each step that is not so.

    P01: a part of the file cannot be read. P02: a step does not come true. P03: a step names what
    the module does not have. P04: a step cannot be done where play stands. Never raises on content.
    """
    faults = Faults(path)
    for story in read_stories(path, raw, faults):
        for role in _list_roles(module, story, faults):
            for miss in replay_story(module, story, role):
                _tell(miss, story, role, faults)
    return faults.listed()


def read_stories(path: str, raw: bytes, faults: Faults) -> tuple[Story, ...]:
    """Read a story file; what cannot be read is a P01, and the rest is read all the same."""
    source = _read_source(path, raw, faults)
    if source is None:
        return ()
    reader = _Reader(source, faults)
    for block in split_blocks(parse_markdown("\n".join(source.lines))):
        reader.read(block)
    reader.close()
    if not reader.stories and not faults.broken:
        fix = "start each with a heading such as ## She is asked about the damp (health)"
        faults.add("P01", Place(1), "there is no story in this file", fix=fix)
    return tuple(reader.stories)


def _read_source(path: str, raw: bytes, faults: Faults) -> Source | None:
    if len(raw) > MAX_BYTES:
        faults.add("P01", Place(1), f"the file is over {MAX_BYTES // 1024} KiB")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add("P01", Place(1), "not UTF-8", fix="save the file as UTF-8")
        return None
    return Source(path, tuple(re.split(r"\r\n|\r|\n", text)), None, 0)


def _list_roles(module: Module, story: Story, faults: Faults) -> Iterator[Role]:
    known = module.case.roles
    for role in story.roles or known:
        if role in known:
            yield Role(role)
        else:
            place = Place(story.line, story.column)
            fix = faults.near(role, known) or f"one of: {', '.join(known)}"
            faults.add("P03", place, f"the case has no role “{role[:40]}”", fix=fix)


def _tell(miss: Miss, story: Story, role: Role, faults: Faults) -> None:
    whose = "" if len(story.roles) == 1 else f"as {role}: "
    place = Place(miss.step.line, miss.step.column)
    fix = faults.near(miss.wanted, miss.known) if miss.wanted else ""
    faults.add(_CODES[miss.kind], place, f"{whose}{miss.message}", fix=fix)


class _Reader:
    """Goes over the blocks of a file and keeps the stories read so far."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.source = source
        self.faults = faults
        self.stories: list[Story] = []
        self.heading: tuple[str, tuple[str, ...], Place] | None = None
        self.steps: list[StoryStep] = []
        self.read_any = self.broken = False
        self.count = 0

    def read(self, block: Block) -> None:
        if block.kind == "heading_open" and block.tokens[0].tag == "h2":
            self.close()
            self.begin(block)
        elif block.kind in ("bullet_list_open", "ordered_list_open"):
            self.read_list(block)
        elif block.kind in ("paragraph_open", "code_block", "fence"):
            self.find_almost_steps(block)

    def begin(self, block: Block) -> None:
        text = block.inline.content
        roles = _ROLES.search(text)
        names = tuple(each.strip() for each in roles[1].split(",")) if roles else ()
        place = Place(block.line + 1)
        self.heading = (_ROLES.sub("", text), names, place)
        self.steps, self.read_any, self.broken = [], False, False

    def close(self) -> None:
        """End the story under way; one without a step would come true whatever the case does."""
        if self.heading is None:
            return
        name, roles, place = self.heading
        if not self.read_any:
            fix = 'write its steps as bullets, such as - choose "..."'
            self.faults.add("P01", place, f"the story “{name[:60]}” has no step", fix=fix)
        elif not self.broken:
            # Without a step that cannot be read, the others would be about other places.
            self.stories.append(Story(name, roles, tuple(self.steps), *place))
        self.heading = None

    def read_list(self, block: Block) -> None:
        for item in block.inner:
            parts = item.inner
            if not parts or parts[0].kind != "paragraph_open":
                self.read_any = self.broken = True
                self.faults.add("P01", Place(item.line + 1), "an empty step")
                continue
            nested = [
                inner.inner[0].inline.content
                for part in parts[1:]
                if part.kind in ("bullet_list_open", "ordered_list_open")
                for inner in part.inner
                if inner.inner and inner.inner[0].kind == "paragraph_open"
            ]
            self.read_step(parts[0], nested)

    def read_step(self, paragraph: Block, nested: Sequence[str]) -> None:
        self.read_any = True
        self.count += 1
        text = paragraph.inline.content
        extract = Extract(text, paragraph.line, self.source)
        if self.count > _MOST_STEPS:
            if self.count == _MOST_STEPS + 1:
                self.faults.add("P01", extract.place(), f"more than {_MOST_STEPS} steps in a file")
            return
        if self.heading is None:
            fix = "put a heading above it, such as ## She is asked about the damp (health)"
            self.faults.add("P01", extract.place(), "a step outside of a story", fix=fix)
            return
        try:
            acts = read_step(text, nested)
        except Unreadable as error:
            self.broken = True
            self.faults.add("P01", extract.place(error.start), str(error), fix=error.fix)
            return
        self.steps += [StoryStep(act, *extract.place()) for act in acts]

    def find_almost_steps(self, block: Block) -> None:
        """Say of lines that look like steps that they are not read: they would test nothing."""
        first = block.line
        last = (block.tokens[0].map or [first, first + 1])[1]
        for number in range(first, last):
            if _ALMOST.match(self.source.lines[number]):
                fix = "start it with a hyphen and a blank, with an empty line above the list"
                message = "this looks like a step, and is not in a list of them"
                self.faults.add("P01", Place(number + 1), message, fix=fix)
