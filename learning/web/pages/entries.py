"""The fields of a question's form by kind, with what was sent back in them and what to mend.

Knows what is asked, never what is right.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import assert_never

from learning.model.form import (
    Form,
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Option,
    Ordering,
    PlanForm,
    Scale,
    Ticks,
)
from learning.model.names import Need
from learning.play.state import Refusal
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, MAX_PLAN_ROWS
from learning.web.forms.replies import ANSWER, PLAN, Sent
from learning.web.pages.words import NEED_WORDS

Menu = tuple[tuple[str, str], ...]

TAG = re.compile(r"<[^>]*>")

# Longer options do not fit a menu on a phone: they are listed with letters, and the letter chosen.
MENU_WORDS = 48
FIRST_ROWS = 2
BLANK = {Refusal.INCOMPLETE, Refusal.NOTHING_CHOSEN}
RATINGS: Menu = (
    ("-2", "much less likely"),
    ("-1", "less likely"),
    ("0", "no change"),
    ("1", "more likely"),
    ("2", "much more likely"),
)
OTHER_NEED = "other"
NEEDS: Menu = (
    ("", "Choose a need"),
    *((need.value, NEED_WORDS[need]) for need in Need),
    (OTHER_NEED, "Something else"),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of an answer: a prompt, an item, a gap or a situation, and what stands in it."""

    name: str
    id: str
    part: str
    words: str
    html: str
    value: str
    menu: Menu = ()
    more_html: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class TicksEntry:
    """Options to tick; those in `closed` were tried, and cannot be ticked again."""

    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    several: bool
    kind: str
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotsEntry:
    """A part to fill for each prompt, item, gap or situation.

    `letters` are options too long for a menu; `pieces` are the text around gaps.
    """

    kind: str
    slots: tuple[Slot, ...]
    letters: tuple[tuple[str, str], ...] = ()
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A number or a text to type."""

    kind: str
    value: str
    unit: str = ""
    limit: int = MAX_ANSWER_CHARACTERS


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Rows of a plan: (need, action, who, by when, why)."""

    rows: tuple[tuple[str, ...], ...]
    may_add: bool
    needs: Menu = NEEDS
    kind: str = "plan"


Entry = TicksEntry | SlotsEntry | TextEntry | PlanEntry


def make_entry(form: Form, field: str, sent: Sent) -> Entry:
    """Make the fields of a form; their ids on the page begin with `field`."""
    match form:
        case Ticks(options, several):
            return _make_ticks(options, sent, several=several, kind="ticks")
        case Scale(options):
            return _make_ticks(options, sent, several=False, kind="scale")
        case Matching() | Ordering() | Gaps() | Judgement():
            entry = _make_slots(form)
            return replace(entry, slots=tuple(_fill(entry, field, sent)))
        case Number(unit):
            return TextEntry("number", sent.text(ANSWER), unit)
        case FreeText():
            return TextEntry("free-text", sent.text(ANSWER))
        case PlanForm():
            return _make_plan(sent)
        case _:
            assert_never(form)


def strip_tags(html: str) -> str:
    """Give the words alone, for places that take no HTML."""
    return " ".join(unescape(TAG.sub("", html)).split())


def letter(index: int) -> str:
    """Name an option: A to Z, then AA, AB ..."""
    over, at = divmod(index, 26)
    return f"{letter(over - 1) if over else ''}{chr(ord('A') + at)}"


def _make_ticks(options: Iterable[Option], sent: Sent, *, several: bool, kind: str) -> TicksEntry:
    chosen = tuple(sent.fields.get(ANSWER, ()))
    return TicksEntry(tuple((each.id, each.html) for each in options), chosen, several, kind)


def _make_slots(form: Matching | Ordering | Gaps | Judgement) -> SlotsEntry:
    match form:
        case Matching(prompts, options):
            letters = tuple((letter(at), each.html) for at, each in enumerate(options))
            short = all(0 < len(strip_tags(each.html)) <= MENU_WORDS for each in options)
            menu = _list_menu(options, letters=() if short else tuple(each for each, _ in letters))
            slots = tuple(_make_slot(each, menu) for each in prompts)
            return SlotsEntry("matching", slots, () if short else letters)
        case Ordering(items):
            places = tuple((str(at), str(at)) for at in range(1, len(items) + 1))
            slots = tuple(_make_slot(each, (("", "–"), *places)) for each in items)
            return SlotsEntry("ordering", slots)
        case Gaps(pieces, gaps):
            named = enumerate(gaps, 1)
            slots = tuple(_make_gap(gap, f"Gap {at} of {len(gaps)}") for at, gap in named)
            return SlotsEntry("gap", slots, pieces=pieces)
        case Judgement(situations):
            slots = tuple(
                Slot("", "", each.id, strip_tags(each.thinking_html), each.thinking_html, "",
                     RATINGS, each.finding_html)
                for each in situations
            )  # fmt: skip
            return SlotsEntry("judgement", slots)


def _make_slot(option: Option, menu: Menu) -> Slot:
    return Slot("", "", option.id, strip_tags(option.html), option.html, "", menu)


def _make_gap(gap: Gap, words: str) -> Slot:
    menu = (("", "Choose"), *((each.id, strip_tags(each.html)) for each in gap.menu))
    return Slot("", "", gap.id, words, "", "", menu if gap.menu else ())


def _list_menu(options: tuple[Option, ...], *, letters: tuple[str, ...]) -> Menu:
    words = letters or tuple(strip_tags(each.html) for each in options)
    named = zip(options, words, strict=True)
    return (("", "Choose"), *((each.id, said) for each, said in named))


def _fill(entry: SlotsEntry, field: str, sent: Sent) -> Iterator[Slot]:
    values = [sent.text(f"{ANSWER}-{slot.part}") for slot in entry.slots]
    for at, (slot, value) in enumerate(zip(entry.slots, values, strict=True), 1):
        filled = replace(slot, name=f"{ANSWER}-{slot.part}", id=f"{field}.{at}", value=value)
        twice = entry.kind == "ordering" and values.count(value) > 1
        yield replace(filled, error=_find_error(entry.kind, filled, sent, twice=twice))


def _find_error(kind: str, slot: Slot, sent: Sent, *, twice: bool) -> str:
    """Say what to mend in a part: play names the first, and what is blank is so in all of them."""
    if sent.why is None:
        return ""
    if sent.why in BLANK and not slot.value.strip():
        return BLANKS[kind].format(slot.words)
    if sent.why in BLANK and twice:
        return (
            f"“{slot.words}” shares place {slot.value} with another. Give each a place of its own"
        )
    if sent.part != slot.part:
        return ""
    return f"{slot.words}: {PART_FAULTS.get(sent.why, 'this cannot be taken as it is')}"


def _make_plan(sent: Sent) -> PlanEntry:
    columns = [list(sent.fields.get(name, ())) for name in PLAN]
    filled = max(map(len, columns))
    count = max(FIRST_ROWS, filled, sent.rows)
    padded = [[*column, *[""] * (count - len(column))] for column in columns]
    return PlanEntry(tuple(zip(*padded, strict=True)), may_add=count < MAX_PLAN_ROWS)


BLANKS = {
    "matching": "Choose what goes with “{}”",
    "ordering": "Give “{}” a place",
    "gap": "{}: fill this gap",
    "judgement": "Say what the finding does to “{}”",
}
PART_FAULTS = {
    Refusal.TOO_LONG: "this is too long. Shorten it",
    Refusal.NOT_A_NUMBER: "enter a number",
}
