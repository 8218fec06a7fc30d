"""JSON read back with its types checked: whatever does not fit is a ValueError, never a guess.

Knows nothing of what the values mean.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"


def write_json(value: Json) -> str:
    """Write canonical JSON: the same value is always the same text, so that texts can be compared.

    >>> write_json({"b": 1, "a": ["é"]})
    '{"a":["é"],"b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def read_json(text: str) -> object:
    """Read JSON; raises ValueError where it is none, or is nested beyond sense.

    >>> read_json('{"a":["é"],"b":1}')
    {'a': ['é'], 'b': 1}
    """
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    return value


def as_record(value: object) -> Mapping[str, object]:
    """Take an object of named values.

    >>> as_record([1])
    Traceback (most recent call last):
    ValueError: expected an object, found [1]
    """
    if not isinstance(value, dict):
        raise ValueError(f"expected an object, found {value!r}")
    return value


def as_list(value: object, length: int | None = None) -> Sequence[object]:
    """Take a list, of exactly `length` values where that is given.

    >>> as_list(["the-flat", None], 2)
    ['the-flat', None]
    """
    if not isinstance(value, list) or len(value) != (len(value) if length is None else length):
        raise ValueError(f"expected a list of {length or 'some'}, found {value!r}")
    return value


def as_text(value: object) -> str:
    """Take a text.

    >>> as_text("trust")
    'trust'
    """
    if not isinstance(value, str):
        raise ValueError(f"expected a text, found {value!r}")
    return value


def as_whole(value: object) -> int:
    """Take a whole number; true and false are none.

    >>> as_whole(True)
    Traceback (most recent call last):
    ValueError: expected a whole number, found True
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"expected a whole number, found {value!r}")
    return value


def as_number(value: object) -> float:
    """Take a number; true and false are none.

    >>> as_number(0.5)
    0.5
    """
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"expected a number, found {value!r}")
    return float(value)


def as_truth(value: object) -> bool:
    """Take true or false.

    >>> as_truth(False)
    False
    """
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, found {value!r}")
    return value
