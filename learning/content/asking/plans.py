"""Plans: a table of what is to be done, which is the model plan."""

from learning.content.asking.answers import Item, RawPlan, RawStep
from learning.content.asking.cells import Table, list_heads, read_table
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block

COLUMNS = ("Need", "Action", "Who", "By when", "Why")
_NAMES = tuple(name.casefold() for name in COLUMNS)
FIX = f"write a table with the columns {', '.join(COLUMNS)}"
_ENOUGH = 4


def is_plan(block: Block) -> bool:
    """Whether a table has the columns of a plan, or all but one of them."""
    return len(set(list_heads(block)) & set(_NAMES)) >= _ENOUGH


def _find_columns(table: Table, sheet: Sheet) -> list[int] | None:
    heads = [" ".join(head.text.casefold().split()) for head in table.heads]
    missing = [name for name in COLUMNS if name.casefold() not in heads]
    unknown = [each for each in table.heads if " ".join(each.text.casefold().split()) not in _NAMES]
    if missing:
        message = f"a table of a plan without: {', '.join(missing)}"
        sheet.refuse("Q01", table.place, message, fix=FIX)
        return None
    if unknown or len(heads) > len(COLUMNS):
        place = unknown[0].place if unknown else table.place
        sheet.refuse("Q01", place, "a column that a plan does not have", fix=FIX)
        return None
    return [heads.index(name) for name in _NAMES]


def _read_step(cells: list[Item], sheet: Sheet) -> RawStep:
    need, action, who, by_when, why = cells
    for cell, name in ((need, "need"), (action, "action")):
        if not cell.label:
            sheet.refuse("Q08", cell.place, f"a step of a plan without its {name}")
    return RawStep(need.text, (action, who, by_when, why))


def read_plan(block: Block, sheet: Sheet) -> RawPlan | None:
    """Read the model plan; its columns may stand in any order."""
    table = read_table(block, sheet)
    columns = _find_columns(table, sheet)
    if columns is None:
        return None
    if not table.rows:
        sheet.refuse("Q01", table.place, "a plan without a step", fix="add a row for each action")
        return None
    return RawPlan(tuple(_read_step([row[at] for at in columns], sheet) for row in table.rows))
