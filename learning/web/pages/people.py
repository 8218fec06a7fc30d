"""People as administrators see them: a page of the list, one person, and the forms about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from learning.access.professions import PROFESSIONS
from learning.operations.accounts import ADMINISTRATOR, EDUCATOR, LEARNER
from learning.storage.people import PersonLine, Wanted
from learning.web.pages.accounts import FormPage
from learning.web.pages.words import say_date

HOME = "/people"
STANDINGS = {
    LEARNER: ("Learner", "takes courses and sessions"),
    EDUCATOR: ("Educator", "also publishes, and facilitates sessions"),
    ADMINISTRATOR: ("Administrator", "also manages people, and reads the record"),
}
SUSPENDED = "suspended"
FILTERS = (("", "Everybody"), *((word, label) for word, (label, _) in STANDINGS.items()))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list."""

    name: str
    url: str
    words: str
    tag: str
    tone: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of the people, what was looked for, and the pages beside this one."""

    rows: tuple[PersonRow, ...]
    words: str
    standing: str
    filters: tuple[tuple[str, str], ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One account, with what can be changed about it. `own` is the administrator's own."""

    name: str
    url: str
    facts: tuple[tuple[str, str], ...]
    standings: tuple[tuple[str, str, str | None], ...]
    standing: str
    suspended: bool
    extra_time: str
    own: bool
    record: str
    form: FormPage


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which page of which people was asked for."""

    words: str
    standing: str
    number: int

    @property
    def wanted(self) -> Wanted:
        """Give what to look for."""
        if self.standing == SUSPENDED:
            return Wanted(self.words, suspended=True)
        return Wanted(self.words, self.standing)


def make_people(people: Sequence[PersonLine], sheet: Sheet, *, more: bool) -> PeoplePage:
    """Show a page of the list."""
    number = sheet.number
    return PeoplePage(
        rows=tuple(map(_make_row, people)),
        words=sheet.words,
        standing=sheet.standing,
        filters=(*FILTERS, (SUSPENDED, "Suspended")),
        before=_turn(sheet, number - 1) if number > 1 else "",
        after=_turn(sheet, number + 1) if more else "",
    )


def make_person(person: PersonLine, form: FormPage, *, own: bool) -> PersonPage:
    """Show one person, and the forms as they stand or as they were sent."""
    since = f"Suspended since {say_date(person.suspended_at)}" if person.suspended_at else ""
    facts = (
        ("Email address", person.email),
        ("Profession", _say_profession(person)),
        ("Here since", say_date(person.joined_at)),
        ("Standing", STANDINGS[person.standing][0] + (f". {since}" if since else "")),
    )
    return PersonPage(
        name=person.name,
        url=f"{HOME}/{person.id}",
        facts=facts,
        standings=list_standings(),
        standing=form.value("standing") or person.standing,
        suspended=person.suspended_at is not None,
        extra_time=form.value("extra-time") or _write_extra_time(person.extra_time),
        own=own,
        record=f"/record?{urlencode({'about': person.id})}",
        form=form,
    )


def list_standings() -> tuple[tuple[str, str, str | None], ...]:
    """Give the standings in the shape that `radios` takes."""
    return tuple((word, label, hint) for word, (label, hint) in STANDINGS.items())


def _make_row(person: PersonLine) -> PersonRow:
    tag, tone = STANDINGS[person.standing][0], "plain"
    if person.standing != LEARNER:
        tone = "primary"
    if person.suspended_at:
        tag, tone = "Suspended", "warn"
    words = f"{person.email}, {_say_profession(person).lower()}"
    return PersonRow(person.name, f"{HOME}/{person.id}", words, tag, tone)


def _say_profession(person: PersonLine) -> str:
    found = PROFESSIONS.get(person.profession)
    return found.label if found else person.profession


def _write_extra_time(extra_time: int | None) -> str:
    return "untimed" if extra_time is None else str(extra_time)


def _turn(sheet: Sheet, number: int) -> str:
    turned = replace(sheet, number=number)
    asked = {"words": turned.words, "standing": turned.standing, "page": str(turned.number)}
    return f"{HOME}?{urlencode({name: value for name, value in asked.items() if value})}"
