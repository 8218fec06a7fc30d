"""Marking finished attempts again on the current version, after an answer in it was corrected.

Foreseen first, without storing anything; then stored person by person, all of a person's or
nothing. What was told at the time stays with each move; certificates are not taken back.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from sqlalchemy import Connection

from learning.errors import NotFound, Stale
from learning.model.key import Module
from learning.model.names import Feedback, Kind
from learning.operations.fits import Unfit
from learning.operations.marks import NewMark, mark_again
from learning.operations.messages import Remarked, tell_remarked
from learning.operations.recount import recount_path
from learning.operations.repractice import practise_again
from learning.operations.site import Site
from learning.play.record import dump_state
from learning.storage import audit, publications, remarks, replays
from learning.storage.audit import Entry
from learning.storage.publications import Version

MOST_REASONS = 5
NOT_PUBLISHED = "There is no published case, lesson or quiz at {path}"
CHANGED = "What marking again would change is no longer what you were shown. Look at it again."


@dataclass(frozen=True, slots=True)
class QuestionTurn:
    """How many answers to one question, or spottings in one scene, would be marked anew."""

    name: str
    rising: int
    falling: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What marking the finished attempts of older versions again would come to.

    `rising`, `falling` and `staying` count the attempts by what becomes of their mark, `learners`
    the people whose mark changes; `unfit` attempts cannot be played on the current version, for
    `reasons`, and keep the mark they have. `digest` names all of it.
    """

    path: str
    title: str
    rising: int
    falling: int
    staying: int
    learners: int
    unfit: int
    reasons: tuple[tuple[str, int], ...]
    questions: tuple[QuestionTurn, ...]
    digest: str

    @property
    def moving(self) -> int:
        """How many attempts would be set on the current version, with their mark as it is there."""
        return self.rising + self.falling + self.staying


@dataclass(slots=True)
class _Tally:
    """What was foreseen so far."""

    turns: Counter[int] = field(default_factory=Counter)
    rising: Counter[str] = field(default_factory=Counter)
    falling: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    learners: int = 0
    last: str = ""

    def count(self, mark: NewMark) -> None:
        self.turns[mark.turn] += 1
        for name, turn in mark.parts:
            self.rising[name] += turn > 0
            self.falling[name] += turn < 0
        # Attempts come person by person.
        if mark.turn and mark.done.person_id != self.last:
            self.learners += 1
            self.last = mark.done.person_id

    def list_questions(self) -> Iterator[QuestionTurn]:
        for name in sorted(self.rising.keys() | self.falling.keys()):
            if self.rising[name] or self.falling[name]:
                yield QuestionTurn(name, self.rising[name], self.falling[name])


def foresee_remarking(site: Site, path: str) -> Foreseen:
    """Mark the finished attempts of older versions again in memory; raises NotFound."""
    with site.database.read() as connection:
        version, module = _find_module(site, connection, path)
        tally, digest = _Tally(), sha256(version.id.encode())
        plays = replays.stream_finished(connection, path, current_id=version.id)
        for done in plays:
            mark = mark_again(site, connection, module, done=done)
            if isinstance(mark, Unfit):
                tally.reasons[mark.why] += 1
            else:
                tally.count(mark)
                digest.update(f"{done.play.attempt_id} {mark.after} ".encode())
    return Foreseen(
        path=path,
        title=module.case.title,
        rising=tally.turns[1],
        falling=tally.turns[-1],
        staying=tally.turns[0],
        learners=tally.learners,
        unfit=tally.reasons.total(),
        reasons=tuple(tally.reasons.most_common(MOST_REASONS)),
        questions=tuple(tally.list_questions()),
        digest=digest.hexdigest(),
    )


def remark(site: Site, path: str, *, by: str, digest: str) -> Foreseen:
    """Mark again what was foreseen, and tell those whose mark changes; give what was foreseen.

    Raises NotFound, or Stale where it would no longer be the same. Killed in the middle, it has
    marked some people's attempts and nobody's by halves; the rest can be foreseen and marked again.
    """
    foreseen = foresee_remarking(site, path)
    if foreseen.digest != digest:
        raise Stale(CHANGED)
    if not foreseen.moving:
        return foreseen
    with site.database.read() as connection:
        version, module = _find_module(site, connection, path)
        people = replays.list_people(connection, path, current_id=version.id)
    _write_down(site, foreseen, by)
    for person_id in people:
        site.database.transact(
            partial(_remark_person, site, version=version, module=module, person_id=person_id)
        )
    return foreseen


def _find_module(site: Site, connection: Connection, path: str) -> tuple[Version, Module]:
    version = publications.load_current(connection, path)
    if version is None or version.kind == Kind.COURSE:
        raise NotFound(NOT_PUBLISHED.format(path=path))
    return version, site.shelf.modules.get(connection, path, version.sha256)


def _write_down(site: Site, foreseen: Foreseen, by: str) -> None:
    """Add the one audit entry, before the first mark is changed: a kill must not hide who did."""
    detail = (
        f"marks: {foreseen.rising} rise, {foreseen.falling} fall, {foreseen.staying} stay,"
        f" {foreseen.unfit} do not fit; learners told: {foreseen.learners}"
    )
    entry = Entry(site.new_id(), site.clock(), by, "re-marked", foreseen.path, detail)
    with site.database.write() as connection:
        audit.add_entry(connection, entry)


def _remark_person(
    site: Site, connection: Connection, *, version: Version, module: Module, person_id: str
) -> None:
    path = version.path
    remarks.hold_progress(connection, person_id, path)
    current = publications.load_current(connection, path)
    if current is None or current.id != version.id:
        raise Stale(CHANGED)
    plays = list(
        replays.stream_finished(connection, path, current_id=version.id, person_id=person_id)
    )
    tried = [mark_again(site, connection, module, done=each) for each in plays]
    marks = [each for each in tried if isinstance(each, NewMark)]
    if not marks:
        return
    for each in marks:
        remarks.set_mark(
            connection,
            each.done.play.attempt_id,
            versions=(each.done.publication_id, version.id),
            state=dump_state(each.state),
            result=each.result,
        )
    remarks.put_progress(
        connection, person_id, recount_path(site, connection, person_id=person_id, path=path)
    )
    practise_again(site, connection, module, marks=marks)
    _tell(site, connection, module, marks=marks)


def _tell(site: Site, connection: Connection, module: Module, *, marks: list[NewMark]) -> None:
    """Tell of the attempt that was finished last of those whose mark changed."""
    changed = [each for each in marks if each.turn]
    if not changed:
        return
    last = changed[-1]
    told = module.case.feedback is not Feedback.NONE
    words = Remarked(
        title=module.case.title,
        attempt_id=last.done.play.attempt_id,
        before=last.before if told else None,
        after=last.after if told else None,
        others=len(changed) - 1,
    )
    person_id, path = last.done.person_id, module.case.path
    tell_remarked(site, connection, words, person_id=person_id, path=path)
