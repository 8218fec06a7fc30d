"""What belongs to one question: its text, its answer block, and the quotes after it.

A question reaches to the next heading, fence, list of choices or ending.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from learning.content.asking.sorts import Sort, sort_block
from learning.content.choices import is_choice_list
from learning.content.markdown import Block
from learning.content.parsed import Node
from learning.content.quotes import find_bare_label, find_label, is_ending

_JOINED = (Sort.TICKS, Sort.LIST)


@dataclass(slots=True)
class Reach:
    """The blocks of a question. `second` is an answer block too many, or a label that lost its `>`.

    `misplaced` are quotes between two parts of a list: feedback that was not indented. `length`
    counts the blocks that belong to the question.
    """

    heading: Block
    sort: Sort | None = None
    body: list[Block] = field(default_factory=list)
    answers: list[Block] = field(default_factory=list)
    misplaced: list[Block] = field(default_factory=list)
    quotes: list[Block] = field(default_factory=list)
    second: Block | None = None
    length: int = 0


def list_reach(nodes: Sequence[Node], start: int) -> list[Block]:
    """Give the blocks after the heading at `start` that its question may hold."""
    following = takewhile(lambda node: isinstance(node, Block) and not _ends(node), nodes[start:])
    return [node for node in following if isinstance(node, Block)]


def _ends(block: Block) -> bool:
    return block.kind == "heading_open" or is_choice_list(block) or is_ending(block)


def is_label(block: Block) -> bool:
    """Whether a block is a labelled quote of a question."""
    return find_label(block) not in ("", "Transcript")


class _Walker:
    """Goes over the blocks of a reach, part by part."""

    def __init__(self, heading: Block, blocks: Sequence[Block], *, plan: bool, free: bool) -> None:
        self.blocks = blocks
        self.sorts = [_sort(block, plan=plan) for block in blocks]
        gaps = (at for at, sort in enumerate(self.sorts) if sort is Sort.GAPS)
        self.last_gap = max(gaps, default=-1)
        planned = plan and Sort.PLAN in self.sorts
        self.reach = Reach(heading, Sort.PLAN if planned else self.choose_sort(free=free))

    def choose_sort(self, *, free: bool) -> Sort | None:
        """Let a sort that can be nothing else go before tables and lists, which can."""
        found = [sort for sort in self.sorts if sort]
        strong = [sort for sort in found if not sort.weak]
        if free and not strong:
            return Sort.WRITING
        return next(iter((*strong, *found)), None)

    def walk(self) -> Reach:
        at = self.take_body()
        at = self.take_answers(at)
        at = self.take_quotes(at)
        self.reach.length = at
        self.find_second(at)
        return self.reach

    def take_body(self) -> int:
        at = 0
        while at < len(self.blocks) and not self.ends_body(at):
            at += 1
        self.reach.body += self.blocks[:at]
        return at

    def ends_body(self, at: int) -> bool:
        block, sort = self.blocks[at], self.sorts[at]
        match self.reach.sort:
            case Sort.GAPS:
                other = sort is not None and not sort.weak and sort is not Sort.GAPS
                return at > self.last_gap or other or is_label(block)
            case None | Sort.WRITING:
                return sort is Sort.WRITING or is_label(block)
            case _:
                return sort is self.reach.sort

    def take_answers(self, at: int) -> int:
        if self.reach.sort is Sort.GAPS:
            self.reach.answers, self.reach.body = self.reach.body, []
            return at
        if self.reach.sort in (None, Sort.WRITING):
            return at
        self.reach.answers.append(self.blocks[at])
        at += 1
        while self.reach.sort in _JOINED and (after := self.skip_misplaced(at)) > at:
            self.reach.misplaced += self.blocks[at:after]
            self.reach.answers.append(self.blocks[after])
            at = after + 1
        return at

    def skip_misplaced(self, at: int) -> int:
        """Give where the same list goes on after quotes without a label; `at` where it does not."""
        after = at
        while after < len(self.blocks) and _is_plain_quote(self.blocks[after]):
            after += 1
        goes_on = after < len(self.blocks) and self.sorts[after] is self.reach.sort
        return after if goes_on else at

    def take_quotes(self, at: int) -> int:
        while at < len(self.blocks):
            block = self.blocks[at]
            if self.sorts[at] is Sort.WRITING and self.reach.sort is Sort.WRITING:
                table = block.kind == "table_open"
                (self.reach.answers if table else self.reach.quotes).append(block)
            elif block.kind == "blockquote_open" and self.sorts[at] is None:
                self.reach.quotes.append(block)
            else:
                break
            at += 1
        return at

    def find_second(self, at: int) -> None:
        """Find an answer block too many. One that could be ordinary text must follow at once."""
        if self.reach.sort is None or at == len(self.blocks):
            return
        bare = find_bare_label(self.blocks[at])
        rest = zip(self.blocks[at:], self.sorts[at:], strict=True)
        strong = (block for block, sort in rest if sort and not sort.weak)
        next_sort = self.sorts[at]
        follows = next_sort is not None and self.reach.sort.weak and not self.reach.quotes
        # A rubric whose columns are misspelt would be shown.
        writing = self.reach.sort is Sort.WRITING and self.blocks[at].kind == "table_open"
        follows = follows or writing
        self.reach.second = self.blocks[at] if bare or follows else next(strong, None)
        if self.reach.second:
            self.reach.length = len(self.blocks)


def _sort(block: Block, *, plan: bool) -> Sort | None:
    """Sort a block; in a plan, every table is meant as its table."""
    return Sort.PLAN if plan and block.kind == "table_open" else sort_block(block)


def _is_plain_quote(block: Block) -> bool:
    return block.kind == "blockquote_open" and not find_label(block)


def read_reach(
    heading: Block, blocks: Sequence[Block], *, plan: bool = False, free: bool = False
) -> Reach:
    """Sort what stands under the heading of a question; `free`: a text is asked for in any case."""
    return _Walker(heading, blocks, plan=plan, free=free).walk()
