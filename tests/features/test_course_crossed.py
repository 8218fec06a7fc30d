"""Crossed tests: half of the learners take the second form first, and each is told both results."""

import pytest
from flask import Flask

from learning.model.course import Course, CourseModule
from learning.operations.dealing import deal_course
from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, move, newcomer, reply
from tests.features.visitor import Visitor

COURSE = "/courses/before-and-after"
FORMS = {"Form A": f"{COURSE}/form-a", "Form B": f"{COURSE}/form-b"}
HEAD = "jurisdiction: England\nlaw_checked: 2026-11-21\n"
MODULES = (
    CourseModule(1, "Before", "courses/c/a.md", pre_test=True),
    CourseModule(2, "Case", "cases/d.md"),
    CourseModule(3, "After", "courses/c/b.md", post_test_of=1, crossed=True),
)


def make_course(modules: tuple[CourseModule, ...] = MODULES) -> Course:
    return Course("courses/c/course.md", "C", "", None, (), (), (), "", "", modules, "", "")


def files_of(person: int, modules: tuple[CourseModule, ...] = MODULES) -> tuple[str, ...]:
    dealt = deal_course(make_course(modules), f"person-{person}")
    return tuple(each.path for each in dealt.modules)


def test_half_of_the_people_take_the_forms_the_other_way_round() -> None:
    dealt = [files_of(person) for person in range(1000)]
    straight = tuple(each.path for each in MODULES)
    assert set(dealt) == {straight, straight[::-1]}
    assert 420 < dealt.count(straight) < 580


def test_a_lot_falls_the_same_way_every_time_and_numbers_stay() -> None:
    for person in range(20):
        assert files_of(person) == files_of(person)
        dealt = deal_course(make_course(), f"person-{person}").modules
        assert [each.number for each in dealt] == [1, 2, 3]
        assert [each.title for each in dealt] == ["Before", "Case", "After"]


def test_without_crossing_all_take_them_as_they_are_written() -> None:
    plain = (*MODULES[:2], CourseModule(3, "After", "courses/c/b.md", post_test_of=1))
    assert {files_of(person, plain) for person in range(50)} == {files_of(0, plain)}


def write_quiz(title: str) -> str:
    return (
        f"---\ntitle: {title}\nkind: quiz\n{HEAD}feedback: deferred\nattempts: 1\n---\n\n"
        f"# {title}\n\n### Question: What do you do in {title}?\n\n- [x] Ask\n- [ ] Wait\n  > No.\n"
    )


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("crossed")
    here = folder / "courses/before-and-after"
    here.mkdir(parents=True)
    for letter in "AB":
        text = write_quiz(f"Form {letter}")
        (here / f"form-{letter.lower()}.md").write_text(text, "utf-8")
    (here / "course.md").write_text(
        "---\ntitle: Before and after\nkind: course\npicture: bridge\n---\n\n"
        "Hello.\n\n## Modules\n\n"
        "1. [Before](form-a.md)\n   - pre-test\n2. [After](form-b.md)\n   - post-test of 1\n"
        "   - crossed\n   - opens after 1\n",
        "utf-8",
    )
    assert publish(site, folder, "tests").broken == {}
    return site


def find_first(learner: Visitor) -> str:
    """Give the title of the test that this learner begins with."""
    learner.post(f"{COURSE}/enrol")
    url = learner.get(COURSE).link("Before")
    return next(title for title, path in FORMS.items() if path == url)


@pytest.fixture
def learners(app: Flask, site: Site) -> dict[str, Visitor]:
    """A learner for each of the two orders."""
    found: dict[str, Visitor] = {}
    while len(found) < 2:
        learner = newcomer(app, site)
        found.setdefault(find_first(learner), learner)
    return found


def take(learner: Visitor, title: str, said: str) -> None:
    begin(learner, FORMS[title])
    reply(learner, f"What do you do in {title}?", {"answer": said})
    move(learner, "finish")


def test_each_takes_both_and_is_told_what_changed(learners: dict[str, Visitor]) -> None:
    for first, learner in learners.items():
        second = next(title for title in FORMS if title != first)
        learner.post(f"{FORMS[second]}/start", status=403)
        take(learner, first, "wait")
        assert "Before 0%" not in learner.get(COURSE).text
        take(learner, second, "ask")
        page = learner.get(COURSE)
        assert page.texts(".module__state") == ["Done", "Done"]
        assert page.link("After") == FORMS[second]
        assert "Before 0%, now 100%" in page.text


def test_the_courses_and_the_own_first_page_count_them_alike(learners: dict[str, Visitor]) -> None:
    for first, learner in learners.items():
        take(learner, first, "ask")
        for url in ("/courses", "/progress", "/"):
            assert "1 of 2" in learner.get(url).text


def test_the_picture_of_a_course_says_what_it_shows(learners: dict[str, Visitor]) -> None:
    learner = next(iter(learners.values()))
    picture = learner.get(COURSE).soup.select_one(".drawing--bridge[role=img]")
    assert "a law centre" in picture["aria-label"]
    assert learner.get("/courses").soup.select_one(".card .drawing--bridge[aria-hidden=true]")
