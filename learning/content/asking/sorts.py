"""Which sort of answer block a block is. Knows blocks one by one, not what stands around them."""

from enum import StrEnum

from learning.content.asking.cells import list_heads
from learning.content.asking.gaps import has_gap
from learning.content.asking.judgement import is_judgement
from learning.content.asking.numbers import is_number
from learning.content.asking.plans import is_plan
from learning.content.asking.ticks import is_task_list
from learning.content.asking.writing import is_rubric
from learning.content.markdown import Block
from learning.content.quotes import find_label


class Sort(StrEnum):
    """The sorts of answer blocks, as they are named to an author."""

    TICKS = "a task list"
    GAPS = "a text with gaps"
    NUMBER = "a number"
    WRITING = "a model answer"
    JUDGEMENT = "a judgement"
    PLAN = "a plan"
    MATCHING = "a table of two columns"
    LIST = "a numbered list"

    @property
    def weak(self) -> bool:
        """Whether it is also an ordinary part of a text, where another sort answers it."""
        return self in (Sort.MATCHING, Sort.LIST)


def _sort_table(block: Block) -> Sort | None:
    if is_rubric(block):
        return Sort.WRITING
    if is_judgement(block):
        return Sort.JUDGEMENT
    if is_plan(block):
        return Sort.PLAN
    if has_gap(block):
        return Sort.GAPS
    return Sort.MATCHING if len(list_heads(block)) == 2 else None


def sort_block(block: Block) -> Sort | None:
    """Name the sort of answer block that this is; None for ordinary text."""
    if label := find_label(block):
        return Sort.WRITING if label == "Model answer" else None
    if is_task_list(block):
        return Sort.TICKS
    if block.kind == "table_open":
        return _sort_table(block)
    if has_gap(block):
        return Sort.GAPS
    if is_number(block):
        return Sort.NUMBER
    return Sort.LIST if block.kind == "ordered_list_open" else None
