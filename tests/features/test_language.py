"""Every line of the reference is played over HTTP, and every line has a row that plays it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.language_rows import OUTCOMES, Reader, Row, list_statements, read_rows
from tests.features.playing import newcomer
from tests.features.visitor import Visitor

ROWS = read_rows()
STATEMENTS = list_statements()


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish all rows at once."""
    root = tmp_path_factory.mktemp("content")
    for folder in ("cases", "courses"):
        (root / folder).mkdir()
    (root / "courses/outcomes.md").write_bytes(OUTCOMES)
    for row in ROWS:
        for path, raw in row.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)
    site = replace(site, settings=replace(site.settings, content_folder=root))
    broken = publish(site, root, "tests").broken
    wanted = {row.path for row in ROWS if row.broken}
    assert {path: broken[path] for path in broken.keys() - wanted} == {}
    return site


@pytest.fixture(scope="module")
def sides(app: Flask, site: Site) -> Mapping[str, Visitor]:
    health, law = newcomer(app, site), newcomer(app, site, "law")
    return {"health": health, "law": law, "nobody": Visitor(app)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_line_is_so(row: Row, sides: Mapping[str, Visitor]) -> None:
    reader = Reader(row, sides)
    for step in row.steps:
        reader.do(step)
    if row.broken:
        sides["health"].get(row.url, 404)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_has_a_row(statement: str) -> None:
    assert any(line in statement for row in ROWS for line in row.lines)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_about_a_statement(row: Row) -> None:
    strange = [line for line in row.lines if not any(line in each for each in STATEMENTS)]
    assert (strange, bool(row.lines), bool(row.steps)) == ([], True, True)
