"""Small random modules and random plays of them, for properties that must hold of every case.

All text is a marker that names what it is, so that a leak can be told from the page alone. Modules
are drawn whole from a seed: a hundred times quicker than part by part, and the seed is the example.
"""

from collections.abc import Iterable
from fractions import Fraction
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Effect,
    Guard,
    Not,
    Or,
    Visited,
)
from learning.model.key import ChoiceKey, EndingKey, Module
from learning.model.names import FACILITATOR, HEALTH, LAW, Feedback, Grade, Kind, Need, QuestionKind
from learning.play.advance import advance
from learning.play.shown import ShownQuestion
from learning.play.state import (
    Choose,
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Rate,
    Refused,
    Reply,
    State,
    TakeHint,
)
from learning.play.view import view_scene
from learning.quiz.answer import Confidence, Noticed
from tests.unit.factories import (
    Built,
    Part,
    Quizzed,
    make_counter,
    make_cue,
    make_fence,
    make_module,
    make_prose,
    make_scene,
)
from tests.unit.quiz.forms import find_right, make_answer, make_sample

NAMES = ("s0", "s1", "s2", "s3")
COUNTERS = (make_counter("trust", 1, 0, 3), make_counter("time", 0, 0, 4))
OPERATORS = (">=", ">", "<=", "<", "=", "!=")
SIDES = ((), (HEALTH,), (LAW,), (HEALTH, LAW), (FACILITATOR,), (LAW, FACILITATOR))

some = settings(max_examples=30, deadline=None)
modules = st.integers(0, 2**32).map(lambda seed: make_world(Random(seed)))
sides = st.sampled_from([HEALTH, LAW])
picks = st.lists(st.integers(0, 1_000), max_size=14)


def make_world(rng: Random) -> Module:
    kind = rng.choice([Kind.CASE, Kind.CASE, Kind.LESSON, Kind.QUIZ])
    built = [_scene(rng, name) for name in NAMES]
    quiz = {
        "feedback": rng.choice(list(Feedback)),
        "draw": rng.choice([None, 0, 1, 2, 9]),
        "tries": rng.choice([1, 2, 3]),
        "try_cost": Fraction(rng.choice([0, 1, 10, 33, 100]), 100),
        "time_limit": rng.choice([None, 5]),
    }
    return make_module(
        *built,
        counters=COUNTERS,
        kind=kind,
        shuffle=_maybe(rng),
        ask_confidence=_maybe(rng),
        **(quiz if kind is Kind.QUIZ else {}),
    )


def _scene(rng: Random, name: str) -> Built:
    prose = make_prose(f"prose-{name}", f"text {name} has a cue{name} and a lure{name} in it")
    cues = [
        make_cue(f"k-{name}", prose, f"cue{name}"),
        make_cue(f"l-{name}", prose, f"lure{name}", None),
    ]
    told = make_fence(f"t-{name}", prose, roles=rng.choice(SIDES[:4]), when=_when(rng))
    return make_scene(
        name,
        told if _maybe(rng) else prose,
        *(_question(rng, f"q-{name}-{number}") for number in range(rng.randint(0, 2))),
        choices=[_choice(rng, name, number) for number in range(rng.randint(0, 3))],
        endings=[EndingKey(Grade.GOOD, f"<ending {name}>", (_guard(rng),))] * _maybe(rng),
        cues=cues * _maybe(rng),
        runs_on=rng.choice(NAMES) if rng.random() < 0.3 else None,
    )


def _question(rng: Random, name: str) -> Part:
    kind = rng.choice([QuestionKind.SINGLE, QuestionKind.MULTIPLE, *QuestionKind])
    quizzed = make_sample(rng, kind, name, optional=_maybe(rng))
    if _maybe(rng):
        return quizzed
    text = make_prose(f"p-{name}", f"sealed {name}")
    return make_fence(f"f-{name}", text, quizzed, roles=rng.choice(SIDES), when=_when(rng))


def _choice(rng: Random, scene: str, number: int) -> ChoiceKey:
    label = f"{scene}-c{number}"
    return ChoiceKey(
        id=f"c{number}",
        text=label,
        html=f"<choice {label}>",
        target=rng.choice(NAMES),
        effects=tuple(_effect(rng) for _ in range(rng.randint(0, 2))),
        condition=_when(rng),
        greyed_reason=rng.choice([None, f"<greyed {label}>"]),
        once=rng.random() < 0.2,
        feedback_html=f"<after {label}>",
        guards=(_guard(rng),) * (rng.random() < 0.3),
    )


def _effect(rng: Random) -> Effect:
    return Effect(rng.choice(["trust", "time"]), rng.choice("+-="), rng.randint(0, 3))


def _guard(rng: Random) -> Guard:
    return Guard(frozenset(rng.choice(SIDES)), _when(rng))


def _when(rng: Random) -> Condition | None:
    return _condition(rng) if _maybe(rng) else None


def _condition(rng: Random) -> Condition:
    scene = rng.choice(NAMES)
    match rng.randint(0, 6):
        case 0:
            return Not(_condition(rng))
        case 1:
            return And((_condition(rng), _condition(rng)))
        case 2:
            return Or((_condition(rng), _condition(rng)))
        case 3:
            return Compare(rng.choice(["trust", "time"]), rng.choice(OPERATORS), rng.randint(0, 4))
        case 4:
            return Visited(scene)
        case 5:
            return Chose(frozenset({(scene, "c0"), (rng.choice(NAMES), "c1")}))
        case _:
            return Answered(f"q-{scene}-{rng.randint(0, 1)}", rng.choice([None, True, False]))


def _maybe(rng: Random) -> bool:
    return rng.random() < 0.5


def offered(module: Module, state: State) -> list[Move]:
    """List moves that the page offers, each kind of answer included."""
    view = view_scene(module, state)
    moves: list[Move] = []
    if view.cues is not None and view.cues.score is None:
        marks = Noticed(f"cue{state.scene}", Need.HOUSING), Noticed("text", Need.DEBT)
        moves += [Notice(marks[:count]) for count in range(3)]
    for block in view.blocks:
        if isinstance(block, ShownQuestion):
            moves += _dealings(module, state, block)
    moves += [Choose(each.id) for each in view.choices if each.closed_reason is None]
    moves += [Continue()] * view.may_continue + [GoBack()] * view.may_go_back
    return moves + [Finish()] * view.may_finish


def _dealings(module: Module, state: State, shown: ShownQuestion) -> list[Move]:
    question, key = shown.question, module.key.scenes[state.scene].questions[shown.question.id]
    moves: list[Move] = []
    if shown.answer is None or shown.may_replace:
        others = [make_answer(Random(number), Quizzed(question, key)) for number in range(2)]
        answers = (find_right(key.solution), *others)
        moves += [Reply(question.id, each, Confidence.FAIRLY_SURE) for each in answers]
    if shown.next_hint is not None:
        moves.append(TakeHint(question.id, len(shown.hints_html) + 1))
    if shown.may_rate:
        moves.append(Rate(question.id, (2, 0)))
    return moves


def drive(module: Module, state: State, numbers: Iterable[int]) -> list[State]:
    """Play by numbers, each picking one of the moves on offer; gives every state come to."""
    states = [state]
    for number in numbers:
        moves = [] if states[-1].finished else offered(module, states[-1])
        if not moves:
            break
        after = advance(module, states[-1], moves[number % len(moves)])
        assert not isinstance(after, Refused), "the page offered a move that is refused"
        states.append(after)
    return states
