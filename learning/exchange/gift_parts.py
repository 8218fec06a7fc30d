"""A GIFT file cut into questions, and each into its name, text and answers.

The format is Moodle's: blank lines part questions, `//` starts a comment line, and a backslash
takes the meaning from `~ = # { } :`. Where people forgot the blank line, the next `::name::` or
comment parts them, too. Nothing is understood here, only cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Escaped characters stand as private ones while a text is cut, so that no cut goes through them.
_ESCAPED = {"~": "\ue001", "=": "\ue002", "#": "\ue003", "{": "\ue004", "}": "\ue005"}
_ESCAPED |= {":": "\ue006", "n": "\ue007", "\\": "\ue008"}
_ESCAPE = re.compile(r"\\([~=#{}:n\\])")
_RESTORE = {private: "\n" if plain == "n" else plain for plain, private in _ESCAPED.items()}
_NAME = re.compile(r"\s*::(?P<name>.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(?P<format>html|moodle|plain|markdown)\]", re.IGNORECASE)
_LABEL = re.compile(r"\[(?:id|tags?):[^\]]*\]", re.IGNORECASE)
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<path>.*)", re.IGNORECASE)
_ANSWER = re.compile(r"(?P<mark>[~=])(?:%(?P<percent>-?\d+(?:\.\d+)?)%)?(?P<body>[^~=]*)")


@dataclass(frozen=True, slots=True)
class GiftQuestion:
    """One question as it was cut: `answers` is None where there are no braces.

    `before` and `after` stand on both sides of the braces. Escapes are still in place.
    """

    line: int
    name: str
    format: str
    before: str
    answers: str | None
    after: str = ""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class GiftCategory:
    """A line `$CATEGORY: path`; questions after it belong to it."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class GiftLabel:
    """An id or tag of a question, which Moodle writes into a comment: `[tag:damp]`."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer: `=` or `~`, its weight in percent if it has one, its text and feedback."""

    mark: str
    percent: float | None
    text: str
    feedback: str


def restore(text: str) -> str:
    """Put escaped characters back as themselves, and take off the blanks around.

    >>> restore("\\ue001 or \\ue002 ")
    '~ or ='
    """
    return "".join(_RESTORE.get(each, each) for each in text).strip()


def cut_gift(text: str) -> Iterator[GiftQuestion | GiftCategory | GiftLabel]:
    """Cut a file into its questions and categories, in order.

    >>> [question.name for question in cut_gift("::Damp::Who repairs? {=landlord ~tenant}")]
    ['Damp']
    """
    block: list[str] = []
    start = 0
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), ""], start=1):
        category = _CATEGORY.fullmatch(line)
        comment = line.lstrip().startswith("//")
        if block and (not line.strip() or category or _parts(line, block, comment=comment)):
            yield _cut_question("\n".join(block), start)
            block = []
        if category:
            yield GiftCategory(number, category["path"].strip())
        elif comment:
            yield from (GiftLabel(number, found) for found in _LABEL.findall(line))
        elif line.strip():
            start = start if block else number
            block.append(line)


def _parts(line: str, block: list[str], *, comment: bool) -> bool:
    """Say whether a line ends the question before it, although no line between them is blank."""
    before = _hide("\n".join(block))
    if before.count("{") != before.count("}"):
        return False
    return before.rstrip().endswith("}") if comment else _NAME.match(_hide(line)) is not None


def _hide(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)


def _cut_question(text: str, line: int) -> GiftQuestion:
    hidden = _hide(text)
    name = _NAME.match(hidden)
    rest = hidden[name.end() :] if name else hidden
    found = FORMAT.match(rest)
    rest = rest[found.end() :] if found else rest
    title = restore(name["name"]) if name else ""
    style = found["format"].lower() if found else "moodle"
    before, opened, inner = rest.partition("{")
    if not opened:
        return GiftQuestion(line, title, style, rest, None)
    answers, closed, after = inner.rpartition("}")
    return GiftQuestion(line, title, style, before, answers, after, closed=bool(closed))


def cut_answers(answers: str) -> tuple[tuple[GiftAnswer, ...], str]:
    """Cut what stands in the braces into answers and the general feedback; escapes stay.

    >>> cut_answers("=a # yes ~%-50%b#### so it is")[0][1]
    GiftAnswer(mark='~', percent=-50.0, text='b', feedback='')
    """
    listed, _, general = answers.partition("####")
    return tuple(map(_cut_answer, _ANSWER.finditer(listed))), general.strip()


def _cut_answer(found: re.Match[str]) -> GiftAnswer:
    text, _, feedback = found["body"].partition("#")
    percent = float(found["percent"]) if found["percent"] else None
    return GiftAnswer(found["mark"], percent, text.strip(), feedback.strip())
