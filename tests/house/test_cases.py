"""What every shipped case holds: enough to decide, to ask and to spot, for both sides."""

from collections import Counter
from functools import cache

import pytest

from learning.content.reader import read_module
from learning.model.case import Asked, Question
from learning.model.key import ChoiceKey, Module
from learning.model.names import HEALTH, LAW, Grade, Need, QuestionKind, Role, Setting
from learning.play.advance import advance, begin
from learning.play.playtest import run_playtest
from learning.play.playtest_report import PlayTest
from learning.play.prospects import Rivals
from learning.play.stand_in import do_steps
from learning.play.standing import look_around
from learning.play.state import Choose, State, Visit
from tests.house.own_files import ROOT, under

CASES = [path for path in under("cases", ".md") if not path.endswith((".test.md", "LICENCE.md"))]
every_case = pytest.mark.parametrize("path", CASES)
# Of this one counter less is better: minutes that are used up.
SPENT = "time"
MOST_SCENES = 60


@cache
def read_case(path: str) -> Module:
    module = read_module(path, (ROOT / path).read_bytes()).value
    assert module is not None
    return module


@cache
def play(path: str) -> PlayTest:
    return run_playtest(read_case(path))


def list_questions(path: str) -> list[Question]:
    module = read_case(path)
    bodies = [each.body for each in module.case.scenes.values()]
    hidden = [one.blocks for each in module.key.scenes.values() for one in each.passages.values()]
    blocks = [block for body in (*bodies, *hidden) for block in body]
    return [block.question for block in blocks if isinstance(block, Asked)]


def test_each_need_is_the_main_one_of_a_case_and_each_setting_has_two() -> None:
    cases = [read_case(path).case for path in CASES]
    assert {each.needs[0] for each in cases} == set(Need)
    settings = Counter(each.setting for each in cases)
    assert all(settings[each] >= 2 for each in Setting)


@every_case
def test_it_has_room_to_decide(path: str) -> None:
    module = read_case(path)
    grades = {each.grade for key in module.key.scenes.values() for each in key.endings}
    ends = [key for key in module.key.scenes.values() if key.endings]
    assert len(module.case.scenes) >= 8
    assert grades == set(Grade)
    assert len(ends) >= 3
    assert len(module.case.counters) >= 2


@every_case
def test_it_asks_five_questions_of_three_kinds_and_has_a_plan(path: str) -> None:
    kinds = Counter(each.kind for each in list_questions(path))
    plans = kinds.pop(QuestionKind.PLAN, 0)
    assert plans == 1
    assert sum(kinds.values()) >= 5
    assert len(kinds) >= 3


@every_case
def test_every_question_names_an_outcome_of_the_case(path: str) -> None:
    module = read_case(path)
    for scene in module.key.scenes.values():
        for question in scene.questions.values():
            assert question.outcomes, question.id
            assert set(question.outcomes) <= set(module.case.outcomes), question.id


@every_case
def test_a_deadline_is_counted(path: str) -> None:
    assert "recognise-deadline" in read_case(path).case.outcomes


@every_case
def test_cues_of_two_scenes_stand_among_lures(path: str) -> None:
    spotting = [each.cues for each in read_case(path).key.scenes.values() if each.cues]
    assert len(spotting) >= 2
    for cues in spotting:
        assert {each.need is None for each in cues} == {True, False}


@every_case
def test_each_side_knows_something_alone_in_most_scenes(path: str) -> None:
    scenes = read_case(path).key.scenes.values()
    going_on = [each for each in scenes if each.choices]
    for role in (HEALTH, LAW):
        private = [
            each
            for each in going_on
            if any(one.guard.roles == frozenset({role}) for one in each.passages.values())
        ]
        assert 2 * len(private) > len(going_on), role


@every_case
def test_the_play_test_has_nothing_to_say(path: str) -> None:
    assert play(path).problems == ()


@every_case
def test_every_scene_is_come_to_and_no_ending_takes_all(path: str) -> None:
    for side in play(path).sides:
        assert {
            each.title: each.reach.share for each in side.scenes if each.reach.share < 0.02
        } == {}
        endings = {each.title: each.reach.share for each in side.endings}
        assert {title: share for title, share in endings.items() if not 0.05 <= share <= 0.7} == {}


def moves(choice: ChoiceKey) -> Counter[str]:
    """What a choice does to the counters, more being better of each."""
    found: Counter[str] = Counter()
    for each in choice.effects:
        less = (each.operator == "-") != (each.counter == SPENT)
        found[each.counter] += -each.amount if less else each.amount
    return found


def speaks_for(choice: ChoiceKey, other: ChoiceKey) -> bool:
    own, others = moves(choice), moves(other)
    return any(own[name] > others[name] for name in {*own, *others})


def find_choice(module: Module, rivals: Rivals, *, other: bool = False) -> ChoiceKey:
    name = rivals.other if other else rivals.choice
    return next(each for each in module.key.scenes[rivals.scene].choices if each.id == name)


@every_case
def test_something_speaks_for_every_choice(path: str) -> None:
    """A choice that is never better in the end is quicker, kinder or safer at the moment."""
    module, dull = read_case(path), set()
    for side in play(path).sides:
        assert side.rivals is not None
        for each in side.rivals:
            choice, other = find_choice(module, each), find_choice(module, each, other=True)
            differs = moves(choice) != moves(other) or choice.target != other.target
            if not (differs if each.same else speaks_for(choice, other)):
                dull.add(f"{choice.text} < {other.text}")
    assert dull == set()


def walk(module: Module, role: Role, place: int) -> Grade | None:
    """Play with right answers, taking the choice at the same place of every list."""
    state = begin(module, role=role, seed="a", visit=Visit(module.case.start))
    for _ in range(MOST_SCENES):
        assert isinstance(state, State)
        state = do_steps(module, state)
        now = look_around(module, state)
        if now.ending is not None:
            return now.ending.grade
        ways = [each.key.id for each in now.choices if each.closed_reason is None]
        state = advance(module, state, Choose(ways[min(place, len(ways) - 1)]))
    return None


@every_case
@pytest.mark.parametrize("place", [0, 1, -1])
@pytest.mark.parametrize("role", [HEALTH, LAW])
def test_no_place_in_a_list_of_choices_is_the_right_one(path: str, role: Role, place: int) -> None:
    assert walk(read_case(path), role, place) is not Grade.GOOD
