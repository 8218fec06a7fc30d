"""The one mark that Case Markdown adds to CommonMark: a line that starts with `:::`.

The block rule only says where such lines are. Matching them is done later, on the whole file, so
that a fence left open is found where it was opened.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

MARK = ":::"


def _read_colons(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(MARK, begin) or state.is_code_block(start):
        return False
    if not silent:
        token = state.push("colon", "", 0)
        token.content = state.src[begin : state.eMarks[start]]
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def use_colons(md: MarkdownIt) -> None:
    """Let a parser see colon lines, also where they end a paragraph, a quote or a list."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("table", "colon", _read_colons, {"alt": ends})
