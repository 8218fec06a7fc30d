"""A quiz of two questions, written and published with the terms that a test needs."""

from pathlib import Path

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, move, reply
from tests.features.previewing import write
from tests.features.visitor import Page, Visitor

COVER = "/courses/one/short"
TEXT = """---
title: Short
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
{more}
---

# Short

### Question: Is it so?

- [x] Yes
  > SECRET-YES
- [ ] No
  > SECRET-NO

> Why: SECRET-WHY

### Question: Is it not so?

- [x] No
- [ ] Yes
  > SECRET-NOT

> Why: SECRET-WHY-NOT
"""


def publish_quiz(site: Site, folder: Path, *lines: str) -> None:
    """Publish the quiz with these lines in its front matter."""
    write(folder, "courses/one/short.md", TEXT.format(more="\n".join(lines)))
    assert publish(site, folder, "tests").broken == {}


def answer_all(visitor: Visitor) -> str:
    """Begin, answer both questions, the second one wrongly; give the attempt's address."""
    url = begin(visitor, COVER)
    reply(visitor, "Is it so?", {"answer": "yes"})
    reply(visitor, "Is it not so?", {"answer": "yes"})
    return url


def hand_in(visitor: Visitor) -> Page:
    """Take the quiz, and give the page that it ends on."""
    answer_all(visitor)
    return move(visitor, "finish")
