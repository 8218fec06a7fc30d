"""The map of a draft: each scene with its line, reach, findings and ways, drawn and in words."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.drafting import PATH, Author, find_author, make_case, save, visit
from tests.features.previewing import CASE
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
MAP = f"/studio/map/{PATH}"
EDIT = f"/studio/edit/{PATH}#line-"


@pytest.fixture(scope="module")
def author(site: Site, cast: Cast) -> Author:
    found = find_author(site, cast["cole"])
    make_case(site, found)
    return found


@pytest.fixture
def cole(app: Flask, cast: Cast, site: Site, author: Author) -> Visitor:
    save(site, author, CASE)
    return visit(app, cast["cole"])


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def row_of(page: Page, title: str) -> str:
    rows = page.soup.select(".map-table tbody tr")
    return next(row.get_text(" ", strip=True) for row in rows if title in str(row.th))


def test_each_scene_leads_to_its_line(cole: Visitor) -> None:
    page = cole.get(MAP)
    line = line_of(CASE, "## The letter")
    assert page.link("The letter") == f"{EDIT}{line}"
    stops = {str(each["href"]) for each in page.soup.select("svg a")}
    assert f"{EDIT}{line}" in stops
    assert len(stops) == 4


def test_the_table_says_what_the_drawing_shows(cole: Visitor) -> None:
    page = cole.get(MAP)
    first = row_of(page, "In the surgery")
    assert "all" in first
    assert "Ask for the letter → The letter" in first
    plan = row_of(page, "A plan")
    assert "Good ending" in plan
    assert "%" in plan
    assert "1,000 plays" in page.text
    assert page.texts("svg .map-note")


def test_a_scene_where_no_play_comes_is_told(cole: Visitor, site: Site, author: Author) -> None:
    save(
        site,
        author,
        CASE.replace("- [Call the adviser](#a-plan)", "- [Call](#a-plan) if trust >= 5"),
    )
    page = cole.get(MAP)
    assert page.soup.select(".map-place--missed") or "error" in page.text


def test_a_text_with_errors_is_listed_beside_the_last_map(
    cole: Visitor, site: Site, author: Author
) -> None:
    cole.get(MAP)
    broken = CASE.replace("(#a-plan)", "(#a-pan)").replace(
        "# The cold flat\n", "# The cold flat\n\nNew.\n"
    )
    save(site, author, broken)
    page = cole.get(MAP)
    assert "the last version without any" in page.text
    row = row_of(page, "The letter")
    assert "Error" in row
    line = line_of(broken, "## The letter")
    assert page.link("The letter") == f"{EDIT}{line}"
    assert len(page.soup.select("svg a")) == 4
    assert "1 finding" in page.texts("svg .map-note")


def test_a_text_that_never_was_without_errors_is_listed_at_least(
    cole: Visitor, site: Site, author: Author
) -> None:
    make_case(site, author, "# Half\n\n## One\n\n- [On](#two)\n\n## Twoo\n", "Half")
    page = cole.get("/studio/map/cases/half.md")
    assert not page.soup.select(".studio-map")
    assert "Once they are mended" in page.text
    assert page.link("Twoo") == "/studio/edit/cases/half.md#line-7"


def test_beside_the_editor_it_has_no_masthead(cole: Visitor) -> None:
    assert cole.get(MAP).soup.select_one(".masthead")
    assert not cole.get(f"{MAP}?beside=1").soup.select_one(".masthead")
