"""One slip in a sound case is one finding, on its line, and nothing that follows from it.

Each row is a slip as an author makes it: what stood there, what was typed, and what is said.
"""

import re

import pytest

from learning.content.check import check_files
from tests.unit.content.fixture_reader import TRUST

CASE = """\
## Start

Nadia sits down.

::: for law
The clock runs.
:::

### Question: What first? (choose all)

- [x] The day
  > Dates first.
- [ ] The shoes
  > No.
- [x] The words

> Why: The day decides.

### What now?

- [Ask her](#talk)
  - trust +1
  > She nods.
- [Stop](#over)
- [Wait](#over)

## Talk

::: if trust >= 3
She stays.
::: otherwise
She goes.
:::

> Ending (good): She writes.

## Over

> Ending (poor): She leaves.
"""
SLIPS = [
    ("## Talk", "##Talk", "27 S01 a heading without a blank after its marks"),
    ("## Talk", "##\u00a0Talk", "27 F05 a no-break space after the marks of a heading"),
    ("Nadia sits", "```\nNadia sits", "3 B01 the code block that line 3 opened is not closed"),
    ("Nadia sits", "See [it] (#over). Nadia sits", "3 S02 a link or picture that is not read as"),
    ("Nadia sits", "See [it][over]. Nadia sits", "3 S02 a link or picture that is not read as"),
    ("Nadia sits", "See[^ a]. Nadia sits", "3 N02 a footnote that is not read as one"),
    ("Nadia sits", "Nadia ::: for law\nsits", "3 B03 colons in the middle of a line"),
    ("Nadia sits", ": for law\nNadia sits", "3 B03 this line starts with colons"),
    ("Nadia sits", "Tutor: say\n\nNadia sits", "3 Q06 a label that is not a quote"),
    ("Nadia sits", "> Wy: x\n\nNadia sits", "3 Q06 `> Wy:` is not read as one"),
    ("Nadia sits", "- trust +1\n\nNadia sits", "3 V03 a consequence or condition that belongs to"),
    ("Nadia sits", "- only if trust > 1\n\nNadia sits", "3 V03 a consequence or condition that"),
    ("Nadia sits", "- [x] a\n- [ ] b\n\nNadia sits", "3 Q01 a task list that belongs to no"),
    ("Nadia sits", "[a](#Cue-debt 'x') Nadia sits", "3 Q13 '#Cue-debt' marks neither a cue"),
    ("::: for law", ":: for law", "5 B03 this line starts with colons"),
    ("::: for law", "    ::: for law", "5 B02 a colon fence indented by four blanks"),
    ("runs.\n:::", "runs.\n::", "7 B03 this line starts with colons"),
    ("runs.\n:::", "runs.\n- a\n  :::", "8 B02 a colon fence inside a list"),
    ("clock runs.", "clock runs.\n\n## New", "8 B05 a heading inside the fence that line 5"),
    ("clock runs.", "clock runs.\n\n# New", "8 B05 a heading inside the fence that line 5"),
    ("### Question:", "## Question:", "9 Q01 a question is a heading of the third level"),
    ("### Question:", "### Qestion:", "9 Q01 a heading over a task list"),
    ("### Question:", "### Question", "9 Q01 a heading over a task list"),
    ("(choose all)", "(choose all", "9 Q01 the brackets after the question cannot be read"),
    ("(choose all)", "(chose all)", "9 Q01 '(chose all)' after a question cannot be read"),
    ("- [x] The words", "- [x]", "15 Q10 an option without a word"),
    ("- [x] The day", "- [y] The day", "11 Q10 malformed task box '[y]'"),
    ("  > Dates first.", "> Dates first.", "12 Q06 a quote that belongs to no option"),
    ("- [ ] The shoes\n  > No.", "[ ] The shoes", "13 Q06 the quote above runs on"),
    ("> Why:", "Why:", "17 Q06 `Why:` without a `>` before it would be shown to everyone"),
    ("(#talk)", "(talk)", "21 S02 'talk' is not a module of this content folder"),
    ("(#talk)", "(#talk", "21 S02 a link or picture that is not read as one"),
    ("  - trust +1", "- trust +1", "22 C01 a consequence or condition that is not indented"),
    ("  > She nods.", "> She nods.", "23 Q06 a quote after the choices"),
    ("::: otherwise", "::: else", "31 B03 unknown word after `:::`: 'else'"),
    ("goes.\n:::", "goes.\n::: end", "33 B03 unknown word after `:::`: 'end'"),
    ("> Ending (good)", "Ending (good)", "35 S04 an ending that is not a quote"),
    ("> Ending (good)", "> Endng (good)", "35 S04 an ending that cannot be read"),
    ("Ending (poor): She leaves.", "Ending (poor):", "39 S04 an ending without a word"),
]


def check(text: str) -> list[str]:
    findings = check_files({"cases/a.md": f"{TRUST}{text}".encode()}).findings
    shift = TRUST.count("\n")
    told = [f"{each.line - shift} {each.code} {each.message}" for each in findings]
    return [re.sub(r"line (\d+)", lambda at: f"line {int(at[1]) - shift}", each) for each in told]


def test_the_case_is_sound() -> None:
    assert check(CASE) == []


@pytest.mark.parametrize(("old", "new", "finding"), SLIPS, ids=[slip[1] for slip in SLIPS])
def test_a_slip_is_one_finding(old: str, new: str, finding: str) -> None:
    assert CASE.count(old) == 1
    (found,) = check(CASE.replace(old, new))
    assert found.startswith(finding)


def test_a_patient_whose_name_is_near_to_a_label_may_speak() -> None:
    assert check(CASE.replace("Nadia sits", "> Hina: Sit down.\n\nNadia sits")) == []
