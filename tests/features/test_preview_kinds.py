"""Lessons, quizzes, surveys and courses in a preview, as `learning new` writes them."""

from pathlib import Path

import pytest

from learning.cli.commands import run
from tests.features.previewing import Desk, act, open_desk, url_of, write

QUIZ = """---
title: Short
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
feedback: deferred
time_limit: 1
---

# Short

### Question: Is it so?

- [x] Yes
- [ ] No
  > It is.

> Why: Because.
"""
COURSE = "courses/hearing/course.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("preview")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for kind, name in (("course", "Hearing"), ("survey", "One"), ("case", "A case")):
            assert run(["new", kind, name]) == 0
    return open_desk(root, COURSE)


def test_a_course_shows_its_welcome_and_its_modules(desk: Desk) -> None:
    page = desk.tab().page
    assert page.h1 == "Hearing"
    assert page.texts(".module__title") == ["Where do you start?", "A first lesson"]
    assert "Say whom the course is for" in page.text
    assert page.texts(".preview__side") == []


def test_a_module_of_a_course_is_opened_from_it(desk: Desk) -> None:
    tab = desk.tab()
    page = tab.get(tab.page.link("Where do you start?"))
    assert page.h1 == "Where do you start?"
    assert page.texts(".preview__file") == ["Preview courses/hearing/where-do-you-start.md line 1"]


def test_a_lesson_is_read_on(desk: Desk) -> None:
    tab = desk.tab()
    tab.get("/courses/hearing/a-first-lesson")
    assert act(tab, "start").h1 == "What people say"
    act(tab, "notice", nothing="1")
    assert act(tab, "continue").h1 == "What the law says"


@pytest.mark.parametrize(("name", "count"), [("where-do-you-start", 8), ("one", 4)])
def test_every_sort_of_question_is_shown(desk: Desk, name: str, count: int) -> None:
    tab = desk.tab()
    tab.get(f"/courses/hearing/{name}")
    page = act(tab, "start")
    asked = [each for each in page.actions() if each == f"{url_of(tab)}/reply"]
    assert len(asked) == count


def test_a_survey_asks_in_the_order_of_its_author(desk: Desk) -> None:
    options = [f"- [ ] {number} times" for number in range(2, 9)]
    text = "---\ntitle: Often\nkind: survey\n---\n\n# Often\n\n### Question: How often?\n\n"
    write(desk.root, "courses/hearing/often.md", text + "\n".join(options) + "\n")
    tab = desk.tab()
    tab.get("/courses/hearing/often")
    page = act(tab, "start")
    assert page.texts(".nhsuk-radios__label") == [each.removeprefix("- [ ] ") for each in options]


def test_a_preview_says_nothing_of_progress(desk: Desk) -> None:
    tab = desk.tab()
    tab.get("/courses/hearing/one")
    assert "My progress" not in act(tab, "start").text


def test_a_quiz_is_handed_in_and_told_afterwards(desk: Desk) -> None:
    write(desk.root, "courses/hearing/short.md", QUIZ)
    tab = desk.tab()
    tab.get("/courses/hearing/short")
    act(tab, "start")
    assert "Because." not in act(tab, "reply", answer="yes").html
    page = act(tab, "finish")
    assert "1 of 1 point" in page.text
    assert "Because." in page.text
    assert act(tab, "again").actions()


def test_a_plan_is_made_in_a_case(desk: Desk) -> None:
    tab = desk.tab()
    tab.get("/cases/a-case")
    page = act(tab, "place", scene="next-door")
    assert "What happens next, and who does it?" in page.text
    rows = len(page.soup.select("[name=action]"))
    page = tab.submit(f"{url_of(tab)}/reply", {"more": "1", "action": ["a", "b"]})
    assert len(page.soup.select("[name=action]")) == rows + 1


def test_a_hint_is_asked_for_and_what_was_ticked_stays(desk: Desk) -> None:
    tab = desk.tab()
    tab.get("/cases/a-case")
    page = act(tab, "start")
    assert "answered in many ways" not in page.html
    form = page.form(f"{url_of(tab)}/reply")
    hint = form.find("button", attrs={"name": "hint"})
    assert hint
    sent = {"answer": "do-you-smoke", "hint": str(hint["value"])}
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input[type=hidden]")}
    page = tab.post(f"{url_of(tab)}/hint", {**fields, **sent})
    assert "answered in many ways" in page.text
    assert page.soup.find("input", value="do-you-smoke", checked=True)


def test_the_folder_is_found_from_the_file(desk: Desk, tmp_path: Path) -> None:
    assert (desk.path, desk.root / COURSE) == (COURSE, desk.file)
