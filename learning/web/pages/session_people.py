"""Who is who in a session: names and sides of people, as pages write them. Knows no page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from learning.model.names import PersonId, Role
from learning.team.shown import Mate
from learning.web.pages.session_words import say_side_of
from learning.web.pages.words import join_words

UNKNOWN = "Somebody who has left"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows them: `side` is the value, `side_words` how it is said."""

    id: str
    name: str
    side: str
    side_words: str
    here: bool
    done: bool
    me: bool


@dataclass(frozen=True, slots=True)
class People:
    """The names of everybody in a session; `me` is who looks, None where a page is for many."""

    names: Mapping[PersonId, str]
    me: PersonId | None = None
    sides: Mapping[PersonId, Role] = field(default_factory=dict)

    def name(self, person: PersonId | None) -> str:
        """Give a person's name."""
        return self.names.get(person, UNKNOWN) if person is not None else UNKNOWN

    def call(self, person: PersonId | None) -> str:
        """Give a person's name as who looks would say it: `You` for themselves."""
        return "You" if person is not None and person == self.me else self.name(person)

    def call_all(self, people: Iterable[PersonId]) -> str:
        """Name several: `You, Ben and Carys`; who looks comes first."""
        ordered = sorted(people, key=lambda each: each != self.me)
        return join_words(tuple(self.call(each) for each in ordered))

    def row(self, mate: Mate) -> PersonRow:
        """Give the row of a person in a list."""
        return PersonRow(
            id=mate.person,
            name=self.name(mate.person),
            side=mate.side,
            side_words=say_side_of(mate.side),
            here=mate.here,
            done=mate.done,
            me=mate.person == self.me,
        )
