"""The sources below a page are those that the page mentions."""

from dataclasses import replace

from learning.model.case import Source
from learning.model.form import FreeText
from learning.model.names import HEALTH, LAW
from learning.model.solution import Criterion, FreeTextSolution
from learning.play.debrief import make_debrief
from learning.play.state import Choose, Finish, Reply
from learning.play.view import view_scene
from learning.quiz.answer import Written
from tests.unit.factories import (
    make_asked,
    make_choice,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_scene,
    play,
    start,
)


def mention(number: int) -> str:
    return f'See <a href="#source-{number}">{number}</a>'


def make_case():
    """Make a case whose first source is open, the second sealed, the third cited by the second."""
    fence = make_fence("f", make_prose("p", mention(2)), roles=[LAW])
    plain = make_module(
        make_scene("one", make_prose("q", mention(1)), fence, endings=[make_ending()])
    )
    sealed = (Source(2, "b", f"Act. {mention(3)}"), Source(3, "c", "Order"))
    case = replace(plain.case, sources=(Source(1, "a", "Guide"),))
    return replace(plain, case=case, key=replace(plain.key, sources=sealed))


def numbers(shown) -> list[int]:
    return [source.number for source in shown.sources]


def test_a_source_that_only_the_other_side_reads_of_is_not_listed() -> None:
    case = make_case()
    assert numbers(view_scene(case, start(case, HEALTH))) == [1]
    assert numbers(view_scene(case, start(case, LAW))) == [1, 2, 3]


def test_the_debrief_lists_the_other_sides_sources_too() -> None:
    case = make_case()
    assert numbers(make_debrief(case, play(case, start(case), Finish()))) == [1, 2, 3]


def test_the_debrief_lists_no_source_of_a_scene_that_was_not_read() -> None:
    one = make_scene("one", choices=[make_choice("go", "two"), make_choice("stay", "three")])
    two, three = (
        make_scene(name, make_prose("p", mention(number)), endings=[make_ending()])
        for name, number in (("two", 2), ("three", 3))
    )
    plain = make_module(one, two, three)
    sealed = (Source(2, "b", "Act"), Source(3, "c", "Order"))
    case = replace(plain, key=replace(plain.key, sources=sealed))
    assert numbers(make_debrief(case, play(case, start(case), Choose("go"), Finish()))) == [2]


def test_a_source_of_the_model_answer_comes_with_it() -> None:
    solution = FreeTextSolution("Model", (Criterion(1, mention(2)),))
    text = make_asked("text", FreeText(), solution, optional=True)
    plain = make_module(make_scene("one", text, endings=[make_ending()]))
    case = replace(plain, key=replace(plain.key, sources=(Source(2, "b", "Act"),)))
    assert numbers(view_scene(case, start(case))) == []
    assert numbers(view_scene(case, play(case, start(case), Reply("text", Written("x"))))) == [2]
