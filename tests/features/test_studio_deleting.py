"""A work that learners never had is deleted with all that it holds; what was published stays."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select

from learning.operations import people, studio
from learning.operations.accounts import Registration
from learning.operations.site import Site
from learning.storage import audit
from learning.storage import studio as rows
from learning.storage.studio_reviews import ReviewRow, add_review
from learning.storage.studio_schema import DraftSave
from tests.features.conftest import PASSWORD
from tests.features.test_preview_safety import PIXEL
from tests.features.test_studio import CASE, write
from tests.features.test_studio_authors import begin, share, visit
from tests.features.test_studio_sync import viewer_of
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]


@pytest.fixture(scope="module")
def olu(site: Site) -> Person:
    wanted = Registration("Olu", "olu@example.org", PASSWORD, "nursing")
    people.add_person(site, wanted, standing="educator", by="tests")
    return Person("Olu", "olu@example.org", PASSWORD)


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    return visit(app, cast["cole"])


def delete(visitor: Visitor, prefix: str, status: int = 200) -> None:
    visitor.get(f"/studio/works/{prefix}")
    visitor.get(f"/studio/delete/{prefix}")
    visitor.post(f"/studio/delete/{prefix}", status=status)


def test_it_goes_with_all_it_holds_and_the_record_says_so(
    cole: Visitor, site: Site, cast: Cast, olu: Person
) -> None:
    prefix, other = begin(cole, "To be deleted"), begin(cole, "To be kept")
    me = viewer_of(site, cast["cole"])
    share(cole, prefix)
    for each in (prefix, other):
        studio.add_medium(site, me, each, name="Both.gif", data=PIXEL)
    mine = studio.add_medium(site, me, prefix, name="Mine.gif", data=PIXEL + b"x")
    with site.database.read() as connection:
        kept = [each.sha256 for each in rows.list_files(connection, other) if each.text is None]
        files = rows.list_files(connection, prefix)
    page = cole.get(f"/studio/works/{prefix}")
    page = cole.get(page.link("Delete this case"))
    assert page.texts("main li") == [
        "1 file of text, with 1 save in all",
        "2 pictures, sounds and videos",
        "What Olu can write and read of it",
    ]
    page = cole.submit(f"/studio/delete/{prefix}")
    assert f"{prefix} is deleted." in page.text
    cole.get(f"/studio/works/{prefix}", status=404)
    with site.database.read() as connection:
        gone = next(each.sha256 for each in files if each.path == mine)
        assert rows.load_medium(connection, gone) is None
        assert rows.load_medium(connection, kept[0]) == PIXEL
        saves = select(DraftSave.no).where(DraftSave.path == f"{prefix}.md")
        assert connection.execute(saves).all() == []
        assert audit.list_entries(connection)[-1].action == "work deleted"
    # The name is free again.
    assert begin(cole, "To be deleted") == prefix


def test_what_was_published_or_waits_for_a_review_stays(
    cole: Visitor, site: Site, cast: Cast
) -> None:
    me = viewer_of(site, cast["cole"])
    prefix = begin(cole, "Looked at")
    with site.database.read() as connection:
        saved_at = rows.list_files(connection, prefix)[0].saved_at
    review = ReviewRow(site.new_id(), prefix, "digest", "", me.person_id, saved_at)
    with site.database.write() as connection:
        add_review(connection, review)
    delete(cole, prefix, 422)
    assert "has not answered yet" in cole.get(f"/studio/delete/{prefix}").text
    # Of a text that was changed since nobody can answer any more.
    cole.get(f"/studio/edit/{prefix}.md")
    write(cole, f"{prefix}.md", CASE)
    page = cole.get(f"/studio/publish/{prefix}")
    cole.submit(f"/studio/publish/{prefix}")
    delete(cole, prefix, 422)
    page = cole.get(f"/studio/delete/{prefix}")
    assert "Withdraw it instead" in page.text
    assert f"/studio/delete/{prefix}" not in page.actions()


def test_who_shares_it_does_not_delete_it_and_an_administrator_may(
    app: Flask, cole: Visitor, cast: Cast, olu: Person
) -> None:
    prefix = begin(cole, "Not theirs")
    share(cole, prefix)
    other = visit(app, olu)
    assert "Delete this" not in other.get(f"/studio/works/{prefix}").text
    delete(other, prefix, 422)
    delete(visit(app, cast["dee"]), prefix)
    cole.get(f"/studio/works/{prefix}", status=404)
