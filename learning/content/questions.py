"""Questions: a heading, what is asked, a task list of options, and labelled quotes.

Answer blocks that a later version reads are refused by name, so that no answer is shown raw.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from markdown_it.token import Token

from learning.content.choices import is_choice_list
from learning.content.faults import Faults, Place
from learning.content.markdown import Block, find_lead, list_leads
from learning.content.parsed import Node, Question, TickOption
from learning.content.prose import collect_text
from learning.content.quotes import (
    LABELS,
    NOT_YET,
    check_quote,
    find_label,
    guess_label,
    is_ending,
    read_inside,
    read_labelled,
    strip_lead,
)
from learning.content.slugs import make_slug
from learning.content.source import Extract, Source
from learning.content.terms import read_terms

_LEAD = re.compile(r"(?P<word>Question|Plan)\s*:\s*", re.IGNORECASE)
_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|$)")
_BAD_BOX = re.compile(r"\[\s{0,3}\S?\s{0,3}\]")
_SECOND_BOX = re.compile(r"\n\s{0,8}[-*+•–]?\s{0,3}(?P<box>\[\s{0,3}\S?\s{0,3}\])")
_CREDIT = re.compile(r"\(\s*[+-]?\d+\s*%\s*\)\s*$")
_BARE_LABEL = re.compile(rf"(?P<label>{'|'.join(LABELS)})\s*:")
_NUMBER = re.compile(r"=\s*[+-]?\d")


def is_question(block: Block) -> bool:
    """Whether a block is the heading of a question or plan."""
    return block.kind == "heading_open" and bool(_LEAD.match(block.inline.content))


def is_meant_as_question(nodes: Sequence[Node], at: int) -> bool:
    """Whether a heading stands over a task list: then its word was misspelt, or its colon lost."""
    node = nodes[at]
    if not isinstance(node, Block) or node.kind != "heading_open":
        return False
    following = takewhile(lambda each: isinstance(each, Block) and not _ends(each), nodes[at + 1 :])
    return any(isinstance(each, Block) and is_task_list(each) for each in following)


def has_box(lead: Token) -> bool:
    """Whether the text of an item starts with a box, well formed or not."""
    children = lead.children or []
    starts_with_text = bool(children) and children[0].type == "text"
    return starts_with_text and bool(_BAD_BOX.match(lead.content))


def is_task_list(block: Block) -> bool:
    """Whether any item of a list starts with a box."""
    return any(lead and has_box(lead) for lead in list_leads(block))


@dataclass(slots=True)
class _Reach:
    """The blocks that belong to one question."""

    heading: Block
    body: list[Block] = field(default_factory=list)
    answers: list[Block] = field(default_factory=list)
    misplaced: list[Block] = field(default_factory=list)
    quotes: list[Block] = field(default_factory=list)


def _ends(node: Node) -> bool:
    if not isinstance(node, Block) or node.kind == "heading_open":
        return True
    return is_choice_list(node) or is_ending(node)


def _take_reach(nodes: Sequence[Node], start: int) -> tuple[_Reach, int]:
    """Collect what belongs to the question at `start`, and give where the next thing begins."""
    heading = nodes[start]
    assert isinstance(heading, Block)
    reach, at = _Reach(heading), start + 1
    while at < len(nodes):
        node = nodes[at]
        if _ends(node) or not isinstance(node, Block):
            break
        if is_task_list(node):
            if reach.answers and not _is_misplaced(reach.quotes):
                break
            reach.misplaced += reach.quotes
            reach.quotes = []
            reach.answers.append(node)
        elif not reach.answers:
            reach.body.append(node)
        elif node.kind == "blockquote_open":
            reach.quotes.append(node)
        else:
            break
        at += 1
    return reach, at


def _is_misplaced(quotes: Sequence[Block]) -> bool:
    """Whether quotes between two lists of options are feedback that was not indented."""
    return bool(quotes) and not any(map(find_label, quotes))


class _QuestionReader:
    def __init__(self, reach: _Reach, source: Source, faults: Faults) -> None:
        self.reach = reach
        self.source = source
        self.faults = faults
        self.extract = Extract(reach.heading.inline.content, reach.heading.line, source)

    def read(self) -> Question | None:
        lead = _LEAD.match(self.extract.text)
        if lead and lead["word"].lower() == "plan":
            self.faults.add("Q01", self.extract.place(), "plans are not supported yet")
            return None
        start = lead.end() if lead else 0
        end, terms = read_terms(self.extract.cut(start), self.faults)
        label = _cut_label(
            self.reach.heading.inline.children or (),
            start,
            self.extract.text[start + end :].strip(),
        )
        title = collect_text(label)
        if lead is None:
            fix = "write it as `### Question: ...`"
            self.faults.add(
                "Q01",
                self.extract.place(),
                "a heading over a task list that is not read as a question",
                fix=fix,
            )
        if not make_slug(title):
            self.faults.add("Q01", self.extract.place(), "a question without a text")
        if not self.reach.answers and not terms.refused:
            self.refuse_missing()
        quotes, outcomes = self.read_quotes()
        options = self.read_options()
        return Question(
            id=make_slug(title),
            title=title,
            label=tuple(label),
            body=tuple(token for block in self.reach.body for token in block.tokens),
            options=options,
            terms=terms,
            quotes=quotes,
            outcomes=outcomes,
            place=self.extract.place(),
            doubtful=len(options) < self.count_items() or terms.refused or terms.doubtful,
        )

    def count_items(self) -> int:
        return sum(len(answer.inner) for answer in self.reach.answers)

    def refuse_missing(self) -> None:
        """Say that there is no answer block, or that this sort of question comes later."""
        if any(map(_is_refused_already, self.reach.body)):
            return
        sort = next(filter(None, map(_name_sort, self.reach.body)), "")
        if sort:
            self.faults.add("Q01", self.extract.place(), f"{sort} are not supported yet")
        else:
            fix = "write `- [x]` before the right answer and `- [ ]` before the others"
            self.faults.add(
                "Q01", self.extract.place(), "a question without an answer block", fix=fix
            )

    def read_options(self) -> tuple[TickOption, ...]:
        items = [item for answer in self.reach.answers for item in answer.inner]
        options = [self.read_option(item) for item in items]
        return tuple(option for option in options if option)

    def read_option(self, item: Block) -> TickOption | None:
        lead = find_lead(item.tokens)
        extract = Extract(lead.content if lead else "", item.line, self.source)
        box = _BOX.match(extract.text)
        if lead is None or not box:
            bad = _BAD_BOX.match(extract.text)
            message = f"malformed task box '{bad[0]}'" if bad else "an option without a task box"
            self.faults.add("Q10", extract.place(), message, fix="write `- [ ] ` or `- [x] `")
            return None
        if second := _SECOND_BOX.search(extract.text, box.end()):
            message = "a second task box in one option"
            fix = "start its line with `- [ ] ` or `- [x] `"
            self.faults.add("Q10", extract.place(second.start("box")), message, fix=fix)
        if credit := _CREDIT.search(extract.text):
            message = "part credit for an option is not supported yet"
            self.faults.add("Q01", extract.place(credit.start()), message)
        label = tuple(strip_lead(lead.children or (), box.end()))
        if not label or (len(label) == 1 and not label[0].content.strip()):
            fix = "write the answer after the box"
            self.faults.add("Q10", extract.place(), "an option without a word", fix=fix)
            return None
        right = box["mark"] in "xX"
        feedback = self.read_feedback(item.inner[1:])
        return TickOption(collect_text(label), label, right, feedback, extract.place())

    def read_feedback(self, blocks: Sequence[Block]) -> tuple[Token, ...]:
        feedback: list[Token] = []
        for block in blocks:
            if block.kind == "blockquote_open":
                check_quote(block, self.source, self.faults)
                feedback.extend(read_inside(block))
            else:
                message = "only a quote may stand under an option"
                self.faults.add("Q06", Place(block.line + 1), message, fix="make it a quote: > ...")
        return tuple(feedback)

    def read_quotes(self) -> tuple[dict[str, tuple[tuple[Token, ...], ...]], tuple[str, ...]]:
        quotes: dict[str, tuple[tuple[Token, ...], ...]] = {}
        outcomes: list[str] = []
        for block in self.reach.misplaced:
            self.refuse_quote(block, "")
        for block in self.reach.quotes:
            label = find_label(block)
            check_quote(block, self.source, self.faults)
            if label == "Outcome":
                outcomes.append(collect_text(_inside_inline(block)))
            elif label in LABELS:
                quotes[label] = (*quotes.get(label, ()), read_labelled(block))
            else:
                self.refuse_quote(block, label)
        return quotes, tuple(outcomes)

    def refuse_quote(self, block: Block, label: str) -> None:
        place = Place(block.line + 1)
        if label in NOT_YET:
            self.faults.add("Q01", place, "free text questions are not supported yet")
            return
        near = self.faults.near(guess_label(block), LABELS)
        fix = near or f"indent it under an option, or start it with one of: {', '.join(LABELS)}"
        self.faults.add("Q06", place, "a quote that belongs to no option", fix=fix)


def _inside_inline(block: Block) -> Sequence[Token]:
    return read_labelled(block)[1].children or ()


def _cut_label(children: Sequence[Token], start: int, tail: str) -> list[Token]:
    """Take the lead and the brackets off the words of a heading."""
    label = strip_lead(children, start)
    if tail and label and label[-1].type == "text":
        text = label[-1].content.removesuffix(tail).rstrip()
        label[-1] = Token("text", "", 0, content=text)
    return label


def _name_sort(block: Block) -> str:
    """Name the sort of question that a block would be the answer block of."""
    if block.kind == "table_open":
        return "matching, judgement and free text questions"
    if block.kind == "ordered_list_open":
        return "ordering questions and scales"
    is_number = block.kind == "paragraph_open" and _NUMBER.match(block.inline.content)
    return "number questions" if is_number else ""


def _is_refused_already(block: Block) -> bool:
    """Whether a block is an answer block that was refused where it was read: a gap, a quote."""
    has_gap = any("[[" in token.content for token in block.tokens if token.type == "inline")
    return has_gap or find_label(block) in NOT_YET


def _skip_labelled(nodes: Sequence[Node], at: int) -> int:
    """Go past the labelled quotes of an answer block that was refused."""
    while at < len(nodes) and isinstance(node := nodes[at], Block) and find_label(node):
        at += 1
    return at


def _find_bare_label(block: Block) -> str:
    """Give the label of a paragraph that lost its `>`."""
    found = _BARE_LABEL.match(block.inline.content) if block.kind == "paragraph_open" else None
    return found["label"] if found else ""


def read_question(
    nodes: Sequence[Node], start: int, source: Source, *, faults: Faults
) -> tuple[Question | None, int]:
    """Read the question at `start`; give it (None: refused) and where the next thing begins."""
    reach, at = _take_reach(nodes, start)
    question = _QuestionReader(reach, source, faults).read()
    if at < len(nodes) and reach.answers:
        follower = nodes[at]
        if isinstance(follower, Block) and is_task_list(follower):
            message = "a question with two answer blocks"
            fix = "join the lists, or write a second `### Question:`"
            faults.add("Q01", Place(follower.line + 1), message, fix=fix)
            at = _skip_labelled(nodes, at + 1)
        elif isinstance(follower, Block) and (label := _find_bare_label(follower)):
            message = f"`{label}:` without a `>` before it would be shown to everyone"
            faults.add("Q06", Place(follower.line + 1), message, fix=f"write `> {label}: ...`")
            at = _skip_labelled(nodes, at + 1)
    return question, at
