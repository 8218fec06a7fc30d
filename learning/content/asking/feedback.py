"""What is said of one option: the quote under it."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block
from learning.content.quotes import check_quote, find_label, read_inside
from learning.content.source import Extract

_RUN_ON = re.compile(r"\n\s*>")


def check_words(extract: Extract, sheet: Sheet) -> None:
    """Q06: a quote that became words of its option, since it is indented too far."""
    if found := _RUN_ON.search(extract.text):
        fix = "indent it as far as the words of its option"
        place = extract.place(found.end() - 1)
        sheet.refuse("Q06", place, "a quote that runs on from the words above it", fix=fix)


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
