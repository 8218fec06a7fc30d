"""Who may do what, person by person."""

from dataclasses import dataclass

import pytest

from learning.access.rules import RULES, Action, Thing, can


@dataclass(frozen=True)
class Person:
    person_id: str
    is_educator: bool = False
    is_admin: bool = False


AMINA, COLE = Person("amina"), Person("cole", is_educator=True)
DEE, EVE = Person("dee", is_admin=True), Person("eve")
HERS, OVER = Thing("amina"), Thing("amina", finished=True)
ALL = (None, AMINA, COLE, DEE, EVE)


@pytest.mark.parametrize(
    ("action", "thing", "allowed"),
    [
        (Action.BROWSE, Thing(), ALL),
        (Action.START, Thing(), (AMINA, COLE, DEE, EVE)),
        (Action.PLAY, HERS, (AMINA,)),
        (Action.PLAY, Thing(), ()),
        (Action.REVIEW, HERS, ()),
        (Action.REVIEW, OVER, (AMINA,)),
        (Action.SEE_PROGRESS, HERS, (AMINA,)),
        (Action.PUBLISH, Thing(), (COLE, DEE)),
        (Action.LIST_PEOPLE, Thing(), (DEE,)),
        (Action.ADD_PERSON, Thing(), (DEE,)),
        (Action.USE_STUDIO, Thing(), (COLE, DEE)),
        (Action.WRITE, Thing(owner=COLE.person_id), (COLE, DEE)),
        (Action.WRITE, Thing(people=frozenset({COLE.person_id, EVE.person_id})), (COLE, DEE)),
        (Action.WRITE, HERS, (DEE,)),
        (Action.SHARE_WORK, Thing(owner=COLE.person_id), (COLE, DEE)),
        (Action.DELETE_WORK, Thing(owner=COLE.person_id), (COLE, DEE)),
        (Action.SHARE_WORK, Thing(people=frozenset({COLE.person_id})), (DEE,)),
        (Action.TAKE_WORK, Thing(owner=COLE.person_id), (DEE,)),
    ],
)
def test_only_those_named_are_let_through(action, thing, allowed) -> None:
    assert [each for each in ALL if can(each, action, thing)] == list(allowed)


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(Action)
