"""The figures of the site: counts that are kept, and no share that tells of somebody."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import text

from learning.operations.site import Site
from learning.operations.totals import recount_totals
from learning.storage.count import count_statements
from tests.features.playing import KITCHEN, begin, newcomer, publish_small
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
CASE = "cases/the-cold-kitchen.md"
# Whoever is looking, and what is published: neither grows with learners.
READ = ("total", "publication", "sign_in_session", "person")


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture(scope="module")
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def row_of(page_rows: list[list[str]], title: str) -> list[str]:
    return next(row for row in page_rows if row[0].startswith(title))


def read_rows(cole: Visitor) -> list[list[str]]:
    page = cole.get("/figures")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select("tbody tr")
    ]


def test_attempts_and_people_are_counted_and_shares_of_few_are_not_told(
    app: Flask, site: Site, cole: Visitor
) -> None:
    for _ in range(2):
        begin(newcomer(app, site), KITCHEN)
    row = row_of(read_rows(cole), "The cold kitchen")
    assert row[1:] == ["2", "0", "2", "0", "few", "few"]
    for _ in range(3):
        begin(newcomer(app, site), KITCHEN)
    assert row_of(read_rows(cole), "The cold kitchen")[1:6] == ["5", "0", "5", "0", "0%"]
    facts = cole.page.texts("dl div dd") or cole.page.texts("dd")
    assert facts[:4] == ["8", "5", "5", "0"]


def test_only_what_is_kept_is_read(cole: Visitor, site: Site) -> None:
    with count_statements(site.database.engine) as statements:
        cole.get("/figures")
    assert len(statements) <= 5, statements
    tables = {"attempt", "move", "progress", "enrolment", "certificate", "practice"}
    for each in statements:
        assert not [name for name in tables if f"FROM {name}" in each or f"JOIN {name}" in each]


def test_no_statement_scans_a_table_that_grows_with_learners(cole: Visitor, site: Site) -> None:
    with count_statements(site.database.engine) as statements:
        cole.get("/figures")
    with site.database.read() as connection:
        for each in statements:
            filled = each
            while "?" in filled:
                filled = filled.replace("?", "''", 1)
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {filled}".replace(":", "\\:")))
            scanned = [row[3] for row in plan if row[3].startswith("SCAN")]
            assert all(any(name in one for name in ("total", "publication")) for one in scanned)


def test_counting_afresh_finds_nothing_wrong(site: Site) -> None:
    assert recount_totals(site) == {}
