"""L02: law that is stated without a footnote that says where it comes from.

Looks for statutes, time limits and sums of money. What people say in quotation marks, options,
plain quotes and what stands in code is a story's own, and not looked at. Knows no law.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from markdown_it.token import Token

from learning.content.faults import Faults
from learning.content.markdown import LISTS, Block, split_blocks
from learning.content.parsed import Choices, Document, Ending, Part, Question, Run, list_parts
from learning.content.source import Extract, Source
from learning.model.names import Kind

_COUNT = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|twenty|twenty-one|twenty-eight|thirty|sixty|ninety)"
)
_UNIT = r"(?:calendar |working )?(?:hour|day|week|month|year)s?\b"
_GIVEN = r"(?:has|have|had|get|gets|got|given|gives?|allows?|allowed|is|are|was|were|only|another)"
_TO_ACT = (
    "appeal apply ask answer challenge claim complain comply dispute investigate object pay repair "
    "reply request respond"
).replace(" ", "|")
_NAME = r"(?:[A-Z][\w’'()-]*,? (?:(?:and|of|for|the|to|in) ){0,3}){1,12}"
_STATUTE = "|".join(
    (
        rf"\b{_NAME}Act\b(?: (?:1[89]|20)\d\d)?",
        r"\b(?:Act|Regulations|Order|Rules) (?:1[89]|20)\d\d\b",
        r"\bSI \d{4}/\d+",
        r"\b(?:[Ss]ection|[Rr]egulation|[Aa]rticle|[Ss]chedule|[Pp]aragraph)s? \d+[A-Z]{0,2}\b",
        r"\b(?:ss?|regs?|arts?|paras?|sch)\. ?\d+[A-Z]{0,2}\b",
    )
)
_LIMIT = "|".join(
    (
        rf"\b{_COUNT} working days?\b",
        rf"\b(?:within|no later than|not later than) {_COUNT} {_UNIT} (?:of|from|after)\b",
        rf"\bmust\b[^.;]{{0,80}}\b(?:within|no later than|up to) (?:an? |{_COUNT} ){_UNIT}",
        rf"\b{_GIVEN} (?:an? |{_COUNT} ){_UNIT} (?:in which )?to (?:{_TO_ACT})\b",
        rf"\b(?:time limit|limitation period)\b[^.;]{{0,40}}\b{_COUNT} {_UNIT}",
        rf"\bdeadline (?:of|is|was) {_COUNT} {_UNIT}(?! (?:ago|away|later|earlier))",
    )
)
_SUM = r"£ ?\d(?:[\d,.]*\d)?|\b\d[\d,.]* pounds\b"
_LAW = re.compile(rf"(?P<statute>{_STATUTE})|(?P<limit>{_LIMIT})|(?P<sum>{_SUM})")
# Most paragraphs hold none of these: they are told apart at little cost.
_SUSPECT = re.compile(r"\d|£|Act\b|limit|deadline|(?:hour|day|week|month|year)s?\b")
_SPEECH = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_FIX = "add [^name] after it, and `[^name]: source (checked YYYY-MM)` at the end of the file"
_LAWFUL = (Kind.CASE, Kind.LESSON, Kind.QUIZ)


def _cites(tokens: Sequence[Token]) -> bool:
    return any(child.type == "footnote_ref" for each in tokens for child in each.children or ())


def _list_rows(table: Block) -> Iterator[Sequence[Token]]:
    """Give the rows of a table; none where its head has a footnote, which is for all of them."""
    row: list[Token] = []
    for token in table.tokens:
        if token.type == "thead_close" and _cites(row):
            return
        if token.type == "tr_open":
            row = []
        row.append(token)
        if token.type == "tr_close":
            yield row


def _list_units(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give what one footnote stands for: a paragraph, a row of a table, an item of a list."""
    for block in split_blocks(tokens):
        if block.kind == "paragraph_open":
            yield block.tokens
        elif block.kind == "table_open":
            yield from _list_rows(block)
        elif block.kind in LISTS:
            yield from (item.tokens for item in block.inner)


def _list_stretches(part: Part) -> Iterator[Sequence[Token]]:
    if isinstance(part, Run | Ending):
        yield part.tokens
    elif isinstance(part, Choices):
        yield from (choice.feedback for choice in part.choices)
    elif isinstance(part, Question):
        said = [part.body, *chain.from_iterable(part.quotes.values())]
        if not any(map(_cites, said)):
            yield from said


def find_uncited_law(document: Document, faults: Faults) -> None:
    """L02: a statute, time limit or sum of money without a footnote where it stands."""
    if document.front.kind not in _LAWFUL:
        return
    parts = (part for scene in document.scenes for part in list_parts(scene.parts))
    stretches = [document.cover, *chain.from_iterable(map(_list_stretches, parts))]
    for unit in chain.from_iterable(map(_list_units, stretches)):
        if not _cites(unit) and not _cites_in_vain(unit, faults):
            _check_unit(unit, document.source, faults)


def _cites_in_vain(unit: Sequence[Token], faults: Faults) -> bool:
    """Whether a footnote stands there that is not defined, which is told by itself."""
    maps = (token.map for token in unit if token.map)
    return any(faults.has_within("N02", first + 1, last) for first, last in maps)


def _check_unit(unit: Sequence[Token], source: Source, faults: Faults) -> None:
    for inline in (token for token in unit if token.type == "inline"):
        if not _SUSPECT.search(inline.content):
            continue
        said = (each.content if each.type == "text" else " " for each in inline.children or ())
        text = _SPEECH.sub("", "".join(said))
        found = _LAW.search(text)
        if found:
            sort = {"statute": "law", "limit": "a time limit", "sum": "a sum of money"}
            named = sort[str(found.lastgroup)]
            message = f"{named} without a footnote: '{found[0][:60]}'"
            place = Extract(inline.content, (inline.map or [0])[0], source).place_of(found[0])
            faults.add("L02", place, message, fix=_FIX)
            return
