"""`learning check --explain CODE`: the page of a code, as text for a terminal."""

import re
import sys

from learning.content.spelling import suggest_name
from learning.places import asset_folder

DONE, WRONG = 0, 2
_FENCED = re.compile(r"^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def explain_code(code: str) -> int:
    """Print the page of a code; 2 when there is none."""
    pages = {each.stem: each for each in asset_folder("docs/check").glob("[A-Z][0-9][0-9].md")}
    page = pages.get(code.upper())
    if page is None:
        near = suggest_name(code.upper(), sorted(pages)) or "they are listed in docs/check"
        print(f"learning check: there is no code {code}; {near}", file=sys.stderr)
        return WRONG
    print(make_plain(page.read_text(encoding="utf-8")), end="")
    return DONE


def make_plain(page: str) -> str:
    r"""Turn the Markdown of a page into plain text: examples are indented, headings stand alone.

    >>> print(make_plain("# S04: a dead end\n\n## Wrong\n\n```markdown\n## A\n\nHe waits.\n```\n"))
    S04: a dead end
    <BLANKLINE>
    Wrong:
    <BLANKLINE>
        ## A
    <BLANKLINE>
        He waits.
    <BLANKLINE>
    """
    parts = _FENCED.split(page)
    # Words and examples take turns.
    parts[::2] = [_take_marks(each) for each in parts[::2]]
    parts[1::2] = [re.sub(r"^(?=.)", "    ", each.rstrip("\n"), flags=re.M) for each in parts[1::2]]
    return "".join(parts)


def _take_marks(words: str) -> str:
    return re.sub(r"^## (.+)$", r"\1:", re.sub(r"^# ", "", words), flags=re.MULTILINE)
