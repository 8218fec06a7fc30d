"""Whatever a story file holds, findings come of it, and never an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.reader import read_module
from learning.content.stories import check_stories
from tests.unit.content.test_stories import CASE, LESSON

MODULES = [read_module("cases/a.md", each.encode()).value for each in (CASE, LESSON)]
WORDS = st.sampled_from(
    'choose see do not open greyed hidden notice nothing as housing answer with rightly wrongly "'
    " hint rate begin at go on finish scene ending good trust is at least 3 +1 -2 , and ( ) sure to"
    ' law sees "Who mends it?" "Which help?" "The landlord" "Say goodbye" "The letter" “boiler” =='
    ' "How many days?" "What now?" "In which order?" "Fill it in" 14 days points …'.split(" ")
)
LINES = st.builds(
    lambda start, words: start + " ".join(words),
    st.sampled_from(["- ", "- ", "- ", "  - ", "## ", "", "1. ", "> ", "::: "]),
    st.lists(WORDS, max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(MODULES))
def test_any_steps_end_in_findings(lines, module) -> None:
    text = "## A (health)\n\n" + "\n".join(lines)
    assert {each.code[0] for each in check_stories(module, "a.test.md", text.encode())} <= {"P"}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_findings(raw) -> None:
    assert check_stories(MODULES[0], "a.test.md", raw)


def test_far_too_many_steps_are_cut_short() -> None:
    raw = b"## A (health)\n\n" + b'- see "boiler"\n' * 8000
    found = check_stories(MODULES[0], "a.test.md", raw)
    assert [each.message for each in found] == ["more than 2000 steps in a file"]
