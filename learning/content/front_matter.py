"""What the front matter says, read by the table of keys in section 1 of the language.

Knows no Markdown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import PurePosixPath

from learning.content.entries import Entries, read_entries
from learning.content.faults import Faults, Place
from learning.content.fields import Fields
from learning.content.quiz_terms import QuizTerms, read_quiz_terms
from learning.content.source import Source
from learning.model.case import Counter
from learning.model.names import (
    HEALTH,
    LAW,
    CounterName,
    Kind,
    Need,
    OutcomeId,
    Picture,
    Role,
    Setting,
)

_ALL = frozenset(Kind)
_PLAYED = _ALL - {Kind.COURSE}
_CASE = frozenset({Kind.CASE})
_QUIZ = frozenset({Kind.QUIZ})
_LAWFUL = frozenset({Kind.CASE, Kind.LESSON, Kind.QUIZ})
KEYS: Mapping[str, frozenset[Kind]] = {
    "title": _ALL,
    "kind": _ALL,
    "summary": _ALL,
    "jurisdiction": _LAWFUL,
    "law_checked": _LAWFUL,
    "needs": _CASE,
    "setting": _CASE,
    "roles": _CASE,
    "counters": _CASE,
    "start": _CASE,
    "outcomes": _ALL,
    "minutes": _ALL,
    "picture": frozenset({Kind.COURSE}),
    "content_note": _CASE,
    "moved": _PLAYED,
    "authors": _ALL,
    "reviewers": _ALL,
    "licence": _ALL,
    "feedback": _QUIZ,
    "draw": _QUIZ,
    "shuffle": _LAWFUL,
    "confidence": _ALL,
    "time_limit": _QUIZ,
    "attempts": _QUIZ,
    "pass_mark": _QUIZ,
    "tries": _QUIZ,
    "try_cost": _QUIZ,
    "pages": _QUIZ,
    "keeps": _QUIZ,
    "opens": _QUIZ,
    "closes": _QUIZ,
    "review": _QUIZ,
}
_REQUIRED: Mapping[str, frozenset[Kind]] = {
    "title": _ALL,
    "jurisdiction": _LAWFUL,
    "law_checked": _LAWFUL,
    "needs": _CASE,
    "setting": _CASE,
}
_NAME = re.compile(r"[^\W\d]\w*(?:-[^\W\d]\w*)*")
_RESERVED = frozenset(
    "and or not visited chose answered only if once otherwise right wrong".split()
)
_KIND = re.compile(r"kind:\s*(?P<kind>\w+)")
_LARGEST = 1_000_000
# Of these it is said, or an empty list of them means something.
_SAID_ELSEWHERE = frozenset({"roles", "counters", "kind", "moved"})
_MOST_GUESSED = 50


class _Confidence(StrEnum):
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The typed values of the front matter, and the places of its keys.

    `declared` and `named` hold every counter and role that the author wrote down, even one that
    was refused: a second finding where it is used would say nothing new.
    """

    readable: bool
    title: str
    kind: Kind
    summary: str
    jurisdiction: str
    law_checked: date | None
    needs: tuple[Need, ...]
    setting: Setting | None
    roles: tuple[Role, ...]
    counters: tuple[Counter, ...]
    start: str
    outcomes: tuple[OutcomeId, ...]
    minutes: int | None
    picture: Picture | None
    content_note: str
    moved: Mapping[str, str]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    licence: str
    shuffle: bool
    quiz: QuizTerms
    ask_confidence: bool
    declared: frozenset[str]
    named: frozenset[str]
    places: Mapping[str, Place]
    counter_places: Mapping[str, Place]
    moved_places: Mapping[str, Place]
    outcome_places: Mapping[str, Place]

    def place(self, key: str) -> Place:
        """Where a key stands, or line 1."""
        return self.places.get(key, Place(1))


def guess_kind(path: str) -> Kind:
    """Give the kind that a file most likely has by its place; among courses it must say so itself.

    >>> [guess_kind(path).value for path in ("courses/a/course.md", "courses/a/b.md", "cases/c.md")]
    ['course', 'lesson', 'case']
    """
    if PurePosixPath(path).name == "course.md":
        return Kind.COURSE
    return Kind.LESSON if path.startswith("courses/") else Kind.CASE


def _guess_meant_kind(source: Source) -> Kind | None:
    """Give the kind that is nearest to a misspelt one, or stands in what is no YAML."""
    written = next(filter(None, map(_KIND.match, source.front_matter.split("\n"))), None)
    near = get_close_matches(written["kind"], [*Kind], n=1) if written else []
    return Kind(near[0]) if near and near[0] != Kind.COURSE else None


def _read_kind(source: Source, fields: Fields) -> Kind:
    guess = guess_kind(source.path)
    kind = fields.word("kind", Kind) or _guess_meant_kind(source) or guess
    if (kind is Kind.COURSE) != (guess is Kind.COURSE):
        message = "`kind: course` and the file name course.md belong together"
        fields.refuse(fields.value_place("kind"), message)
        return guess
    return kind


def _guess_keys(fields: Fields) -> frozenset[str]:
    """Give the keys that unknown ones were most likely meant to be: these are not missing."""
    unknown = [key for key in fields.names() if key not in KEYS][:_MOST_GUESSED]
    return frozenset(near for key in unknown for near in get_close_matches(key, KEYS, n=1))


def _check_keys(path: str, kind: Kind, fields: Fields) -> None:
    fields.refuse_unknown(KEYS)
    for key, kinds in KEYS.items():
        if key in fields and kind not in kinds:
            fix = f"it belongs to: {', '.join(sorted(kinds))}"
            fields.refuse(fields.key_place(key), f"`{key}` has no meaning in a {kind}", fix)
        elif key in fields and fields.is_empty(key) and kind not in _REQUIRED.get(key, ()):
            _check_empty(key, fields)
    missing = [key for key, kinds in _REQUIRED.items() if kind in kinds and fields.is_empty(key)]
    if path.startswith("courses/") and kind is not Kind.COURSE and fields.is_empty("kind"):
        missing.append("kind")
    meant = _guess_keys(fields)
    for key in (each for each in missing if each not in meant):
        message = f"the front matter lacks `{key}`"
        fields.faults.add("F04", fields.key_place(key), message, fix=f"add `{key}: ...`")


def _check_empty(key: str, fields: Fields) -> None:
    """F03: `start: #the-room` is a key without a value to YAML, which takes the rest for a note."""
    if key not in _SAID_ELSEWHERE:
        fix = "write one without a # before it, or delete the line"
        fields.refuse(fields.key_place(key), f"`{key}` says nothing", fix)


def _read_roles(fields: Fields) -> tuple[Role, ...]:
    roles = []
    if "roles" in fields and fields.is_empty("roles"):
        fix = "write [health, law], or leave it out"
        fields.refuse(fields.key_place("roles"), "`roles` names nobody", fix)
    for scalar in fields.each_once("roles"):
        if scalar.text in (HEALTH, LAW):
            roles.append(Role(scalar.text))
        else:
            fix = fields.faults.near(scalar.text, (HEALTH, LAW)) or "one of: health, law"
            fields.refuse(scalar.place, f"`roles` cannot hold '{scalar.text}'", fix)
            # Which of the two was meant is not known: neither is then missed below.
            roles += [HEALTH, LAW]
    return tuple(dict.fromkeys(roles)) or (HEALTH, LAW)


def _read_counter(name: str, counters: Fields) -> Counter | None:
    place = counters.key_place(name)
    if not _NAME.fullmatch(name) or name in _RESERVED:
        counters.refuse(place, f"a counter cannot be called '{name[:40]}'", "use a plain word")
        counters.faults.mute("V01", "V02", "V03")
        return None
    fields = counters.within(name)
    if fields is None:
        if counters.is_empty(name):
            fix = "write {start: 0, min: 0, max: 10}"
            counters.refuse(place, f"counter `{name}` says nothing", fix)
        return None
    fields.refuse_unknown(("start", "min", "max", "label", "unit"))
    least = fields.whole("min", least=-_LARGEST, most=_LARGEST, default=0) or 0
    most = fields.whole("max", least=-_LARGEST, most=_LARGEST, default=100) or 0
    start = fields.whole("start", least=-_LARGEST, most=_LARGEST, default=least) or 0
    if least > most:
        counters.refuse(place, f"counter `{name}` has a `min` above its `max`")
        return None
    if not least <= start <= most:
        counters.refuse(place, f"counter `{name}` starts outside {least} to {most}")
    label = fields.text("label") or name.replace("-", " ").replace("_", " ").capitalize()
    return Counter(CounterName(name), label, start, least, most, fields.text("unit"))


def _read_counters(counters: Fields) -> tuple[Counter, ...]:
    read = (_read_counter(name, counters) for name in counters.names())
    return tuple(counter for counter in read if counter)


def _read_moved(moved: Fields) -> Mapping[str, str]:
    for old in moved.names():
        if moved.is_empty(old):
            fix = f"write {old}: new-id"
            moved.refuse(moved.key_place(old), f"`moved` does not say where '{old[:60]}' went", fix)
    return {old: moved.text(old) for old in moved.names() if not moved.is_empty(old)}


def _find_places(fields: Fields | None) -> Mapping[str, Place]:
    return {key: fields.key_place(key) for key in fields.names()} if fields else {}


def read_front_matter(source: Source, faults: Faults) -> FrontMatter:
    """Read the front matter. Where it is not YAML, which is one finding, all of it is as if empty.

    What rests on it, such as which counters there are, is then not checked (`readable`).
    """
    tree = read_entries(source, faults)
    fields = Fields(tree or Entries((), Place(1)), faults)
    kind = _read_kind(source, fields)
    if tree:
        _check_keys(source.path, kind, fields)
    else:
        # A survey asks without right answers, and whether it is one is not known.
        faults.mute("Q01", "Q02")
    counters, moved = fields.within("counters"), fields.within("moved")
    misspelt = "counters" in _guess_keys(fields)
    if counters is None and (misspelt or not fields.is_empty("counters")):
        # Which counters there are is not known.
        faults.mute("V01", "V02", "V04")
    roles = _read_roles(fields)
    unknown = (key for key in fields.names() if key not in KEYS)
    return FrontMatter(
        readable=tree is not None,
        title=fields.text("title"),
        kind=kind,
        summary=fields.text("summary"),
        jurisdiction=fields.text("jurisdiction"),
        law_checked=fields.day("law_checked"),
        needs=fields.words("needs", Need),
        setting=fields.word("setting", Setting),
        roles=roles,
        counters=_read_counters(counters) if counters else (),
        start=fields.text("start"),
        outcomes=tuple(OutcomeId(each.text) for each in fields.each_once("outcomes")),
        minutes=fields.whole("minutes", least=1, most=10_000),
        picture=fields.word("picture", Picture),
        content_note=fields.text("content_note"),
        moved=_read_moved(moved) if moved else {},
        authors=fields.texts("authors"),
        reviewers=fields.texts("reviewers"),
        licence=fields.text("licence"),
        # Answers to a survey may have an order of their own, as "Elsewhere" comes last.
        shuffle=fields.flag("shuffle", default=kind is not Kind.SURVEY),
        quiz=read_quiz_terms(fields),
        ask_confidence=fields.word("confidence", _Confidence) is _Confidence.ASK,
        # A counter that is not indented is an unknown key.
        declared=frozenset((*(counters.names() if counters else ()), *unknown)),
        named=frozenset((*roles, *fields.texts("roles"))),
        places=_find_places(fields),
        counter_places=_find_places(counters),
        moved_places=_find_places(moved),
        outcome_places={each.text.strip(): each.place for each in fields.scalars("outcomes")},
    )
