"""What would be shown raw: constructs that Markdown took for plain text or for code.

A cue whose title holds a quote mark, or a code block without an end, would tell learners what
they are to find out. Each is a finding here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from learning.content.faults import Faults, Place
from learning.content.quotes import LABELS
from learning.content.source import Extract, Source


class _Sign(NamedTuple):
    """A pattern in plain text, and what is said of it; {} stands for the text found."""

    code: str
    pattern: re.Pattern[str]
    message: str
    fix: str


_LINK_FIX = "close its brackets, write blanks in an address as %20, and ' for \" inside a title"
# Also with a blank before its address, and a reference without a definition.
UNREAD_LINK = re.compile(
    r"\]\((?!\s*#(?:cue-|not-a-cue))"
    r"|\]\s\((?=#(?!cue-|not-a-cue)|https?:|[^\s()]+\.md\))"
    # Not where one gap follows upon another.
    r"|(?<!\])\]\[|\]\[(?!\[)"
)
_SIGNS = (
    _Sign(
        "F06",
        re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:[\s/][^<>]*)?>|<!--|<[!?][a-zA-Z]"),
        "raw HTML is shown as text: {}",
        "write it in Markdown",
    ),
    _Sign(
        "Q13",
        # Also where one of its brackets was lost: its title would be read by everyone.
        re.compile(r"(?:\]\s?)?(?:\(\s*)?#(?:cue-|not-a-cue)"),
        "a cue or lure that is not read as one: {}",
        _LINK_FIX,
    ),
    _Sign(
        "S02",
        UNREAD_LINK,
        "a link or picture that is not read as one: {}",
        _LINK_FIX,
    ),
    _Sign(
        "Q09",
        re.compile(r"\{\{[^{}\n]{0,80}\}\}|【【"),
        "a gap that is not read as one: {}",
        "write it as [[one month | 1 month]]",
    ),
    _Sign(
        "N02",
        re.compile(r"\[\^|\^\["),
        "a footnote that is not read as one: {}",
        "write it as [^name], without blanks",
    ),
    _Sign(
        "B03",
        re.compile(r"(?<=[\w.,;!?*_)\]\"'”’])\s?:::+(?=\s*$|\s*(?:for|if)\s|\s*otherwise\b)"),
        "colons in the middle of a line are not read as a fence: {}",
        "let them start a line of their own",
    ),
)
_CONTEXT = 12
_CUE_IN_CODE = re.compile(r"\]\(\s*#(?:cue-|not-a-cue)")
_SUSPECT = re.compile(r"[<\[\]#]|:::|\{\{|【")
# Also full-width colons, and characters without a width before them.
_COLONS = re.compile(
    r"[\s\u200b-\u200d\u2060\ufeff\u00ad]*[:\uff1a\ufe55]\s?(?:[:\uff1a\ufe55]|(?:for|if)\s|otherwise\s*$)"
)
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")

_MARKS = re.compile(r"(?:#{2,6}|＃{1,6})\s")
# What a block indented by four blanks held before it became code, and the code of each finding.
_INDENTED = (
    ("B02", re.compile(r":::"), "a colon fence"),
    ("Q10", re.compile(r"[-*+]\s+\[[ xX]?\]"), "a task box"),
    ("C01", re.compile(r"[-*+]\s+\[[^\]]*\]\(#"), "a choice"),
    ("S01", re.compile(r"#{2,6}\s"), "a heading"),
    ("Q06", re.compile(rf"(?:>\s*)?(?:{'|'.join(LABELS)})\s*(?:\([^()]*\)\s*)?:"), "a label"),
    ("S04", re.compile(r">\s*Ending\b"), "an ending"),
)


def _find_place(match: re.Match[str], extract: Extract, start: int) -> int:
    """Find what was matched in plain text in the source: what follows tells it from its like."""
    context = match.string[match.start() : match.end() + _CONTEXT]
    at = extract.text.find(context, start)
    return at if at >= 0 else extract.text.find(match[0], start)


def _is_escaped(found: str, written: str) -> bool:
    r"""Whether words of a text stand in its source behind a backslash only, and so are meant.

    >>> _is_escaped("](", r"in \[1\](2)"), _is_escaped("](", r"in [1\\](2)")
    (True, False)
    """
    pairless = written.replace("\\\\", " ")
    bare = re.search(rf"(?<!\\){re.escape(found)}", pairless)
    return bare is None and found in _BACKSLASH.sub(r"\1", pairless)


def check_text(text: str, extract: Extract, faults: Faults) -> None:
    """Look for constructs in a stretch of plain text."""
    if not _SUSPECT.search(text):
        return
    for sign in _SIGNS:
        at = -1
        for match in sign.pattern.finditer(text):
            found = match[0]
            # The words of a cue are told nobody, however they were written.
            if sign.code != "Q13" and _is_escaped(found, extract.text):
                continue
            at = _find_place(match, extract, at + 1)
            if found.startswith("</") and f"<{found[2:-1]}" in extract.text:
                # The finding on the opening tag says it all.
                continue
            message = sign.message.format(found[:40])
            faults.add(sign.code, extract.place(at), message, fix=sign.fix)


def check_line_start(text: str, extract: Extract, faults: Faults) -> None:
    """B03, S01: text at the start of a line that was meant as a colon fence or as a heading."""
    if _MARKS.match(text):
        message = "this line starts with the marks of a heading but is not read as one"
        fix = "start it with plain ## and a blank"
        faults.add("S01", extract.place_of(text), message, fix=fix)
    if _COLONS.match(text):
        message = "this line starts with colons but is not read as a fence"
        fix = "start it with three plain colons and at most three blanks before them"
        faults.add("B03", extract.place_of(text), message, fix=fix)


def _is_closed(token: Token, source: Source) -> bool:
    first, last = token.map or [0, 0]
    closing = source.lines[last - 1].strip(" \t>")
    return last - first > 1 and closing.startswith(token.markup) and not closing.strip("`~")


def _list_lines(token: Token) -> Iterator[str]:
    return (line.lstrip() for line in token.content.split("\n"))


def check_code(token: Token, source: Source, faults: Faults) -> None:
    """B01: a code block that runs to the end of the file. Else what became code by its indent."""
    line = (token.map or [0])[0] + 1
    if token.type == "fence" and not _is_closed(token, source):
        message = f"the code block that line {line} opened is not closed"
        faults.add("B01", Place(line), message, fix=f"end it with a line {token.markup}")
    if token.type == "code_block":
        _check_indented(token, line, faults)


def _check_indented(token: Token, line: int, faults: Faults) -> None:
    for number, text in enumerate(_list_lines(token), start=line):
        for code, pattern, what in _INDENTED:
            if pattern.match(text):
                message = f"{what} indented by four blanks or more is shown as code"
                faults.add(code, Place(number), message, fix="move it to the left")
                return


def check_span(token: Token, extract: Extract, faults: Faults) -> None:
    """Q13: a cue that became code, with its title, by the marks around it."""
    if _CUE_IN_CODE.search(token.content):
        message = "a cue or lure inside code is not read as one"
        faults.add("Q13", extract.place_of(token.content), message, fix="take the ` away")
