"""Whatever stands under a question, reading it ends: with both halves whole, or with an error."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.check import check_files
from learning.content.reader import read_module
from learning.model.case import Asked
from learning.model.form import Gaps, list_form_html
from tests.unit.content.fixture_reader import HEAD
from tests.unit.content.test_hostile import LIMIT

SURVEY = "---\ntitle: A\nkind: survey\n---\n"
# One piece a line; ¶ stands for the end of a line and · for a blank.
PIECES = st.sampled_from(
    [
        piece.replace("¶", "\n").replace("·", " ")
        for piece in r"""¶
¶¶
### Question: a¶
### Question: b (choose all, 2 points)¶
### Question: c (free text)¶
### Plan: d¶
#### e¶
- [x] f (50%)¶
- [ ] g (-25%)¶
- h [[i]]¶
1. j¶
2. k¶
··> l¶
| m | n |¶|---|---|¶
| o | p |¶
| | q |¶
| Points | Criterion |¶|---|---|¶
| 2 | r |¶
| If you were thinking | s | -2 | -1 | 0 | 1 | 2 |¶|-|-|-|-|-|-|-|¶
| t | u | 1 | 2 | 3 | 4 | 5 |¶
| Need | Action | Who | By when | Why |¶|-|-|-|-|-|¶
| v | w | x | y | z |¶
= 14 ± 1 days¶
= £2,500 to¶
= 16 to 12¶
[[one | two]]
[[*one* \| two]]
[[
]]
*
|
\
`
> Model answer: A¶
> Hint (-25%): B¶
> Outcome: c, d¶
> Why: E¶
> F¶
Why: G¶
::: for law¶
:::¶
- [Go](#start)¶
![[[]]](a.png)
[^n]
[H](https://i.j)·""".split("\n")
    ]
)
LONG = 25_000
HOSTILE = {
    "digits": f"= {'1' * LONG}",
    "thousands": f"= 1{',000' * 6_000}",
    "spaced thousands": f"= 1{' 000' * 6_000}",
    "a number of blanks": f"= 1{' ' * LONG}x",
    "a number of units": f"= 1 {'day ' * 6_000}to",
    "tolerances": f"= 1{' ± 1' * 6_000}",
    "gaps": "[[a]] " * 5_000,
    "gaps with bars": f"[[{'a|' * 12_000}]]",
    "gaps in gaps": "[[a " * 7_000,
    "closing brackets": "a]] " * 7_000,
    "stars in a gap": f"[[{'*a ' * 5_000}]]",
    "paragraphs with gaps": "[[a]]\n\n" * 4_000,
    "paragraphs before a gap": "a\n\n" * 8_000 + "[[a]]",
    "gaps in cells": "|a|b|\n|-|-|\n" + "|[[a|b]]|\n" * 299,
    "a credit of blanks": f"- [x] a ({' ' * LONG}50%)",
    "credits": f"- [x] a {'(50%)' * 5_000}",
    "options": "- [x] a\n" * 3_000,
    "items": "1. a\n" * 4_000,
    "quotes between items": "1. a\n\n> b\n\n" * 1_500,
    "pairs": "|a|b|\n|-|-|\n" + "|a|b|\n" * 299,
    "hints of blanks": f"= 1\n\n> Hint{' ' * LONG}(5%):",
    "hints": "= 1\n\n" + "> Hint (1%): a\n\n" * 1_500,
    "labels": "> Why: a\n" * 2_500,
    "numbers after a list": "- [x] a\n\n" + "= 1\n\n" * 4_000,
}


@LIMIT
@given(st.sampled_from([HEAD, SURVEY]), st.lists(PIECES, max_size=40))
def test_any_order_of_pieces(head: str, pieces: list[str]) -> None:
    text = f"{head}## Start\n### Question: z\n{''.join(pieces)}\n\n> Ending (good): Z.\n"
    report = check_files({"cases/a.md": text.encode()})
    assert bool(report.modules) is not any(each.severity == "error" for each in report.findings)


@LIMIT
@given(st.lists(PIECES, max_size=12))
def test_whatever_is_read_is_whole(pieces: list[str]) -> None:
    text = f"{HEAD}## Start\n### Question: z\n{''.join(pieces)}\n\n> Ending (good): Z.\n"
    module = read_module("cases/a.md", text.encode()).value
    for block in module.case.scenes["start"].body if module else ():
        if isinstance(block, Asked):
            shown = block.question.form
            assert not any("\0" in html or "[[" in html for html in list_form_html(shown))
            assert not isinstance(shown, Gaps) or len(shown.pieces) == len(shown.gaps) + 1 > 1


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_questions_take_seconds_at_most(name: str) -> None:
    raw = f"{HEAD}## Start\n\n### Question: a\n{HOSTILE[name]}\n".encode()
    begin = time.process_time()
    check_files({"cases/a.md": raw})
    assert time.process_time() - begin < 4
