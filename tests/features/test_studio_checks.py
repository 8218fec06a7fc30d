"""A text is checked while it is typed: the checker's own words, and nothing of it is stored."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import cast as typed

import pytest
from flask import Flask

from learning.content.check import check_files
from learning.operations.site import Site
from learning.places import asset_folder
from learning.storage import studio
from tests.features.test_studio import CASE, begin, write
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
Rows = Sequence[Mapping[str, str]]
SOON = 0.15


@pytest.fixture(scope="module")
def cole(app: Flask, cast: Cast) -> Iterator[Visitor]:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    yield visitor
    app.extensions["learning.studio_checks"].children.close()


@pytest.fixture(scope="module")
def path(cole: Visitor) -> str:
    return f"{begin(cole, 'Damp in the hall')}.md"


def check(visitor: Visitor, path: str, text: str, **more: str) -> Mapping[str, object]:
    form = {"text": text, "csrf_token": visitor.token(), **more}
    answer = visitor.send(f"/studio/check/{path}", form)
    assert answer.status_code == 200, answer.text
    return typed("Mapping[str, object]", answer.json)


def codes(told: Mapping[str, object]) -> list[str]:
    return [each["code"] for each in typed("Rows", told["findings"])]


def test_findings_are_those_of_the_checker_in_its_words(cole: Visitor, path: str) -> None:
    text = CASE.replace("[Ask](#the-end)", "[Ask](#the-ent)")
    told = typed("Rows", check(cole, path, text)["findings"])
    found = check_files({path: text.encode()}).findings
    assert [(e["line"], e["code"], e["message"], e["fix"]) for e in told] == [
        (e.line, e.code, e.message, e.fix) for e in found
    ]
    assert codes(check(cole, path, CASE)) == []


def test_what_shows_only_in_play_is_told_when_the_whole_is_asked_for(
    cole: Visitor, path: str
) -> None:
    text = CASE.replace("- [Leave](#the-end)", "- [Leave](#the-hall)\n  - only if trust >= 9")
    text = text.replace("setting: primary", "setting: primary\ncounters:\n  trust: {max: 10}")
    assert "C04" not in codes(check(cole, path, text))
    whole = check(cole, path, text, whole="1")
    assert whole["whole"] is True
    assert "C04" in codes(whole)


def test_who_types_on_does_not_wait_for_the_whole(
    app: Flask, cast: Cast, cole: Visitor, path: str
) -> None:
    slow = {"text": "[" * 125_000, "whole": "1", "csrf_token": cole.token()}
    beside = Visitor(app)
    beside.sign_in(cast["cole"])
    check(beside, path, CASE)
    with ThreadPoolExecutor() as pool:
        whole = pool.submit(cole.send, f"/studio/check/{path}", slow)
        sleep(0.2)
        assert codes(check(beside, path, CASE)) == []
        assert not whole.done()
    assert whole.result().status_code == 200


def test_it_brings_what_can_be_named(cole: Visitor, path: str) -> None:
    text = CASE.replace("setting: primary", "setting: primary\ncounters:\n  trust: {start: 2}")
    names = typed("Mapping[str, Rows]", check(cole, path, text)["names"])
    assert [each["id"] for each in names["scenes"]] == ["the-hall", "the-end"]
    assert names["counters"] == ["trust"]
    assert "housing" in names["needs"]
    assert "setting" in names["keys"]
    assert "draw" not in names["keys"]


def test_it_stores_counts_of_the_saved_text_alone(cole: Visitor, path: str, site: Site) -> None:
    def count() -> int | None:
        with site.database.read() as connection:
            file = studio.load_file(connection, path)
        assert file
        return file.errors

    broken = CASE.replace("(#the-end)", "(#the-ent)")
    write(cole, path, CASE)
    check(cole, path, broken, whole="1")
    assert count() is None
    check(cole, path, CASE, whole="1")
    assert count() == 0


def test_a_text_around_its_work_is_checked_as_what_it_is(cole: Visitor) -> None:
    course = begin(cole, "One course", "course")
    text = "---\ntitle: One\nkind: course\n---\n\n# One\n\n## Modules\n\n1. [A](a.md)\n"
    assert "S02" in codes(check(cole, f"{course}/course.md", text))


def test_nobody_else_may_ask(app: Flask, cast: Cast, cole: Visitor, path: str) -> None:
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    for visitor, asked, status in ((amina, path, 403), (cole, "cases/none-such.md", 404)):
        form = {"text": CASE, "csrf_token": visitor.token()}
        assert visitor.send(f"/studio/check/{asked}", form).status_code == status


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "> " * 60_000, "## " + "#" * 100_000, ":::\n" * 30_000, ""]
)
def test_whatever_is_typed_gets_an_answer(cole: Visitor, path: str, text: str) -> None:
    assert codes(check(cole, path, text))


def test_twenty_kilobytes_are_checked_soon(cole: Visitor, path: str) -> None:
    whole = Path(asset_folder("cases"), "damp-in-the-nursery.md").read_text()
    text = whole[:20_000]
    took = []
    for number in range(5):
        begun = perf_counter()
        check(cole, path, f"{text}{number}\n")
        took.append(perf_counter() - begun)
    assert median(took) < SOON * 2
