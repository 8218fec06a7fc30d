"""Tables of two columns: what belongs together. A row with an empty left cell is a distractor."""

from learning.content.asking.answers import RawMatching, RawPair
from learning.content.asking.cells import read_table
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block


def read_matching(block: Block, sheet: Sheet) -> RawMatching:
    """Read the pairs; a row without a right cell is a Q08 and is left out."""
    table = read_table(block, sheet)
    pairs = []
    for left, right in table.rows:
        if right.label:
            pairs.append(RawPair(left if left.label else None, right))
        else:
            fix = "every row has words on the right; a distractor has none on the left"
            sheet.refuse("Q08", left.place, "matching with an empty cell", fix=fix)
    first, second = table.heads
    return RawMatching((first, second), tuple(pairs))
