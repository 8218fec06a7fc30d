"""Plain text as Markdown that shows it letter by letter: nothing in it becomes a construct."""

import re

_INLINE = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What would start a heading, quote, list, fence, rule or right number at the start of a line.
_START = re.compile(r"^(?P<blank>\s*)(?:(?P<digits>\d+)(?=[.)])|(?=[#>+=|~-]|:::))", re.MULTILINE)


def escape_words(text: str) -> str:
    r"""Escape what would be read as Markdown within a line.

    >>> print(escape_words("s.11 *and* [[a gap]] in snake_case"))
    s.11 \*and\* \[\[a gap\]\] in snake_case
    """
    return _INLINE.sub(lambda found: "\\" + found[0], text)


def escape_lines(text: str) -> str:
    r"""Escape a text of several lines, also what would start a block.

    >>> print(escape_lines("1. one\n- two\n# three"))
    1\. one
    \- two
    \# three
    """
    return _START.sub(_escape_start, escape_words(text))


def _escape_start(found: re.Match[str]) -> str:
    return f"{found['blank']}{found['digits'] or ''}\\"


def join_line(markdown: str) -> str:
    """Put Markdown on one line, for a heading, an option or a table cell.

    >>> join_line("The wall\\n\\nis black.")
    'The wall is black.'
    """
    return " ".join(markdown.split())


def escape_cell(markdown: str) -> str:
    r"""Make one line of Markdown fit for a table cell or a gap.

    >>> print(escape_cell("a | b"))
    a \| b
    """
    return join_line(markdown).replace("|", "\\|")
