"""A small content folder as an educator writes it: a case, a course with a lesson and the case."""

from pathlib import Path

CASE = "cases/damp.md"
LESSON = "courses/listening/first.md"
COURSE = "courses/listening/course.md"

FRONT = """---
title: {title}
kind: {kind}
summary: {title}, in short.
jurisdiction: England
law_checked: 2026-11-01
authors: [Side by Side contributors]
licence: CC BY 4.0
{more}---

# {title}

"""

CASE_TEXT = (
    FRONT.format(
        title="Damp",
        kind="case",
        more="""needs: [housing]
setting: primary
roles: [health, law]
minutes: 5
counters:
  trust: {start: 2, min: 0, max: 5, label: "Trust"}
start: the-cough
""",
    )
    + """All of it is invented.

## The cough

The [wall behind the cot is black](#cue-housing "Damp: the landlord's repairing duty"), and she
[likes the nursery](#not-a-cue "A strength, not a legal need").

::: for law
The tenancy began in May.
:::

### Question: What would you ask first?

- [x] When did it begin?
  > An open question.
- [ ] Why not move?
  > She cannot.

### What now?

- [Ask when the patches began](#the-letter)
  - trust +1
  > She takes out a letter.
- [Prescribe and close](#too-late)
  - trust -2
  > She leaves.

## The letter

It asks for repairs.

- [Call the adviser in](#in-time)
  > The adviser comes.
- [Wait](#too-late)
  > Weeks go by.

## In time

> Ending (good): The landlord repairs the wall.

## Too late

> Ending (poor): The cough becomes worse.
"""
)

LESSON_TEXT = (
    FRONT.format(title="Listening", kind="lesson", more="minutes: 2\n")
    + """A lesson.

## Listen

Listen first.

## Then ask

Ask what matters.
"""
)

COURSE_TEXT = """---
title: Hearing
kind: course
summary: A short course.
authors: [Side by Side contributors]
licence: CC BY 4.0
minutes: 10
---

# Hearing

Welcome.

## Modules

1. [Listening](first.md)
2. [Damp](../../cases/damp.md)
   - opens after 1
   - pass mark 60%
"""


def write(root: Path, path: str, text: str) -> None:
    """Write one file of a content folder."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def write_content(root: Path) -> Path:
    """Write all of it, and give the folder."""
    for path, text in ((CASE, CASE_TEXT), (LESSON, LESSON_TEXT), (COURSE, COURSE_TEXT)):
        write(root, path, text)
    return root
