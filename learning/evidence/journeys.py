"""How a group went through a case: who came where, which way they left, how long they stayed.

Knows moves only as scenes and times; whose they are it knows by a key, no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from learning.model.names import ChoiceId, SceneId

# Whoever does nothing for longer than this is taken to be elsewhere.
PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Made:
    """A move as it was made: in which scene, when, and whether it led on, by which choice.

    The first of an attempt was made nowhere: its scene is empty, and it leads in.
    """

    scene: SceneId
    at: datetime
    leaves: bool = False
    choice: ChoiceId | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """One attempt: whose it is, its moves in order, where it stands, and whether it is over."""

    traveller: str
    moves: Sequence[Made]
    last: SceneId
    over: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """Once in a scene: how long, and which way on.

    `seconds` is None where it was all a pause, or is not over; `target` where no way led on.
    """

    scene: SceneId
    seconds: float | None
    choice: ChoiceId | None
    target: SceneId | None


@dataclass(frozen=True, slots=True)
class SceneTraffic:
    """A scene: how many people were there, how often in all, and the median stay in seconds.

    `pauses` counts the stays in which a pause was left out.
    """

    people: int
    visits: int
    seconds: float | None
    pauses: int


Way = tuple[SceneId, ChoiceId | None, SceneId]


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a group did in a case: by scene, and the people on each way."""

    people: int
    scenes: Mapping[SceneId, SceneTraffic]
    ways: Mapping[Way, int]


@dataclass(slots=True)
class _Count:
    people: set[str] = field(default_factory=set)
    visits: int = 0
    seconds: list[float] = field(default_factory=list)
    pauses: int = 0


def list_stays(journey: Journey) -> Iterator[tuple[Stay, bool]]:
    """Give the stays of an attempt in order, each with whether a pause was left out of it.

    A stay lasts from the move that led in to the one that led out. A gap between two moves that is
    longer than half an hour is a pause and counts for nothing.

    >>> noon = datetime(2026, 11, 1, 12)
    >>> moves = [Made(SceneId(""), noon, leaves=True)]
    >>> moves += [Made(SceneId("a"), noon + timedelta(minutes=2), leaves=True)]
    >>> [(stay.scene, stay.seconds, paused) for stay, paused in
    ...     list_stays(Journey("amina", moves, SceneId("b")))]
    [('a', 120.0, False), ('b', None, False)]
    """
    spent, paused, moved = timedelta(), False, False
    for number, (before, move) in enumerate(pairwise(journey.moves), 1):
        gap = move.at - before.at
        if gap > PAUSE:
            paused = True
        else:
            spent, moved = spent + gap, True
        if not move.leaves:
            continue
        following = journey.moves[number + 1 :]
        target = following[0].scene if following else journey.last
        seconds = spent.total_seconds() if moved else None
        yield Stay(move.scene, seconds, move.choice, target), paused
        spent, paused, moved = timedelta(), False, False
    if journey.moves:
        seconds = spent.total_seconds() if moved and journey.over else None
        yield Stay(journey.last, seconds, None, None), paused


def count_traffic(journeys: Iterable[Journey]) -> Traffic:
    """Count people by scene and way. Who went somewhere twice, or in two attempts, counts once.

    >>> noon = datetime(2026, 11, 1, 12)
    >>> begun = [Made(SceneId(""), noon, leaves=True)]
    >>> traffic = count_traffic([Journey("amina", begun, SceneId("a"))] * 2)
    >>> traffic.people, traffic.scenes["a"].people, traffic.scenes["a"].visits
    (1, 1, 2)
    """
    scenes: dict[SceneId, _Count] = defaultdict(_Count)
    ways: dict[Way, set[str]] = defaultdict(set)
    everybody = set()
    for journey in journeys:
        everybody.add(journey.traveller)
        for stay, paused in list_stays(journey):
            _add(scenes[stay.scene], journey.traveller, stay, paused=paused)
            if stay.target is not None:
                ways[stay.scene, stay.choice, stay.target].add(journey.traveller)
    return Traffic(
        people=len(everybody),
        scenes={
            scene: SceneTraffic(
                len(each.people),
                each.visits,
                median(each.seconds) if each.seconds else None,
                each.pauses,
            )
            for scene, each in scenes.items()
        },
        ways={way: len(people) for way, people in ways.items()},
    )


def _add(count: _Count, traveller: str, stay: Stay, *, paused: bool) -> None:
    count.people.add(traveller)
    count.visits += 1
    count.pauses += paused
    if stay.seconds is not None:
        count.seconds.append(stay.seconds)
