"""The text of a Twee passage: its links taken out, its marks as Markdown, its macros left behind.

Harlowe, SugarCube and Chapbook are known as far as prose and links go.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from learning.exchange.carried import shorten
from learning.exchange.escaping import escape_lines

_LINK = re.compile(r"\[\[(?P<inner>[^\[\]]+)\](?:\[(?P<setter>[^\]]*)\])?\]")
_MACRO = re.compile(
    r"<<[^<>]*>>"
    r"|\((?:[a-z][a-z-]*):[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|^\[(?:if|else|unless|after|cont|note|align|JavaScript|CSS)\b[^\]\[]*\]\s*$"
    r"|\{(?:embed|reveal|cycling|restart)[^{}]*\}"
    r"|/\*.*?\*/|<!--.*?-->|/%.*?%/",
    re.MULTILINE | re.DOTALL,
)
_VARIABLE = re.compile(r"(?<![\w$])[$_][A-Za-z]\w*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_STRONG = re.compile(r"''(?P<words>[^'\n]+)''")
_SLANTED = re.compile(r"(?<![:/\w])//(?P<words>[^/\n]+)//(?![/\w])")
_HOLD = "\ue010{}\ue011"
_HELD = re.compile("\ue010(\\d+)\ue011")


@dataclass(frozen=True, slots=True)
class TweeLink:
    """A link: the words a reader clicks, and the passage it leads to."""

    words: str
    target: str


@dataclass(frozen=True, slots=True)
class TweeText:
    """The text as Markdown, the links in it in order, and what had to be left behind."""

    markdown: str
    links: tuple[TweeLink, ...]
    left: tuple[str, ...]


def read_passage(text: str) -> TweeText:
    """Read the text of a passage. A link alone on its line goes; one in a sentence leaves words.

    >>> read = read_passage("The wall is ''black''.\\n\\n[[Ask about it->The letter]]")
    >>> read.markdown, read.links[0].target
    ('The wall is **black**.', 'The letter')
    """
    left: list[str] = []
    links: list[TweeLink] = []
    bare = _MACRO.sub(lambda found: _leave(left, "the macro", found[0]), text)
    bare = _TAG.sub(lambda found: _leave(left, "the tag", found[0]), bare)

    def take(found: re.Match[str]) -> str:
        links.append(_read_link(found["inner"]))
        if found["setter"]:
            _leave(left, "what a link sets:", found["setter"])
        return links[-1].words

    lines = [_take_line(line, take) for line in bare.split("\n")]
    shown = "\n".join(line for line in lines if line is not None)
    left += [f"the variable {name}" for name in dict.fromkeys(_VARIABLE.findall(shown))]
    return TweeText(_mark_up(shown), tuple(links), tuple(left))


def _leave(left: list[str], sort: str, text: str) -> str:
    left.append(f"{sort} {shorten(text)}")
    return ""


def _read_link(inner: str) -> TweeLink:
    if "->" in inner:
        words, _, target = inner.rpartition("->")
    elif "<-" in inner:
        target, _, words = inner.partition("<-")
    elif "|" in inner:
        words, _, target = inner.rpartition("|")
    else:
        words = target = inner
    return TweeLink(" ".join(words.split()), target.strip())


def _take_line(line: str, take: Callable[[re.Match[str]], str]) -> str | None:
    alone = _LINK.sub("", line).strip(" \t-*>|•") == ""
    replaced = _LINK.sub(take, line)
    return None if alone and replaced != line else replaced


def _mark_up(text: str) -> str:
    held: list[str] = []

    def hold(mark: str, words: str) -> str:
        held.append(f"{mark}{escape_lines(words)}{mark}")
        return _HOLD.format(len(held) - 1)

    text = _STRONG.sub(lambda found: hold("**", found["words"]), text)
    text = _SLANTED.sub(lambda found: hold("*", found["words"]), text)
    escaped = escape_lines(re.sub(r"\n{3,}", "\n\n", text.strip()))
    return _HELD.sub(lambda found: held[int(found[1])], escaped)
