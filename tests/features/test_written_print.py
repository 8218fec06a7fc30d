"""What somebody wrote in an attempt as a PDF: their texts and plans, and no model."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.web.pages.work import Work, WorkPage
from learning.web.work_print import print_work
from tests.features.playing import begin, move, newcomer, reply
from tests.features.previewing import write
from tests.features.visitor import Visitor

COVER = "/courses/one/our-plan"
TEXT = """---
title: Our plan
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---

# Our plan

## Who is there

### Question: Who could help? (free text)

> Model answer: The Law Centre.

## The steps

### Plan: What will you do?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | Ask the Law Centre | The manager | January | They know |
"""
WROTE = "The library has a room"
STEP = {"need": "housing", "action": "Ring them", "who": "", "by_when": "Monday", "why": ""}


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("written")
    write(folder, "courses/one/our-plan.md", TEXT)
    write(folder, "courses/one/nothing-asked.md", f"{TEXT[: TEXT.index('### Question')]}Read.\n")
    assert publish(site, Path(folder), "tests").broken == {}
    return site


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def finish(visitor: Visitor) -> str:
    url = begin(visitor, COVER)
    reply(visitor, "Who could help?", {"answer": WROTE})
    move(visitor, "continue")
    reply(visitor, "What will you do?", STEP)
    move(visitor, "finish")
    return url


def test_the_debrief_leads_to_a_file_with_what_was_written(amina: Visitor) -> None:
    url = finish(amina)
    assert amina.get(f"{url}/debrief").link("What I wrote") == f"{url}/written.pdf"
    answer = amina.client.get(f"{url}/written.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-i-wrote.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_it_is_one_s_own_and_there_once_one_has_finished(
    amina: Visitor, app: Flask, site: Site
) -> None:
    done = finish(amina)
    newcomer(app, site).get(f"{done}/written.pdf", 404)
    other = newcomer(app, site)
    other.get(f"{begin(other, COVER)}/written.pdf", 403)


def test_where_nothing_was_written_there_is_no_file(app: Flask, site: Site) -> None:
    ben = newcomer(app, site, "law")
    url = begin(ben, "/courses/one/nothing-asked")
    move(ben, "finish")
    assert "written.pdf" not in ben.get(f"{url}/debrief").text
    ben.get(f"{url}/written.pdf", 404)


def paper(*works: Work) -> bytes:
    page = WorkPage("Amina Noor", "Our plan", datetime(2026, 11, 22, tzinfo=UTC).date(), works)
    return print_work(page, made_at=datetime(2026, 11, 22, tzinfo=UTC))


def count_pages(printed: bytes) -> int:
    return printed.count(b"/Type /Page\n")


def test_long_texts_and_plans_go_on_over_pages() -> None:
    rows = ("Action: Ring them\nBy when: Monday",) * 40
    plan = Work("What will you do?", plan=rows)
    assert count_pages(paper(Work("Who?", text=WROTE))) == 1
    assert count_pages(paper(Work("Who?", text="\n".join([WROTE * 9] * 30)), plan)) > 2
    assert count_pages(paper(Work("Alone", plan=rows[:2]))) == 1
