"""What an author can name at a place of a text: scenes, counters, questions, keys and their values.

Read line by line, so that a draft with faults has names too. Knows no Markdown beyond its marks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from learning.content.front_matter import KEYS
from learning.content.slugs import make_slug
from learning.model.names import (
    Feedback,
    Keeps,
    Kind,
    Need,
    Picture,
    Review,
    Setting,
)

_FENCE = "---"
_SCENE = "## "
_QUESTION = re.compile(r"### +(?:Question|Plan): *(?P<title>[^\n(]*)", re.IGNORECASE)
_CHOICE = re.compile(r"- \[(?P<text>[^\]\n]+)\]\(#")
_KEY = re.compile(r"(?P<key>\w+):")
_INNER_KEY = re.compile(r" +(?P<key>[\w-]+):")
_OUTCOME = re.compile(r"\| *`?(?P<id>[a-z][\w-]*)`? *\|")
_YES_NO = ("true", "false")
VALUES: Mapping[str, Sequence[str]] = {
    "kind": tuple(Kind),
    "jurisdiction": ("England", "Wales", "Scotland", "Northern Ireland"),
    "needs": tuple(Need),
    "setting": tuple(Setting),
    "roles": ("health", "law"),
    "picture": tuple(Picture),
    "shuffle": _YES_NO,
    "confidence": ("ask",),
    "feedback": tuple(Feedback),
    "keeps": tuple(Keeps),
    "review": tuple(Review),
    "pages": ("as written", "one a question"),
    "attempts": ("unlimited",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A scene or question: its id, its words, and the line of its heading, counted from 1."""

    id: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a text names, and what its front matter may say."""

    scenes: tuple[Named, ...]
    questions: tuple[Named, ...]
    counters: tuple[str, ...]
    choices: tuple[str, ...]
    outcomes: tuple[str, ...]


def read_vocabulary(text: str, outcomes: str = "") -> Vocabulary:
    r"""Read what a text names; `outcomes` is the file that lists the outcomes.

    >>> text = "---\ntitle: A\ncounters:\n  trust: {start: 2}\n---\n\n## What's next?\n"
    >>> read_vocabulary(text).counters, read_vocabulary(text).scenes
    (('trust',), (Named(id='whats-next', title="What's next?", line=7),))
    """
    lines = text.split("\n")
    head = list(_take_head(lines))
    return Vocabulary(
        scenes=tuple(_list_named(lines, _find_scene)),
        questions=tuple(_list_named(lines, _find_question)),
        counters=tuple(_list_counters(head)),
        choices=tuple(dict.fromkeys(found["text"] for found in map(_CHOICE.match, lines) if found)),
        outcomes=_list_outcomes(outcomes),
    )


def list_keys(kind: Kind) -> tuple[str, ...]:
    """Give the keys that the front matter of a kind of file may have, in the order of the language.

    >>> "draw" in list_keys(Kind.QUIZ), "draw" in list_keys(Kind.CASE)
    (True, False)
    """
    return tuple(key for key, kinds in KEYS.items() if kind in kinds)


def _take_head(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines of the front matter."""
    if not lines or lines[0].rstrip() != _FENCE:
        return
    for line in lines[1:]:
        if line.rstrip() == _FENCE:
            return
        yield line


def _list_counters(head: Sequence[str]) -> Iterator[str]:
    within = False
    for line in head:
        if found := _KEY.match(line):
            within = found["key"] == "counters"
        elif within and (inner := _INNER_KEY.match(line)):
            yield inner["key"]


def _list_named(lines: Sequence[str], find: Callable[[str], str]) -> Iterator[Named]:
    for number, line in enumerate(lines, start=1):
        title = find(line)
        if title and (slug := make_slug(title)):
            yield Named(slug, title, number)


def _find_scene(line: str) -> str:
    """Give the title of a scene; "" where the line is not its heading."""
    return line[len(_SCENE) :].strip().rstrip("#").rstrip() if line.startswith(_SCENE) else ""


def _find_question(line: str) -> str:
    found = _QUESTION.match(line)
    return found["title"].strip() if found else ""


@lru_cache(maxsize=8)
def _list_outcomes(text: str) -> tuple[str, ...]:
    found = map(_OUTCOME.match, text.split("\n"))
    return tuple(dict.fromkeys(each["id"] for each in found if each))
