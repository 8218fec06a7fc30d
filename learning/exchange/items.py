"""What a quiz file of another format holds, in the terms of ours; texts are Markdown already."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """What every question has: its heading, more text under it, and what is said afterwards."""

    title: str
    body: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """An option; `percent` only where it differs from all or nothing."""

    text: str
    right: bool
    percent: int | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class TickItem:
    """Single choice, or multiple where `several` is set."""

    head: Head
    options: tuple[Tick, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class MatchItem:
    """Pairs, and options that belong to no prompt."""

    head: Head
    pairs: tuple[tuple[str, str], ...]
    distractors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapItem:
    """A text with one gap at `{}` in `text`; `menu` holds the wrong words of a menu."""

    head: Head
    text: str
    accepted: tuple[str, ...]
    menu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberItem:
    """A number, as our answer block says it: `14 ± 1` or `12 to 16`."""

    head: Head
    answer: str


@dataclass(frozen=True, slots=True)
class EssayItem:
    """A text to write."""

    head: Head


@dataclass(frozen=True, slots=True)
class TextItem:
    """Text between questions, under a heading of its own so that it belongs to none of them."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PageItem:
    """The start of a page of questions."""

    title: str


Item = TickItem | MatchItem | GapItem | NumberItem | EssayItem | TextItem | PageItem
