"""Conditions: `trust >= 3 and not visited the-letter` -> a tree, by recursive descent.

Knows the grammar, not which names exist. What cannot be read is a V03 with its column.
"""

# any  = all {"or" all}        all = term {"and" term}
# term = "not" term | "(" any ")" | "visited" NAME | "chose" "TEXT"
#      | "answered" NAME ["right" | "wrong"] | NAME OPERATOR NUMBER

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, get_args

from learning.content.faults import Faults, Place
from learning.content.parsed import (
    RawAnd,
    RawAnswered,
    RawChose,
    RawCompare,
    RawCondition,
    RawNot,
    RawOr,
    RawVisited,
)
from learning.content.source import Piece
from learning.model.condition import Operator

_DEEPEST = 20
_MOST_TERMS = 200
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<operator>>=|<=|!=|[<>=])|(?P<number>[+-]?\d{1,9}(?![\w-]))'
    r"|(?P<name>[\w][\w-]*)|(?P<bracket>[()]))"
)
# One character each, so that columns stay true.
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_SIGNS = str.maketrans("\u00a0−–", " --")
_PASTED_OPERATORS = {"≥": ">=", "≤": "<=", "≠": "!="}
_OPERATORS = get_args(Operator)
_STARTS = ("visited", "chose", "answered", "not")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


class _Unreadable(Exception):
    """Ends the reading of one condition; never leaves this module."""

    def __init__(self, message: str, start: int, fix: str = "") -> None:
        super().__init__(message)
        self.start = start
        self.fix = fix


def _make_plain(text: str) -> str:
    """Level quotes, and minus signs and blanks outside of them; every column stays."""
    parts = text.translate(_QUOTES).split('"')
    parts[::2] = [part.translate(_SIGNS) for part in parts[::2]]
    return '"'.join(parts)


def type_plainly(text: str) -> str:
    """Put the plain characters for those of a word processor, as conditions are read.

    >>> type_plainly("only if trust ≥ 3 and chose “Ask – now”")
    'only if trust >= 3 and chose "Ask – now"'
    """
    parts = _make_plain(text).split('"')
    for pasted, plain in _PASTED_OPERATORS.items():
        parts[::2] = [part.replace(pasted, plain) for part in parts[::2]]
    return '"'.join(parts)


def mend_pasted(piece: Piece, faults: Faults) -> Piece:
    """Read word-processor characters in a condition or consequence as plain ones, with an F05."""
    if piece.text.isascii():
        return piece
    plain = _make_plain(piece.text)
    for at, (old, new) in enumerate(zip(piece.text, plain, strict=True)):
        if old != new or old in _PASTED_OPERATORS:
            message = f"a character from a word processor: {old}"
            faults.add("F05", piece.place(at), message, fix="type it plainly, such as >= or -")
            break
    return Piece(plain, piece.start, piece.whole)


def _tokenise(text: str) -> list[_Token]:
    tokens, position = [], 0
    end = len(text.rstrip())
    while position < end:
        if (sign := text[position : position + 1]) in _PASTED_OPERATORS:
            tokens.append(_Token("operator", _PASTED_OPERATORS[sign], position))
            position += 1
            continue
        if sign.isspace():
            position += 1
            continue
        found = _TOKEN.match(text, position)
        if not found:
            raise _Unreadable(f"'{sign}' cannot be read here", position)
        kind = found.lastgroup or ""
        tokens.append(_Token(kind, found[kind], found.start(kind)))
        position = found.end()
    return tokens


class _Reader:
    """Walks over the tokens of one condition."""

    def __init__(self, piece: Piece, faults: Faults) -> None:
        self.piece = piece
        self.faults = faults
        self.tokens = _tokenise(piece.text)
        self.at = 0
        self.depth = 0

    def peek(self) -> _Token:
        """Give the next token, or one of kind "end"."""
        if self.at < len(self.tokens):
            return self.tokens[self.at]
        return _Token("end", "", len(self.piece.text.rstrip()))

    def take(self) -> _Token:
        """Give the next token and go past it."""
        token = self.peek()
        self.at += 1
        return token

    def take_word(self, word: str) -> bool:
        """Go past a word if it is next."""
        found = self.peek().kind == "name" and self.peek().text.lower() == word
        self.at += found
        return found

    def refuse(self, token: _Token, wanted: str, fix: str = "") -> NoReturn:
        """Say what was wanted where a token stands."""
        found = f"'{token.text}'" if token.text else "the end"
        raise _Unreadable(f"{wanted} is wanted, not {found}", token.start, fix)

    def read_whole(self) -> RawCondition:
        condition = self.read_any()
        if self.peek().kind != "end":
            fix = self.faults.near(self.peek().text, ("and", "or", "otherwise"))
            self.refuse(self.peek(), "`and`, `or` or the end", fix)
        return condition

    def read_any(self) -> RawCondition:
        parts = self.read_row("or", self.read_all)
        return parts[0] if len(parts) == 1 else RawOr(parts)

    def read_all(self) -> RawCondition:
        parts = self.read_row("and", self.read_term)
        return parts[0] if len(parts) == 1 else RawAnd(parts)

    def read_row(self, word: str, read: Callable[[], RawCondition]) -> tuple[RawCondition, ...]:
        parts = [read()]
        while self.take_word(word):
            parts.append(read())
        return tuple(parts)

    def read_term(self) -> RawCondition:
        self.depth += 1
        if self.depth > _DEEPEST or self.at > _MOST_TERMS:
            raise _Unreadable("the condition is too long or nested too deep", self.peek().start)
        term = self.read_inner()
        self.depth -= 1
        return term

    def read_inner(self) -> RawCondition:
        token = self.take()
        if token.text == "(":
            inner = self.read_any()
            if self.take().text != ")":
                raise _Unreadable("this bracket is not closed", token.start)
            return inner
        if token.kind != "name":
            self.refuse(token, "a counter, `visited`, `chose`, `answered` or `not`")
        match token.text.lower():
            case "not":
                return RawNot(self.read_term())
            case "visited":
                return RawVisited(*self.read_name("the id of a scene"))
            case "answered":
                return self.read_answered()
            case "chose":
                return self.read_chose()
            case _:
                return self.read_compare(token)

    def read_name(self, wanted: str) -> tuple[str, Place]:
        token = self.take()
        if token.kind not in ("name", "number"):
            self.refuse(token, wanted)
        return token.text, self.piece.place(token.start)

    def read_answered(self) -> RawAnswered:
        question, place = self.read_name("the id of a question")
        if self.take_word("right"):
            return RawAnswered(question, True, place)
        return RawAnswered(question, False if self.take_word("wrong") else None, place)

    def read_chose(self) -> RawChose:
        token = self.take()
        if token.kind != "text":
            self.refuse(token, 'the text of a choice in "quotes"')
        return RawChose(token.text[1:-1], self.piece.place(token.start))

    def read_compare(self, name: _Token) -> RawCompare:
        operator = self.take()
        if operator.kind != "operator":
            fix = self.faults.near(name.text, _STARTS)
            self.refuse(operator, f"a comparison such as `{name.text} >= 3`", fix)
        number = self.take()
        if number.kind != "number":
            self.refuse(number, "a whole number")
        sign = next(each for each in _OPERATORS if each == operator.text)
        return RawCompare(name.text, sign, int(number.text), self.piece.place(name.start))


def read_condition(piece: Piece, faults: Faults) -> RawCondition | None:
    """Read one condition; None, with a V03 at its column, when it cannot be read."""
    stripped = piece.stripped()
    plain = Piece(_make_plain(stripped.text), stripped.start, stripped.whole)
    try:
        read = _Reader(plain, faults).read_whole()
    except _Unreadable as error:
        faults.add("V03", plain.place(error.start), str(error), fix=error.fix)
        return None
    mend_pasted(stripped, faults)
    return read
