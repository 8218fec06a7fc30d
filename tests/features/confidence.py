"""A course whose quizzes ask how sure one is, written for the tests of what comes of that."""

from pathlib import Path

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, move, reply
from tests.features.visitor import Page, Visitor

SURE = "/courses/surely/sure"
HEAD = """---
title: {title}
kind: quiz
summary: How sure are you?
jurisdiction: England
law_checked: 2026-11-21
confidence: ask
{more}
minutes: 5
authors: [A. Tester]
licence: CC BY 4.0
---

# {title}
"""
QUESTION = """
### Question: {title}{heading}

- [x] Yes
- [ ] No

> Outcome: {outcome}
"""
OUTCOMES = """| Id | Outcome |
| --- | --- |
| ask-openly | Ask a short and open question |
| know-limits | Stop where your role ends |
"""
COURSE = """---
title: Surely
kind: course
summary: Sure or not.
outcomes: [ask-openly, know-limits]
authors: [A. Tester]
licence: CC BY 4.0
---

# Surely

## Modules

1. [Sure](sure.md)
"""
CASE = """---
title: Surely not
kind: case
summary: A case that asks how sure you are.
jurisdiction: England
law_checked: 2026-11-21
needs: [housing]
setting: primary
confidence: ask
authors: [A. Tester]
licence: CC BY 4.0
---

# Surely not

## The kitchen

### Question: First?

- [x] Yes
- [ ] No

### What now?

- [Go on](#the-end)
- [Look away](#the-hall)

## The hall

### Question: Elsewhere?

- [x] Yes
- [ ] No

### What now?

- [Go on](#the-end)

## The end

> Ending (good): It ends.
"""
TITLES = ("First?", "Second?", "Third?", "Fourth?", "Fifth?")


def write_quiz(title: str, more: str) -> str:
    """Write a quiz of five questions of one point, the last optional, for two outcomes."""
    asked = [
        QUESTION.format(
            title=each,
            heading=" (optional)" if each == "Fifth?" else "",
            outcome="ask-openly" if each in TITLES[:4] else "know-limits",
        )
        for each in TITLES
    ]
    return HEAD.format(title=title, more=more) + "".join(asked)


def publish_sure(site: Site, root: Path) -> Site:
    """Publish what `write_sure` writes."""
    write_sure(root)
    report = publish(site, root, "tests")
    assert report.broken == {}, report.broken
    return site


def write_sure(root: Path) -> None:
    """Write the course: one quiz told at the end, one that tells nothing; and two cases."""
    folder = root / "courses" / "surely"
    folder.mkdir(parents=True)
    (root / "courses" / "outcomes.md").write_text(OUTCOMES)
    (folder / "course.md").write_text(COURSE)
    (folder / "sure.md").write_text(write_quiz("Sure", "feedback: deferred"))
    (folder / "silent.md").write_text(write_quiz("Silent", "feedback: none"))
    (root / "cases").mkdir()
    (root / "cases" / "surely-not.md").write_text(CASE)
    (root / "cases" / "surely-so.md").write_text(CASE.replace("Surely not", "Surely so"))


def answer_all(visitor: Visitor, answers: tuple[tuple[str, str], ...], quiz: str = SURE) -> Page:
    """Take the quiz, with an answer and a level for each question in turn, and hand it in."""
    begin(visitor, quiz)
    for title, (answer, sure) in zip(TITLES, answers, strict=False):
        reply(visitor, title, {"answer": answer, "confidence": sure})
    return move(visitor, "finish")
