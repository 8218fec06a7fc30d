"""The blocks under a heading -> the parts of a scene: runs of text, questions, choices, endings.

What looks like a construct but stands where none may is refused by `rules/stray.py`.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from itertools import takewhile

from markdown_it.token import Token

from learning.content.asking.gaps import has_gap
from learning.content.asking.sheet import Sheet
from learning.content.asking.ticks import is_task_list
from learning.content.choices import is_choice, is_choice_list, read_choices
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter
from learning.content.guards import read_guards
from learning.content.markdown import Block, list_leads
from learning.content.outline import Section, flatten
from learning.content.parsed import Choices, Fence, Fenced, Node, Part, Run, Scene
from learning.content.questions import is_meant_as_question, is_question, read_question
from learning.content.quotes import check_quote, is_ending, read_ending
from learning.content.slugs import make_slug
from learning.content.source import Source
from learning.model.names import Kind

# Neither the file's title nor its first question: both may be reworded, and ids are kept.
_PAGE = "Questions"


class _PartReader:
    """Reads one row of nodes; a fence is read by another reader of the same sort."""

    def __init__(
        self,
        nodes: Sequence[Node],
        roles: frozenset[str] | None,
        *,
        sheet: Sheet,
    ) -> None:
        self.nodes = [part for node in nodes for part in _split_list(node)]
        self.roles = roles
        self.sheet = sheet
        self.source = sheet.source
        self.faults = sheet.faults
        self.parts: list[Part] = []
        self.run: list[Token] = []
        self.split = False

    def read(self) -> tuple[Part, ...]:
        at = 0
        while at < len(self.nodes):
            at = self.read_node(at)
        self.end_run()
        return tuple(self.parts)

    def read_node(self, at: int) -> int:
        """Read what stands at an index, and give the index of what comes after it."""
        node = self.nodes[at]
        if isinstance(node, Fence):
            self.read_fence(node)
        elif is_question(node) or is_meant_as_question(self.nodes, at):
            question, after = read_question(self.nodes, at, self.sheet)
            self.add(question)
            return after
        elif node.kind == "heading_open" and (choices := self.find_choices(at + 1)):
            self.add(read_choices(choices, node.tokens, self.source, faults=self.faults))
            return at + 2
        elif is_choice_list(node):
            self.add_choices(read_choices(node, (), self.source, faults=self.faults))
        elif is_ending(node):
            check_quote(node, self.source, self.faults)
            self.add(read_ending(node, self.source, self.faults))
        else:
            self.add_text(node, at)
        return at + 1

    def add_text(self, block: Block, at: int) -> None:
        """Let a block that means nothing special run on with those before it."""
        check_quote(block, self.source, self.faults)
        last = self.parts[-1] if self.parts and not self.run else None
        if block.kind == "blockquote_open" and at and isinstance(last, Choices):
            self.refuse_quote(block, last)
        else:
            self.run.extend(block.tokens)

    def refuse_quote(self, block: Block, choices: Choices) -> None:
        """Q06: feedback that was not indented. What comes after it is the same list still."""
        self.split = True
        if choices.whole:
            message = "a quote after the choices belongs to none of them"
            fix = "indent it under a choice, or move it above the list"
            self.faults.add("Q06", Place(block.line + 1), message, fix=fix)

    def add_choices(self, choices: Choices) -> None:
        last = self.parts[-1] if self.parts else None
        if self.split and isinstance(last, Choices):
            both, whole = (*last.choices, *choices.choices), last.whole and choices.whole
            self.parts[-1] = replace(last, choices=both, whole=whole)
        else:
            self.add(choices)
        self.split = False

    def find_choices(self, at: int) -> Block | None:
        """Give the list of choices at an index, if that is what stands there."""
        node = self.nodes[at] if at < len(self.nodes) else None
        return node if isinstance(node, Block) and is_choice_list(node) else None

    def read_fence(self, fence: Fence) -> None:
        guard, contrary = read_guards(fence, self.roles, self.source, faults=self.faults)
        self.add(Fenced(guard, self.read_inside(fence.nodes)))
        if fence.otherwise is not None and contrary:
            self.add(Fenced(contrary, self.read_inside(fence.otherwise)))

    def read_inside(self, nodes: Sequence[Node]) -> tuple[Part, ...]:
        return _PartReader(nodes, self.roles, sheet=self.sheet).read()

    def add(self, part: Part | None) -> None:
        self.end_run()
        if part:
            self.parts.append(part)

    def end_run(self) -> None:
        if self.run:
            self.parts.append(Run(tuple(self.run)))
            self.run = []


def _split_list(node: Node) -> tuple[Node, ...]:
    """Part a list of options, or one with gaps, from the choices that Markdown joined to it.

    Two lists with nothing but an empty line between them are one list to every viewer.
    """
    if not isinstance(node, Block) or not is_choice_list(node):
        return (node,)
    if not is_task_list(node) and not has_gap(node):
        return (node,)
    options = sum(1 for _ in takewhile(lambda lead: not is_choice(lead), list_leads(node)))
    if not options:
        return (node,)
    items = node.inner
    count = 1 + sum(len(item.tokens) for item in items[:options])
    opened, closed = node.tokens[0], node.tokens[-1]
    line = items[options].line
    second = copy(opened)
    second.map = [line, (opened.map or [line, line])[1]]
    return Block([*node.tokens[:count], closed]), Block([second, *node.tokens[count:]])


def split_page(cover: Section) -> tuple[Section, ...]:
    """Part the cover of a quiz or survey without scenes from its one page of questions.

    Gives the cover alone where no question stands on it.
    """
    for at, node in enumerate(cover.nodes):
        blocks = list(flatten([node]))
        if any(map(is_question, blocks)) or is_meant_as_question(cover.nodes, at):
            page = Section(blocks[0], _PAGE, cover.nodes[at:])
            return Section(cover.heading, cover.title, cover.nodes[:at]), page
    return (cover,)


def read_scene(section: Section, front: FrontMatter, source: Source, *, faults: Faults) -> Scene:
    """Read one section under a `##` heading."""
    roles = front.named if front.readable else None
    sheet = Sheet(source, faults, survey=front.kind is Kind.SURVEY)
    parts = _PartReader(section.nodes, roles, sheet=sheet).read()
    place = Place(section.line + 1)
    return Scene(make_slug(section.title), section.title, place, parts, not section.nodes)


def read_cover(section: Section, source: Source, faults: Faults) -> tuple[Token, ...]:
    """Give the tokens of the cover page; it holds ordinary text and nothing else."""
    fence = next((node for node in section.nodes if isinstance(node, Fence)), None)
    if fence:
        message = "a colon fence on the cover page"
        faults.add("B02", Place(fence.line + 1), message, fix="move it under a `##` heading")
    blocks = list(flatten(section.nodes))
    for block in blocks:
        check_quote(block, source, faults)
    return tuple(token for block in blocks for token in block.tokens)
