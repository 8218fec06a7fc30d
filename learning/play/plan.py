"""A module made ready for searching, for one side: scenes by number, ways on as small numbers.

Only what can decide a way on is kept in a state, so that the space to search stays small.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from learning.model.case import Counter
from learning.model.condition import Answered, Visited
from learning.model.key import Module
from learning.model.names import ChoiceId, Kind, QuestionId, Role, SceneId
from learning.play.compiled import (
    Collected,
    Counts,
    Flag,
    Layout,
    Shift,
    Test,
    always,
    compile_all,
    compile_effects,
    lay_out,
    list_leaves,
)
from learning.play.components import find_circles
from learning.play.distance import list_ways
from learning.play.sifted import Sifted, SiftedChoice, SiftedQuestion, sift
from learning.play.standing import count_tries, is_last
from learning.quiz.marking import best_wrong, is_marked

Worth = Callable[[Counts, int], float | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: a choice, running on, or (with `answered` set) an answer inside the scene.

    `shifts` move the counters of the state, `drifts` those that no deciding condition compares.
    """

    text: str
    target: int
    flags: int
    is_open: Test = always
    shifts: tuple[Shift, ...] = ()
    drifts: tuple[Shift, ...] = ()
    choice: ChoiceId | None = None
    answered: tuple[QuestionId, bool] | None = None
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """A question that some condition asks after: it is answered rightly, or not, or at all."""

    bit: int
    is_there: Test
    required: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Points of a scene, None while they are not there.

    `bit` remembers that they were collected; 0 where the scene is entered once at most.
    """

    bit: int
    worth: Worth


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene ready for searching. Required tasks come first.

    `in_order`: nothing here depends on answers given here, so one order of answering is enough.
    """

    id: SceneId
    tasks: tuple[Task, ...]
    in_order: bool
    endings: tuple[Test, ...]
    ways: tuple[Way, ...]
    is_last: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole module for one side. `free` are the counters that no deciding condition compares.

    `tight` says that no point among the items is counted too high; `all_asked`, that no question
    may be missing from an attempt because it was not drawn.
    """

    scenes: tuple[PlannedScene, ...]
    start: int
    start_flags: int
    layout: Layout
    free: tuple[Counter, ...]
    tight: bool
    all_asked: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """What planning a scene needs to know of the others.

    Unless `all_asked` a question may be missing, and play goes on without it. `lost` is the share
    of its points that a question has lost by the time that no try at it is left.
    """

    layout: Layout
    free: tuple[Counter, ...]
    numbers: Mapping[SceneId, int]
    asked: frozenset[QuestionId]
    scoring: bool
    all_asked: bool
    lost: Fraction


def make_plan(
    module: Module,
    role: Role,
    *,
    scoring: bool,
    watching: bool = False,
    drawn: frozenset[QuestionId] | None = None,
) -> Plan:
    """Make a module ready for searching from one side.

    `scoring` takes in the points, and remembers which were collected in scenes where they could be
    counted twice: that makes the space larger, so it is left to a search of its own. `watching`
    takes in all that a page shows: every counter, and what conditions on text ask after. `drawn`
    are the questions of one attempt, where not all are asked.
    """
    sifted = sift(module, role, drawn=drawn)
    conditions = [condition for scene in sifted for condition in scene.deciding()]
    if watching:
        conditions += [one for scene in sifted for when in scene.prose for one in when]
    leaves = [leaf for condition in conditions for leaf in list_leaves(condition)]
    asked = frozenset(leaf.question for leaf in leaves if isinstance(leaf, Answered))
    more = list(_list_once(sifted))
    if scoring:
        for scene in _find_again(module, role, sifted):
            more += _list_collected(scene, asked)
    layout = lay_out(conditions, module.case.counters, more)
    if watching:
        layout = replace(layout, counters=module.case.counters)
    draft = _Draft(
        layout,
        free=tuple(each for each in module.case.counters if each not in layout.counters),
        numbers={scene.scene: number for number, scene in enumerate(sifted)},
        asked=asked,
        scoring=scoring,
        all_asked=_asks_all(module, sifted, drawn),
        lost=(count_tries(module) - 1) * module.case.try_cost,
    )
    plays_on = module.case.kind is not Kind.CASE
    return Plan(
        scenes=tuple(_plan_scene(scene, draft, plays_on=plays_on) for scene in sifted),
        start=draft.numbers[module.case.start],
        start_flags=layout.bit(Visited(module.case.start)),
        layout=layout,
        free=draft.free,
        tight=not any(scene.own_answers() and any(w for _, w in scene.cues) for scene in sifted),
        all_asked=draft.all_asked,
    )


def count_points(
    module: Module,
    role: Role,
    scenes: Collection[SceneId],
    *,
    drawn: frozenset[QuestionId] | None = None,
) -> float:
    """Give all points that a side could find in these scenes, or in the luckiest draw of them."""
    sifted = [each for each in sift(module, role, drawn=drawn) if each.scene in scenes]
    points = sorted((_full(each) for scene in sifted for each in scene.questions), reverse=True)
    cues = sum(cue.need is not None for scene in sifted for cue, _ in scene.cues)
    return cues + sum(points[: module.case.draw])


def _asks_all(
    module: Module, sifted: tuple[Sifted, ...], drawn: frozenset[QuestionId] | None
) -> bool:
    draw, there = module.case.draw, sum(len(scene.questions) for scene in sifted)
    return draw is None or drawn is not None or draw >= there


def _find_again(module: Module, role: Role, sifted: tuple[Sifted, ...]) -> list[Sifted]:
    """Find the scenes in which points could be counted twice, or appear after entering."""
    numbers = {scene.scene: number for number, scene in enumerate(sifted)}
    ways = list_ways(module, role)
    circles = find_circles([[numbers[to] for to in ways[scene.scene]] for scene in sifted])
    return [
        scene for number, scene in enumerate(sifted) if number in circles or scene.own_answers()
    ]


def _list_once(sifted: tuple[Sifted, ...]) -> Iterator[Flag]:
    return (
        (scene.scene, each.choice.id)
        for scene in sifted
        for each in scene.choices
        if each.choice.once
    )


def _list_collected(scene: Sifted, asked: frozenset[QuestionId]) -> Iterator[Flag]:
    if scene.cues:
        yield Collected(scene.scene, None)
    for each in scene.questions:
        if each.question.id not in asked:
            yield Collected(scene.scene, each.question.id)


def _plan_scene(scene: Sifted, draft: _Draft, *, plays_on: bool) -> PlannedScene:
    tasks = [
        _plan_task(scene, each, draft)
        for each in scene.questions
        if each.question.id in draft.asked
    ]
    return PlannedScene(
        scene.scene,
        tasks=tuple(sorted(tasks, key=lambda task: not task.required)),
        in_order=not scene.own_answers(),
        endings=tuple(compile_all(when, draft.layout) for when in scene.endings),
        ways=tuple(_plan_ways(scene, draft)),
        is_last=plays_on and is_last(scene.key, scene.key.next),
        items=tuple(_plan_items(scene, draft)) if draft.scoring else (),
    )


def _plan_ways(scene: Sifted, draft: _Draft) -> Iterator[Way]:
    for each in scene.choices:
        yield _plan_choice(scene.scene, each, draft)
    following = scene.key.next
    if following is not None:
        yield Way("go on", draft.numbers[following], draft.layout.bit(Visited(following)))


def _plan_choice(scene: SceneId, sifted: SiftedChoice, draft: _Draft) -> Way:
    choice, layout = sifted.choice, draft.layout
    taken = layout.bit((scene, choice.id))
    test = compile_all(sifted.when, layout)
    return Way(
        choice.text,
        draft.numbers[choice.target],
        flags=taken | layout.bit(Visited(choice.target)),
        is_open=_only_once(test, taken) if choice.once else test,
        shifts=compile_effects(choice.effects, layout.counters),
        drifts=compile_effects(choice.effects, draft.free),
        choice=choice.id,
    )


def _only_once(test: Test, taken: int) -> Test:
    return lambda counts, flags: not flags & taken and test(counts, flags)


def _plan_task(scene: Sifted, sifted: SiftedQuestion, draft: _Draft) -> Task:
    question, layout = sifted.question, draft.layout
    given = layout.bit(Answered(question.id))
    right = given | layout.bit(Answered(question.id, right=True))
    here = draft.numbers[scene.scene]

    def answer(how: str, *, rightly: bool, gain: float) -> Way:
        text = f"answer “{question.title}”{how}"
        flags = right if rightly else given
        return Way(text, here, flags, answered=(question.id, rightly), gain=gain)

    if is_marked(sifted.key):
        wrong = max(best_wrong(question, sifted.key) - float(draft.lost * question.points), 0.0)
        ways = [
            answer(" rightly", rightly=True, gain=_full(sifted)),
            answer(" wrongly", rightly=False, gain=wrong),
        ]
    else:
        ways = [answer("", rightly=False, gain=0.0)]
    there = compile_all(sifted.when, layout)
    required = draft.all_asked and not question.optional
    return Task(given, there, required=required, ways=tuple(ways))


def _plan_items(scene: Sifted, draft: _Draft) -> Iterator[Item]:
    """Give the points of questions that no condition asks after, and of the cues."""
    layout = draft.layout
    for each in scene.questions:
        if each.question.id not in draft.asked:
            there = compile_all(each.when, layout)
            bit = layout.bit(Collected(scene.scene, each.question.id))
            yield Item(bit, _worth_if(there, _full(each)))
    if scene.cues:
        yield Item(layout.bit(Collected(scene.scene, None)), _worth_of_cues(scene, draft))


def _worth_if(there: Test, points: float) -> Worth:
    return lambda counts, flags: points if there(counts, flags) else None


def _worth_of_cues(scene: Sifted, draft: _Draft) -> Worth:
    if scene.own_answers():
        # Whoever answers first may see more or fewer cues: count them all, an upper bound.
        total = float(sum(cue.need is not None for cue, _ in scene.cues))
        return lambda counts, flags: total
    tests = [(compile_all(when, draft.layout), cue.need is not None) for cue, when in scene.cues]

    def count(counts: Counts, flags: int) -> float | None:
        shown = [real for test, real in tests if test(counts, flags)]
        return float(sum(shown)) if shown else None

    return count


def _full(sifted: SiftedQuestion) -> float:
    return float(sifted.question.points) if is_marked(sifted.key) else 0.0
