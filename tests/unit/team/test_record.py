"""Acts as text: what is written is read back the same, and anything else is a ValueError."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.model.names import Need
from learning.quiz.answer import (
    Chosen,
    Confidence,
    Filled,
    Judged,
    Matched,
    Measured,
    Noticed,
    Ordered,
    Planned,
    PlanRow,
    Written,
)
from learning.team.events import Act
from learning.team.record import ACTS, dump_act, load_act
from learning.team.session import Column, Options, Pace, Phase, Way

texts = st.text(max_size=8)
numbers = st.integers(-3, 9)
spans = st.timedeltas(timedelta(days=-400), timedelta(days=400))
sure = st.sampled_from([None, *Confidence])
pairs = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
rows = st.builds(PlanRow, texts, texts, texts, texts, texts)
answers = st.one_of(
    st.builds(Chosen, st.frozensets(texts, max_size=3)),
    st.builds(Matched, pairs),
    st.builds(Ordered, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Filled, pairs),
    st.builds(Measured, texts),
    st.builds(Written, texts),
    st.builds(Judged, st.lists(st.tuples(texts, numbers), max_size=3).map(tuple)),
    st.builds(Planned, st.lists(rows, max_size=2).map(tuple)),
)
noticed = st.lists(st.builds(Noticed, texts, st.sampled_from(Need)), max_size=3).map(tuple)
groups = st.lists(st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple)
options = st.builds(
    Options,
    st.booleans(),
    st.sampled_from(Pace),
    st.sampled_from(Way),
    st.booleans(),
    st.dictionaries(st.sampled_from(Phase), spans, max_size=3),
)
# Fields by name: each act is built from those that it has.
FIELDS = {
    "answer": answers,
    "marks": noticed,
    "teams": groups,
    "options": options,
    "confidence": sure,
    "column": st.sampled_from(Column),
    "by": spans,
    "team": numbers,
    **dict.fromkeys(("line", "base", "turn"), numbers),
    **dict.fromkeys(("ready", "told", "removed", "accepted"), st.booleans()),
}


def build(kind: type[Act]) -> st.SearchStrategy[Act]:
    return st.builds(kind, **{each: FIELDS.get(each, texts) for each in kind.__dataclass_fields__})


every_act = st.one_of(*map(build, ACTS.values()))


@given(every_act)
def test_every_act_is_read_back_the_same_and_written_the_same(act) -> None:
    text = dump_act(act)
    assert load_act(text) == act
    assert dump_act(load_act(text)) == text


def reads(text: str) -> bool:
    """Say whether a text is an act; whatever else goes wrong comes through."""
    try:
        load_act(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '"Ready"',
        "{}",
        '{"act":"Nothing"}',
        '{"act":"Event"}',
        '{"act":["Ready"]}',
        '{"act":"Ready","position":"1.brief"}',
        '{"act":"Ready","position":"1.brief","ready":1}',
        '{"act":"Ready","position":null,"ready":true}',
        '{"act":"Ready","position":"1.brief","ready":true,"by":"ben"}',
        '{"act":"Extend","by":NaN,"team":null}',
        '{"act":"Extend","by":Infinity,"team":null}',
        '{"act":"Extend","by":1e300,"team":null}',
        '{"act":"Extend","by":1' + "0" * 400 + ',"team":null}',
        '{"act":"Extend","by":60,"team":1.0}',
        '{"act":"MakeTeams","teams":"ab"}',
        '{"act":"MakeTeams","teams":[[1]]}',
        '{"act":"Notice","confidence":true,"marks":[],"position":""}',
        '{"act":"Notice","confidence":1.0,"marks":[],"position":""}',
        '{"act":"Notice","confidence":4,"marks":[],"position":""}',
        '{"act":"Notice","confidence":null,"marks":[{"need":"love","words":""}],"position":""}',
        '{"act":"Notice","confidence":null,"marks":[{}],"position":""}',
        '{"act":"Vote","answer":{"chosen":[[]]},"position":"","question":""}',
        '{"act":"Open","options":{}}',
        '{"act":' + "[" * 950 + "]" * 950 + "}",
        "[" * 100_000,
    ],
    ids=lambda text: text[:60],
)
def test_anything_else_is_no_act(text) -> None:
    assert not reads(text)


junk = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | texts | st.sampled_from(list(ACTS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(every_act, junk, st.integers(0, 99))
def test_an_act_with_one_thing_in_it_exchanged_raises_nothing_else(act, value, at) -> None:
    record = json.loads(dump_act(act))
    places = list(_list_places(record))
    holder, key = places[at % len(places)]
    holder[key] = value
    text = json.dumps(record)
    assert not reads(text) or dump_act(load_act(text))


@given(st.text() | junk.map(json.dumps))
def test_no_text_raises_anything_but_a_value_error(text) -> None:
    assert not reads(text)


def _list_places(value: object) -> Iterator[tuple[object, object]]:
    """Give every place in a record at which something stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield value, key
            yield from _list_places(inner)
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield value, at
            yield from _list_places(inner)
