"""What a sample case compiles to: both halves, field by field."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from learning.content.reader import read_module
from learning.model.case import Asked, Prose, Scene, Sealed
from learning.model.condition import And, Chose, Compare, Effect, Guard, Not, Visited
from learning.model.form import list_form_html
from learning.model.key import CueKey, Module, SceneKey
from learning.model.names import Grade, Need, QuestionKind
from learning.model.solution import TicksSolution

SAMPLE = Path(__file__).with_name("sample.md").read_bytes()


@pytest.fixture(scope="module")
def module() -> Module:
    reading = read_module("cases/sample.md", SAMPLE)
    assert reading.value is not None, reading.findings
    return reading.value


@pytest.fixture
def scene(module: Module) -> Scene:
    return module.case.scenes["the-waiting-room"]


@pytest.fixture
def key(module: Module) -> SceneKey:
    return module.key.scenes["the-waiting-room"]


def prose(key: SceneKey, scene: Scene, cue: CueKey) -> Prose:
    blocks = [*scene.body, *(block for each in key.passages.values() for block in each.blocks)]
    return next(each for each in blocks if isinstance(each, Prose) and each.id == cue.prose)


def test_front_matter(module: Module) -> None:
    case = module.case
    assert (case.title, case.start, case.minutes) == ("A sample case", "the-waiting-room", 20)
    assert case.needs == (Need.HOUSING, Need.DEBT)
    counter = case.counters[0]
    assert (counter.label, counter.start, counter.maximum, counter.unit) == (
        "Her trust",
        2,
        5,
        "points",
    )


def test_the_cover_leaves_the_title_to_the_page(module: Module) -> None:
    assert module.case.cover_html.startswith("<p>The <em>cover</em>.")


def test_blocks_stand_in_the_order_of_the_file(scene: Scene) -> None:
    assert [type(block) for block in scene.body] == [Prose, Sealed, Asked, Sealed]


def test_a_cue_leaves_no_trace_in_the_html(scene: Scene) -> None:
    first = scene.body[0]
    assert isinstance(first, Prose)
    assert first.html == (
        "<p>The wall behind the cot is <strong>black</strong>, and she likes the nursery.</p>\n"
    )


def test_cues_are_found_among_the_words(scene: Scene, key: SceneKey) -> None:
    marked = [prose(key, scene, cue).words[cue.first : cue.last + 1] for cue in key.cues]
    assert marked == [
        ("wall", "behind", "the", "cot", "is", "black"),
        ("likes", "the", "nursery"),
        ("in", "arrears"),
    ]
    assert [cue.need for cue in key.cues] == [Need.HOUSING, None, Need.DEBT]
    first = key.cues[0]
    assert (first.id, first.line, first.reason) == ("cue-1", 22, "Damp")


def test_fences_in_fences_are_sealed_in_turn(key: SceneKey) -> None:
    outer = key.passages["passage-1"]
    assert outer.guard == Guard(frozenset({"law"}), None)
    assert outer.blocks[1] == Sealed("passage-2")
    assert key.passages["passage-2"].guard.condition == Compare("trust", ">=", 4)


def test_a_question_keeps_its_key_apart(scene: Scene, key: SceneKey) -> None:
    asked = scene.body[2]
    assert isinstance(asked, Asked)
    question, answer = asked.question, key.questions[asked.question.id]
    assert (question.id, question.kind, question.points) == (
        "what-comes-first",
        QuestionKind.SINGLE,
        2,
    )
    assert question.title_html == "What comes <em>first</em>?"
    assert question.body_html == "<p>Think of her.</p>\n"
    assert list_form_html(question.form) == ("Listening", "Telling")
    assert answer.solution == TicksSolution(frozenset({"listening"}))
    assert answer.feedback == {"telling": "<p>She has heard it all.</p>\n"}
    assert answer.correct_html == ("<p>Yes.</p>\n",)


def test_the_prompt_and_the_choices(key: SceneKey) -> None:
    ask, close, call = key.choices
    assert key.prompt_html == "What now?"
    assert (ask.id, ask.html, ask.target) == (
        "ask-about-the-letter",
        "Ask about the <em>letter</em>",
        "the-letter",
    )
    assert ask.effects == (Effect("trust", "+", 1), Effect("trust", "-", 2))
    assert ask.feedback_html == "<p>She nods.</p>\n"
    assert (ask.once, close.once) == (False, True)
    assert call.guards == (Guard(condition=Not(Chose(frozenset({("the-waiting-room", "close")})))),)


def test_a_hiding_condition_beside_a_greying_one(key: SceneKey) -> None:
    ask = key.choices[0]
    assert ask.guards == (Guard(condition=Compare("trust", ">=", 1)),)
    assert ask.condition == Visited("the-letter")
    assert ask.greyed_reason == "Not open yet: it needs something that has not happened yet."


def test_endings_stand_in_order_with_their_guards(module: Module) -> None:
    good, poor = module.key.scenes["the-letter"].endings
    assert (good.grade, good.html, poor.grade, poor.guards) == (
        Grade.GOOD,
        "<p>All is <em>well</em>.</p>\n",
        Grade.POOR,
        (),
    )
    assert good.guards == (Guard(condition=Compare("trust", ">=", 4)),)


def test_sources_that_the_cover_does_not_mention_are_sealed(module: Module) -> None:
    assert [source.label for source in module.case.sources] == ["act"]
    assert [source.label for source in module.key.sources] == ["lease", "study"]
    act = module.case.sources[0]
    assert f'href="#source-{act.number}"' in module.case.cover_html


def test_links_out_do_not_hand_over_the_window(module: Module) -> None:
    assert 'href="https://www.legislation.gov.uk" rel="noopener"' in module.case.sources[0].html


def test_a_lesson_runs_on_where_nothing_is_to_be_chosen() -> None:
    text = SAMPLE.decode().replace("needs: [housing, debt]\nsetting: primary\n", "kind: lesson\n")
    head, body = text.split("counters:")[0], "minutes: 1\n---\n## A\nText.\n\n## B\nMore.\n"
    lesson = read_module("courses/x/one.md", (head + body).encode()).value
    assert lesson
    assert [key.next for key in lesson.key.scenes.values()] == ["b", None]


def test_several_conditions_of_one_sort_add_up() -> None:
    text = SAMPLE.decode().replace(", otherwise shown greyed", "")
    ask = read_module("cases/a.md", text.encode()).value.key.scenes["the-waiting-room"].choices[0]
    assert ask.condition == And((Compare("trust", ">=", 1), Visited("the-letter")))
    assert (ask.guards, ask.greyed_reason) == ((), None)


def test_nothing_can_be_changed(module: Module, scene: Scene) -> None:
    with pytest.raises(FrozenInstanceError):
        scene.title = "Another"
    with pytest.raises(TypeError):
        module.case.scenes["another"] = scene


def test_the_same_bytes_give_the_same_module(module: Module) -> None:
    again = read_module("cases/sample.md", SAMPLE).value
    assert again == module
