"""Tables of judgements: what a panel of experts made of each finding, from -2 to +2.

Script concordance: Charlin and others, Teaching and Learning in Medicine 12 (2000), 189-195.
"""

import re

from learning.content.asking.answers import Item, RawJudgement, RawSituation
from learning.content.asking.cells import Table, list_heads, read_table
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block

_STEPS = {"-2": -2, "\u22122": -2, "-1": -1, "\u22121": -1, "0": 0}
_STEPS |= {"1": 1, "+1": 1, "2": 2, "+2": 2}
_COLUMNS = 7
_VOTES = re.compile(r"\d{1,3}")
_FIX = "write the columns: If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2"


def is_judgement(block: Block) -> bool:
    """Whether the columns of a table are steps from -2 to +2, or it begins as a judgement does."""
    heads = list_heads(block)
    steps = sum(head in _STEPS for head in heads)
    return steps >= 3 or (len(heads) > 2 and heads[0].startswith("if you"))


def _read_votes(cell: Item, sheet: Sheet) -> int:
    if not cell.text:
        return 0
    if _VOTES.fullmatch(cell.text):
        return int(cell.text)
    message = f"'{cell.text[:40]}' is no number of panel members"
    sheet.refuse("Q01", cell.place, message, fix="write how many of the panel chose it")
    return 0


def _read_situation(cells: tuple[Item, ...], order: list[int], sheet: Sheet) -> RawSituation:
    thinking, finding, *rest = cells
    for cell in (thinking, finding):
        if not cell.label:
            sheet.refuse("Q08", cell.place, "a judgement with an empty cell", fix="say it in words")
    votes = [_read_votes(cell, sheet) for cell in rest]
    return RawSituation(thinking, finding, tuple(votes[at] for at in order))


def _find_order(table: Table, sheet: Sheet) -> list[int] | None:
    """Say in which column each step from -2 to +2 stands."""
    steps = [_STEPS.get(head.text) for head in table.heads[2:]]
    if len(table.heads) != _COLUMNS or set(steps) != set(_STEPS.values()):
        message = "a judgement whose columns cannot be read"
        sheet.refuse("Q01", table.place, message, fix=_FIX)
        return None
    return [steps.index(step) for step in range(-2, 3)]


def read_judgement(block: Block, sheet: Sheet) -> RawJudgement | None:
    """Read a judgement, whichever way its steps stand."""
    table = read_table(block, sheet)
    order = _find_order(table, sheet)
    if order is None:
        return None
    if not table.rows:
        sheet.refuse(
            "Q01", table.place, "a judgement without a row", fix="add one for each finding"
        )
        return None
    return RawJudgement(tuple(_read_situation(row, order, sheet) for row in table.rows))
