"""Tables as CSV (RFC 4180) that a spreadsheet opens as text and never as a formula."""

import re
from collections.abc import Sequence

# Tells spreadsheets that what follows is UTF-8.
BEGINNING = "\ufeff"
_NUMBER = re.compile(r"-[0-9]{1,15}(\.[0-9]{1,9})?%?", re.ASCII)
# What makes a formula of a cell, also in full width (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_row(cells: Sequence[str]) -> str:
    """Give one line of a table, each cell in quotes.

    >>> print(write_row(["1", "Amina, Ben", "=2+2"]).strip())
    "1","Amina, Ben","'=2+2"
    """
    quoted = (guard(each).replace('"', '""') for each in cells)
    return ",".join(f'"{each}"' for each in quoted) + "\r\n"


def guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate.

    What looks guarded already gets one more, so that `unguard` gives every cell back as it was. A
    mere number below nothing is no formula, and stays one.

    >>> guard("=1+1"), guard(" @SUM(A1)"), guard("1 - 1"), guard("'=1"), guard("-3.9%")
    ("'=1+1", "' @SUM(A1)", '1 - 1', "''=1", '-3.9%')
    """
    return f"'{cell}" if _calculates(cell) else cell


def unguard(cell: str) -> str:
    """Take away the apostrophe that `guard` put there, and no other.

    >>> unguard("'=1+1"), unguard("'t Hooft"), unguard("''=1")
    ('=1+1', "'t Hooft", "'=1")
    """
    return cell[1:] if cell.startswith("'") and _calculates(cell) else cell


def _calculates(cell: str) -> bool:
    bare = cell.lstrip("'")
    if _NUMBER.fullmatch(bare):
        return False
    return bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA)
