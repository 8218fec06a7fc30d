"""GIFT questions -> items of ours, with what each could not bring along.

Rules and order of recognition are Moodle's; knows nothing of how our quizzes are written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from learning.exchange.carried import Left, shorten
from learning.exchange.escaping import escape_lines, escape_words, join_line
from learning.exchange.gift_parts import (
    FORMAT,
    GiftAnswer,
    GiftCategory,
    GiftLabel,
    GiftQuestion,
    cut_answers,
    cut_gift,
    restore,
)
from learning.exchange.html_text import read_html
from learning.exchange.items import (
    EssayItem,
    GapItem,
    Head,
    Item,
    MatchItem,
    NumberItem,
    PageItem,
    TextItem,
    Tick,
    TickItem,
)

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&\w+;")
_TRUTH = re.compile(r"\s*(?P<word>TRUE|FALSE|T|F)\s*(?:#(?P<wrong>[^#]*))?(?:#(?P<right>[^#]*))?")
_LONGEST_TITLE = 200
_FULL = 100.0
GAP = "{}"


def read_gift(text: str) -> tuple[list[Item], list[Left]]:
    """Read a whole file; gives the items in order, and what was left behind.

    >>> items, left = read_gift("Who repairs a flat? {=The landlord ~The tenant#Not alone}")
    >>> items[0].options[1]
    Tick(text='The tenant', right=False, percent=None, feedback='Not alone')
    """
    reader = _Reader()
    items = [(part.line, item) for part in cut_gift(text) if (item := reader.read(part))]
    kept = []
    for (line, item), (_, after) in pairwise([*items, (0, PageItem(""))]):
        if isinstance(item, PageItem) and isinstance(after, PageItem):
            reader.left.append(Left(line, f"the category '{item.title}': nothing is in it"))
        else:
            kept.append(item)
    return kept, reader.left


@dataclass(slots=True)
class _Reader:
    """Reads one question after the other; `left` and `line` say what was left behind, and where."""

    left: list[Left] = field(default_factory=list)
    line: int = 0
    style: str = "moodle"

    def leave(self, what: str) -> None:
        self.left.append(Left(self.line, what))

    def read(self, part: GiftQuestion | GiftCategory | GiftLabel) -> Item | None:
        self.line = part.line
        if isinstance(part, GiftLabel):
            self.leave(f"the label '{shorten(part.text)}' of a question")
            return None
        if isinstance(part, GiftCategory):
            return self.read_category(part)
        self.style = part.format
        if not part.closed:
            self.leave(f"the question '{shorten(restore(part.before))}': its {{ is never closed")
            return None
        if part.answers is None:
            return TextItem(escape_words(part.name) or "Read this", self.convert(part.before))
        listed, _, general = part.answers.partition("####")
        head = self.read_head(part, self.convert(general))
        return self.find_reader(listed)(part, head)

    def read_category(self, part: GiftCategory) -> PageItem:
        *above, name = part.name.replace("//", "\0").split("/")
        if [each for each in above if each not in ("$course$", "top", "")]:
            self.leave(f"the folders above the category '{shorten(part.name)}'")
        return PageItem(escape_words(name.replace("\0", "/").strip()) or "Questions")

    def find_reader(self, listed: str) -> Callable[[GiftQuestion, Head], Item | None]:
        if not listed.strip():
            return self.read_essay
        if listed.lstrip().startswith("#"):
            return self.read_number
        if _TRUTH.fullmatch(listed.strip()):
            return self.read_truth
        if "~" in listed:
            return self.read_ticks
        if "->" in listed:
            return self.read_pairs
        return self.read_gap

    def convert(self, text: str) -> str:
        """Give a text as Markdown, from the question's format or the one that it starts with."""
        own = FORMAT.match(text)
        style = own["format"].lower() if own else self.style
        plain = restore(text[own.end() :] if own else text)
        if style == "markdown":
            return plain
        if style == "plain" or not _TAG.search(plain):
            return escape_lines(plain)
        markdown, dropped = read_html(plain)
        for tag in dropped:
            self.leave(f"the HTML tag {tag}")
        return markdown

    def convert_line(self, text: str) -> str:
        return join_line(self.convert(text))

    def read_head(self, part: GiftQuestion, why: str) -> Head:
        """Make the text the heading; where it is long, the name is, and the text stands below."""
        text = self.convert(part.before)
        if part.after.strip():
            text = f"{text} \\_\\_\\_\\_\\_ {self.convert_line(part.after)}"
        if text and "\n" not in text and len(text) <= _LONGEST_TITLE:
            if part.name and restore(part.name) != restore(part.before):
                self.leave(f"the name '{shorten(part.name)}': the question is its own heading")
            return Head(text, why=why)
        return Head(escape_words(part.name) or shorten(text), text, why)

    def read_essay(self, _part: GiftQuestion, head: Head) -> Item:
        self.leave("nothing is lost, but GIFT has no model answer: write one")
        return EssayItem(head)

    def read_truth(self, part: GiftQuestion, head: Head) -> Item:
        found = _TRUTH.fullmatch((part.answers or "").partition("####")[0].strip())
        assert found is not None
        true = found["word"].startswith("T")
        wrong, right = self.convert(found["wrong"] or ""), self.convert(found["right"] or "")
        return TickItem(
            head,
            (
                Tick("True", true, feedback=right if true else wrong),
                Tick("False", not true, feedback=wrong if true else right),
            ),
        )

    def read_ticks(self, part: GiftQuestion, head: Head) -> Item | None:
        answers, _ = cut_answers(part.answers or "")
        single = any(each.mark == "=" for each in answers)
        if not single and not any((each.percent or 0) > 0 for each in answers):
            self.leave(f"the question '{shorten(head.title)}': no answer in it is right")
            return None
        if part.after.strip() and single and not any(each.percent for each in answers):
            return self.read_menu(part, head, answers)
        options = tuple(self.read_tick(each, single=single) for each in answers)
        return TickItem(head, _even_out(options, several=not single), several=not single)

    def read_tick(self, answer: GiftAnswer, *, single: bool) -> Tick:
        right = answer.mark == "=" if single else (answer.percent or 0) > 0
        percent = round(answer.percent or 0)
        kept = None if answer.mark == "=" or (single and not percent) else percent
        feedback = self.convert(answer.feedback)
        return Tick(self.convert_line(answer.text), right, kept, feedback)

    def read_menu(self, part: GiftQuestion, head: Head, answers: Sequence[GiftAnswer]) -> Item:
        for each in answers:
            if each.feedback:
                self.leave(f"the feedback on '{shorten(restore(each.text))}': a gap has none")
        right = tuple(self.convert_line(each.text) for each in answers if each.mark == "=")
        wrong = tuple(self.convert_line(each.text) for each in answers if each.mark == "~")
        for other in right[1:]:
            self.leave(f"the second right word '{shorten(other)}': a menu has one")
        return GapItem(self.head_of_gap(part, head), self.text_of_gap(part), right[:1], wrong)

    def read_gap(self, part: GiftQuestion, head: Head) -> Item | None:
        answers, _ = cut_answers(part.answers or "")
        full = [each for each in answers if each.percent in (None, _FULL)]
        for each in answers:
            if each not in full:
                self.leave(f"the part credit of '{shorten(restore(each.text))}': a gap has none")
            if each.feedback:
                self.leave(f"the feedback on '{shorten(restore(each.text))}': a gap has none")
            if "*" in each.text:
                self.leave(f"the wildcard in '{shorten(restore(each.text))}' is a plain star now")
        if not full:
            self.leave(f"the question '{shorten(head.title)}': no answer in it is right")
            return None
        accepted = tuple(self.convert_line(each.text) for each in full)
        return GapItem(self.head_of_gap(part, head), self.text_of_gap(part), accepted)

    def head_of_gap(self, part: GiftQuestion, head: Head) -> Head:
        if not part.after.strip():
            return head
        return Head(escape_words(part.name) or "Fill the gap", why=head.why)

    def text_of_gap(self, part: GiftQuestion) -> str:
        if not part.after.strip():
            return GAP
        return f"{self.convert(part.before)} {GAP} {self.convert_line(part.after)}"

    def read_pairs(self, part: GiftQuestion, head: Head) -> Item:
        answers, _ = cut_answers(part.answers or "")
        pairs, distractors = [], []
        for each in answers:
            prompt, _, match = each.text.partition("->")
            if prompt.strip():
                pairs.append((self.convert_line(prompt), self.convert_line(match)))
            else:
                distractors.append(self.convert_line(match))
        return MatchItem(head, tuple(pairs), tuple(distractors))

    def read_number(self, part: GiftQuestion, head: Head) -> Item | None:
        listed = (part.answers or "").partition("####")[0].strip().removeprefix("#")
        answers, _ = cut_answers(listed if listed.lstrip()[:1] in "=~" else f"={listed}")
        first, *others = sorted(answers, key=lambda each: -(each.percent or _FULL))
        for each in others:
            self.leave(f"the further answer '{shorten(restore(each.text))}': a number has one")
        if any(each.feedback for each in answers):
            self.leave("the feedback on numbers: write it as > Correct: or > Incorrect:")
        answer = _say_range(restore(first.text))
        if not answer:
            self.leave(f"the question '{shorten(head.title)}': its number cannot be read")
            return None
        return NumberItem(head, answer)


def _even_out(options: tuple[Tick, ...], *, several: bool) -> tuple[Tick, ...]:
    """Leave out percents that say what marking does anyway; let the others come to 100.

    Ours is: equal shares for the right options, and a wrong one takes one such share away.
    """
    if not several:
        return options
    right = [number for number, each in enumerate(options) if each.right]
    share = round(_FULL / len(right))
    shares = [each.percent for each in options if each.right]
    costs = [-(each.percent or 0) for each in options if not each.right]
    if all(each == share for each in (*shares, *costs)):
        return tuple(replace(each, percent=None) for each in options)
    total = sum(each or 0 for each in shares)
    if 0 < abs(total - _FULL) <= len(right):
        last = options[right[-1]]
        mended = replace(last, percent=(last.percent or 0) + round(_FULL) - total)
        return (*options[: right[-1]], mended, *options[right[-1] + 1 :])
    return options


def _say_range(text: str) -> str:
    """Write a number of GIFT as ours: `3:2` is `3 ± 2`, `1..5` is `1 to 5`; "" if it is none.

    >>> [_say_range(text) for text in ("3:2", "1..5", "42", "many")]
    ['3 ± 2', '1 to 5', '42', '']
    """
    for mark, word in (("..", " to "), (":", " ± ")):
        low, found, high = text.partition(mark)
        if found:
            both = _is_number(low) and _is_number(high)
            return _trim(f"{low.strip()}{word}{high.strip()}") if both else ""
    return text.strip() if _is_number(text) else ""


def _trim(text: str) -> str:
    return text.removesuffix(" ± 0")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.strip()).is_finite()
    except InvalidOperation:
        return False


def list_titles(items: Sequence[Item]) -> Iterator[str]:
    """Give the headings of all questions.

    >>> list(list_titles([TextItem("Note", "Read this."), EssayItem(Head("Why?"))]))
    ['Why?']
    """
    yield from (item.head.title for item in items if not isinstance(item, TextItem | PageItem))
