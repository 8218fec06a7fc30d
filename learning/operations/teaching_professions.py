"""The professions and sides of a cohort beside one another, without telling on anybody.

Every person counts once in each measure, by a share of their own; groups of which one could guess
who is meant are put together, or not told at all. Nothing in here ranks anybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.access.professions import PROFESSIONS
from learning.evidence.groups import LEAST, Measure, form_groups, measure, measure_groups
from learning.evidence.spotting import add_up, find_heard, find_over_referral, sum_up
from learning.model.names import HEALTH, LAW
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.operations.teaching import Glance, read_glance
from learning.operations.teaching_evidence import Desk, open_desk
from learning.storage import teaching, teaching_evidence
from learning.storage.cohorts import LearnerRow
from learning.storage.teaching import Sure
from learning.storage.teaching_evidence import KeptLine, OwnPart, PersonSpotting


class What(StrEnum):
    """What is measured, as a share of each person's own."""

    DONE = "done"
    POINTS = "points"
    HEARD = "heard"
    OVER = "over-referral"
    SURE = "sure"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Group:
    """Some professions, or sides, taken together; `people` is how many learners they are."""

    keys: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups beside one another: of each measure the figures in the order of the groups."""

    groups: tuple[Group, ...]
    measures: Mapping[What, tuple[Measure | None, ...]]


@dataclass(frozen=True, slots=True)
class Professions:
    """A cohort as a whole, by side and by profession. What cannot be told apart has no groups."""

    desk: Desk
    learners: int
    whole: Mapping[What, Measure | None]
    sides: Comparison
    professions: Comparison


Shares = Mapping[What, Mapping[str, float]]


def load_professions(site: Site, viewer: Viewer, cohort_id: str) -> Professions:
    """Compare the professions of a cohort, for who teaches it; raises NotFound."""
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        glance = read_glance(site, connection, desk.cohort)
        at = (connection, cohort_id, desk.taught.paths)
        shares: Shares = {
            What.DONE: _share_done(glance),
            What.POINTS: _share_points(teaching_evidence.list_kept(*at)),
            **_share_spotting(teaching_evidence.list_first_spotting(*at)),
            What.SURE: _share_sure(teaching.list_sure(*at)),
            What.SESSIONS: _share_sessions(teaching_evidence.list_own_parts(*at)),
        }
    learners = [each.learner for each in glance.lines]
    return Professions(
        desk=desk,
        learners=len(learners),
        whole={what: measure([*shares[what].values()]) for what in What},
        sides=_compare(_list_sides(learners), shares),
        professions=_compare(_list_professions(learners), shares),
    )


# Whose people are whose: the ids of the people of each key, key by key in a fixed order.
Members = Mapping[str, Sequence[str]]


def _list_sides(learners: Iterable[LearnerRow]) -> tuple[tuple[tuple[str, ...], ...], Members]:
    members: Members = {
        side: [each.person_id for each in learners if each.side == side] for side in (HEALTH, LAW)
    }
    groups = form_groups({key: len(each) for key, each in members.items()})
    return groups if len(groups) > 1 else (), members


def _list_professions(
    learners: Sequence[LearnerRow],
) -> tuple[tuple[tuple[str, ...], ...], Members]:
    """Form groups within each side, so that a side less those told never leaves a few people."""
    members = {
        name: [each.person_id for each in learners if each.profession == name]
        for name in PROFESSIONS
    }
    sizes = {name: len(each) for name, each in members.items()}
    by_side = [
        {name: size for name, size in sizes.items() if PROFESSIONS[name].side == side}
        for side in (HEALTH, LAW)
    ]
    if any(0 < sum(each.values()) < LEAST for each in by_side):
        groups = form_groups(sizes)
    else:
        groups = tuple(group for each in by_side for group in form_groups(each))
    return groups if len(groups) > 1 else (), members


def _compare(formed: tuple[tuple[tuple[str, ...], ...], Members], shares: Shares) -> Comparison:
    keys, members = formed
    return Comparison(
        tuple(Group(group, sum(len(members[key]) for key in group)) for group in keys),
        {
            what: measure_groups(
                keys,
                {
                    key: [own[each] for each in people if each in own]
                    for key, people in members.items()
                },
            )
            for what, own in shares.items()
        },
    )


def _share_done(glance: Glance) -> Mapping[str, float]:
    return {
        each.learner.person_id: each.done / glance.needed for each in glance.lines if glance.needed
    }


def _share_points(rows: Iterable[KeptLine]) -> Mapping[str, float]:
    kept: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        kept[row.person_id].append(row.kept)
    return {person: sum(each) / len(each) for person, each in kept.items()}


def _share_spotting(rows: Iterable[PersonSpotting]) -> Shares:
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row.person_id].append(row.spotting)
    sums = {person: sum_up(add_up(map(load_spotting, each))) for person, each in texts.items()}
    heard = {person: find_heard(each) for person, each in sums.items()}
    over = {person: find_over_referral(each) for person, each in sums.items()}
    return {What.HEARD: dict(_known(heard)), What.OVER: dict(_known(over))}


def _known(shares: Mapping[str, float | None]) -> Iterator[tuple[str, float]]:
    for person, share in shares.items():
        if share is not None:
            yield person, share


def _share_sure(rows: Iterable[Sure]) -> Mapping[str, float]:
    return {row.person_id: row.right / row.answers for row in rows}


def _share_sessions(rows: Iterable[OwnPart]) -> Mapping[str, float]:
    return {row.person_id: row.earned / row.possible for row in rows}
