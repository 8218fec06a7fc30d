"""Numbered lists: things to put in order or, in a survey, the labels of a scale."""

from collections.abc import Sequence

from learning.content.asking.answers import Item, RawOrdering, RawScale
from learning.content.asking.feedback import check_words, read_feedback
from learning.content.asking.sheet import Sheet
from learning.content.faults import Place
from learning.content.markdown import Block, find_lead
from learning.content.prose import collect_text
from learning.content.source import Extract


def _read_item(item: Block, sheet: Sheet) -> Item | None:
    lead = find_lead(item.tokens)
    if lead is None:
        sheet.refuse_block(
            "Q08", item, "an empty item", fix="write what it stands for, or delete it"
        )
        return None
    label = tuple(lead.children or ())
    extract = Extract(lead.content, item.line, sheet.source)
    check_words(extract, sheet)
    rest = item.inner[1:]
    if sheet.survey and rest:
        message = "something under a label of a scale, where nothing is right or wrong"
        sheet.refuse("Q06", Place(rest[0].line + 1), message, fix="move it above the list")
        rest = []
    return Item(collect_text(label), label, extract.place(), read_feedback(rest, sheet))


def read_items(lists: Sequence[Block], sheet: Sheet) -> RawOrdering | RawScale:
    """Read a numbered list: in a survey a scale, else items in their right order."""
    read = [_read_item(item, sheet) for block in lists for item in block.inner]
    items = tuple(item for item in read if item)
    return RawScale(items) if sheet.survey else RawOrdering(items)
