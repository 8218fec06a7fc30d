"""Every shipped module has its part in the list of what rests on what, with whom to ask."""

import re

import pytest

from learning.content.reader import read_module
from learning.model.names import Kind
from tests.house.own_files import ROOT, read, under

NO_MODULES = ("/course.md", "outcomes.md", "LICENCE.md", ".test.md")
PATHS = [
    path
    for folder in ("cases", "courses")
    for path in under(folder, ".md")
    if not path.endswith(NO_MODULES)
]
PAGE = "docs/content-review.md"


@pytest.mark.parametrize("path", PATHS)
def test_it_is_said_what_a_module_rests_on_and_who_should_check_what(path: str) -> None:
    module = read_module(path, (ROOT / path).read_bytes()).value
    assert module is not None
    parts = dict(re.findall(r"^### (.+)\n((?:(?!^##).*\n)*)", read(PAGE), re.M))
    part = parts[module.case.title]
    assert module.case.kind is Kind.SURVEY or "should check" in part
    # A quiz may rest on what is listed for the lessons before it.
    if module.case.kind in {Kind.CASE, Kind.LESSON}:
        assert re.search(r"\| (?:\*\*)?(?:high|medium|low)", part)
