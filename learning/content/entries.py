"""The front matter's YAML as a small tree in which every node knows its place.

A guard on the event stream comes first: PyYAML's own constructors hang or raise past `YAMLError`
on hostile input, so only plain lists, mappings and strings get through. Knows no key's meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from learning.content.faults import Faults, Place
from learning.content.source import Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_CHARACTERS = 16 * 1024
_MOST_EVENTS = 2000
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string: no number, date or boolean is read into it here."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Tree", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: str
    value: "Tree"
    place: Place


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the file's order and without a key twice."""

    entries: tuple[Entry, ...]
    place: Place


Tree = Scalar | Items | Entries


class _Unreadable(Exception):
    """Ends the reading of one front matter; never leaves this module."""

    def __init__(self, message: str, event: Event | None = None) -> None:
        super().__init__(message)
        self.mark = event.start_mark if event else None


def _refuse(event: Event, reason: str) -> None:
    raise _Unreadable(reason, event)


def _guard_event(event: Event, documents: int) -> None:
    if isinstance(event, DocumentStartEvent) and documents:
        _refuse(event, "a second YAML document")
    if isinstance(event, AliasEvent):
        _refuse(event, "an alias (*name), which is not read here; put it in quotes if it is text")
    if isinstance(event, NodeEvent) and event.anchor:
        _refuse(event, "an anchor (&name), which is not read here; put it in quotes if it is text")
    if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) and event.tag:
        _refuse(event, "a tag (!name), which is not read here; put it in quotes if it is text")


def _guard(text: str) -> None:
    if len(text) > _MOST_CHARACTERS:
        raise _Unreadable("over 16 KiB of it")
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        _guard_event(event, documents)
        documents += isinstance(event, DocumentStartEvent)
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            depth += 1
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            depth -= 1
        if depth > _DEEPEST or count > _MOST_EVENTS:
            _refuse(event, "too much in it, or nested too deep")


class _Builder:
    """Turns PyYAML's nodes into ours, from line `first` (from 0) of the file."""

    def __init__(self, first: int, faults: Faults) -> None:
        self.first = first
        self.faults = faults

    def place(self, node: Node) -> Place:
        return Place(node.start_mark.line + self.first + 1, node.start_mark.column + 1)

    def build(self, node: Node) -> Tree:
        if isinstance(node, MappingNode):
            return Entries(tuple(self.build_entries(node)), self.place(node))
        if isinstance(node, SequenceNode):
            return Items(tuple(map(self.build, node.value)), self.place(node))
        return Scalar(str(node.value), self.place(node))

    def build_entries(self, node: MappingNode) -> Iterator[Entry]:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.faults.add("F03", self.place(key), "a key must be a word")
            elif key.value in seen:
                self.faults.add("F03", self.place(key), f"`{key.value}` stands here twice")
            else:
                seen.add(key.value)
                yield Entry(key.value, self.build(value), self.place(key))


def _explain(error: Exception, first: int) -> tuple[str, Place]:
    """Give what went wrong, and where if it is known."""
    if isinstance(error, _Unreadable):
        reason, mark = str(error), error.mark
    elif isinstance(error, yaml.MarkedYAMLError):
        reason, mark = str(error.problem or error.context), error.problem_mark
        if error.context_mark and any(each in str(error.context) for each in ("flow", "quoted")):
            # What is not closed is mended where it was opened.
            mark = error.context_mark
    else:
        reason, mark = "it is not YAML", None
    return reason, Place(first + 1 + mark.line, mark.column + 1) if mark else Place(first)


def read_entries(source: Source, faults: Faults) -> Entries | None:
    """Read the front matter; None, with a finding F03, when it is not a YAML mapping."""
    if source.front is None:
        return None
    first = source.front[0]
    try:
        _guard(source.front_matter)
        node = yaml.compose(source.front_matter, Loader=_LOADER)
    except (yaml.YAMLError, _Unreadable, ValueError, RecursionError) as error:
        reason, place = _explain(error, first)
        faults.add("F03", place, f"the front matter cannot be read: {reason}")
        return None
    tree = _Builder(first, faults).build(node) if node else None
    if isinstance(tree, Entries):
        return tree
    faults.add("F03", Place(first + 1), "the front matter must be lines of `key: value`")
    return None
