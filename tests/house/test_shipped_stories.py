"""Every shipped case has stories: one for each of its endings, and for each of its sides."""

import pytest

from learning.content.faults import Faults
from learning.content.reader import read_module
from learning.content.stories import check_stories, read_stories
from learning.play.story import Ends, Offered, See
from tests.house.own_files import ROOT, under

CASES = [path for path in under("cases", ".md") if not path.endswith((".test.md", "LICENCE.md"))]


def read_shipped(path: str) -> tuple:
    raw = (ROOT / path.replace(".md", ".test.md")).read_bytes()
    return raw, read_stories(path, raw, Faults(path))


@pytest.mark.parametrize("path", CASES)
def test_the_stories_come_true(path: str) -> None:
    module = read_module(path, (ROOT / path).read_bytes()).value
    assert check_stories(module, path, read_shipped(path)[0]) == ()


@pytest.mark.parametrize("path", CASES)
def test_there_is_a_story_for_each_grade_and_side(path: str) -> None:
    module = read_module(path, (ROOT / path).read_bytes()).value
    stories = read_shipped(path)[1]
    told = {step.act.grade for each in stories for step in each.steps if isinstance(step.act, Ends)}
    grades = {each.grade for key in module.key.scenes.values() for each in key.endings}
    assert told == grades
    assert {role for each in stories for role in each.roles} == set(module.case.roles)


@pytest.mark.parametrize("path", CASES)
def test_stories_say_what_is_greyed_and_what_the_other_side_must_not_see(path: str) -> None:
    acts = [step.act for each in read_shipped(path)[1] for step in each.steps]
    assert any(isinstance(act, Offered) and act.how == "greyed" for act in acts)
    assert any(isinstance(act, See) and act.role and not act.wanted for act in acts)
