"""The first page of a quiz says how it is taken, before anybody begins."""

from pathlib import Path

from tests.features.previewing import open_desk, write

QUIZ = """---
title: Short
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
draw: 1
time_limit: 10
attempts: 2
pass_mark: 60
---

# Short

### Question: Is it so?

- [x] Yes
- [ ] No
  > It is.

### Question: Is it not so?

- [x] No
- [ ] Yes
  > It is.
"""


def test_the_cover_says_how_long_how_often_and_how_well(tmp_path: Path) -> None:
    write(tmp_path, "courses/one/short.md", QUIZ)
    facts = open_desk(tmp_path, "courses/one/short.md").tab().page.texts("dl > div")
    assert "Questions 1, drawn for each attempt" in facts
    assert "Time limit 10 minutes" in facts
    assert "Attempts At most 2" in facts
    assert "To pass 60% of the points" in facts
