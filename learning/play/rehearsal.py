"""Plays at random, from a seed, that prefer what was used least; and what they came to.

Knows plans and numbers; `play/playtest.py` puts names to them.
"""

from collections import Counter
from dataclasses import dataclass, field

from learning.model.names import ChoiceId, SceneId
from learning.play.compiled import Counts, Test
from learning.play.dice import Dice
from learning.play.pace import Pace
from learning.play.plan import Plan, Way
from learning.play.space import LONGEST_WALK, Node, first_node, go, look_on


@dataclass(frozen=True, slots=True)
class Trip:
    """One play: how many scenes it went through, how long it took, and its ways."""

    scenes: int
    minutes: float
    ways: tuple[Way, ...]


@dataclass(slots=True)
class Tally:
    """In how many plays each thing came up. Scenes and what is in them go by their numbers.

    `values` counts each counter's values at the endings. `lost` plays came to no ending.
    """

    plays: int = 0
    entered: Counter[int] = field(default_factory=Counter)
    taken: Counter[tuple[SceneId, ChoiceId]] = field(default_factory=Counter)
    shown: Counter[tuple[int, int]] = field(default_factory=Counter)
    endings: Counter[tuple[int, int]] = field(default_factory=Counter)
    values: tuple[Counter[int], ...] = ()
    lost: int = 0
    minutes: float = 0.0
    quickest: Trip | None = None
    slowest: Trip | None = None
    fewest: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look at in plays: a plan that watches all, the pace, and by scene the passages."""

    plan: Plan
    pace: Pace
    passages: tuple[tuple[Test, ...], ...]


def rehearse(watch: Watch, *, runs: int, seed: int) -> Tally:
    """Play `runs` times at random from the start, at most 250 steps each.

    Of the ways open at a place, each is as likely as one is to (times used before + 1), so that
    what is seldom open is taken when it is.
    """
    tally = Tally(values=tuple(Counter() for _ in watch.plan.layout.counters))
    actor = _Actor(watch, tally, Dice(seed))
    for _ in range(runs):
        actor.play()
    return tally


def find_ending(plan: Plan, node: Node) -> int:
    """Give the number of the ending that holds in a state that ends; of a last scene, -1."""
    scene, flags, counts = node
    tests = plan.scenes[scene].endings
    return next((number for number, test in enumerate(tests) if test(counts, flags)), -1)


def measure_trip(watch: Watch, ways: tuple[Way, ...]) -> Trip:
    """Walk a path again and time it, cover and debrief included.

    Questions and spotting take time at a first visit to their scene only.
    """
    node, minutes, seen = first_node(watch.plan), watch.pace.around, {watch.plan.start}
    first, scenes = True, 1
    for way in ways:
        if way.answered is None:
            minutes += _leave(watch, node, way, first=first)
            first, scenes = way.target not in seen, scenes + 1
            seen.add(way.target)
        node = go(node, way)
    scene, flags, counts = node
    minutes += watch.pace.measure(scene, flags, counts, first=first)
    return Trip(scenes, minutes, ways)


def _leave(watch: Watch, node: Node, way: Way, *, first: bool) -> float:
    scene, flags, counts = node
    minutes = watch.pace.measure(scene, flags, counts, first=first)
    if way.choice is not None:
        minutes += watch.pace.told[watch.plan.scenes[scene].id, way.choice]
    return minutes


class _Actor:
    """Plays, and remembers what was used."""

    def __init__(self, watch: Watch, tally: Tally, dice: Dice) -> None:
        self.watch = watch
        self.tally = tally
        self.dice = dice
        self.used: Counter[int] = Counter()

    def play(self) -> None:
        plan, tally = self.watch.plan, self.tally
        node, ways = first_node(plan), []
        shown: set[tuple[int, int]] = set()
        ended = False
        for _ in range(LONGEST_WALK):
            scene, flags, counts = node
            shown.update(self.look(scene, flags, counts))
            ended, ahead = look_on(plan.scenes[scene], flags, counts)
            if ended or not ahead:
                break
            ways.append(self.choose(ahead))
            node = go(node, ways[-1])
        tally.plays += 1
        tally.shown.update(shown)
        self.note_path(ways)
        if ended:
            self.note_ending(node, measure_trip(self.watch, tuple(ways)))
        else:
            tally.lost += 1

    def look(self, scene: int, flags: int, counts: Counts) -> list[tuple[int, int]]:
        tests = self.watch.passages[scene]
        return [(scene, number) for number, test in enumerate(tests) if test(counts, flags)]

    def choose(self, ways: list[Way]) -> Way:
        way = ways[0]
        if len(ways) > 1:
            way = ways[self.dice.pick([1 / (1 + self.used[id(each)]) for each in ways])]
        self.used[id(way)] += 1
        return way

    def note_path(self, ways: list[Way]) -> None:
        plan = self.watch.plan
        places = [plan.start, *(way.target for way in ways)]
        self.tally.entered.update(set(places))
        self.tally.taken.update(
            {
                (plan.scenes[place].id, way.choice)
                for place, way in zip(places, ways, strict=False)
                if way.choice is not None
            }
        )

    def note_ending(self, node: Node, trip: Trip) -> None:
        tally = self.tally
        tally.endings[node[0], find_ending(self.watch.plan, node)] += 1
        for counter, value in zip(tally.values, node[2], strict=True):
            counter[value] += 1
        tally.minutes += trip.minutes
        if tally.quickest is None or trip.minutes < tally.quickest.minutes:
            tally.quickest = trip
        if tally.slowest is None or trip.minutes > tally.slowest.minutes:
            tally.slowest = trip
        tally.fewest = trip.scenes if tally.fewest is None else min(tally.fewest, trip.scenes)
        tally.most = trip.scenes if tally.most is None else max(tally.most, trip.scenes)
