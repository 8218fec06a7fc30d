"""A scene and a question under new names: work under way goes on there, over HTTP."""

from pathlib import Path

from flask import Flask

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, choose, newcomer, reply

TEXT = """---
title: A row
jurisdiction: England
law_checked: 2026-11-21
needs: [housing]
setting: primary
{moved}---

## The kitchen

### Question: {question}?

- [x] This
- [ ] That
  > No.

- [Go on](#{to})

## {title}

It goes on.

- [End it](#last)

## Last

> Ending (good): The end.
"""


def write(root: Path, **parts: str) -> None:
    (root / "cases").mkdir(exist_ok=True)
    (root / "cases/moved.md").write_text(TEXT.format(**parts))


def test_work_under_way_survives_a_new_name(app: Flask, site: Site, tmp_path: Path) -> None:
    write(tmp_path, moved="", question="What first", to="the-hall", title="The hall")
    assert publish(site, tmp_path, "tests").broken == {}
    amina = newcomer(app, site)
    url = begin(amina, "/cases/moved")
    reply(amina, "What first?", {"answer": "that"})
    choose(amina, "Go on")
    moved = "moved: {the-hall: the-passage, what-first: what-now}\n"
    write(tmp_path, moved=moved, question="What now", to="the-passage", title="The passage")
    assert publish(site, tmp_path, "tests").broken == {}
    page = amina.get(url)
    assert page.h1 == "The passage"
    choose(amina, "End it")
    amina.submit(f"{url}/finish")
    assert "What now?" in amina.page.text
    assert "What first?" not in amina.page.text
