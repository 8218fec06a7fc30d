"""What shipped modules practise: every question an outcome, and every outcome is practised."""

import pytest

from learning.content.outcomes import read_outcomes
from learning.content.reader import read_module
from learning.model.names import Kind
from tests.house.own_files import ROOT, under

LISTED = read_outcomes((ROOT / "courses/outcomes.md").read_bytes())
NO_MODULES = ("/course.md", "outcomes.md", "LICENCE.md", ".test.md")
PATHS = [
    path
    for folder in ("cases", "courses")
    for path in under(folder, ".md")
    if not path.endswith(NO_MODULES)
]


def list_named(path: str) -> list[tuple[str, ...]]:
    """Give the outcomes of each question; a survey and a plan need none."""
    module = read_module(path, (ROOT / path).read_bytes()).value
    assert module is not None
    if module.case.kind is Kind.SURVEY:
        return []
    keys = [each for scene in module.key.scenes.values() for each in scene.questions.values()]
    return [each.outcomes for each in keys]


@pytest.mark.parametrize("path", PATHS)
def test_every_question_practises_an_outcome_of_the_list(path: str) -> None:
    for outcomes in list_named(path):
        assert outcomes
        assert set(outcomes) <= set(LISTED)


def test_every_outcome_is_practised() -> None:
    named = {name for path in PATHS for outcomes in list_named(path) for name in outcomes}
    assert set(LISTED) - named == set()
