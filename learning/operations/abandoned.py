"""Quizzes whose time has long been up and that nobody handed in: handed in as they are.

Whoever comes back to one, and the rounds of a serving site, find them alike.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from learning.model.names import Kind
from learning.operations.moves import Stand
from learning.operations.saving import finish
from learning.operations.site import Site
from learning.operations.timing import find_end, is_abandoned
from learning.operations.versions import load_standing
from learning.play.state import Finish
from learning.storage import attempts
from learning.storage.attempts import UnderWay


def hand_in_abandoned(site: Site) -> int:
    """Hand in every quiz that was abandoned, and say how many that were."""
    handed_in = 0
    for each, ends_at in list(_list_abandoned(site)):
        with site.database.read() as connection:
            row = attempts.load_attempt(connection, each.id, each.person_id)
            assert row is not None
            module, state = load_standing(site, connection, row, attempt_id=each.id)
        stand = Stand(each.id, row, module, state, site.clock())
        handed_in += hand_in_as_is(site, each.person_id, stand, ends_at)
    return handed_in


def hand_in_as_is(site: Site, person_id: str, stand: Stand, ends_at: datetime) -> bool:
    """Hand in an attempt with what was saved in it; give False where somebody else just did.

    It counts as handed in when its time was up, or with its last move in the grace after that.
    """
    then = replace(stand, at=max(ends_at, stand.row.moved_at))
    return finish(site, person_id, then, Finish(early=True)) is True


def _list_abandoned(site: Site) -> Iterator[tuple[UnderWay, datetime]]:
    with site.database.read() as connection:
        for each in attempts.list_all_under_way(connection, Kind.QUIZ):
            module = site.shelf.modules.get(connection, each.path, each.sha256)
            ends_at = find_end(module, each, site=site, extra_time=each.extra_time)
            if ends_at is not None and is_abandoned(ends_at, site.clock()):
                yield each, ends_at
