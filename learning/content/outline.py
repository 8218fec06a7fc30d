"""A token stream -> cover and scenes, with every colon fence matched to where it was opened.

Knows headings and fences; what a block means is read by `scenes.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from markdown_it.token import Token

from learning.content.asking.plans import is_plan
from learning.content.colons import MARK
from learning.content.faults import Faults, Place
from learning.content.inlines import is_scene_link
from learning.content.markdown import DEEPEST, Block, split_blocks
from learning.content.parsed import Fence, Node
from learning.content.prose import collect_text
from learning.content.source import Extract, Source
from learning.content.spelling import suggest_name

_OPENING = re.compile(r":+\s*(?:for|if)\b")
_QUESTION = re.compile(r"(?P<word>Question|Plan)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` heading (None: the cover) with the blocks and fences under it."""

    heading: Block | None
    title: str
    nodes: list[Node] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of the heading, from 0."""
        return self.heading.line if self.heading else 0


def drop_inner_colons(tokens: Sequence[Token], faults: Faults) -> list[Token]:
    """Refuse colon lines inside a list, a quote or a footnote: a fence goes around these."""
    kept = []
    for token in tokens:
        if token.type == "colon" and token.level:
            place = Place((token.map or [0])[0] + 1)
            message = "a colon fence inside a list, quote or footnote"
            faults.add("B02", place, message, fix="put the fence around the whole of it")
        else:
            kept.append(token)
    return kept


def _find_lowest(blocks: Sequence[Block]) -> list[int]:
    """Say for each block how deep below its own level the fences from it on ever close."""
    lowest = [0]
    for block in reversed(blocks):
        words = block.tokens[0].content.strip(": \t").lower() if block.kind == "colon" else None
        step = -1 if words == "" else int(words not in (None, "otherwise"))
        lowest.append(min(0, step + lowest[-1]))
    return lowest[::-1]


def _is_slip(words: str) -> bool:
    """Whether the words after `:::` are meant to part a fence in two or to end it."""
    first = words.split(maxsplit=1)[0]
    return words.startswith(("else", "end")) or bool(suggest_name(first, ["otherwise"]))


class _Outliner:
    """Goes over the blocks once, with the open fences on a stack."""

    def __init__(self, blocks: Sequence[Block], source: Source, faults: Faults) -> None:
        self.blocks = blocks
        self.source = source
        self.faults = faults
        self.sections = [Section(None, "")]
        self.open: list[Fence] = []
        # As many closing lines belong to fences that were refused before they could be opened.
        self.forgiven = sum(map(faults.count, ("B02", "B03")))
        self.ignored = 0
        self.lowest: list[int] = []

    def read(self) -> list[Section]:
        for index, block in enumerate(self.blocks):
            if block.kind == "colon":
                self.read_colon(block)
            elif block.tokens[0].tag in ("h1", "h2") and not self.is_question(index):
                inside = bool(self.open)
                self.leave_fences(index)
                self.read_heading(block, inside=inside)
            else:
                self.nodes.append(block)
        self.leave_fences(len(self.blocks))
        return self.sections

    @property
    def nodes(self) -> list[Node]:
        """Where the next block belongs."""
        if not self.open:
            return self.sections[-1].nodes
        fence = self.open[-1]
        return fence.nodes if fence.otherwise is None else fence.otherwise

    def place(self, block: Block) -> Place:
        return Extract(block.tokens[0].content, block.line, self.source).place()

    def read_colon(self, block: Block) -> None:
        words = block.tokens[0].content.strip(": \t")
        if words == "":
            self.close(block)
        elif words.lower() == "otherwise":
            self.read_otherwise(block)
        elif _is_slip(words.lower()):
            self.refuse_word(block, words)
        elif len(self.open) < DEEPEST:
            fence = Fence(block.tokens[0].content, block.line)
            self.nodes.append(fence)
            self.open.append(fence)
        else:
            self.ignored += 1
            self.faults.add("F07", self.place(block), f"fences nested deeper than {DEEPEST} levels")

    def close(self, block: Block) -> None:
        if self.ignored:
            self.ignored -= 1
        elif self.open:
            self.open.pop()
        elif self.forgiven:
            self.forgiven -= 1
        else:
            message = "a stray `:::`: no fence is open here"
            self.faults.add(
                "B02", self.place(block), message, fix="delete it, or open a fence before"
            )

    def refuse_word(self, block: Block, words: str) -> None:
        """B03: what other languages write between the parts of a fence, or at its end."""
        ends = words.lower().startswith("end")
        fix = "write `:::`" if ends else "write `::: otherwise`"
        self.faults.add(
            "B03", self.place(block), f"unknown word after `:::`: '{words[:40]}'", fix=fix
        )
        if ends:
            self.close(block)

    def read_otherwise(self, block: Block) -> None:
        fence = self.open[-1] if self.open else None
        if self.forgiven and (fence is None or fence.words.strip(": \t").lower().startswith("for")):
            # It belongs to a fence that was refused.
            return
        if fence is None or fence.otherwise is not None:
            message = "a stray `::: otherwise`: no `::: if` is open here"
            self.faults.add("B02", self.place(block), message)
            self.forgiven += fence is None
            return
        if fence.words.strip(": \t").lower().startswith("for"):
            message = f"`otherwise` belongs to `::: if`; line {fence.line + 1} opened a `::: for`"
            self.faults.add("B02", self.place(block), message, fix="write a second `::: for`")
        self.open[-1] = Fence(fence.words, fence.line, fence.nodes, [])
        self.replace(fence, self.open[-1])

    def replace(self, old: Fence, new: Fence) -> None:
        """Put the fence with its `otherwise` where the one without stood."""
        top = self.open.pop()
        self.nodes[-1 if self.nodes[-1] is old else self.nodes.index(old)] = new
        self.open.append(top)

    def is_closed_later(self, index: int) -> bool:
        """Whether the innermost open fence is closed somewhere from this block on."""
        if not self.lowest:
            self.lowest = _find_lowest(self.blocks)
        return self.lowest[index] < 0

    def leave_fences(self, index: int) -> None:
        """A heading, or the end, ends every fence that is still open, with one finding for it."""
        if not self.open:
            return
        if self.is_closed_later(index):
            place = Place(self.blocks[index].line + 1)
            message = f"a heading inside the fence that line {self.open[-1].line + 1} opened"
            self.faults.add("B05", place, message, fix="close the fence before it, or use ###")
            self.forgiven += len(self.open)
        else:
            # One that cannot be read is told already, and may have been meant to close another.
            unread = [each for each in self.open if not _OPENING.match(each.words)]
            self.forgiven += len(unread)
            for fence in (each for each in self.open if each not in unread):
                if self.forgiven:
                    self.forgiven -= 1
                    continue
                place = Extract(MARK, fence.line, self.source).place()
                message = f"the fence that line {fence.line + 1} opened is not closed"
                self.faults.add("B01", place, message, fix="end it with a line `:::`")
        self.open.clear()
        self.ignored = 0

    def is_question(self, index: int) -> bool:
        """Q01: a question with `##`, which is read as if it had three."""
        block = self.blocks[index]
        found = _QUESTION.match(block.inline.content)
        # A scene may well be called `Plan: ...`.
        meant = found and (found["word"].lower() == "question" or self.is_over_plan(index))
        if meant:
            message = "a question is a heading of the third level"
            fix = f"write `### {block.inline.content[:40].partition(':')[0]}: ...`"
            self.faults.add("Q01", Place(block.line + 1), message, fix=fix)
        return bool(meant)

    def is_over_plan(self, index: int) -> bool:
        """Whether the table of a plan stands under a heading, before the next one."""
        following = self.blocks[index + 1 :]
        return any(map(is_plan, takewhile(lambda each: each.kind != "heading_open", following)))

    def read_heading(self, block: Block, *, inside: bool) -> None:
        children = block.inline.children or []
        title = collect_text(children)
        for child in children:
            if child.type == "cue_open" or is_scene_link(child):
                code = "Q13" if child.type == "cue_open" else "C01"
                message = "a cue or a choice in the heading of a scene"
                self.faults.add(code, child.meta["place"], message, fix="move it into the text")
        if block.tokens[0].tag == "h2" or inside:
            self.sections.append(Section(block, title))
        elif len(self.sections) > 1 or self.sections[0].heading:
            message = "a second `#` heading: a file has one title, and scenes start with ##"
            self.faults.add("S01", Place(block.line + 1), message)
        else:
            self.sections[0] = Section(block, title, self.sections[0].nodes)


def read_outline(tokens: Sequence[Token], source: Source, faults: Faults) -> list[Section]:
    """Cut a file into its cover, which comes first, and its scenes; match the fences (B01-B05)."""
    return _Outliner(split_blocks(tokens), source, faults).read()


def flatten(nodes: Sequence[Node]) -> Iterator[Block]:
    """Give all blocks of a section, out of their fences."""
    for node in nodes:
        if isinstance(node, Block):
            yield node
        else:
            yield from flatten(node.nodes)
            yield from flatten(node.otherwise or ())
