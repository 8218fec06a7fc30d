"""Every field of the model is compared, or named here with the reason why it is not.

Each value of three modules and a course is changed, one at a time: each must be told.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from learning.content.changes import list_changes, list_course_changes
from learning.model import case, condition, course, form, key, solution
from learning.model.course import Course
from learning.model.key import Module
from tests.unit.content.changed import CASE, COURSE, QUIZ, SURVEY, compile_course, compile_text

Spot = tuple[str, str]
Root = Module | Course
Rebuild = Callable[[object], Root]
Varied = Iterator[tuple[Spot, Root]]

_IDENTITY = "things are told apart by it"
_PLACE = "where a thing stands is told with the thing, and shifts with every line before it"
_DIGEST = "says no more than what it is made of"
NOT_COMPARED: Mapping[Spot, str] = {
    ("Case", "path"): "versions of one file are compared",
    ("Course", "path"): "versions of one file are compared",
    ("Case", "moved"): "its renames are told of what was renamed",
    ("Module", "sha256"): _DIGEST,
    ("Course", "sha256"): _DIGEST,
    ("Assets", "includes"): "what is taken in is compared where it stands",
    ("Question", "line"): _PLACE,
    ("Scene", "line"): _PLACE,
    ("Passage", "line"): _PLACE,
    ("ChoiceKey", "line"): _PLACE,
    ("EndingKey", "line"): _PLACE,
    ("CueKey", "line"): _PLACE,
    ("CourseModule", "line"): _PLACE,
    ("CourseModule", "number"): "only another order is told",
    ("CueKey", "prose"): "follows from the text",
    ("CueKey", "first"): "follows from the text",
    ("CueKey", "last"): "follows from the text",
    ("Prose", "words"): "follows from the HTML",
    ("Source", "number"): "shifts with every mention before it",
    ("ChoiceKey", "greyed_reason"): "made of the condition; only whether there is one is told",
    ("Prose", "id"): _IDENTITY,
    ("Scene", "id"): _IDENTITY,
    ("Question", "id"): _IDENTITY,
    ("QuestionKey", "id"): _IDENTITY,
    ("Passage", "id"): _IDENTITY,
    ("Sealed", "passage"): _IDENTITY,
    ("CueKey", "id"): _IDENTITY,
    ("Option", "id"): _IDENTITY,
    ("Situation", "id"): _IDENTITY,
    ("Gap", "id"): _IDENTITY,
}
OTHERS: Mapping[Spot, object] = {
    ("Compare", "operator"): "!=",
    ("Effect", "operator"): "=",
    ("Guard", "roles"): frozenset({"facilitator"}),
    ("OrderingSolution", "right"): ("refer", "notice-it", "ask-about-it"),
}


def vary(value: object, rebuild: Rebuild, spot: Spot) -> Varied:
    """Give the root with one value in it changed, once for each value below this one."""
    if spot in NOT_COMPARED and not (isinstance(value, Mapping) or is_dataclass(value)):
        return
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            inside = (type(value).__name__, each.name)
            put = lambda new, name=each.name: rebuild(replace(value, **{name: new}))  # noqa: E731
            yield from vary(getattr(value, each.name), put, inside)
    elif isinstance(value, tuple) and value:
        yield from vary_tuple(value, rebuild, spot)
    elif isinstance(value, Mapping):
        for name in value:
            put = lambda new, name=name: rebuild({**value, name: new})  # noqa: E731
            yield from vary(value[name], put, spot)
    elif value is not None and value != ():
        yield spot, rebuild(OTHERS[spot] if spot in OTHERS else change(value))


def vary_tuple(value: tuple[object, ...], rebuild: Rebuild, spot: Spot) -> Varied:
    if spot in OTHERS:
        yield spot, rebuild(OTHERS[spot])
        return
    yield spot, rebuild(value[:-1])
    for at, each in enumerate(value):
        if is_dataclass(each):
            put = lambda new, at=at: rebuild((*value[:at], new, *value[at + 1 :]))  # noqa: E731
            yield from vary(each, put, spot)


def change(value: object) -> object:
    """Give another value of the same sort."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(each for each in type(value) if each is not value)
        case int() | Decimal():
            return value + 1
        case str():
            return f"{value} more"
        case Fraction():
            return value / 2
        case date():
            return value + timedelta(days=1)
        case frozenset():
            return frozenset[object]()
        case _:
            raise AssertionError(value)


def list_roots() -> tuple[Root, ...]:
    return (*map(compile_text, (CASE, QUIZ, SURVEY)), compile_course(COURSE))


def differ(before: Root, after: Root) -> bool:
    if isinstance(before, Course):
        assert isinstance(after, Course)
        return bool(list_course_changes(before, after))
    assert isinstance(after, Module)
    return bool(list_changes(before, after))


def list_fields() -> set[Spot]:
    return {
        (name, each.name)
        for module in (case, condition, course, form, key, solution)
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(kind)
        for each in fields(kind)
    }


def list_held(value: object) -> Iterator[Spot]:
    """Give every field, here or below, that holds something."""
    if is_dataclass(value):
        for each in fields(value):
            inside = getattr(value, each.name)
            if inside not in (None, "", (), {}, frozenset()):
                yield type(value).__name__, each.name
            yield from list_held(inside)
    elif isinstance(value, tuple | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from list_held(each)


def test_every_field_that_changes_is_told() -> None:
    varied: dict[Spot, bool] = {}
    for root in list_roots():
        for spot, other in vary(root, lambda new: new, ("", "")):
            varied[spot] = varied.get(spot, False) or differ(root, other)
    assert {spot for spot, told in varied.items() if not told} == set()


def test_no_field_is_forgotten() -> None:
    held = {spot for root in list_roots() for spot in list_held(root)}
    assert list_fields() - held - NOT_COMPARED.keys() == set()


def test_nothing_is_named_that_is_no_field() -> None:
    assert NOT_COMPARED.keys() - list_fields() == set()
