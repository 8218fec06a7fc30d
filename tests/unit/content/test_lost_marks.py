"""Private words whose mark was lost or replaced: each is an error, and no learner reads them."""

import pytest

from learning.content.check import check_files
from learning.model.finding import Severity

FRONT = "---\ntitle: A\nkind: lesson\njurisdiction: England\nlaw_checked: 2026-11-01\n---\n\n"
TICKS = """\
## One

He has a [cold flat](#cue-housing "It is a repair.") and [sings](#not-a-cue "A strength.").

### Question: Which one is open?

- [ ] Do you smoke?
  > Asked first, it sounds like blame.
- [x] What is home like?
- [ ] Are you well?
  > He will say yes.

> Why: It lets him talk.

> Correct: Well asked.
"""
PAIRS = """\
## Two

### Question: Who helps?

| Trouble | Who |
| --- | --- |
| Damp | The housing adviser |
| Debt | The debt adviser |

> Why: Each has a trade.

### Question: What do you write?

> Model answer: That the wall is black.

| Points | Criterion |
| --- | --- |
| 2 | Names the damp |

### Plan: What now?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | Write | Ben | Friday | It dates it |
| debt | Ring | Ann | Monday | He is afraid |
"""
QUOTES = [
    ("  > Asked first", "  Asked first", "15 Q06"),
    ("  > Asked first", "  “Asked first", "15 Q06"),
    ("  > Asked first", "  \\> Asked first", "15 Q06"),
    ("  > Asked first", "  &gt; Asked first", "15 Q06"),
    ("  > Asked first", "  › Asked first", "15 Q06"),
    ("smoke?\n  > Asked", "smoke? > Asked", "14 Q06"),
    ("> Why: It", "\\> Why: It", "20 Q06"),
    ("> Why: It", "› Why: It", "20 Q06"),
    ("> Why: It", "&gt; Why: It", "20 Q06"),
    ("> Why: It", "    Why: It", "20 Q06"),
    ("> Why: It", "#### Why: It", "20 Q06"),
]
MARKS = [
    ("- [ ] Do you", "    - [ ] Do you", "14 Q10"),
    ("- [ ] Are you", "a) [ ] Are you", "17 Q10"),
    ("flat](#cue", "flat(#cue", "10 Q13"),
    ("flat](#cue", "flat] #cue", "10 Q13"),
    ('[cold flat](#cue-housing "It is a repair.")', '`[a](#cue-housing "It is")`', "10 Q13"),
    ("## One", '## [One](#cue-housing "It is a repair.")', "8 Q13"),
    ("### Question: Which", "### **Question:** Which", "12 Q01"),
    ("### Question: Which", "Question: Which", "12 Q01"),
    ("### Question: Which", "### Question 1: Which", "12 Q01"),
    ("## One", "\\## One", "8 S01"),
]
BLOCKS = [
    ("> Why: Each", "- Why: Each", "17 Q06"),
    ("| Points | Criterion |", "| Ponits | Criterion |", "23 Q01"),
    ("| --- | --- |\n| 2 |", "| 2 |", "23 Q01"),
    ("### Plan: What now?", "", "29 Q01"),
    ("\n| debt", "\n\n| debt", "33 Q01"),
    ("### Question: Who", "### Question Who", "10 Q01"),
    ("### Question: Who", "### Q1: Who", "10 Q01"),
]


def find_errors(text: str) -> list[str]:
    """Give line and code of each error."""
    report = check_files({"courses/a.md": (FRONT + text).encode()})
    errors = (each for each in report.findings if each.severity is Severity.ERROR)
    return [f"{each.line} {each.code}" for each in errors]


@pytest.mark.parametrize("text", [TICKS, PAIRS])
def test_the_files_are_sound(text: str) -> None:
    assert find_errors(text) == []


@pytest.mark.parametrize(("old", "new", "error"), [*QUOTES, *MARKS])
def test_a_lost_mark_is_one_error(old: str, new: str, error: str) -> None:
    assert TICKS.count(old) == 1
    assert error in find_errors(TICKS.replace(old, new))


@pytest.mark.parametrize(("old", "new", "error"), BLOCKS)
def test_an_answer_block_that_is_not_read_is_an_error(old: str, new: str, error: str) -> None:
    assert PAIRS.count(old) == 1
    assert error in find_errors(PAIRS.replace(old, new))


@pytest.mark.parametrize("words", ["Source: a study.", "No. # 4 of them", "Why: who knows?"])
def test_words_of_an_ordinary_text_stay(words: str) -> None:
    assert find_errors(f"## One\n\n{words}\n") == []


@pytest.mark.parametrize("more", ["  who lives\n  alone", "\n  (the second line)"])
def test_an_option_may_go_on_in_a_second_line(more: str) -> None:
    options = f"- [ ] Somebody{more}\n- [x] Nobody\n"
    assert find_errors(f"## One\n\n### Question: Who?\n\n{options}") == []
