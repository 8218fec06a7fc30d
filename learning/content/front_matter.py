"""What the front matter says, read by the table of keys in section 1 of the language.

Knows no Markdown. A key that is known to the language but not yet to this version is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from learning.content.entries import Entries, read_entries
from learning.content.faults import Faults, Place
from learning.content.fields import Fields
from learning.content.source import Source
from learning.model.case import Counter
from learning.model.names import (
    HEALTH,
    LAW,
    CounterName,
    Kind,
    Need,
    OutcomeId,
    Role,
    Setting,
)

_ALL = frozenset(Kind)
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
    "content_note": _CASE,
    "moved": _CASE,
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
}
_REQUIRED: Mapping[str, frozenset[Kind]] = {
    "title": _ALL,
    "jurisdiction": _LAWFUL,
    "law_checked": _LAWFUL,
    "needs": _CASE,
    "setting": _CASE,
}
# The only value of these keys that this version can keep its word on.
_NOT_YET = {
    "feedback": "immediate",
    "draw": "all",
    "confidence": "",
    "time_limit": "",
    "attempts": "unlimited",
    "pass_mark": "",
}
_NAME = re.compile(r"[^\W\d]\w*(?:-[^\W\d]\w*)*")
_RESERVED = frozenset(
    "and or not visited chose answered only if once otherwise right wrong".split()
)
_LARGEST = 1_000_000


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
    content_note: str
    moved: Mapping[str, str]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    licence: str
    shuffle: bool
    declared: frozenset[str]
    named: frozenset[str]
    places: Mapping[str, Place]
    counter_places: Mapping[str, Place]

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


def _read_kind(path: str, fields: Fields) -> Kind:
    guess = guess_kind(path)
    kind = fields.word("kind", Kind) or guess
    if (kind is Kind.COURSE) != (guess is Kind.COURSE):
        message = "`kind: course` and the file name course.md belong together"
        fields.refuse(fields.value_place("kind"), message)
        return guess
    return kind


def _check_keys(path: str, kind: Kind, fields: Fields) -> None:
    fields.refuse_unknown(KEYS)
    for key, kinds in KEYS.items():
        if key in fields and kind not in kinds:
            fix = f"it belongs to: {', '.join(sorted(kinds))}"
            fields.refuse(fields.key_place(key), f"`{key}` has no meaning in a {kind}", fix)
    for key, kept in _NOT_YET.items():
        if key in fields and kind in KEYS[key] and fields.text(key) not in ("", kept):
            fields.refuse(fields.key_place(key), f"`{key}` is not supported yet", "leave it out")
    missing = [key for key, kinds in _REQUIRED.items() if kind in kinds and fields.is_empty(key)]
    if path.startswith("courses/") and kind is not Kind.COURSE and fields.is_empty("kind"):
        missing.append("kind")
    for key in missing:
        message = f"the front matter lacks `{key}`"
        fields.faults.add("F04", fields.key_place(key), message, fix=f"add `{key}: ...`")


def _read_roles(fields: Fields) -> tuple[Role, ...]:
    roles = []
    for scalar in fields.scalars("roles"):
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


def _read_moved(fields: Fields) -> Mapping[str, str]:
    moved = fields.within("moved")
    return {old: moved.text(old) for old in moved.names()} if moved else {}


def _find_places(fields: Fields | None) -> Mapping[str, Place]:
    return {key: fields.key_place(key) for key in fields.names()} if fields else {}


def read_front_matter(source: Source, faults: Faults) -> FrontMatter:
    """Read the front matter. Where it is not YAML, which is one finding, all of it is as if empty.

    What rests on it, such as which counters there are, is then not checked (`readable`).
    """
    tree = read_entries(source, faults)
    fields = Fields(tree or Entries((), Place(1)), faults)
    kind = _read_kind(source.path, fields)
    if tree:
        _check_keys(source.path, kind, fields)
    counters, roles = fields.within("counters"), _read_roles(fields)
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
        outcomes=tuple(map(OutcomeId, fields.texts("outcomes"))),
        minutes=fields.whole("minutes", least=1, most=10_000),
        content_note=fields.text("content_note"),
        moved=_read_moved(fields),
        authors=fields.texts("authors"),
        reviewers=fields.texts("reviewers"),
        licence=fields.text("licence"),
        shuffle=fields.flag("shuffle", default=True),
        declared=frozenset(counters.names() if counters else ()),
        named=frozenset((*roles, *fields.texts("roles"))),
        places=_find_places(fields),
        counter_places=_find_places(counters),
    )
