"""Constructs that stand where they mean nothing: they would be shown raw, or tell an answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from markdown_it.token import Token

from learning.content.asking.answers import Item
from learning.content.asking.listing import list_tokens, wrap_item
from learning.content.asking.sorts import Sort, sort_block
from learning.content.asking.ticks import has_box
from learning.content.consequences import is_bullet_of_choice
from learning.content.faults import Faults, Place
from learning.content.inlines import is_scene_link
from learning.content.labels import find_bold_label, find_near_label
from learning.content.markdown import LISTS, Block
from learning.content.parsed import Choices, Document, Ending, Part, Question, Run, list_parts
from learning.content.prose import collect_text
from learning.content.questions import is_question
from learning.content.quotes import (
    LABELS,
    TRANSCRIPT,
    find_bare_label,
    find_label,
    guess_label,
    is_ending,
    names_ending,
)
from learning.content.source import Extract

Tokens = Sequence[Token]
_BOX_OF_LINE = re.compile(r"^\s*(?:(?:\w[.)]\s+)?\[[ xX]?\](?:\s|$)|[-*+]\[[ xX]?\])", re.MULTILINE)
_ROW = re.compile(r"\s*\|.*\|\s*")
# Only these are no words of an ordinary text, unless a sign stands in the place of their `>`.
_SECRET = re.compile(
    rf"(?:(?:Tutor|Model answer)|[>›»＞❯]\s*(?:{'|'.join(LABELS)})\s*(?:\([^()]*\)\s*)?)\s*:"
)
_ASKING = re.compile(r"Question\s*[:：]", re.IGNORECASE)
_GAP = re.compile(r"\[\[[^\[\]\n]{0,40}(?:\]\])?")
_ENDING_FIX = "write `> Ending (good): ...`, without bold or italics"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some tokens; whether cues may stand in them, and whether a question stands before them."""

    tokens: Tokens
    cues: bool = False
    asked: bool = False


def _list_question(question: Question) -> Iterator[Tokens]:
    yield question.body
    yield wrap_item(Item(question.title, question.label, question.place))
    yield from list_tokens(question.answer)
    yield from (hint.tokens for hint in question.hints)
    for quotes in question.quotes.values():
        yield from quotes


def _list_part(part: Part) -> Iterator[Tokens]:
    if isinstance(part, Question):
        yield from _list_question(part)
    elif isinstance(part, Ending):
        yield part.tokens
    elif isinstance(part, Choices):
        yield part.prompt
        for choice in part.choices:
            yield wrap_item(Item(choice.text, choice.label, choice.place))
            yield choice.feedback


def _list_stretches(document: Document) -> Iterator[_Stretch]:
    yield _Stretch(document.cover)
    for note in document.notes:
        yield _Stretch(note.tokens)
    for scene in document.scenes:
        title = Token("text", "", 0, content=scene.title)
        yield _Stretch(wrap_item(Item(scene.title, (title,), scene.place)))
        asked = False
        for part in list_parts(scene.parts):
            if isinstance(part, Run):
                yield _Stretch(part.tokens, cues=True, asked=asked)
            else:
                yield from map(_Stretch, _list_part(part))
            asked = isinstance(part, Question)


def find_stray(document: Document, faults: Faults) -> None:
    """Say C01, F06, Q01, Q06 or Q13 of every construct out of its place."""
    for stretch in _list_stretches(document):
        blocks = _BlockChecker(stretch, document, faults)
        for index, token in enumerate(stretch.tokens):
            if token.type == "inline":
                _check_children(token, document, cues=stretch.cues, faults=faults)
                if stretch.cues:
                    _check_rows(token, document, asked=stretch.asked, faults=faults)
            elif token.nesting == 1:
                blocks.check(index)


def _check_children(inline: Token, document: Document, *, cues: bool, faults: Faults) -> None:
    # The words of an option come without the backslashes that they were written with.
    written = document.source.lines[(inline.map or [0])[0]]
    gappy = "[[" in inline.content and ("[[" in written or r"\[\[" not in written)
    for child in inline.children or ():
        if is_scene_link(child):
            message = "a link to a scene outside a list of choices"
            faults.add("C01", child.meta["place"], message, fix="start a list item with it")
        elif gappy and (gap := _find_gap(child)):
            _refuse_gap(inline, gap, document, faults)
        elif child.type == "cue_open" and not cues:
            message = "a cue or lure outside the text of a scene"
            faults.add("Q13", child.meta["place"], message, fix="move it into the scene's own text")


def _find_gap(child: Token) -> str:
    """Give the gap in some text, or in the words that stand for a picture."""
    found = _GAP.search(child.content) if child.type in ("text", "image") else None
    return found[0] if found else ""


def _check_rows(inline: Token, document: Document, *, asked: bool, faults: Faults) -> None:
    """F06: a table that Markdown does not read as one. Q01: one that may be part of a question."""
    rows = inline.content.split("\n")
    line = (inline.map or [0])[0] + 1
    # Where head and dashes differ in length, an F07 says so.
    told = faults.has_within("F07", line, line + len(rows))
    if len(rows) + asked > 1 and not told and all(map(_ROW.fullmatch, rows)):
        place = Extract(inline.content, (inline.map or [0])[0], document.source).place()
        fix = "write a line | --- | --- | under its first one"
        message = "a table that is shown as text"
        faults.add("Q01" if asked else "F06", place, message, fix=fix)


def _refuse_gap(inline: Token, gap: str, document: Document, faults: Faults) -> None:
    extract = Extract(inline.content, (inline.map or [0])[0], document.source)
    fix = "gaps stand in the text under a `### Question: ...`"
    faults.add("Q09", extract.place_of("[["), f"a gap that belongs to no question: {gap}", fix=fix)


class _BlockChecker:
    """Looks at the blocks of one stretch, in their order."""

    def __init__(self, stretch: _Stretch, document: Document, faults: Faults) -> None:
        self.tokens = stretch.tokens
        self.asked = stretch.asked
        self.document = document
        self.faults = faults
        self.lost_question = False
        self.bare_question = False
        self.list_told = False
        self.lost_choice = False

    def check(self, index: int) -> None:
        token = self.tokens[index]
        block = Block(self.tokens[index : index + 4])
        place = Place(block.line + 1)
        if token.type == "blockquote_open":
            self.check_quote(block, place)
        elif token.type == "heading_open":
            self.lost_question = self.lost_choice = False
            self.check_heading(block, place)
        elif token.type == "table_open":
            self.check_table(index, place)
        elif token.type in LISTS:
            self.list_told = False
        elif token.type == "list_item_open" and len(block.tokens) > 2:
            self.check_item(block.tokens[2], place)
        elif token.type == "paragraph_open" and not self.stands_in(index, "list_item_open"):
            quoted = self.stands_in(index, "blockquote_open")
            self.check_paragraph(block.tokens[1], quoted=quoted)

    def check_heading(self, block: Block, place: Place) -> None:
        words = collect_text(block.inline.children or ())
        label = find_bare_label(block)
        if is_question(block):
            message = "a question belongs under a `##` heading, outside lists and quotes"
            self.faults.add("Q01", place, message)
        elif names_ending(words):
            self.faults.add("S04", place, "an ending that is not a quote", fix=_ENDING_FIX)
        elif self.asked and label:
            message = f"`{label}:` in a heading would be shown to everyone"
            self.faults.add("Q06", place, message, fix=f"write `> {label}: ...`")
            self.lost_question = True

    def check_table(self, index: int, place: Place) -> None:
        """Q01: a table that holds answers, and stands under no question."""
        rows = takewhile(lambda token: token.type != "tbody_open", self.tokens[index:])
        sort = sort_block(Block(list(rows)))
        if sort and not sort.weak and sort is not Sort.GAPS:
            what = "a rubric" if sort is Sort.WRITING else sort
            fix = "write a heading `### Question: ...` or `### Plan: ...` before it"
            self.faults.add("Q01", place, f"{what} that belongs to no question", fix=fix)
            self.lost_question = True

    def stands_in(self, index: int, kind: str) -> bool:
        return index > 0 and self.tokens[index - 1].type == kind

    def check_item(self, lead: Token, place: Place) -> None:
        if has_box(lead):
            if not self.list_told and not self.bare_question:
                fix = "write a heading `### Question: ...` before the list"
                self.faults.add("Q01", place, "a task list that belongs to no question", fix=fix)
            self.list_told = self.lost_question = True
            self.bare_question = False
        elif self.lost_choice:
            # The C01 on the link above says it all.
            return
        elif self.document.is_case and is_bullet_of_choice(
            lead.content, self.document.front.declared
        ):
            message = "a consequence or condition that belongs to no choice"
            self.faults.add("V03", place, message, fix="indent it under a choice by two blanks")

    def check_paragraph(self, inline: Token, *, quoted: bool) -> None:
        self.lost_choice = any(map(is_scene_link, inline.children or ()))
        # Not its source: that still holds the label of an ending or a labelled quote.
        words = collect_text(inline.children or ())
        extract = Extract(inline.content, (inline.map or [0])[0], self.document.source)
        if box := _BOX_OF_LINE.search(words):
            fix = "start its line with `- `, outside quotes"
            self.faults.add(
                "Q10", extract.place_of(box[0].strip()), "a task box without its bullet", fix=fix
            )
        elif not quoted and names_ending(words):
            self.faults.add(
                "S04", extract.place(), "an ending that is not a quote", fix=_ENDING_FIX
            )
        elif self.asked and _ROW.fullmatch(words):
            self.lost_question = True
        elif not quoted and _ASKING.match(words):
            fix = "write it as `### Question: ...`"
            self.faults.add("Q01", extract.place(), "a question that is not a heading", fix=fix)
            self.lost_question = self.bare_question = True
        elif not quoted and not self.lost_question and _SECRET.match(words):
            message = "a label that is not a quote would be shown to everyone"
            self.faults.add("Q06", extract.place(), message, fix="start the line with `> `")
            self.lost_question = True

    def check_quote(self, block: Block, place: Place) -> None:
        label = find_label(block) or find_bold_label(block)
        near = "" if label else find_near_label(block)
        if label == TRANSCRIPT:
            # Where sound and video are read it is known whether it follows upon one.
            return
        if label == "Ending":
            message = "an ending that is set in bold or italics is not read as one"
            self.faults.add("S04", place, message, fix=_ENDING_FIX)
        elif (label or near) and not self.lost_question:
            written = label or guess_label(block)
            message = (
                f"`> {written}:` is not read as one: it belongs to no question, or is not plain"
            )
            fix = "put it after the options of a question, without bold or italics"
            fix = f"did you mean {near}?" if near else fix
            self.faults.add("Q06", place, message, fix=fix)
            # Those after it are not read for the same reason.
            self.lost_question = not near
        elif is_ending(block):
            message = "an ending belongs under a `##` heading, outside lists and quotes"
            self.faults.add("S04", place, message)
        elif len(block.tokens) > 2 and names_ending(block.tokens[2].content):
            message = "an ending that cannot be read"
            self.faults.add("S04", place, message, fix=_ENDING_FIX)
