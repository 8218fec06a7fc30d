"""Free text: the rubric to mark it by."""

import re
from collections.abc import Sequence

from learning.content.asking.answers import Item, RawCriterion
from learning.content.asking.cells import list_heads, read_table
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block

_POINTS = re.compile(r"points?|marks?")
_CRITERION = re.compile(r"criteri(?:on|a)")
_WHOLE = re.compile(r"\d{1,2}")


def is_rubric(block: Block) -> bool:
    """Whether a table has the columns of a rubric, in either order."""
    heads = list_heads(block)
    return (
        len(heads) == 2
        and any(map(_POINTS.fullmatch, heads))
        and any(map(_CRITERION.fullmatch, heads))
    )


def _read_criterion(points: Item, criterion: Item, sheet: Sheet) -> RawCriterion | None:
    if not _WHOLE.fullmatch(points.text) or not int(points.text):
        message = f"a criterion worth '{points.text[:40]}' points"
        sheet.refuse("Q11", points.place, message, fix="write a whole number of points, such as 1")
        return None
    if not criterion.label:
        sheet.refuse("Q11", points.place, "points without a criterion", fix="say what they are for")
        return None
    return RawCriterion(int(points.text), criterion)


def read_rubric(tables: Sequence[Block], sheet: Sheet) -> tuple[RawCriterion, ...]:
    """Read the rows of a rubric; one that cannot be read is a Q11 and is left out."""
    read = []
    for block in tables:
        last = bool(_POINTS.fullmatch(list_heads(block)[1]))
        for row in read_table(block, sheet).rows:
            points, criterion = reversed(row) if last else row
            read.append(_read_criterion(points, criterion, sheet))
    return tuple(each for each in read if each)
