"""One bullet of a story file -> the things to do and to see that it stands for.

Knows the words that steps start with; not which scenes, choices or counters there are.
"""

# step = VERB ...       as `docs/case-markdown.md` lists them, or   COUNTER COMPARISON NUMBER

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from learning.content.spelling import suggest_name
from learning.model.condition import Operator
from learning.model.names import Grade, Need, Role
from learning.play.story import (
    Act,
    AskHint,
    At,
    BeginAt,
    Count,
    Ends,
    Give,
    GoOn,
    HandIn,
    Manner,
    Marked,
    Offer,
    Offered,
    RateOwn,
    See,
    Spot,
    Take,
    TurnBack,
)
from learning.quiz.answer import Confidence, Result

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*"|“[^”]*”)|(?P<operator>>=|<=|!=|[<>=≥≤≠→])'
    r"|(?P<number>[+\-−]?\d+(?:[.,]\d+)?(?![\w-]))|(?P<word>[^\W\d][\w’'-]*)|(?P<mark>\S))"
)
_OPERATORS: dict[str, Operator] = {
    ">=": ">=",
    "<=": "<=",
    "!=": "!=",
    ">": ">",
    "<": "<",
    "=": "=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}
_IN_WORDS: tuple[tuple[tuple[str, ...], Operator], ...] = (
    (("at", "least"), ">="),
    (("at", "most"), "<="),
    (("more", "than"), ">"),
    (("less", "than"), "<"),
    (("not",), "!="),
)
_PAIRERS = ("to", "as", "is", "with")
_HOW_SURE = {
    "sure": Confidence.SURE,
    "fairly sure": Confidence.FAIRLY_SURE,
    "a guess": Confidence.GUESS,
}
_RESULTS = {"right": Result.RIGHT, "partly": Result.PARTLY, "wrong": Result.WRONG}


_Items = tuple[tuple[str, ...], ...]


class Unreadable(Exception):
    """A bullet that cannot be read, and where in it."""

    def __init__(self, message: str, start: int, fix: str = "") -> None:
        super().__init__(message)
        self.start = start
        self.fix = fix


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The word in lower case, "" for anything else."""
        return self.text.lower().replace("’", "'") if self.kind == "word" else ""


def read_step(text: str, nested: Sequence[str] = ()) -> tuple[Act, ...]:
    """Read a bullet with the bullets nested in it; raises Unreadable.

    >>> read_step('choose "Ask when the black patches began"')
    (Take(choice='Ask when the black patches began'),)
    >>> read_step("trust is at least 3")
    (Count(counter='trust', operator='>=', value=3.0),)
    """
    reader = _Reader(text)
    acts = reader.read_act(nested)
    if nested and not any(isinstance(act, Give) for act in acts):
        raise Unreadable("nested bullets belong under `answer` only", 0)
    left = reader.peek()
    if left.kind != "end":
        begins = text[: left.start].rstrip(" ").endswith("\n")
        fix = "start each step with a hyphen, on a line of its own" if begins else ""
        fix = "write a step of its own for each" if left.text.startswith(",") else fix
        reader.refuse(left, "the end of the step", fix)
    return acts


class _Reader:
    """Walks over the words of one bullet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(kind, found[kind], found.start(kind))
            for found in _TOKEN.finditer(text)
            if (kind := found.lastgroup)
        ]
        self.at = 0

    def peek(self, ahead: int = 0) -> _Token:
        place = self.at + ahead
        end = _Token("end", "", len(self.text.rstrip()))
        return self.tokens[place] if place < len(self.tokens) else end

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def take_words(self, *words: str) -> bool:
        """Go past words if they come next."""
        found = all(self.peek(number).word == word for number, word in enumerate(words))
        self.at += len(words) * found
        return found

    def refuse(self, token: _Token, wanted: str, fix: str = "") -> NoReturn:
        found = f"“{token.text}”" if token.text else "the end"
        raise Unreadable(f"{wanted} is wanted, not {found}", token.start, fix)

    def read_act(self, nested: Sequence[str]) -> tuple[Act, ...]:
        counter = self.take_counter()
        if counter:
            return (self.read_count(None if counter == "points" else counter),)
        for words, read in _VERBS:
            if self.take_words(*words):
                return read(self, nested)
        if self.peek().kind == "text":
            return (self.read_result(),)
        if self.peek(1).word in ("sees", "does", "doesn't"):
            return self.read_side()
        return self.refuse_step()

    def refuse_step(self) -> NoReturn:
        token = self.peek()
        starts = dict.fromkeys(" ".join(words) for words, _ in _VERBS)
        fix = suggest_name(token.text, starts) or f"one of: {', '.join(starts)}, or a counter"
        self.refuse(token, "the start of a step", fix)

    def take_counter(self) -> str:
        """Go past the words before a comparison with a number, if the step is one."""
        ahead = 0
        while self.peek(ahead).word and self.peek(ahead).word not in ("is", "are"):
            ahead += 1
        compares = self.peek(ahead).word or self.peek(ahead).text in _OPERATORS
        if not ahead or not compares or self.tokens[-1].kind != "number":
            return ""
        return " ".join(self.take().text for _ in range(ahead))

    def read_quoted(self, wanted: str) -> str:
        token = self.take()
        if token.kind != "text":
            fix = "put it in quotes" if token.kind in ("word", "number") else ""
            self.refuse(token, f'{wanted} in "quotes"', fix)
        text = " ".join(token.text[1:-1].split())
        if not text:
            raise Unreadable("there is nothing between these quotes", token.start)
        return text

    def read_quotes(self, wanted: str) -> list[str]:
        texts = [self.read_quoted(wanted)]
        while self.take_comma():
            texts.append(self.read_quoted(wanted))
        return texts

    def take_comma(self) -> bool:
        found = self.peek().text in (",", ";")
        self.at += found
        return self.take_words("and") or self.take_words("or") or found

    def read_number(self) -> float:
        token = self.take()
        if token.kind != "number":
            self.refuse(token, "a number")
        return float(token.text.replace("−", "-").replace(",", "."))

    def read_count(self, counter: str | None) -> Count:
        operator = self.read_operator()
        return Count(counter, operator, self.read_number())

    def read_operator(self) -> Operator:
        sign = self.take().text
        if sign in _OPERATORS:
            return _OPERATORS[sign]
        for words, operator in _IN_WORDS:
            if self.take_words(*words):
                return operator
        return "="

    def read_side(self) -> tuple[Act, ...]:
        role = Role(self.take().text)
        wanted = self.take_words("sees")
        if not (
            wanted or self.take_words("does", "not", "see") or self.take_words("doesn't", "see")
        ):
            self.refuse(self.peek(), "`sees` or `does not see`")
        return tuple(See(each, wanted, role) for each in self.read_quotes("words of a page"))

    def read_result(self) -> Marked:
        question = self.read_quoted("a question")
        if not self.take_words("is"):
            self.refuse(self.peek(), "`is right`, `is partly right` or `is wrong`")
        token = self.take()
        if token.word not in _RESULTS:
            self.refuse(token, "`right`, `partly right` or `wrong`")
        if token.word == "partly":
            self.take_words("right")
        return Marked(question, _RESULTS[token.word])

    def read_answer(self, nested: Sequence[str]) -> Give:
        question = self.read_quoted("a question")
        for manner in Manner:
            if self.take_words(manner.value):
                return Give(question, manner, self.read_confidence())
        if not self.take_words("with"):
            self.refuse(self.peek(), "`with`, `rightly` or `wrongly`")
        lines = [] if self.peek().kind == "end" and nested else [self.read_items()]
        confidence = self.read_confidence()
        lines += [_Reader(each).read_line() for each in nested]
        return Give(question, tuple(lines), confidence)

    def read_line(self) -> tuple[tuple[str, ...], ...]:
        items = self.read_items()
        if self.peek().kind != "end":
            self.refuse(self.peek(), "a comma or the end of the line")
        return items

    def read_items(self) -> _Items:
        items = [self.read_item()]
        while self.peek().text != "(" and self.take_comma():
            items.append(self.read_item())
        return tuple(items)

    def read_item(self) -> tuple[str, ...]:
        first = self.read_value()
        paired = self.peek().text in ("=", "→") or self.peek().word in _PAIRERS
        if not paired:
            return (first,)
        self.take()
        return first, self.read_value()

    def read_value(self) -> str:
        """Read a text in quotes, or a number with the words of its unit."""
        if self.peek().kind != "number":
            return self.read_quoted("an answer")
        words = [self.take().text]
        while self.peek().kind == "word" and self.peek().word != "and":
            words.append(self.take().text)
        return " ".join(words)

    def read_confidence(self) -> Confidence | None:
        if self.peek().text != "(":
            return None
        start = self.take()
        words: list[str] = []
        while self.peek().kind == "word":
            words.append(self.take().word)
        if self.take().text != ")" or " ".join(words) not in _HOW_SURE:
            self.refuse(start, "(sure), (fairly sure) or (a guess)")
        return _HOW_SURE[" ".join(words)]

    def read_mark(self) -> Spot:
        if self.take_words("nothing"):
            return Spot("", None)
        words = self.read_quoted("words of the page")
        if not self.take_words("as"):
            self.refuse(self.peek(), "`as` and a legal need")
        token = self.take()
        if token.word not in list(Need):
            fix = suggest_name(token.text, Need) or f"one of: {', '.join(Need)}"
            self.refuse(token, "a legal need", fix)
        return Spot(words, Need(token.word))

    def read_grade(self) -> Ends:
        self.take_words("is")
        token = self.take()
        if token.word not in list(Grade):
            self.refuse(token, f"one of {', '.join(Grade)}", suggest_name(token.text, Grade))
        return Ends(Grade(token.word))

    def read_rating(self) -> RateOwn:
        question = self.read_quoted("a question")
        if not self.take_words("with"):
            self.refuse(self.peek(), "`with` and a number for each line of the rubric")
        points = [int(self.read_number())]
        while self.take_comma():
            points.append(int(self.read_number()))
        return RateOwn(question, tuple(points))


_Read = Callable[[_Reader, Sequence[str]], tuple[Act, ...]]


def _see(*, wanted: bool) -> _Read:
    return lambda reader, _: tuple(See(e, wanted) for e in reader.read_quotes("words of the page"))


def _offered(how: Offer) -> _Read:
    return lambda reader, _: tuple(Offered(e, how) for e in reader.read_quotes("a choice"))


# What is longer stands first.
_VERBS: tuple[tuple[tuple[str, ...], _Read], ...] = (
    (("choose",), lambda reader, _: (Take(reader.read_quoted("a choice")),)),
    (("see",), _see(wanted=True)),
    (("do", "not", "see"), _see(wanted=False)),
    (("answer",), lambda reader, nested: (reader.read_answer(nested),)),
    (("notice",), lambda reader, _: (reader.read_mark(),)),
    (("greyed",), _offered(Offer.GREYED)),
    (("scene",), lambda reader, _: (At(reader.read_quoted("a scene")),)),
    (("ending",), lambda reader, _: (reader.read_grade(),)),
    (("don't", "see"), _see(wanted=False)),
    (("not", "see"), _see(wanted=False)),
    (("hidden",), _offered(Offer.HIDDEN)),
    (("open",), _offered(Offer.OPEN)),
    (("hint",), lambda reader, _: (AskHint(reader.read_quoted("a question")),)),
    (("rate",), lambda reader, _: (reader.read_rating(),)),
    (("begin", "at"), lambda reader, _: (BeginAt(reader.read_quoted("a scene")),)),
    (("go", "on"), lambda reader, _: (GoOn(),)),
    (("go", "back"), lambda reader, _: (TurnBack(),)),
    (("finish",), lambda reader, _: (HandIn(),)),
)
