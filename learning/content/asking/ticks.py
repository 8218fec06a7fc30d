"""Task lists: options to tick, with `[x]` before the right ones and credit in percent."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from learning.content.asking.answers import Item, RawTicks, TickOption
from learning.content.asking.feedback import check_lost_quotes, check_words, read_feedback
from learning.content.asking.sheet import Sheet
from learning.content.markdown import Block, find_lead, list_leads
from learning.content.prose import collect_text
from learning.content.quotes import strip_lead
from learning.content.source import Extract

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|$)")
_BAD_BOX = re.compile(r"\[(?!\[)\s{0,3}\S?\s{0,3}\]")
_SECOND_BOX = re.compile(r"\n\s{0,8}(?:[-*+•–]|\w[.)])?\s{0,3}(?P<box>\[(?!\[)\s{0,3}\S?\s{0,3}\])")
_CREDIT = re.compile(r"\(\s*(?P<percent>[+\u2212-]?\d{1,3})\s*%\s*\)$")
# Where others carry a credit: without its %, in other brackets, or before the words.
_LOST_CREDIT = re.compile(
    r"[(\[]\s*[+\u2212–-]?\d[\d.,]*\s*%?\s*[)\]]$|^[(\[]\s*[+\u2212–-]?\d[\d.,]*\s*%\s*[)\]]"
)
_NEAR_CREDIT = re.compile(r"\(\s*[+\u2212-]?\d[\d.,]*\s*%\s*\)$")


def has_box(lead: Token) -> bool:
    """Whether the text of an item starts with a box, well formed or not."""
    children = lead.children or []
    starts_with_text = bool(children) and children[0].type == "text"
    return starts_with_text and bool(_BAD_BOX.match(lead.content))


def is_task_list(block: Block) -> bool:
    """Whether any item of a list starts with a box."""
    return any(lead and has_box(lead) for lead in list_leads(block))


def _refuse_box(extract: Extract, sheet: Sheet) -> None:
    bad = _BAD_BOX.match(extract.text)
    message = f"malformed task box '{bad[0]}'" if bad else "an option without a task box"
    sheet.refuse("Q10", extract.place(), message, fix="write `- [ ] ` or `- [x] `")


def _cut_credit(label: list[Token], extract: Extract, sheet: Sheet) -> int | None:
    """Take `(50%)` off the end of an option's words; in a survey they are words."""
    if sheet.survey:
        return None
    last = label[-1]
    words = collect_text(label)
    near = _NEAR_CREDIT.search(words)
    found = _CREDIT.search(last.content.rstrip()) if last.type == "text" else None
    if found:
        label[-1] = Token("text", "", 0, content=last.content[: found.start()].rstrip())
        return int(found["percent"].replace("\u2212", "-"))
    if near:
        message = f"the credit {near[0]} of an option cannot be read"
        fix = "end the option with whole percents, such as (50%) or (-25%)"
        sheet.refuse("Q11", extract.place_of(near[0]), message, fix=fix)
    return None


def _read_option(item: Block, sheet: Sheet) -> TickOption | None:
    lead = find_lead(item.tokens)
    extract = Extract(lead.content if lead else "", item.line, sheet.source)
    box = _BOX.match(extract.text)
    if lead is None or not box:
        _refuse_box(extract, sheet)
        return None
    if second := _SECOND_BOX.search(extract.text, box.end()):
        place = extract.place(second.start("box"))
        fix = "start its line with `- [ ] ` or `- [x] `"
        sheet.refuse("Q10", place, "a second task box in one option", fix=fix)
    check_words(extract, sheet)
    label = strip_lead(lead.children or (), box.end())
    credit = _cut_credit(label, extract, sheet) if label else None
    if not collect_text(label) and not any(token.type == "image" for token in label):
        fix = "write the answer after the box"
        sheet.refuse("Q10", extract.place(), "an option without a word", fix=fix)
        return None
    feedback = read_feedback(item.inner[1:], sheet)
    words = Item(collect_text(label), tuple(label), extract.place(), feedback)
    return TickOption(words, box["mark"] in "xX", credit)


def read_ticks(lists: Sequence[Block], sheet: Sheet) -> RawTicks:
    """Read the options; one that cannot be read is a finding and is left out."""
    items = [item for block in lists for item in block.inner]
    read = [_read_option(item, sheet) for item in items]
    options = tuple(option for option in read if option)
    if any(option.credit is not None for option in options):
        for option in options:
            _check_credit(option, sheet)
    check_lost_quotes(items, sheet)
    return RawTicks(options)


def _check_credit(option: TickOption, sheet: Sheet) -> None:
    """Q11: a credit that would be shown, beside options whose credit is read."""
    found = _LOST_CREDIT.search(option.item.text) if option.credit is None else None
    line = option.item.place.line
    if found and not sheet.faults.has_within("Q11", line, line):
        message = f"the credit {found[0]} of an option cannot be read"
        fix = "end the option with whole percents, such as (50%) or (-25%)"
        sheet.refuse("Q11", option.item.place, message, fix=fix)
