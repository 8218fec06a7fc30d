"""Who may need help is told with the rules and their figures, and nothing of it is kept."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from learning.operations.cohort_courses import set_due
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.count import count_statements
from learning.storage.schema import Attempt, Publication
from tests.features.sums import database_sum
from tests.features.taught import BEGAN, COURSE, Class, fill, gather, viewer_of
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]


@pytest.fixture(scope="module")
def taught(site: Site, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Make a cohort of seven; the first has begun nothing, the last is through, all is due."""
    folder = tmp_path_factory.mktemp("helped")
    cole = viewer_of(site, cast["cole"].email, cast["cole"].password)
    made = gather(site, cole, folder, learners=7, modules=4)
    fill(site, made)
    plant_spotting(site, made.learners[6], made.paths[0], '{"housing": [0, 3, 1]}')
    due = (site.clock() + timedelta(days=5)).date()
    set_due(site, cole, made.cohort_id, path=COURSE, due=due)
    return made


def plant_spotting(site: Site, person_id: str, path: str, spotting: str) -> None:
    """Store a whole attempt that was finished with this tally."""
    row = {"id": f"attempt-of-{person_id}", "person_id": person_id, "path": path, "role": "health"}
    moments = dict.fromkeys(("started_at", "moved_at", "finished_at"), BEGAN)
    rest = {"request_id": "once", "state": "{}", "state_format": 1, "last_no": 1, "best": 1}
    with site.database.write() as connection:
        found = connection.execute(select(Publication.id).where(Publication.path == path))
        values = {**row, **moments, **rest, "publication_id": found.scalar_one()}
        connection.execute(insert(Attempt).values(**values, spotting=spotting))


@pytest.fixture(scope="module")
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def test_each_is_named_with_why(cole: Visitor, taught: Class) -> None:
    page = cole.get(f"{taught.url}/help")
    assert page.h1 == "Who may need help"
    assert "Of 7 learners" in page.text or "Of 6 learners" in page.text
    rows = {row.h2.get_text(): row.get_text(" ") for row in page.soup.select(".under-way > li")}
    assert "No move for" not in rows.get("Learner 000", "")
    assert "due soon: Listening, part 4" in rows["Learner 005"]
    assert "None of 3 cues of housing was heard" in rows["Learner 006"]
    assert "Slower than is usual" not in rows["Learner 006"]


def test_one_rule_alone_is_asked_for_by_a_link(cole: Visitor, taught: Class) -> None:
    cole.get(f"{taught.url}/help")
    page = cole.get(cole.page.link("A legal need never heard (1)"))
    assert page.texts(".under-way__title") == ["Learner 006"]


def test_every_rule_stands_on_the_page(cole: Visitor, taught: Class) -> None:
    assert len(cole.get(f"{taught.url}/help").soup.select(".rules dt")) == 8


def test_looking_takes_few_statements_and_keeps_nothing(
    cole: Visitor, site: Site, taught: Class
) -> None:
    cole.get(f"{taught.url}/help")
    before = database_sum(site)
    with count_statements(site.database.engine) as statements:
        cole.get(f"{taught.url}/help")
    assert len(statements) <= 12, statements
    assert database_sum(site) == before


def test_it_is_taken_away_as_a_table(cole: Visitor, site: Site, taught: Class) -> None:
    cole.get(f"{taught.url}/help")
    answer = cole.send(f"{taught.url}/help/csv", {"csrf_token": cole.token()})
    _, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert ["A legal need never heard", "None of 3 cues of housing was heard"] in [
        row[3:] for row in rows
    ]
    with site.database.read() as connection:
        assert audit.list_entries(connection)[-1].action == "who may need help taken away"


def test_figures_are_for_educators(app: Flask, cast: Cast, cole: Visitor, taught: Class) -> None:
    page = cole.get("/figures")
    assert "Nobody is named here" in page.text
    assert "Learner 0" not in page.text
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    amina.get("/figures", 403)
