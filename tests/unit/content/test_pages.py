"""One question a page: which text goes on which page, and what each page is called."""

from learning.content.reader import read_module
from learning.model.key import Module
from learning.model.names import Need

HEAD = """---
title: A
jurisdiction: England
law_checked: 2026-11-01
kind: quiz
pages: one a question
---

# A

Welcome.

"""
UNHEADED = """### Question: One?

= 1 day

Between.

### Question: Two?

= 2 days
"""
HEADED = """## The letter

Read it.

### Question: Who wrote it?

= 1 day

### Question: When?

= 2 days

## The flat

::: for law
### Question: What does the tenancy say?

= 3 days
:::

### Question: What do you see?

= 4 days

The [wall is black](#cue-housing "Damp") and she [likes tea](#not-a-cue "Small talk").

## The end

Thank you.
"""


def read(body: str) -> Module:
    module = read_module("courses/a/b.md", (HEAD + body).encode()).value
    assert module
    return module


def list_pages(module: Module) -> list[tuple[str, str, str | None]]:
    scenes = module.case.scenes.values()
    return [(each.id, each.title, module.key.scenes[each.id].next) for each in scenes]


def test_a_page_has_the_name_of_its_question() -> None:
    assert list_pages(read(UNHEADED)) == [("one", "One?", "two"), ("two", "Two?", None)]


def test_text_goes_on_the_page_of_the_question_after_it() -> None:
    text, asked = read(UNHEADED).case.scenes["two"].body
    assert (text.html, asked.question.id) == ("<p>Between.</p>\n", "two")


def test_the_first_page_under_a_heading_keeps_it() -> None:
    assert list_pages(read(HEADED)) == [
        ("the-letter", "The letter", "when"),
        ("when", "When?", "the-flat"),
        ("the-flat", "The flat", "the-end"),
        ("the-end", "The end", None),
    ]


def test_a_fence_has_no_page_of_its_own_that_would_tell_of_it() -> None:
    module = read(HEADED)
    assert list(module.key.scenes["the-flat"].questions) == [
        "what-does-the-tenancy-say",
        "what-do-you-see",
    ]


def test_what_stands_after_the_last_question_stays_with_it() -> None:
    cues = read(HEADED).key.scenes["the-flat"].cues
    assert [each.need for each in cues] == [Need.HOUSING, None]


def test_what_moved_can_be_said_of_a_page_by_its_question() -> None:
    moved = HEAD.replace("pages:", "moved: {first: two}\npages:")
    module = read_module("courses/a/b.md", (moved + UNHEADED).encode()).value
    assert module
    assert module.case.moved == {"first": "two"}
