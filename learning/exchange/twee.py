"""Twee 3 stories: passages with their names, tags and text, as the specification has them.

Knows the notation alone; links and story formats are read by `twee_text.py`.
"""

import json
import re
from dataclasses import dataclass

_HEADER = re.compile(
    r"::\s*(?P<name>(?:\\.|[^\[\]{}\\])+?)\s*(?:\[(?P<tags>[^\]]*)\])?\s*(?:\{.*\})?\s*"
)
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class TweePassage:
    """One passage; `line` is that of its header."""

    line: int
    name: str
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TweeStory:
    """All passages in the order of the file, its title, and the name of the first one to read."""

    title: str
    start: str
    passages: tuple[TweePassage, ...]


def read_story(text: str) -> TweeStory:
    """Cut a file into its passages; `StoryTitle` and `StoryData` are looked into and kept.

    >>> story = read_story(":: StoryTitle\\nDamp\\n\\n:: Start [home]\\nA wall.\\n")
    >>> story.title, story.start, [passage.name for passage in story.passages]
    ('Damp', 'Start', ['StoryTitle', 'Start'])
    """
    passages: list[TweePassage] = []
    header: tuple[int, str, tuple[str, ...]] | None = None
    lines: list[str] = []
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), "::"], start=1):
        if not line.startswith("::"):
            lines.append(line.removeprefix("\\") if line.startswith("\\::") else line)
            continue
        if header:
            passages.append(TweePassage(*header, "\n".join(lines).strip("\n")))
        header, lines = (number, *_read_header(line)), []
    named = {passage.name: passage.text for passage in passages}
    title = " ".join(named.get("StoryTitle", "").split())
    return TweeStory(title, _find_start(named), tuple(passages))


def _read_header(line: str) -> tuple[str, tuple[str, ...]]:
    found = _HEADER.fullmatch(line)
    if not found:
        return line.lstrip(": ").strip(), ()
    return _ESCAPE.sub(r"\1", found["name"]).strip(), tuple((found["tags"] or "").split())


def _find_start(named: dict[str, str]) -> str:
    try:
        told: object = json.loads(named.get("StoryData", "{}"))
    except (ValueError, RecursionError):
        return "Start"
    start = told.get("start") if isinstance(told, dict) else None
    return start if isinstance(start, str) else "Start"
