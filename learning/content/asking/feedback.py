"""What is said of one option: the quote under it."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from learning.content.asking.sheet import Sheet
from learning.content.faults import Place
from learning.content.markdown import Block, find_lead
from learning.content.quotes import check_quote, find_label, read_inside
from learning.content.source import Extract

_RUN_ON = re.compile(r"\n\s*(?:\\?>|&gt;|[›»＞❯])|(?<=\S)[ \t]+(?:>|&gt;)[ \t]+(?=[A-Z“‘\"])")

# Of the longest line: a wrapped one is nearly as long as that.
_SHORT, _WIDEST = 0.75, 120
_OPENING = " \t“‘\"'*_"


def check_words(extract: Extract, sheet: Sheet) -> None:
    """Q06: a quote that became words of its option, since it is indented too far."""
    if found := _RUN_ON.search(extract.text):
        fix = "indent it as far as the words of its option"
        place = extract.place(found.end() - 1)
        sheet.refuse("Q06", place, "a quote that runs on from the words above it", fix=fix)


def check_lost_quotes(items: Sequence[Block], sheet: Sheet) -> None:
    """Q06: feedback that became words of its option, since it lost its `>`.

    An option may well go on in a second line; but not after a short first one with what looks like
    another sentence, or where another option has its feedback in that place.
    """
    short = _SHORT * min(_WIDEST, max(map(len, sheet.source.lines)))
    told = any(each.kind == "blockquote_open" for item in items for each in item.inner)
    for item in items:
        lead = find_lead(item.tokens)
        words = lead.content if lead else ""
        first, _, rest = words.partition("\n")
        meant = rest and (told or rest.lstrip(_OPENING)[:1].isupper())
        bare = meant and len(item.inner) == 1 and not _RUN_ON.search(words)
        line = item.line + 2
        if bare and len(first) < short and not sheet.faults.has_within("Q10", line, line):
            message = "words that run on from a short option; is this its feedback?"
            fix = "start the line with `> `, or write the option in one line"
            sheet.refuse("Q06", Place(line), message, fix=fix)


def read_feedback(blocks: Sequence[Block], sheet: Sheet) -> tuple[Token, ...]:
    """Read what stands under an option; whatever is no quote, or a labelled one, is a Q06."""
    feedback: list[Token] = []
    for block in blocks:
        label = find_label(block)
        if label and label != "Transcript":
            message = f"`> {label}:` under an option belongs to the whole question"
            fix = "move it to the left, after an empty line"
            sheet.refuse_block("Q06", block, message, fix=fix)
        elif block.kind == "blockquote_open":
            check_quote(block, sheet.source, sheet.faults)
            feedback.extend(read_inside(block))
        else:
            message = "only a quote may stand under an option"
            sheet.refuse_block("Q06", block, message, fix="make it a quote: > ...")
    return tuple(feedback)
