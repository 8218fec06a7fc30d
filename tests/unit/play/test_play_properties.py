"""What must hold of every case and every play."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from learning.model.key import ChoiceKey, Module, SceneKey
from learning.model.names import Need
from learning.play.advance import advance, replay
from learning.play.conditions import allows, holds
from learning.play.draw import draw_questions
from learning.play.record import dump_move, dump_state, load_move, load_state
from learning.play.score import total
from learning.play.state import (
    Choose,
    Continue,
    Finish,
    GoBack,
    Notice,
    Rate,
    Reply,
    State,
    TakeHint,
    Visit,
)
from learning.play.view import view_scene
from learning.quiz.answer import Chosen, Confidence, Measured, Noticed, Ordered, Written
from tests.unit.factories import start
from tests.unit.play.worlds import COUNTERS, NAMES, drive, modules, picks, sides, some

scenes = st.sampled_from(NAMES)
questions = st.builds("q-{}-{}".format, scenes, st.integers(0, 1))
texts = st.sampled_from(["cues0", "lures1", "text s2 has", "nowhere"])
noticed = st.builds(Noticed, texts, st.sampled_from(Need))
answers = st.one_of(
    st.builds(Chosen, st.frozensets(st.sampled_from("abcd"))),
    st.builds(Written, st.text(max_size=3)),
    st.builds(Measured, st.sampled_from(["3", "three"])),
    st.permutations("abc").map(tuple).map(Ordered),
)
moves = st.one_of(
    st.builds(Visit, scenes),
    st.builds(Notice, st.lists(noticed, max_size=3).map(tuple)),
    st.builds(Reply, questions, answers, st.sampled_from([None, *Confidence])),
    st.builds(TakeHint, questions, st.integers(-1, 4)),
    st.builds(Rate, questions, st.lists(st.integers(-1, 3), max_size=3).map(tuple)),
    st.builds(Choose, st.sampled_from(["c0", "c1", "c2"])),
    st.just(Continue()),
    st.just(GoBack()),
    st.builds(Finish, st.booleans()),
)


def check(state: State) -> None:
    """Assert what is true of every state."""
    for counter in COUNTERS:
        assert counter.minimum <= state.counters[counter.name] <= counter.maximum
    path = [state.visited[0], *(step.target for step in state.steps)]
    assert state.scene == path[-1]
    assert list(state.visited) == list(dict.fromkeys(path))
    marks = [each.mark for each in state.answers.values()]
    marks += [score.mark for score in state.spotted.values()]
    marks += [each.mark for tries in state.tried.values() for each in tries]
    assert all(0 <= mark.earned <= mark.possible for mark in marks)
    assert load_state(dump_state(state)) == state


@some
@given(modules, sides, st.lists(moves, max_size=12))
def test_any_moves_leave_a_valid_state_that_replaying_comes_to(module, side, tried) -> None:
    state, taken = start(module, side), [Visit(NAMES[0])]
    for move in tried:
        after = advance(module, state, move)
        if isinstance(after, State):
            state = after
            taken.append(move)
        check(state)
    stored = [load_move(dump_move(move)) for move in taken]
    assert replay(module, role=side, seed="seed", moves=stored) == state
    assert load_state(dump_state(state)) == state


def check_progress(module: Module, states: list[State]) -> None:
    """Assert that the share done never falls, and is whole when all is handed in, not before."""
    views = [view_scene(module, each) for each in states]
    shares = [each.share for each in views]
    assert shares == sorted(shares)
    assert [each == 1 for each in shares] == [each.finished for each in states]
    assert all(0 <= each <= 1 for each in shares)
    for view in views:
        assert view.most is None or (view.least is not None and view.least <= view.most)


@some
@given(modules, sides, st.lists(moves, max_size=12))
def test_progress_never_falls_whatever_is_tried(module, side, tried) -> None:
    states = [start(module, side)]
    for move in tried:
        after = advance(module, states[-1], move)
        states += [after] if isinstance(after, State) else []
    check_progress(module, states)


@some
@given(modules, sides, picks)
def test_progress_never_falls_from_page_to_page(module, side, numbers) -> None:
    check_progress(module, drive(module, start(module, side), numbers))


@some
@given(modules, sides, picks)
def test_points_stay_in_range_and_only_another_answer_takes_them_back(
    module, side, numbers
) -> None:
    states = drive(module, start(module, side), numbers)
    scores = [total(module, each).score for each in states]
    assert all(0 <= each.earned <= each.reachable <= each.best for each in scores)
    if module.case.feedback == "immediate":
        earned = [each.earned for each in scores]
        assert earned == sorted(earned)


@some
@given(modules, sides, picks)
def test_a_page_offers_only_moves_that_are_taken(module, side, numbers) -> None:
    for state in drive(module, start(module, side), numbers):
        check(state)


@some
@given(modules, sides, picks)
def test_nothing_of_the_key_is_on_a_page_before_its_time(module, side, numbers) -> None:
    for state in drive(module, start(module, side), numbers):
        page = repr(view_scene(module, state))
        assert [each for each in forbidden(module, state) if each in page] == []
        assert [each for each in _missing(module, side) if f"<b>{each}</b>" in page] == []


def forbidden(module: Module, state: State) -> Iterator[str]:
    """List the markers that must not be on this page, by rules that play does not share."""
    for scene, key in module.key.scenes.items():
        here = scene == state.scene
        yield from (f"<p>text {scene} ", f"prompt {scene}", f"<ending {scene}>") if not here else ()
        yield from _unspotted(module, scene, state)
        yield from _unanswered(module, key, state)
        yield from _sealed(key, state, here=here)
        for choice in key.choices:
            yield from _closed(scene, choice, state, here=here)
    if any(each not in state.answers for each in _required(module, state)) or _unmarked(
        module, state
    ):
        yield from (f"prompt {state.scene}", f"<ending {state.scene}>", f"<choice {state.scene}")


def _unspotted(module: Module, scene: str, state: State) -> Iterator[str]:
    if scene not in state.spotted or scene != state.scene or not _tells(module, state):
        yield from (f"why k-{scene}", f"why l-{scene}")


def _tells(module: Module, state: State) -> bool:
    told = module.case.feedback
    return told == "immediate" or (told == "deferred" and state.finished)


def _unanswered(module: Module, key: SceneKey, state: State) -> Iterator[str]:
    yield from ("tutor ", "Solution(", "Key(")
    for question in key.questions:
        if question not in state.answers or not _tells(module, state):
            words = ("feedback", "why", "correct", "incorrect", "source", "secret", "secret model")
            yield from (f"{word} {question}" for word in (*words, "secret criterion", "secret a"))
        taken = state.hints.get(question, 0)
        yield from (f"hint {question} {number}" for number in range(taken, 2))


def _missing(module: Module, side: str) -> Iterator[str]:
    """Give the questions that were not drawn, or that no learner of this side ever sees."""
    drawn = draw_questions(module, side, "seed")
    for key in module.key.scenes.values():
        yield from (each for each in key.questions if drawn is not None and each not in drawn)


def _sealed(key: SceneKey, state: State, *, here: bool) -> Iterator[str]:
    for passage in key.passages.values():
        if not here or not allows(passage.guard, state):
            kind, name = passage.id.split("-", 1)
            yield f"sealed {name}" if kind == "f" else f"<p>text {name}"


def _closed(scene: str, choice: ChoiceKey, state: State, *, here: bool) -> Iterator[str]:
    last = state.steps[-1] if state.steps else None
    came = last is not None and (last.scene, last.choice) == (scene, choice.id)
    there = here and all(allows(guard, state) for guard in choice.guards)
    is_open = there and (choice.condition is None or holds(choice.condition, state))
    if not came:
        yield choice.feedback_html
    if not came and not is_open and (choice.greyed_reason is None or not there):
        yield choice.html
    if is_open or not there:
        yield f"<greyed {choice.text}>"


def _unmarked(module: Module, state: State) -> bool:
    """Say whether words to be marked stand outside every fence of the scene and are not marked."""
    plain = {getattr(block, "id", None) for block in module.case.scenes[state.scene].body}
    cues = module.key.scenes[state.scene].cues
    return state.scene not in state.spotted and any(cue.prose in plain for cue in cues)


def _required(module: Module, state: State) -> Iterator[str]:
    """Give the questions of the scene that stand outside every fence and are not optional."""
    drawn = draw_questions(module, state.role, state.seed)
    for block in module.case.scenes[state.scene].body:
        question = getattr(block, "question", None)
        if question is not None and not question.optional:
            yield from [question.id] if drawn is None or question.id in drawn else []
