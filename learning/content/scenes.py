"""The blocks under a heading -> the parts of a scene: runs of text, questions, choices, endings.

What looks like a construct but stands where none may is refused by `rules/stray.py`.
"""

from collections.abc import Sequence
from copy import copy
from itertools import takewhile

from markdown_it.token import Token

from learning.content.choices import is_choice, is_choice_list, read_choices
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter
from learning.content.guards import read_guards
from learning.content.markdown import Block, list_leads
from learning.content.outline import Section, flatten
from learning.content.parsed import Fence, Fenced, Node, Part, Run, Scene
from learning.content.questions import is_question, is_task_list, read_question
from learning.content.quotes import check_quote, is_ending, read_ending
from learning.content.slugs import make_slug
from learning.content.source import Source


class _PartReader:
    """Reads one row of nodes; a fence is read by another reader of the same sort."""

    def __init__(
        self, nodes: Sequence[Node], roles: frozenset[str] | None, *, source: Source
    ) -> None:
        self.nodes = [part for node in nodes for part in _split_list(node)]
        self.roles = roles
        self.source = source
        self.parts: list[Part] = []
        self.run: list[Token] = []
        self.run_line = 0

    def read(self, faults: Faults) -> tuple[Part, ...]:
        at = 0
        while at < len(self.nodes):
            at = self.read_node(at, faults)
        self.end_run()
        return tuple(self.parts)

    def read_node(self, at: int, faults: Faults) -> int:
        """Read what stands at an index, and give the index of what comes after it."""
        node = self.nodes[at]
        if isinstance(node, Fence):
            self.read_fence(node, faults)
        elif is_question(node):
            question, after = read_question(self.nodes, at, self.source, faults=faults)
            self.add(question)
            return after
        elif node.kind == "heading_open" and self.is_followed_by_choices(at):
            follower = self.nodes[at + 1]
            if isinstance(follower, Block):
                self.add(read_choices(follower, node.tokens, self.source, faults=faults))
            return at + 2
        elif is_choice_list(node):
            self.add(read_choices(node, (), self.source, faults=faults))
        elif is_ending(node):
            check_quote(node, self.source, faults)
            self.add(read_ending(node, self.source, faults))
        else:
            check_quote(node, self.source, faults)
            self.check_neighbour(at, faults)
            self.run_line = self.run_line if self.run else node.line
            self.run.extend(node.tokens)
        return at + 1

    def check_neighbour(self, at: int, faults: Faults) -> None:
        """Q06: a quote right after choices, which was meant as what is said after one of them."""
        node, before = self.nodes[at], self.nodes[at - 1] if at else None
        if not isinstance(node, Block) or node.kind != "blockquote_open":
            return
        if isinstance(before, Block) and is_choice_list(before):
            message = "a quote after the choices belongs to none of them"
            fix = "indent it under a choice, or move it above the list"
            faults.add("Q06", Place(node.line + 1), message, fix=fix)

    def is_followed_by_choices(self, at: int) -> bool:
        follower = self.nodes[at + 1] if at + 1 < len(self.nodes) else None
        return isinstance(follower, Block) and is_choice_list(follower)

    def read_fence(self, fence: Fence, faults: Faults) -> None:
        guard, contrary = read_guards(fence, self.roles, self.source, faults=faults)
        self.add(Fenced(guard, self.read_inside(fence.nodes, faults)))
        if fence.otherwise is not None and contrary:
            self.add(Fenced(contrary, self.read_inside(fence.otherwise, faults)))

    def read_inside(self, nodes: Sequence[Node], faults: Faults) -> tuple[Part, ...]:
        return _PartReader(nodes, self.roles, source=self.source).read(faults)

    def add(self, part: Part | None) -> None:
        self.end_run()
        if part:
            self.parts.append(part)

    def end_run(self) -> None:
        if self.run:
            self.parts.append(Run(tuple(self.run), self.run_line))
            self.run = []


def _split_list(node: Node) -> tuple[Node, ...]:
    """Part a list of options from the list of choices that Markdown joined to it.

    Two lists with nothing but an empty line between them are one list to every viewer.
    """
    if not isinstance(node, Block) or not is_task_list(node) or not is_choice_list(node):
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


def read_scene(section: Section, front: FrontMatter, source: Source, *, faults: Faults) -> Scene:
    """Read one section under a `##` heading."""
    roles = front.named if front.readable else None
    parts = _PartReader(section.nodes, roles, source=source).read(faults)
    place = Place(section.line + 1)
    return Scene(make_slug(section.title), section.title, place, parts, not section.nodes)


def read_cover(section: Section, source: Source, faults: Faults) -> tuple[Token, ...]:
    """Give the tokens of the cover page; it holds ordinary text and nothing else."""
    for node in section.nodes:
        if isinstance(node, Fence):
            message = "a colon fence on the cover page"
            faults.add("B02", Place(node.line + 1), message, fix="move it under a `##` heading")
    blocks = list(flatten(section.nodes))
    for block in blocks:
        check_quote(block, source, faults)
    return tuple(token for block in blocks for token in block.tokens)
