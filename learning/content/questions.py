"""Questions: a heading, what is asked, an answer block, and labelled quotes.

What each sort of answer block holds is read by the modules of `asking/`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from markdown_it.token import Token

from learning.content.asking.answers import RawAnswer, RawFreeText
from learning.content.asking.gaps import find_closing, read_gaps, refuse_unopened
from learning.content.asking.judgement import read_judgement
from learning.content.asking.labelled import Labelled, read_quotes
from learning.content.asking.lists import read_items
from learning.content.asking.matching import read_matching
from learning.content.asking.numbers import find_joined, read_number, refuse_joined
from learning.content.asking.plans import FIX as PLAN_FIX
from learning.content.asking.plans import read_plan
from learning.content.asking.reach import list_reach, read_reach
from learning.content.asking.sheet import Sheet
from learning.content.asking.sorts import Sort, sort_block
from learning.content.asking.ticks import read_ticks
from learning.content.asking.writing import read_rubric
from learning.content.labels import find_bold_label, find_near_label
from learning.content.markdown import Block
from learning.content.parsed import Node, Question
from learning.content.prose import collect_text
from learning.content.quotes import check_quote, find_bare_label, find_label, strip_lead
from learning.content.slugs import make_slug
from learning.content.source import Extract
from learning.content.spelling import suggest_name
from learning.content.terms import read_terms

_LEAD = re.compile(r"(?P<word>Question|Plan)\s*:\s*", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?P<word>[A-Za-z]{3,10})\s*:?\s+")
_NEAR_LEAD = re.compile(r"[*_]{0,3}(?P<word>[A-Za-z]{3,10})\s*\d{0,3}\s*[*_]{0,3}\s*[:：]")
# Over what may be an answer block: without a colon, with a number or a letter for the word.
_BARE_LEAD = re.compile(r"[*_]{0,3}(?:Question\b|Q\s*\d{0,3}\s*[:：.)])", re.IGNORECASE)
_TERMS = re.compile(r"\((?:free text|choose (?:all|\d{1,2}))\b[^()]*\)\s*$", re.IGNORECASE)
_TICKS_FIX = "write `- [x]` before the right answer and `- [ ]` before the others"
_TABLE_FIX = "a table of pairs has two columns; options are lines that start with `- [ ]`"


def is_question(block: Block) -> bool:
    """Whether a block is the heading of a question or plan."""
    return block.kind == "heading_open" and bool(_LEAD.match(block.inline.content))


def is_meant_as_question(nodes: Sequence[Node], at: int) -> bool:
    """Whether a heading stands over an answer block: its word was misspelt, or its colon lost.

    Over what may be ordinary text, such as a numbered list, only a word near to `Question` tells.
    """
    node = nodes[at]
    if not isinstance(node, Block) or node.kind != "heading_open":
        return False
    words = node.inline.content
    sorts = [sort for sort in map(sort_block, list_reach(nodes, at + 1)) if sort]
    near = _NEAR_LEAD.match(words)
    if _TERMS.search(words):
        return True
    if near and get_close_matches(near["word"].lower(), ["question"], cutoff=0.8):
        return True
    misspelt = bool(near and suggest_name(near["word"].lower(), ["question", "plan"]))
    misspelt = misspelt or bool(_BARE_LEAD.match(words))
    return any(misspelt or not sort.weak for sort in sorts)


class _QuestionReader:
    """Reads one question, its heading first: the brackets say what to look for under it."""

    def __init__(self, heading: Block, blocks: Sequence[Block], sheet: Sheet) -> None:
        self.sheet = replace(sheet, refused=[])
        self.extract = Extract(heading.inline.content, heading.line, sheet.source)
        self.place = self.extract.place()
        lead = _LEAD.match(self.extract.text)
        meant = lead or _find_misspelt_lead(self.extract.text)
        self.plan = bool(lead and lead["word"].lower() == "plan")
        start = meant.end() if meant else 0
        end, self.terms = read_terms(self.extract.cut(start), sheet.faults)
        tail = self.extract.text[start + end :].strip()
        self.label = _cut_label(heading.inline.children or (), start, tail)
        free = self.terms.free_text and not self.plan
        self.reach = read_reach(heading, blocks, plan=self.plan, free=free)
        self.led = lead is not None
        texts = (*self.reach.body, *self.reach.answers)
        self.swallowed = [check_quote(block, sheet.source, sheet.faults) for block in texts]

    def read(self) -> Question:
        title = collect_text(self.label)
        self.check_heading(title)
        body = [token for block in self.reach.body for token in block.tokens]
        said = read_quotes(self.reach.quotes, self.reach.misplaced, sheet=self.sheet)
        answer = self.read_answer(said)
        self.check_second()
        return Question(
            id=make_slug(title),
            title=title,
            label=tuple(self.label),
            body=tuple(body),
            answer=answer,
            terms=self.terms,
            quotes=said.quotes,
            hints=said.hints,
            outcomes=said.outcomes,
            place=self.place,
            # A quote out of its place leaves everything else as it was meant.
            doubtful=self.terms.doubtful or any(code != "Q06" for code in self.sheet.refused),
        )

    def check_heading(self, title: str) -> None:
        if not self.led:
            what = self.reach.sort or Sort.TICKS
            message = f"a heading over {what} that is not read as a question"
            self.sheet.refuse("Q01", self.place, message, fix="write it as `### Question: ...`")
        if not make_slug(title):
            self.sheet.refuse("Q01", self.place, "a question without a text")

    def check_second(self) -> None:
        """Q01: two answer blocks. Q06: a label after the answer block that lost its `>`."""
        second = self.reach.second
        if second is None:
            return
        if label := find_bare_label(second):
            message = f"`{label}:` without a `>` before it would be shown to everyone"
            self.sheet.refuse_block("Q06", second, message, fix=f"write `> {label}: ...`")
            return
        if self.reach.sort is Sort.WRITING and second.kind == "table_open":
            message = "a table after a model answer that is no rubric"
            fix = "call its columns Points and Criterion"
            self.sheet.refuse_block("Q01", second, message, fix=fix)
            return
        other = sort_block(second)
        joined = other is self.reach.sort and other in (Sort.TICKS, Sort.LIST)
        fix = f"{'join the lists' if joined else 'keep one of them'}, or write a second"
        self.sheet.refuse_block(
            "Q01", second, "a question with two answer blocks", fix=f"{fix} `### Question:`"
        )

    def read_answer(self, said: Labelled) -> RawAnswer | None:
        sort, blocks, sheet = self.reach.sort, self.reach.answers, self.sheet
        self.check_terms()
        match sort:
            case None:
                self.refuse_missing()
                return None
            case Sort.TICKS:
                return read_ticks(blocks, sheet)
            case Sort.LIST:
                return read_items(blocks, sheet)
            case Sort.GAPS:
                return read_gaps(blocks, sheet)
            case Sort.WRITING:
                return self.read_writing(said, blocks)
            case _:
                return self.read_block(sort, blocks[0])

    def read_writing(self, said: Labelled, tables: Sequence[Block]) -> RawAnswer:
        second = (self.reach.second,) if self.reach.second else ()
        blocks = (*self.reach.body, *self.reach.quotes, *second)
        if not any(map(_is_meant_as_model, blocks)) and not self.sheet.survey:
            fix = "write `> Model answer: ...` under it"
            message = "a free text question without a model answer"
            self.sheet.refuse("Q01", self.place, message, fix=fix)
        if self.terms.peer and not tables and not second:
            message = "a text that the other side marks, without a rubric to mark it by"
            fix = "add a table with the columns Points and Criterion"
            self.sheet.refuse("Q11", self.place, message, fix=fix)
        return RawFreeText(said.model, read_rubric(tables, self.sheet))

    def read_block(self, sort: Sort, block: Block) -> RawAnswer | None:
        """Read an answer block that is one table or one line."""
        if sort is Sort.NUMBER:
            return read_number(block, self.sheet)
        if sort is Sort.MATCHING:
            return read_matching(block, self.sheet)
        if sort is Sort.JUDGEMENT:
            return read_judgement(block, self.sheet)
        if self.led and not self.plan:
            message = "the table of a plan under a question"
            self.sheet.refuse(
                "Q01", self.place, message, fix="write the heading as `### Plan: ...`"
            )
        return read_plan(block, self.sheet)

    def check_terms(self) -> None:
        """Q01: a heading or brackets that ask for another answer block than stands there."""
        sort, terms = self.reach.sort, self.terms
        wanted = {"(choose ...)": Sort.TICKS} if terms.many else {}
        wanted |= {"(marked by the other side)": Sort.WRITING} if terms.peer else {}
        wanted |= {"(free text)": Sort.WRITING} if terms.free_text else {}
        wanted |= {"`### Plan:`": Sort.PLAN} if self.plan else {}
        for words, meant in wanted.items():
            if sort not in (None, meant):
                message = f"{words} asks for {meant}, but {sort} stands there"
                fix = f"write {words} only over {meant}"
                self.sheet.refuse("Q01", self.place, message, fix=fix)

    def refuse_missing(self) -> None:
        """Q01: no answer block, and nothing that was meant as one and refused."""
        body = self.reach.body
        tokens = [token for block in body for token in block.tokens]
        joined, lost = find_joined(tokens), find_closing(tokens)
        first, length = self.place.line, sum(map(_count_lines, body))
        if self.sheet.faults.has_within("F07", first, first + length):
            # A table that cannot be read is what was meant.
            return
        if any(self.swallowed) or any(find_bare_label(each) == "Model answer" for each in body):
            return
        if joined is not None:
            refuse_joined(joined, self.sheet)
        elif lost is not None:
            refuse_unopened(lost, self.sheet)
        else:
            tables = any(block.kind == "table_open" for block in body)
            fix = PLAN_FIX if self.plan else _TABLE_FIX if tables else _TICKS_FIX
            self.sheet.refuse("Q01", self.place, "a question without an answer block", fix=fix)


def _count_lines(block: Block) -> int:
    """Count the lines of a block, with those around it that hold nothing."""
    first, last = block.tokens[0].map or [0, 0]
    return last - first + 2


def _is_meant_as_model(block: Block) -> bool:
    """Whether a quote is a model answer, or one that is refused for its label."""
    names = (find_label, find_bold_label, find_near_label)
    quoted = block.kind == "blockquote_open"
    found = any(find(block) == "Model answer" for find in names) if quoted else False
    return found or find_bare_label(block) == "Model answer"


def _find_misspelt_lead(heading: str) -> re.Match[str] | None:
    """Find the first word of a heading if it is near to `Question`, or lacks its colon."""
    found = _FIRST_WORD.match(heading)
    return found if found and suggest_name(found["word"].lower(), ["question", "plan"]) else None


def _cut_label(children: Sequence[Token], start: int, tail: str) -> list[Token]:
    """Take the lead and the brackets off the words of a heading."""
    label = strip_lead(children, start)
    if tail and label and label[-1].type == "text":
        text = label[-1].content.removesuffix(tail).rstrip()
        label[-1] = Token("text", "", 0, content=text)
    return label


def read_question(nodes: Sequence[Node], start: int, sheet: Sheet) -> tuple[Question, int]:
    """Read the question at `start`; give it and where the next thing begins."""
    heading = nodes[start]
    assert isinstance(heading, Block)
    reader = _QuestionReader(heading, list_reach(nodes, start + 1), sheet)
    return reader.read(), start + 1 + reader.reach.length
