"""Who of a cohort may need help, and why: the rules of `evidence.helping`, held against each.

Nothing is kept of it, and nobody can write anything down about a learner here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from learning.evidence.helping import Finding, Going, Module, find_reasons
from learning.evidence.spotting import Spotting, add_up
from learning.operations.accounts import Viewer
from learning.operations.cohorts import CohortView, open_cohort
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.operations.teaching import Cell, Glance, Line, State, read_glance
from learning.storage import audit, teaching, teaching_evidence
from learning.storage.audit import Entry
from learning.storage.cohorts import LearnerRow
from learning.storage.teaching import Sure


@dataclass(frozen=True, slots=True)
class Helped:
    """A learner of whom some rule holds, and each that does."""

    learner: LearnerRow
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """Who of a cohort may need help, by name; `learners` counts all it has."""

    cohort: CohortView
    people: tuple[Helped, ...]
    learners: int


def load_help(site: Site, viewer: Viewer, cohort_id: str) -> Help:
    """Show who may need help to who teaches a cohort; raises NotFound for everybody else."""
    with site.database.read() as connection:
        return _read(site, connection, open_cohort(connection, viewer, cohort_id))


def take_help(site: Site, viewer: Viewer, cohort_id: str) -> Help:
    """Give the same to be taken away, and note that it was."""
    with site.database.write() as connection:
        cohort = open_cohort(connection, viewer, cohort_id)
        action, who = "who may need help taken away", viewer.person_id
        entry = Entry(site.new_id(), site.clock(), who, action, cohort_id, cohort.name)
        audit.add_entry(connection, entry)
        return _read(site, connection, cohort)


def _read(site: Site, connection: Connection, cohort: CohortView) -> Help:
    glance = read_glance(site, connection, cohort)
    paths = list({each.module.path for each in glance.columns})
    heard: dict[str, list[Spotting]] = {}
    for row in teaching_evidence.list_first_spotting(connection, cohort.id, paths):
        heard.setdefault(row.person_id, []).append(load_spotting(row.spotting))
    finished: dict[str, list[datetime]] = {}
    for end in teaching.list_finished(connection, cohort.id, paths):
        finished.setdefault(end.person_id, []).append(end.at)
    sure = {each.person_id: each for each in teaching.list_sure(connection, cohort.id, paths)}
    look = _Look(glance, find_zone(site), tuple(_count_begun(glance)), finished, heard, sure)
    found = ((each.learner, find_reasons(look.look_at(each))) for each in glance.lines)
    people = tuple(Helped(learner, findings) for learner, findings in found if findings)
    return Help(cohort, people, len(glance.lines))


@dataclass(frozen=True, slots=True)
class _Look:
    """All that the rules are held against. `begun` says of each column how many have begun it."""

    glance: Glance
    zone: ZoneInfo
    begun: Sequence[int]
    finished: Mapping[str, Sequence[datetime]]
    heard: Mapping[str, Sequence[Spotting]]
    sure: Mapping[str, Sure]
    modules: dict[tuple[int, int], Module] = field(default_factory=dict)

    def look_at(self, line: Line) -> Going:
        person_id = line.learner.person_id
        sure = self.sure.get(person_id, Sure(person_id, 0, 0.0))
        return Going(
            today=self._day(self.glance.now),
            learners=len(self.glance.lines),
            modules=tuple(self._list_modules(line)),
            moved=self._day(line.moved_at) if line.moved_at else None,
            finished=tuple(map(self._day, self.finished.get(person_id, ()))),
            spotting=add_up(self.heard.get(person_id, ())),
            sure=sure.answers,
            sure_right=sure.right,
        )

    def _list_modules(self, line: Line) -> Iterator[Module]:
        for place, cell in enumerate(line.cells):
            # Most cells are one and the same: the glance makes what is alike once, and holds it.
            key = (place, id(cell))
            if key not in self.modules:
                self.modules[key] = self._make_module(place, cell)
            yield self.modules[key]

    def _make_module(self, place: int, cell: Cell) -> Module:
        module = self.glance.columns[place].module
        return Module(
            title=module.title,
            begun=cell.state is not State.NOT_BEGUN,
            over=cell.over,
            below=cell.state is State.BELOW,
            overdue=cell.overdue,
            optional=module.optional,
            tries=cell.tries,
            # What is overdue at midnight is due on the day before.
            due=self._day(cell.due - timedelta(seconds=1)) if cell.due else None,
            begun_by=self.begun[place],
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def _count_begun(glance: Glance) -> Iterator[int]:
    for place in range(len(glance.columns)):
        yield sum(line.cells[place].state is not State.NOT_BEGUN for line in glance.lines)
