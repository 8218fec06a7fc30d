"""A play-test: every play of a module searched, some played at random, and what came of it.

Exact up to a cap on the states; past it, what rests on the plays tried says so. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from learning.model.key import Module
from learning.model.names import ChoiceId, Role, SceneId
from learning.play.compiled import compile_all
from learning.play.distance import is_for, list_ways, reach
from learning.play.lengths import comes_back, find_quickest, find_slowest
from learning.play.pace import make_pace
from learning.play.passages import Conditional, list_conditionals
from learning.play.plan import make_plan
from learning.play.playtest_problems import find_problems
from learning.play.playtest_report import (
    ChoiceFigure,
    CounterFigure,
    EndingFigure,
    Length,
    Lengths,
    PassageFigure,
    PlayTest,
    Reach,
    SceneFigure,
    SideReport,
)
from learning.play.prospects import Rivals, find_rivals
from learning.play.rehearsal import Tally, Trip, Watch, find_ending, rehearse
from learning.play.search import Exploration, explore
from learning.play.sifted import Sifted, sift
from learning.play.space import Space, fill_space
from learning.play.standing import is_last

RUNS = 1000
SEED = 1
# States for all sides together, so that a long case is tested in seconds.
BUDGET = 40_000
TEXT_CAP = 20_000
# Where not even the ways on can be searched whole, the pages cannot: a glance is enough.
GLANCE = 4_000


def run_playtest(module: Module, *, runs: int = RUNS, seed: int = SEED) -> PlayTest:
    """Play-test a module from each of its sides; the same seed gives the same figures.

    Raises KeyError as `explore` does for a module that the reader would refuse.
    """
    searches = _search(module)
    studies = [
        _study(module, role, search, runs=runs, seed=seed) for role, search in searches.items()
    ]
    sides = tuple(_report(module, study) for study in studies)
    explorations = {each.role: each.search.exploration for each in studies}
    test = PlayTest(
        module.case.path, module.case.title, runs, seed, module.case.minutes, sides, problems=()
    )
    return replace(test, problems=find_problems(module, test, explorations))


@dataclass(frozen=True, slots=True)
class _Search:
    """What the ways on come to. Sides with the same ways share one."""

    exploration: Exploration
    rivals: tuple[Rivals, ...] | None


@dataclass(frozen=True, slots=True)
class _Study:
    """All that was found out of one side."""

    role: Role
    search: _Search
    watch: Watch
    conditionals: tuple[Conditional, ...]
    space: Space
    tally: Tally


def _search(module: Module) -> Mapping[Role, _Search]:
    """Search from each side; where only text differs between sides, once is enough."""
    shapes: dict[Role, tuple[Sifted, ...]] = {
        role: tuple(replace(each, prose=()) for each in sift(module, role))
        for role in module.case.roles
    }
    first = {
        role: next(each for each in shapes if shapes[each] == shape)
        for role, shape in shapes.items()
    }
    cap = BUDGET // max(len(set(first.values())), 1)
    found = {role: _look_for(module, role, cap) for role in dict.fromkeys(first.values())}
    return {role: found[first[role]] for role in shapes}


def _look_for(module: Module, role: Role, cap: int) -> _Search:
    exploration = explore(module, role, cap=cap)
    # What counts points has as many states, or more.
    return _Search(exploration, find_rivals(module, role, cap=cap) if exploration.exact else None)


def _study(module: Module, role: Role, search: _Search, *, runs: int, seed: int) -> _Study:
    plan = make_plan(module, role, scoring=False, watching=True)
    conditionals = list_conditionals(module, role)
    watch = Watch(
        plan,
        make_pace(module, role, plan),
        tuple(
            tuple(compile_all(each.when, plan.layout) for each in conditionals if each.scene == one)
            for one in (scene.id for scene in plan.scenes)
        ),
    )
    space = fill_space(plan, TEXT_CAP if search.exploration.exact else GLANCE)
    return _Study(role, search, watch, conditionals, space, rehearse(watch, runs=runs, seed=seed))


def _report(module: Module, study: _Study) -> SideReport:
    found = study.search.exploration
    return SideReport(
        study.role,
        states=found.states,
        exact=found.exact,
        text_exact=study.space.whole,
        lost=study.tally.lost,
        scenes=_list_scenes(module, study),
        choices=_list_choices(module, study),
        passages=_list_passages(study),
        endings=_list_endings(module, study),
        counters=_list_counters(module, study),
        lengths=_measure(study),
        rivals=study.search.rivals,
    )


def _reach(study: _Study, plays: int, *, found: bool, exact: bool) -> Reach:
    possible = True if found or plays else (False if exact else None)
    return Reach(plays / study.tally.plays if study.tally.plays else 0.0, possible)


def _list_scenes(module: Module, study: _Study) -> tuple[SceneFigure, ...]:
    found, entered = study.search.exploration, study.tally.entered
    joined = reach(list_ways(module, study.role), module.case.start)

    def judge(number: int, scene: SceneId) -> Reach:
        # Where no way leads, conditions left aside, no play can come, however many there are.
        sure = found.exact or scene not in joined
        return _reach(study, entered[number], found=scene in found.reached, exact=sure)

    return tuple(
        SceneFigure(
            scene.id,
            scene.title,
            scene.line,
            judge(number, scene.id),
            found.reached.get(scene.id),
        )
        for number, scene in enumerate(module.case.scenes.values())
    )


def _list_choices(module: Module, study: _Study) -> tuple[ChoiceFigure, ...]:
    found, tally = study.search.exploration, study.tally

    def judge(pair: tuple[SceneId, ChoiceId]) -> Reach:
        return _reach(study, tally.taken[pair], found=pair in found.takeable, exact=found.exact)

    return tuple(
        ChoiceFigure(scene, each.id, each.text, each.line, judge((scene, each.id)))
        for scene, key in module.key.scenes.items()
        for each in key.choices
        if is_for(each, study.role)
    )


def _list_passages(study: _Study) -> tuple[PassageFigure, ...]:
    scenes = [each.id for each in study.watch.plan.scenes]
    shown, hidden = _look_everywhere(study)
    number: dict[SceneId, int] = {}
    figures = []
    for each in study.conditionals:
        place = scenes.index(each.scene), number.get(each.scene, 0)
        number[each.scene] = place[1] + 1
        plays = study.tally.shown[place]
        figure = _reach(study, plays, found=place in shown, exact=study.space.whole)
        always = (None if not study.space.whole else place in shown) and place not in hidden
        figures.append(
            PassageFigure(each.scene, each.passage, each.line, each.opening, figure, always)
        )
    return tuple(figures)


def _look_everywhere(study: _Study) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Find the passages that some state shows, and those that some state of their scene hides."""
    shown: set[tuple[int, int]] = set()
    hidden: set[tuple[int, int]] = set()
    for scene, flags, counts in study.space.nodes:
        for number, test in enumerate(study.watch.passages[scene]):
            (shown if test(counts, flags) else hidden).add((scene, number))
    return shown, hidden


def _list_endings(module: Module, study: _Study) -> tuple[EndingFigure, ...]:
    plan, space, tally = study.watch.plan, study.space, study.tally
    found = {(space.nodes[at][0], find_ending(plan, space.nodes[at])) for at in space.ends}
    figures = []
    for place, scene in enumerate(module.case.scenes.values()):
        key = module.key.scenes[scene.id]
        own = [each for each in key.endings if is_for(each, study.role)]
        rows = [(number, each.grade, each.line) for number, each in enumerate(own)]
        ends = plan.scenes[place].is_last and is_last(key, key.next)
        last = [(-1, None, scene.line)] if ends else []
        for number, grade, line in (*rows, *last):
            here = place, number
            figure = _reach(study, tally.endings[here], found=here in found, exact=space.whole)
            figures.append(EndingFigure(scene.id, number, scene.title, line, grade, figure))
    return tuple(figures)


def _list_counters(module: Module, study: _Study) -> tuple[CounterFigure, ...]:
    ranges = study.search.exploration.ranges
    return tuple(
        CounterFigure(counter, *ranges[counter.name], dict(sorted(values.items())))
        for counter, values in zip(module.case.counters, study.tally.values, strict=True)
    )


def _measure(study: _Study) -> Lengths:
    tally, found, space = study.tally, study.search.exploration, study.space
    ended = tally.plays - tally.lost
    quickest = find_quickest(study.watch, space) if space.whole else None
    slowest = find_slowest(study.watch, space) if space.whole else None
    sure = space.whole and not comes_back(space)
    quick = [each for each in (quickest, tally.quickest) if each]
    slow = [each for each in (slowest, tally.slowest) if each]
    fewest = tally.fewest if found.shortest is None else found.shortest + 1
    return Lengths(
        fewest=fewest,
        most=found.longest + 1 if found.longest is not None else None,
        quickest=_tell_length(min(quick, key=_minutes, default=None), sure=sure),
        slowest=_tell_length(max(slow, key=_minutes, default=None), sure=sure),
        mean_minutes=tally.minutes / ended if ended else None,
        scenes_exact=found.exact,
    )


def _tell_length(trip: Trip | None, *, sure: bool) -> Length | None:
    if trip is None:
        return None
    path = tuple(way.text for way in trip.ways)
    return Length(trip.scenes, trip.minutes, path, sure)


def _minutes(trip: Trip) -> float:
    return trip.minutes
