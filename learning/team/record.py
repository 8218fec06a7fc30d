"""Acts as text and back: canonical JSON, so that equal acts are equal texts.

An act is its class's name and its fields, read back by the types that the fields are declared
with. What cannot be read is a ValueError, never a guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from enum import Enum, IntEnum
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin

from learning.quiz.answer import Answer
from learning.quiz.answer_json import answer_from_json, answer_to_json
from learning.quiz.json_values import (
    Json,
    as_list,
    as_number,
    as_record,
    as_text,
    as_truth,
    as_whole,
    read_json,
    write_json,
)
from learning.team.events import Act

T = TypeVar("T")
ACTS: Mapping[str, type[Act]] = {each.__name__: each for each in get_args(Act)}
NAME = "act"


def dump_act(act: Act) -> str:
    """Write an act; the same act is always the same text.

    >>> from learning.team.events import Ready
    >>> dump_act(Ready("2.share"))
    '{"act":"Ready","position":"2.share","ready":true}'
    """
    return write_json({NAME: type(act).__name__, **_write_fields(act)})


def load_act(text: str) -> Act:
    """Read an act back; raises ValueError on any other text.

    >>> load_act('{"act":"Ready","position":"2.share","ready":true}')
    Ready(position='2.share', ready=True)
    """
    try:
        return _read_act(dict(as_record(read_json(text))))
    except (OverflowError, RecursionError) as error:
        # A number beyond any time, or a nesting that can be read and not be told of.
        raise ValueError("no act: beyond all bounds") from error


def _read_act(record: dict[str, object]) -> Act:
    kind = ACTS.get(as_text(record.pop(NAME, None)))
    if kind is None:
        raise ValueError("no such act")
    return _read_fields(kind, record)


def _write_fields(thing: object) -> dict[str, Json]:
    assert is_dataclass(thing)
    return {each.name: _write(getattr(thing, each.name)) for each in fields(thing)}


def _write(value: object) -> Json:
    match value:
        case Enum():
            plain: Json = value.value
            return plain
        case None | bool() | str() | int() | float():
            return value
        case timedelta():
            return value.total_seconds()
        case tuple():
            return [_write(each) for each in value]
        case Mapping():
            return {str(key): _write(each) for key, each in value.items()}
        case _ if isinstance(value, Answer):
            return answer_to_json(value)
        case _:
            return _write_fields(value)


def _read(hint: object, value: object) -> object:
    """Read a value of a declared type: NewTypes are what they stand for."""
    hint = getattr(hint, "__supertype__", hint)
    if hint == Answer:
        return answer_from_json(value)
    origin = get_origin(hint)
    if origin in (UnionType, Union):
        (inner,) = (each for each in get_args(hint) if each is not NoneType)
        return None if value is None else _read(inner, value)
    if origin is tuple:
        return tuple(_read(get_args(hint)[0], each) for each in as_list(value))
    if origin is not None:
        key, inner = get_args(hint)
        record = as_record(value)
        return {_read(key, name): _read(inner, each) for name, each in record.items()}
    assert isinstance(hint, type)
    return _read_plain(hint, value)


def _read_plain(kind: type[object], value: object) -> object:
    if kind in PLAIN:
        return PLAIN[kind](value)
    if issubclass(kind, Enum):
        # Otherwise true and 1.0 would be 1.
        return kind(as_whole(value) if issubclass(kind, IntEnum) else as_text(value))
    return _read_fields(kind, as_record(value))


def _read_fields(kind: type[T], record: Mapping[str, object]) -> T:
    assert is_dataclass(kind)
    hints = {each.name: each.type for each in fields(kind)}
    if set(record) != set(hints):
        raise ValueError(f"expected {sorted(hints)}, found {sorted(record)}")
    return kind(**{name: _read(hint, record[name]) for name, hint in hints.items()})


PLAIN: Mapping[type[object], Callable[[object], object]] = {
    str: as_text,
    bool: as_truth,
    int: as_whole,
    float: as_number,
    timedelta: lambda value: timedelta(seconds=as_number(value)),
}
