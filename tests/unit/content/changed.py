"""Two versions of a module made from Markdown, and what is said of their difference."""

from learning.content.beside import OUTCOMES, Beside
from learning.content.changes import Change, list_changes
from learning.content.course_reader import read_course
from learning.content.reader import read_module
from learning.model.course import Course
from learning.model.key import Module

LISTED = b"| Id | Outcome |\n| - | - |\n| ask-openly | Ask kindly |\n"
BESIDE = Beside({OUTCOMES: LISTED}, {"courses/one/img/damp.png": "ab" * 32})
CASE = """\
---
title: The cold flat
kind: case
summary: A third chest infection.
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
counters:
  trust: {start: 2, min: 0, max: 5, unit: points}
minutes: 10
content_note: A child is ill.
outcomes: [ask-openly]
authors: [Amina Rahman]
reviewers: [Ben Okafor]
licence: CC BY 4.0
---

# The cold flat

It is *winter*.[^act]

## Home

The [wall behind the cot is black](#cue-housing "Damp"), and
she [likes the nursery](#not-a-cue "A strength").

::: for law
The tenancy says to keep rooms aired.[^lease]
:::

### Question: What do you ask about first? (2 points)

Think of the family.

- [x] The heating
- [ ] The boiler
  > They have heard it before.
- [ ] Their smoking

> Hint (-25%): Not the lungs.

> Why: Cold homes make people ill.

> Correct: Yes.

> Incorrect: No.

> Tutor: Wait here.

> Outcome: ask-openly

> Source: [^act]

### What now?

- [Ask about the *letter*](#the-letter)
  - trust +1
  > She nods.
- [Go home](#the-letter)
  - only if trust >= 1, otherwise shown greyed
  - once

::: if trust >= 4 and (answered what-do-you-ask-about-first right or not chose "Go home")
- [Call the adviser](#the-letter)
:::

## The letter

It is from the landlord.

![A letter](img/damp.png)

::: if not visited home
> Ending (good): All is *well*.
:::

> Ending (poor): Nothing is.

[^act]: The Act.

[^lease]: The lease.
"""
QUIZ = """\
---
title: A quiz
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
time_limit: 20
attempts: 2
pass_mark: 60%
draw: 6
opens: 2027-01-10
closes: 2027-02-01
---

## One

### Question: Which of these help? (choose 2)

- [x] A letter (60%)
- [x] A call (40%)
- [ ] A lecture (-25%)

### Question: Who helps with what?

| Trouble | Who |
| --- | --- |
| Mould behind the cot | Housing adviser |
| A benefit stopped | Benefits adviser |
|  | Estate agent |

### Question: In which order?

1. Notice it
2. Ask about it
3. Refer

### Question: What does the form say?

She answers within [[one month | 1 month]], in [[*writing* | person]].

## Two

### Question: For how long is he away?

= 14 ± 1 days

### Question: What do you write? (marked by the other side)

> Model answer: That the wall is black.

| Points | Criterion |
| --- | --- |
| 2 | Names the damp |
| 1 | Says since when |

### Question: What does each finding do? (team)

| If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2 |
| --- | --- | --- | --- | --- | --- | --- |
| The flat makes him ill | He is well when away | 0 | 0 | 1 | 4 | 7 |

### Plan: What happens now?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | Write to the landlord | Ben | Friday | It dates the notice |
"""
SURVEY = """\
---
title: A survey
kind: survey
---

## How was it?

### Question: How sure are you now?

1. Not sure
2. Rather sure
3. Sure
"""
COURSE = """\
---
title: One
kind: course
summary: All of it.
minutes: 60
outcomes: [ask-openly]
authors: [Amina Rahman]
reviewers: [Ben Okafor]
licence: CC BY 4.0
picture: bridge
---

# One

Welcome.

![Damp](img/damp.png)

## Modules

1. [Start](start.md)
   - pre-test
   - opens 2027-01-10
   - closes 2027-03-01
   - due 2027-02-01 17:00
2. [Damp](../../cases/damp.md)
   - pass mark 60%
   - opens after 1
   - shared session
   - due 3 weeks after enrolling
3. [Finish](finish.md)
   - post-test of 1
   - crossed
4. [Later](later.md)
   - follow-up of 1 after 6 weeks
   - optional

## Certificate

You *did* it.
"""


def compile_text(text: str, beside: Beside = BESIDE) -> Module:
    """Compile a module; a fault of the text fails the test."""
    reading = read_module("courses/one/a.md", text.encode(), beside)
    assert reading.value is not None, reading.findings
    return reading.value


def edit(text: str, *edits: tuple[str, str]) -> str:
    """Put other words in a text; each must stand there once at least."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def find_changes(text: str, *edits: tuple[str, str]) -> tuple[Change, ...]:
    """Say what edits change in a text."""
    return list_changes(compile_text(text), compile_text(edit(text, *edits)))


def say(text: str, *edits: tuple[str, str]) -> list[str]:
    """Say what edits change, weight and words."""
    return [f"{each.weight}: {each.words}" for each in find_changes(text, *edits)]


def compile_course(text: str) -> Course:
    """Compile a course; a fault of the text fails the test."""
    reading = read_course("courses/one/course.md", text.encode(), BESIDE)
    assert reading.value is not None, reading.findings
    return reading.value
