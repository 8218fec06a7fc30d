"""An educator writes a case in the studio without scripts: from a blank page to a checked draft."""

from collections.abc import Mapping

import pytest
from flask import Flask

from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
CASE = """---
title: "Damp in the hall"
kind: case
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
---

# Damp in the hall

You meet a family.

## The hall

It is damp.

- [Ask](#the-end)
- [Leave](#the-end)

## The end

> Ending (good): It is mended.
"""


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


@pytest.fixture
def dee(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["dee"])
    return visitor


def begin(visitor: Visitor, title: str, kind: str = "case", begin: str = "blank") -> str:
    visitor.get("/studio/new")
    page = visitor.submit("/studio/new", {"kind": kind, "title": title, "begin": begin})
    return page.url.split("/studio/works/")[1]


def write(visitor: Visitor, path: str, text: str, status: int = 200, **more: str) -> None:
    visitor.get(f"/studio/edit/{path}")
    visitor.submit(f"/studio/edit/{path}", {"text": text, **more}, status)


def test_a_case_is_written_and_checked(cole: Visitor) -> None:
    prefix = begin(cole, "Damp in the hall")
    assert prefix == "cases/damp-in-the-hall"
    broken = CASE.replace("[Ask](#the-end)", "[Ask](#the-ent)")
    write(cole, f"{prefix}.md", broken, then="check")
    assert cole.page
    assert "S02" in cole.page.text
    assert "the-ent" in cole.page.text
    write(cole, f"{prefix}.md", CASE, then="check")
    assert "Nothing to mend." in cole.page.text
    cole.get("/studio")
    assert "Draft, never published" in cole.page.text
    assert "Nothing to mend." in cole.page.text


def test_who_may_not_write_it_is_not_told_that_it_is_there(
    app: Flask, cast: Cast, cole: Visitor, dee: Visitor
) -> None:
    prefix = begin(cole, "A secret draft")
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    amina.get(f"/studio/works/{prefix}", 403)
    dee.get(f"/studio/works/{prefix}")
    dee.get("/studio/works/cases/none", 404)
