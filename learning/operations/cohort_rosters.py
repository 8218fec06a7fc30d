"""A cohort's roster: what a file would do, doing it as it was shown, and writing one.

A file is taken in whole or not at all. Who is in the cohort and not in the file stays; what the
file has no column for stays as it is; whoever has no account yet is expected.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection

from learning.access.extra_time import MOST_EXTRA_TIME
from learning.access.professions import PROFESSIONS
from learning.errors import InvalidInput, Stale
from learning.exchange.rosters import Column, Roster, RosterFault, RosterRow, read_roster
from learning.exchange.rosters import write_roster as write_rows
from learning.operations.accounts import Viewer
from learning.operations.cohort_courses import enrol_learners
from learning.operations.cohort_people import TEACHES, list_people
from learning.operations.cohorts import (
    CohortView,
    Reach,
    change_cohort,
    open_cohort,
)
from learning.operations.messages import PutIn, tell_put_in
from learning.operations.site import Site
from learning.storage import cohort_people, cohorts
from learning.storage.cohort_people import Account, InviteRow, Place
from learning.storage.cohorts import LEARNER, TEACHER, CohortRow, LearnerRow

OVERTAKEN = "Accounts or the cohort have changed since this was shown. Look again, then confirm"
FAULTS = "The roster has faults: mend them in the file, and nothing was stored"
CODES = {each.label: code for code, each in PROFESSIONS.items()}


class Fate(StrEnum):
    """What a line would do."""

    ADDED = "added"
    CHANGED = "changed"
    THERE = "there"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Step:
    """What a line does: to whom, and the place they have then. `account` is None for the expected.

    `stays_teacher`: the file calls a teacher a learner, which takes nothing from them.
    """

    row: RosterRow
    fate: Fate
    place: Place
    account: Account | None
    stays_teacher: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a roster would do, with all its faults; `digest` names exactly this."""

    cohort: CohortView
    steps: tuple[Step, ...]
    faults: tuple[RosterFault, ...]
    notes: tuple[str, ...]
    untold: int
    digest: str

    def count(self, fate: Fate) -> int:
        """Count the lines that would do this."""
        return sum(each.fate is fate for each in self.steps)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of those in a file: their accounts, places, and lines that expect them."""

    accounts: Mapping[str, Account]
    here: Mapping[str, LearnerRow]
    expected: Mapping[str, InviteRow]


def preview_roster(site: Site, viewer: Viewer, cohort_id: str, *, data: bytes) -> Preview:
    """Say what a roster would do, and store nothing; raises NotFound."""
    roster = read(data)
    with site.database.read() as connection:
        view = open_cohort(connection, viewer, cohort_id)
        return _plan(connection, view, roster)


def take_roster(site: Site, viewer: Viewer, cohort_id: str, *, data: bytes, digest: str) -> Preview:
    """Do what a preview of a roster said it would; raises Stale where that is another thing now.

    Raises InvalidInput for one with faults, and NotFound.
    """
    roster, done = read(data), list[Preview]()

    def change(connection: Connection, row: CohortRow) -> str:
        plan = _plan(connection, CohortView(row, frozenset()), roster)
        if plan.faults:
            raise InvalidInput({"roster": FAULTS})
        if plan.digest != digest:
            raise Stale(OVERTAKEN)
        for step in plan.steps:
            _store(site, connection, viewer, cohort=row, step=step)
        enrol_learners(site, connection, cohort_id)
        done[:] = [plan]
        return f"roster taken in: {say_done(plan)}"

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.EXPECTED)
    return done[0]


def export_roster(site: Site, viewer: Viewer, cohort_id: str) -> str:
    """Write who is in a cohort and who is expected as CSV, and note it; raises NotFound."""
    people = list_people(site, viewer, cohort_id)

    def change(connection: Connection, row: CohortRow) -> str:
        return "roster taken away"

    change_cohort(site, viewer, cohort_id, change=change, reach=Reach.ARCHIVED)
    rows = [_write(each, each.profession) for each in people.here]
    return write_rows([*rows, *(_write(each, each.profession) for each in people.expected)])


def read(data: bytes) -> Roster:
    """Read a roster as this site knows professions and extra time."""
    return read_roster(data, professions=CODES, most_extra_time=MOST_EXTRA_TIME)


def _write(row: LearnerRow | InviteRow, profession: str | None) -> RosterRow:
    time = None if row.untimed else row.extra_time or 0
    return RosterRow(0, row.name, row.email, profession, time, row.role == TEACHER)


def _plan(connection: Connection, view: CohortView, roster: Roster) -> Preview:
    known = _look_up(connection, view.id, [each.email for each in roster.rows])
    steps = tuple(_step(row, roster.columns, known) for row in roster.rows)
    faults = (*roster.faults, *_blame(steps, known))
    told = repr([(each.row.email, each.row.name, each.fate, each.place) for each in steps])
    digest = sha256(told.encode()).hexdigest()
    return Preview(view, steps, faults, roster.notes, roster.untold, digest)


def _look_up(connection: Connection, cohort_id: str, emails: Sequence[str]) -> _Known:
    return _Known(
        {each.email: each for each in cohort_people.list_accounts(connection, emails)},
        {each.email: each for each in cohorts.list_people(connection, cohort_id)},
        {each.email: each for each in cohort_people.list_expected(connection, cohort_id)},
    )


def _step(row: RosterRow, columns: frozenset[Column], known: _Known) -> Step:
    account = known.accounts.get(row.email)
    before = known.here.get(row.email) or known.expected.get(row.email)
    place = _find_place(row, columns, before)
    stays = before is not None and before.role == TEACHER and not row.teaches
    stays_told = stays and Column.ROLE in columns
    if account is None:
        named = known.expected.get(row.email)
        same = named is not None and named.place == place and named.name == row.name
        return Step(row, Fate.THERE if same else Fate.EXPECTED, place, None, stays_told)
    here = known.here.get(row.email)
    if here is None:
        return Step(row, Fate.ADDED, place, account)
    same = place == Place(here.role, here.extra_time, here.untimed, here.opens, here.closes)
    return Step(row, Fate.THERE if same else Fate.CHANGED, place, account, stays_told)


def _find_place(
    row: RosterRow, columns: frozenset[Column], before: LearnerRow | InviteRow | None
) -> Place:
    """Give what somebody has then: a file says nothing about what it has no column for."""
    time, untimed = row.extra_time or None, row.extra_time is None
    role = TEACHER if row.teaches else LEARNER
    if before is None:
        return Place(role, time, untimed)
    if Column.EXTRA_TIME not in columns:
        time, untimed = before.extra_time, before.untimed
    role = TEACHER if before.role == TEACHER else role
    return Place(role, time, untimed, before.opens, before.closes)


def _blame(steps: Sequence[Step], known: _Known) -> Iterator[RosterFault]:
    """Say who cannot be made a teacher by a mere roster; who is one already stays it."""
    for each in steps:
        here = known.here.get(each.row.email)
        if not each.row.teaches or (each.account and each.account.standing in TEACHES):
            continue
        if here and here.teaches:
            continue
        message = "This address has no account with the standing of an educator"
        fix = "Let an administrator give it that standing first, or write learner"
        yield RosterFault(each.row.line, Column.ROLE, message, fix, each.row.email)


def _store(
    site: Site, connection: Connection, viewer: Viewer, *, cohort: CohortRow, step: Step
) -> None:
    if step.fate is Fate.THERE:
        return
    now, place, row = site.clock(), step.place, step.row
    if step.account is not None:
        person_id = step.account.person_id
        cohort_people.put_person(connection, cohort.id, person_id, place=place, at=now)
        if step.fate is Fate.ADDED and person_id != viewer.person_id:
            told = PutIn(cohort.name, cohort.id, place.role == TEACHER)
            tell_put_in(site, connection, told, person_id=person_id)
        return
    invite = InviteRow(
        cohort_id=cohort.id,
        email=row.email,
        name=row.name,
        profession=row.profession,
        role=place.role,
        extra_time=place.extra_time,
        untimed=place.untimed,
        opens=place.opens,
        closes=place.closes,
        invited_at=now,
        invited_by=viewer.person_id,
    )
    cohort_people.expect_person(connection, invite)


def say_done(plan: Preview) -> str:
    """Say how many lines did what, as `2 added, 1 expected`."""
    counts = {each: plan.count(each) for each in Fate if each is not Fate.THERE}
    told = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count)
    return told or "nothing new"
