"""One slip in a sound question of any form is one finding, on its line, and nothing after it.

Each row is a slip as an author makes it: what stood there, what was typed, and what is said.
"""

import re

import pytest

from learning.content.check import check_files
from tests.unit.content.fixture_reader import HEAD

QUESTIONS = """\
## Start

### Question: Which help? (choose all, 2 points)

- [x] A letter (60%)
- [x] A call (40%)
- [ ] A lecture (-25%)
  > No.

> Hint (-25%): Two.

### Question: Who helps?

| Trouble | Who |
| --- | --- |
| Damp | Housing team |
| Debt | Money adviser |
|  | Florist |

> Why: They know.

### Question: In which order?

1. Notice
2. Ask
3. Refer

> Why: Ask before you refer.

### Question: Fill it in

Within [[one month | 1 month]], by [[*letter* | call]].

| Day | What |
| --- | --- |
| one | [[*notice* \\| wait]] |

> Why: In writing.

### Question: How many days?

Count them.

= 14 ± 1 days

> Why: Two weeks.

### Question: What would you write? (free text, 3 points)

> Model answer: The day.

| Points | Criterion |
| --- | --- |
| 2 | Names the damp |
| 1 | Dates it |

### Question: What does it do to the thought?

| If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2 |
| --- | --- | --- | --- | --- | --- | --- |
| asthma | a black wall | 8 | 3 | 1 | 0 | 0 |

### Plan: What next?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | A letter | Ben | Friday | The damp |

> Why: In time.

> Ending (good): End.
"""
SLIPS = [
    ("(choose all, 2 points)", "(2 points)", "3 Q03 2 options are marked right"),
    ("(60%)", "(70%)", "3 Q11 the credits of the right options come to 110%"),
    ("(60%)", "(60.5%)", "5 Q11 the credit (60.5%) of an option cannot be read"),
    ("A call (40%)", "A letter (40%)", "6 Q04 this option stands on line 5 already"),
    ("  > No.", "> No.", "8 Q06 a quote that belongs to no option"),
    ("  > No.", "      > No.", "8 Q06 a quote that runs on from the words above it"),
    ("  > No.\n\n> Hint", "> Hint", "7 Q05 a wrong option without feedback"),
    ("> Hint (-25%)", "> Hint (25 points)", "10 Q11 the cost (25 points) of a hint cannot be"),
    ("> Hint (-25%)", "> Hnt (-25%)", "10 Q06 a quote that belongs to no option"),
    ("> Hint (-25%)", "Hint (-25%)", "10 Q06 `Hint:` without a `>` before it would be shown"),
    ("### Question: Who", "### Queston: Who", "12 Q01 a heading over a table of two columns"),
    ("| Debt | Money", "| Damp | Money", "17 Q08 matching with a cell that stands on line 16"),
    ("| Debt | Money adviser |", "| Debt | |", "17 Q08 matching with an empty cell"),
    ("Florist |\n", "Florist |\nThink.\n", "19 Q08 the table above runs on into this line"),
    ("Florist |\n", "Florist |\n| > Hint: | a |\n", "19 Q06 `Hint:` inside a table"),
    (
        "| Trouble | Who |\n| --- | --- |",
        "| Trouble | Who |",
        "12 Q01 a question without an answer",
    ),
    ("3. Refer\n", "", "22 Q08 ordering with fewer than 3 items"),
    ("3. Refer", "3. ask", "26 Q04 this option stands on line 25 already"),
    ("2. Ask\n", "2. Ask\n> First.\n", "26 Q06 a quote that belongs to no option"),
    ("2. Ask\n", "2. Ask\n   - First\n", "26 Q06 only a quote may stand under an option"),
    ("3. Refer\n", "3. Refer\n\n1) Tell\n", "28 Q01 a question with two answer blocks"),
    ("1 month]]", "1 month]", "32 Q09 a gap inside a gap"),
    ("[[one month", "[one month", "32 Q09 a gap that is closed but not opened"),
    ("call]].", "call].", "32 Q09 a gap that is not closed"),
    ("[[one month | 1 month]]", "[[]]", "32 Q09 an empty gap"),
    ("*letter* |", "*letter |", "32 Q09 stars around a part of an option in a gap"),
    ("| call]]", "| *call*]]", "32 Q03 2 options of a menu are marked right"),
    ("*notice* \\|", "*notice* |", "36 F07 this row has more cells than its table has columns"),
    ("= 14 ± 1 days", "= 14 ± one day", "44 Q09 a number that cannot be read"),
    ("= 14 ± 1 days", "= 16 to 12 days", "44 Q09 a range whose first number is the larger"),
    ("Count them.\n\n=", "Count them.\n=", "43 Q01 `= 14 ± 1 days` does not stand in a paragraph"),
    ("= 14 ± 1 days", "**= 14 days**", "44 Q01 `= 14 days**` does not stand in a paragraph"),
    ("2. Ask\n", "2. Ask\n       > First.\n", "26 Q06 a quote that runs on from the words"),
    ("= 14 ± 1 days", "14 ± 1 days", "40 Q01 a question without an answer block"),
    ("= 14 ± 1 days", "= 14 ± 1 days\n\n- [x] b", "46 Q01 a question with two answer blocks"),
    ("(free text, 3", "(free txt, 3", "48 Q01 '(free txt)' after a question cannot be read"),
    ("(free text, 3", "(free text, 4", "48 Q11 the rubric comes to 3 points, but the question"),
    ("> Model answer: The day.", "", "48 Q01 a free text question without a model answer"),
    ("> Model answer", "> Modal answer", "50 Q06 `> Modal answer:` is not read as one"),
    ("> Model answer: The", "> **Model answer:** The", "50 Q06 `> Model answer:` is not read as"),
    ("day.\n\n| Points", "day.\n| Points", "51 Q06 the quote above runs on into this line"),
    ("| 2 | Names", "| two | Names", "54 Q11 a criterion worth 'two' points"),
    ("| 0 | +1 | +2 |", "| 0 | +1 | +3 |", "59 Q01 a judgement whose columns cannot be read"),
    ("| 8 | 3 | 1 | 0 | 0 |", "| 8 | many | 1 | 0 | 0 |", "61 Q01 'many' is no number of panel"),
    ("| 8 | 3 | 1 | 0 | 0 |", "| 0 | 0 | 0 | 0 | 0 |", "61 Q02 a judgement without a vote"),
    ("| By when |", "| When |", "65 Q01 a table of a plan without: By when"),
    ("### Plan:", "### Plan", "63 Q01 a heading over a plan that is not read as a question"),
    ("### Plan:", "## Plan:", "63 Q01 a question is a heading of the third level"),
    ("### Plan:", "### Question:", "63 Q01 the table of a plan under a question"),
    ("| A letter | Ben", "| | Ben", "67 Q08 a step of a plan without its action"),
]


def check(text: str) -> list[str]:
    findings = check_files({"cases/a.md": f"{HEAD}{text}".encode()}).findings
    shift = HEAD.count("\n")
    told = [f"{each.line - shift} {each.code} {each.message}" for each in findings]
    return [re.sub(r"line (\d+)", lambda at: f"line {int(at[1]) - shift}", each) for each in told]


def test_the_questions_are_sound() -> None:
    assert check(QUESTIONS) == []


@pytest.mark.parametrize(("old", "new", "finding"), SLIPS, ids=[slip[2] for slip in SLIPS])
def test_a_slip_is_one_finding(old: str, new: str, finding: str) -> None:
    assert QUESTIONS.count(old) == 1
    (found,) = check(QUESTIONS.replace(old, new))
    assert found.startswith(finding)
