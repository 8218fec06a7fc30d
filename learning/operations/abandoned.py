"""Quizzes whose time has long been up and that nobody handed in: handed in as they are.

Whoever comes back to one, and the rounds of a serving site, find them alike.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from learning.errors import ContentBroken
from learning.model.names import Kind
from learning.operations.cohort_time import find_time
from learning.operations.moves import Stand
from learning.operations.saving import finish
from learning.operations.site import Site
from learning.operations.timing import find_end, is_abandoned
from learning.operations.versions import load_standing
from learning.play.state import Finish
from learning.storage import attempts
from learning.storage.attempts import UnderWay


@dataclass(frozen=True, slots=True)
class Report:
    """How many attempts were handed in, and which could not be: their version compiles no more."""

    handed_in: int
    broken: tuple[str, ...]


def hand_in_abandoned(site: Site) -> Report:
    """Hand in every quiz that was abandoned."""
    with site.database.read() as connection:
        under_way = attempts.list_all_under_way(connection, Kind.QUIZ)
    handed_in, broken = 0, []
    for each in under_way:
        try:
            handed_in += _hand_in(site, each)
        except ContentBroken:
            broken.append(each.id)
    return Report(handed_in, tuple(broken))


def hand_in_as_is(site: Site, person_id: str, *, stand: Stand, ends_at: datetime) -> bool:
    """Hand in an attempt with what was saved in it; give False where somebody else just did.

    It counts as handed in when its time was up, or with its last move in the grace after that.
    """
    then = replace(stand, at=max(ends_at, stand.row.moved_at))
    return finish(site, person_id, then, move=Finish(early=True)) is True


def _hand_in(site: Site, under_way: UnderWay) -> bool:
    """Hand in an attempt if it was abandoned; give False where there was nothing to do."""
    attempt_id, person_id, now = under_way.id, under_way.person_id, site.clock()
    with site.database.read() as connection:
        module = site.shelf.modules.get(connection, under_way.path, under_way.sha256)
        extra_time = find_time(site, connection, under_way, account=under_way.extra_time)
        ends_at = find_end(module, under_way, site=site, extra_time=extra_time)
        if ends_at is None or not is_abandoned(ends_at, now):
            return False
        row = attempts.load_attempt(connection, attempt_id, person_id)
        assert row is not None
        module, state = load_standing(site, connection, row, attempt_id=attempt_id)
    stand = Stand(attempt_id, row, module, state, now)
    return hand_in_as_is(site, person_id, stand=stand, ends_at=ends_at)
