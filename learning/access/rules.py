"""Who may do what: one table of rules, asked by every operation and knowing none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Asker(Protocol):
    """The facts about a signed-in person that rules rest on; a `Viewer` has them."""

    @property
    def person_id(self) -> str: ...
    @property
    def is_educator(self) -> bool: ...
    @property
    def is_admin(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Thing:
    """The facts about a thing that rules rest on: whose it is, and whether it is over.

    `people` are those who take part in it.
    """

    owner: str | None = None
    finished: bool = False
    people: frozenset[str] = frozenset()


class Action(StrEnum):
    """What can be asked for."""

    BROWSE = "browse"
    START = "start"
    PLAY = "play"
    REVIEW = "review"
    SEE_PROGRESS = "see-progress"
    PUBLISH = "publish"
    LIST_PEOPLE = "list-people"
    ADD_PERSON = "add-person"
    CHANGE_PERSON = "change-person"
    READ_RECORD = "read-record"
    OPEN_SESSION = "open-session"
    FACILITATE = "facilitate"
    TAKE_PART = "take-part"
    USE_STUDIO = "use-studio"
    WRITE = "write"
    SHARE_WORK = "share-work"
    DELETE_WORK = "delete-work"
    TAKE_WORK = "take-work"
    REVIEW_WORK = "review-work"
    MAKE_COHORT = "make-cohort"
    TEACH = "teach"
    SEE_FIGURES = "see-figures"


NOTHING = Thing()


def can(asker: Asker | None, action: Action, thing: Thing = NOTHING) -> bool:
    """Say whether someone (None: not signed in) may do something with a thing.

    An attempt, its debrief and progress are their owner's alone, educators and administrators not
    excepted; a debrief opens when the attempt is finished, for it gives the answers away. A shared
    session is for those who take part in it. A work of the studio is for its owner and those it is
    shared with (`people`), what a cohort's learners do for its teachers (`people`), and both for
    administrators. Nobody reviews what they themselves ask to publish (`owner`).

    >>> from types import SimpleNamespace
    >>> amina = SimpleNamespace(person_id="amina", is_educator=False, is_admin=False)
    >>> can(amina, Action.PLAY, Thing(owner="amina")), can(amina, Action.PLAY, Thing(owner="ben"))
    (True, False)
    >>> can(amina, Action.REVIEW, Thing(owner="amina", finished=False))
    False
    >>> can(None, Action.BROWSE), can(None, Action.START)
    (True, False)
    """
    if asker is None:
        return action in OPEN_TO_ALL
    return RULES[action](asker, thing)


def _anyone(asker: Asker, thing: Thing) -> bool:
    return True


def _owner(asker: Asker, thing: Thing) -> bool:
    return thing.owner is not None and thing.owner == asker.person_id


def _owner_when_finished(asker: Asker, thing: Thing) -> bool:
    return thing.finished and _owner(asker, thing)


def _taking_part(asker: Asker, thing: Thing) -> bool:
    return asker.person_id in thing.people


def _educator(asker: Asker, thing: Thing) -> bool:
    return asker.is_educator or asker.is_admin


def _author(asker: Asker, thing: Thing) -> bool:
    own = _owner(asker, thing) or _taking_part(asker, thing)
    return asker.is_admin or (asker.is_educator and own)


def _other_educator(asker: Asker, thing: Thing) -> bool:
    return _educator(asker, thing) and not _owner(asker, thing)


def _teacher(asker: Asker, thing: Thing) -> bool:
    return asker.is_admin or (asker.is_educator and _taking_part(asker, thing))


def _owner_or_admin(asker: Asker, thing: Thing) -> bool:
    return asker.is_admin or (asker.is_educator and _owner(asker, thing))


def _admin(asker: Asker, thing: Thing) -> bool:
    return asker.is_admin


def _admin_of_others(asker: Asker, thing: Thing) -> bool:
    # Nobody takes away their own standing, or gives themselves another.
    return asker.is_admin and thing.owner != asker.person_id


OPEN_TO_ALL = frozenset({Action.BROWSE})
RULES: Mapping[Action, Callable[[Asker, Thing], bool]] = {
    Action.BROWSE: _anyone,
    Action.START: _anyone,
    Action.PLAY: _owner,
    Action.REVIEW: _owner_when_finished,
    Action.SEE_PROGRESS: _owner,
    Action.PUBLISH: _educator,
    Action.LIST_PEOPLE: _admin,
    Action.ADD_PERSON: _admin,
    Action.CHANGE_PERSON: _admin_of_others,
    Action.READ_RECORD: _admin,
    Action.OPEN_SESSION: _anyone,
    Action.FACILITATE: _educator,
    Action.TAKE_PART: _taking_part,
    Action.USE_STUDIO: _educator,
    Action.WRITE: _author,
    Action.SHARE_WORK: _owner_or_admin,
    Action.DELETE_WORK: _owner_or_admin,
    Action.TAKE_WORK: _admin,
    Action.REVIEW_WORK: _other_educator,
    Action.MAKE_COHORT: _educator,
    Action.TEACH: _teacher,
    Action.SEE_FIGURES: _educator,
}
