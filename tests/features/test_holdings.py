"""A person reads and downloads all that is held about them, and nothing about anybody else."""

import io
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import insert

from learning.operations.site import Site
from learning.storage import audit, people
from learning.storage.count import count_statements
from learning.storage.holdings import HOLDINGS
from learning.storage.schema import Move
from tests.features.page_faults import page_faults, parse
from tests.features.planted import SECRET, plant
from tests.features.playing import (
    answer,
    begin,
    move,
    newcomer,
    play_to_the_end,
    publish_small,
    reply,
)
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
OVERVIEW = "/account/data"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


def enter(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person)
    return visitor


@pytest.fixture
def amina(app: Flask, cast: Cast) -> Visitor:
    return enter(app, cast["amina"])


def download(visitor: Visitor) -> dict[str, str]:
    visitor.get(OVERVIEW)
    answer = visitor.send(f"{OVERVIEW}.zip", {"csrf_token": visitor.token()})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/zip"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    with answer, ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def entries(files: Mapping[str, str], name: str) -> list[dict[str, object]]:
    return list(json.loads(files[f"{name}.json"])["entries"])


def test_the_account_leads_to_an_overview_of_everything(amina: Visitor) -> None:
    page = amina.get(amina.get("/account").link("everything we hold"))
    assert page.texts("tbody th") == [each.title for each in HOLDINGS]


def test_the_download_has_a_note_a_page_and_a_file_for_each_kind(amina: Visitor) -> None:
    files = download(amina)
    assert set(files) == {"README.txt", "index.html"} | {f"{each.name}.json" for each in HOLDINGS}
    assert all(each.title in files["README.txt"] for each in HOLDINGS)
    # A file that somebody opens at home is under no policy of ours.
    assert page_faults(parse(files["index.html"])) == ["style without a nonce"]
    assert "http" not in files["index.html"]


def test_a_download_is_noted_in_the_audit_record_and_in_itself(site: Site, amina: Visitor) -> None:
    said = [each["what"] for each in entries(download(amina), "audit-record")]
    assert said[-1] == "own data downloaded"
    with site.database.read() as connection:
        assert audit.list_entries(connection)[-1].action == "own data downloaded"


def test_looking_changes_nothing_and_asking_needs_the_form(amina: Visitor) -> None:
    assert amina.client.get(f"{OVERVIEW}.zip").status_code == 405
    assert amina.send(f"{OVERVIEW}.zip", {}).status_code == 400


def test_moves_are_told_in_order_with_their_marks(amina: Visitor) -> None:
    play_to_the_end(amina)
    moves = entries(download(amina), "moves")
    assert [each["number"] for each in moves] == list(range(len(moves)))
    told = [each["where_and_how_it_was_marked"] for each in moves]
    assert told[0] == ""
    assert {"points": 1.0, "of": 1.0, "result": "right"} in [each["mark"] for each in told[1:]]
    page = amina.get(f"{OVERVIEW}/moves")
    assert "You marked the boiler broke in May as housing; A bailiff wrote as debt" in page.text
    assert "1 of 1 point, right" in page.text
    assert "You chose “" in page.text
    assert "You handed in" in page.text


def test_kinds_and_pages_that_are_not_there_are_not_found(amina: Visitor) -> None:
    for end in ("nothing", "moves?page=0", "moves?page=99999", "moves?page=x", "moves?page=-1"):
        assert amina.client.get(f"{OVERVIEW}/{end}").status_code == 404, end


def test_everything_declared_is_given_and_nothing_of_another_person(
    app: Flask, site: Site, cast: Cast
) -> None:
    visitors = {name: enter(app, cast[name]) for name in ("ben", "eve")}
    planted = {}
    with site.database.write() as connection:
        for name in visitors:
            email = cast[name].email
            planted[name] = plant(connection, person_id_of(site, email), email=email, who=name)
    for name, other in (("ben", "eve"), ("eve", "ben")):
        files = download(visitors[name])
        together = "\n".join(files.values())
        missing = {
            (kind, each)
            for kind, words in planted[name].items()
            for each in words
            if each not in files[f"{kind}.json"]
        }
        assert missing == set()
        assert f"canary-{other}" not in together
        assert cast[other].email not in together
        assert SECRET not in together


def person_id_of(site: Site, email: str) -> str:
    with site.database.read() as connection:
        found = people.load_by_email(connection, email)
    assert found
    return found.person_id


def test_ten_thousand_answers_take_seconds_and_few_statements(
    app: Flask, site: Site, cast: Cast
) -> None:
    cole = enter(app, cast["cole"])
    attempt_id = play_to_the_end(cole).rpartition("/")[2]
    body = '{"answer":{"chosen":["a"]},"move":"reply","question":"q"}'
    rows = [
        {"attempt_id": attempt_id, "no": no, "body": body, "outcome": "{}", "made_at": site.clock()}
        for no in range(100, 10_100)
    ]
    with site.database.write() as connection:
        connection.execute(insert(Move), rows)
    began = time.monotonic()
    assert len(entries(download(cole), "moves")) > 10_000
    assert timedelta(seconds=time.monotonic() - began) < timedelta(seconds=10)
    with count_statements(site.database.engine) as statements:
        page = cole.get(f"{OVERVIEW}/moves?page=201")
    assert len(statements) <= 5
    assert page.link("Earlier") == f"{OVERVIEW}/moves?page=200"


def marks_told(visitor: Visitor, path: str) -> list[object]:
    """Give what a download says of the marks of the moves of a module, the first left out."""
    files = download(visitor)
    own = [each["attempt"] for each in entries(files, "attempts") if each["module"] == path]
    moves = [each for each in entries(files, "moves") if each["attempt"] in own]
    return [each["where_and_how_it_was_marked"] for each in moves if each["number"]]


def test_a_mark_that_is_held_back_is_told_when_the_quiz_tells_it(app: Flask, site: Site) -> None:
    farah = newcomer(app, site)
    path = "courses/listening/held-back.md"
    url = begin(farah, "/courses/listening/held-back")
    answer(farah, 0, "Talking")
    assert marks_told(farah, path) == ["not told"]
    farah.get(url)
    move(farah, "continue")
    reply(farah, "How long is it?", {"answer": "13"})
    move(farah, "finish")
    assert "not told" not in marks_told(farah, path)


def test_a_mark_that_is_never_told_is_not_told_here(app: Flask, site: Site) -> None:
    farah = newcomer(app, site)
    begin(farah, "/courses/listening/silent")
    answer(farah, 0, "Talking")
    move(farah, "finish")
    path = "courses/listening/silent.md"
    assert marks_told(farah, path) == ["not told"] * 2
    practised = entries(download(farah), "practice")
    assert practised[0]["latest_result"] == practised[0]["times_right"] == "not told"
