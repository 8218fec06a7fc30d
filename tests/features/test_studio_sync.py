"""Whole works for programs: by token alone, all of a push or none of it, nothing believed."""

import json
from collections.abc import Mapping
from random import randbytes

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.content.media import MEDIA_TYPES
from learning.errors import InvalidInput
from learning.exchange.package_writer import write_package
from learning.exchange.sync import read_pulled, write_pushed
from learning.operations import studio, tokens
from learning.operations.accounts import Viewer, find_viewer, sign_in
from learning.operations.site import Site
from learning.storage import audit
from learning.storage import studio as rows
from learning.web.security import MAX_FILES
from tests.features.pushed import PNG, TEXT, add_files, make_case, make_pushed
from tests.features.sums import database_sum
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
COURSE = "courses/hearing"


def viewer_of(site: Site, person: Person) -> Viewer:
    signed_in = sign_in(site, person.email, person.password, address="192.0.2.1")
    viewer = find_viewer(site, signed_in.token)
    assert viewer
    return viewer


@pytest.fixture(scope="module")
def cole(site: Site, cast: Cast) -> Viewer:
    return viewer_of(site, cast["cole"])


@pytest.fixture(scope="module")
def token(site: Site, cole: Viewer) -> str:
    return tokens.make_token(site, cole, name="Tests")


@pytest.fixture
def damp(site: Site, cole: Viewer) -> str:
    """Make a case of its own for each test."""
    return make_case(site, cole)


def url_of(prefix: str) -> str:
    return f"/studio/sync/{prefix}"


def pull(app: Flask, token: str, prefix: str) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().get(url_of(prefix), headers=headers)


def send(app: Flask, token: str, prefix: str, body: bytes) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().post(url_of(prefix), data=body, headers=headers)


def message(files: Mapping[str, tuple[int, bytes | None]], request: str = "one") -> bytes:
    return write_pushed(make_pushed(files, request))


def push(
    app: Flask, token: str, prefix: str, files: Mapping[str, tuple[int, bytes | None]]
) -> TestResponse:
    return send(app, token, prefix, message(files))


def text_of(site: Site, path: str) -> str | None:
    with site.database.read() as connection:
        file = rows.load_file(connection, path)
    return file.text.decode() if file and file.text is not None and not file.gone else None


def changed(old: str, new: str) -> bytes:
    return TEXT.replace(old, new).encode()


def test_all_of_a_work_is_given_with_numbers_and_digests(
    app: Flask, site: Site, cole: Viewer, token: str, damp: str
) -> None:
    picture = f"{damp}/img/wall.png"
    add_files(site, cole, damp, {picture: PNG})
    answer = pull(app, token, damp)
    assert answer.headers["Cache-Control"] == "no-store"
    pulled = read_pulled(answer.data, damp)
    assert pulled.files == {f"{damp}.md": TEXT.encode(), picture: PNG}
    assert {each.path: each.no for each in pulled.stamps} == {f"{damp}.md": 1, picture: 1}


def test_a_work_of_many_megabytes_comes_in_portions(
    app: Flask, site: Site, cole: Viewer, token: str, damp: str
) -> None:
    films = {f"{damp}/{name}.mp4": b"\0\0\0\x18ftypisom" + bytes(9_000_000) for name in "ab"}
    add_files(site, cole, damp, films)
    first = read_pulled(pull(app, token, damp).data, damp)
    assert list(first.files) == [f"{damp}.md", f"{damp}/a.mp4"]
    rest = read_pulled(pull(app, token, f"{damp}?after={damp}/a.mp4").data, damp)
    assert (list(rest.files), rest.stamps) == ([f"{damp}/b.mp4"], first.stamps)


def test_no_cookie_opens_it_and_no_form_token_is_asked_for(
    app: Flask, site: Site, cast: Cast, token: str, damp: str
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    before = database_sum(site)
    assert visitor.client.get(url_of(damp)).status_code == 401
    body = message({f"{damp}.md": (1, changed("coughs", "weeps"))})
    headers = {"X-CSRF-Token": visitor.token(), "Sec-Fetch-Site": "same-origin"}
    assert visitor.client.post(url_of(damp), data=body, headers=headers).status_code == 401
    assert database_sum(site) == before
    answer = send(app, token, damp, body)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_no_other_website_can_have_it_sent(app: Flask, token: str, damp: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Sec-Fetch-Site": "cross-site"}
    assert app.test_client().post(url_of(damp), data=b"{}", headers=headers).status_code == 403


def test_what_different_people_changed_is_merged(
    app: Flask, site: Site, token: str, damp: str
) -> None:
    path = f"{damp}.md"
    first = push(app, token, damp, {path: (1, changed("coughs", "weeps"))})
    assert first.json["merged"] == []
    second = send(app, token, damp, message({path: (1, changed("waits", "sits"))}, "two"))
    assert second.json["merged"] == [path]
    assert text_of(site, path) == TEXT.replace("coughs", "weeps").replace("waits", "sits")


def test_one_clash_refuses_everything_and_says_where(
    app: Flask, site: Site, token: str, damp: str
) -> None:
    path, story = f"{damp}.md", f"{damp}.test.md"
    push(app, token, damp, {path: (1, changed("coughs", "weeps"))})
    before = database_sum(site)
    files = {path: (1, changed("coughs", "sneezes")), story: (0, b"# Story\n")}
    answer = send(app, token, damp, message(files, "two"))
    assert answer.status_code == 409
    (clash,) = answer.json["clashes"]
    assert clash["path"] == path
    (lines,) = clash["lines"]
    assert lines["at"] == {"theirs": 3, "mine": 3}
    assert (lines["theirs"], lines["mine"]) == (["She weeps."], ["She sneezes."])
    assert database_sum(site) == before


@pytest.mark.parametrize("mine", [None, PNG + b"mine"])
def test_what_cannot_be_merged_clashes_whole(
    app: Flask, site: Site, cole: Viewer, token: str, damp: str, mine: bytes | None
) -> None:
    path = f"{damp}/img/wall.png"
    add_files(site, cole, damp, {path: PNG})
    push(app, token, damp, {path: (1, PNG + b"theirs")})
    answer = send(app, token, damp, message({path: (1, mine)}, "two"))
    assert (answer.status_code, answer.json["clashes"][0]["path"]) == (409, path)
    assert send(app, token, damp, message({path: (2, mine)}, "three")).status_code == 200


def test_the_same_request_twice_counts_once(
    app: Flask, site: Site, cole: Viewer, token: str, damp: str
) -> None:
    path = f"{damp}.md"
    files = {path: (1, changed("coughs", "weeps")), f"{damp}/img/a.png": (0, PNG)}
    first, before = push(app, token, damp, files), database_sum(site)
    again = push(app, token, damp, files)
    assert (again.status_code, again.json) == (200, first.json)
    assert database_sum(site) == before
    # Also after others went on: what was taken is not taken a second time.
    send(app, token, damp, message({path: (2, TEXT.encode())}, "two"))
    assert push(app, token, damp, files).json["merged"] == [path]
    assert text_of(site, path) == TEXT


def test_a_new_work_is_made_where_the_name_is_free(app: Flask, site: Site, token: str) -> None:
    files = {f"{COURSE}/course.md": (0, b"# Hearing\n"), f"{COURSE}/one.md": (0, b"# One\n")}
    assert push(app, token, COURSE, files).status_code == 200
    pull(app, token, COURSE)
    with site.database.read() as connection:
        entries = audit.list_entries(connection)[-2:]
    assert [each.action for each in entries] == ["work pushed", "work pulled"]
    assert {each.subject for each in entries} == {COURSE}
    gone = send(app, token, COURSE, message({f"{COURSE}/one.md": (1, None)}, "two"))
    assert [each["path"] for each in gone.json["files"]] == [f"{COURSE}/course.md"]
    assert text_of(site, f"{COURSE}/one.md") is None
    back = send(app, token, COURSE, message({f"{COURSE}/one.md": (0, b"# One\n")}, "three"))
    assert back.json["files"][1]["no"] == 3


@pytest.mark.parametrize(
    ("prefix", "files"),
    [
        ("cases/the-cold-kitchen-2", {"cases/the-cold-kitchen-2.test.md": (0, b"# Story\n")}),
        ("cases/Damp Room", {"cases/Damp Room.md": (0, b"# Damp\n")}),
        ("cases/shared", {"cases/shared.md": (0, b"# Damp\n")}),
        ("cases/damp-in-the-nursery", {"cases/damp-in-the-nursery.md": (0, b"# Damp\n")}),
        ("cases/fresh", {"cases/fresh.md": (3, b"# Damp\n")}),
        ("cases/fresh", {"cases/fresh.md": (0, b"x" * 140_000)}),
        ("cases/fresh", {"cases/fresh.md": (0, b"# Damp\n"), "cases/fresh/a.png": (0, b"GIF89a")}),
        ("cases/fresh", {"cases/fresh.md": (0, b"\xff\xfe")}),
        ("cases/fresh", {"cases/fresh.md": (0, b"# A\n"), "cases/fresh/run.exe": (0, b"MZ")}),
        ("cases/fresh", {"cases/fresh.md": (0, b"# A\n"), "cases/other.md": (0, b"# B\n")}),
        ("cases/fresh", {"cases/fresh.md": (0, b"# A\n"), "cases/fresh/../../x.md": (0, b"# B\n")}),
        ("cases/fresh", {"cases/fresh/A.md": (0, b"# A\n"), "cases/fresh/a.md": (0, b"# B\n")}),
        ("cases/fresh", {}),
    ],
    ids=[
        "no-main-file",
        "odd-name",
        "taken-name",
        "on-disk",
        "unknown-number",
        "too-large",
        "no-png",
        "no-utf-8",
        "a-program",
        "of-another",
        "out-of-it",
        "one-name-twice",
        "nothing",
    ],
)
def test_what_cannot_be_a_work_is_refused_whole(
    app: Flask, site: Site, token: str, prefix: str, files: dict[str, tuple[int, bytes | None]]
) -> None:
    pull(app, token, prefix)
    before = database_sum(site)
    answer = push(app, token, prefix, files)
    assert answer.status_code == 422
    assert answer.json["details"]
    assert database_sum(site) == before


def test_who_pushes_what_the_folder_has_is_told_what_they_can_do(app: Flask, token: str) -> None:
    prefix = "cases/damp-in-the-nursery"
    (told,) = push(app, token, prefix, {f"{prefix}.md": (0, b"# Damp\n")}).json["details"]
    assert "Use another name, or ask an administrator" in told


def test_the_file_a_work_begins_with_stays(app: Flask, token: str, damp: str) -> None:
    answer = push(app, token, damp, {f"{damp}.md": (1, None)})
    assert (answer.status_code, f"{damp}.md" in answer.json["details"][0]) == (422, True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"request":"x","files":[{"path":1}]}',
        b'{"request":"","files":[]}',
        b'{"request":"x","files":[{"path":"cases/a.md","base":-1,"sha256":null}]}',
        b'{"request":"x","files":[{"path":"cases/a.md","base":true,"sha256":null}]}',
        b'{"request":"x","files":[]}\nPK\x03\x04',
        b'{"request":"x","files":[]}\n' + write_package({"../x.md": b"# X"}),
        b'{"request":"x","files":[]}\n' + write_package({"cases/a.md": b"# X"}),
        json.dumps({"request": "x", "files": [], "more": "y" * 600_000}).encode(),
    ],
    ids=list(map(str, range(13))),
)
def test_what_is_no_message_is_refused(
    app: Flask, site: Site, token: str, damp: str, body: bytes
) -> None:
    pull(app, token, damp)
    before = database_sum(site)
    answer = send(app, token, damp, body)
    assert (answer.status_code, answer.is_json) == (422, True)
    assert database_sum(site) == before


def test_more_than_a_package_may_hold_is_not_even_read(app: Flask, token: str, damp: str) -> None:
    answer = send(app, token, damp, b"x" * (MAX_FILES + 1))
    assert (answer.status_code, answer.is_json) == (413, True)


@pytest.mark.parametrize("silent", [False, True])
def test_the_largest_medium_goes_both_ways(
    app: Flask, site: Site, cole: Viewer, token: str, damp: str, *, silent: bool
) -> None:
    most = MEDIA_TYPES[".mp3"].most
    sound = b"ID3" + (bytes if silent else randbytes)(most - 3)
    path = studio.add_medium(site, cole, damp, name="Call.mp3", data=sound)
    pulled = read_pulled(pull(app, token, damp).data, damp)
    if path not in pulled.files:
        url = f"{url_of(damp)}?after={damp}.md"
        answer = app.test_client().get(url, headers={"Authorization": f"Bearer {token}"})
        pulled = read_pulled(answer.data, damp)
    assert pulled.files[path] == sound
    again = {f"{damp}/img/again.mp3": (0, sound), f"{damp}.md": (1, TEXT.encode() + b"More.\n")}
    assert push(app, token, damp, again).status_code == 200
    with pytest.raises(InvalidInput, match="over 20 MiB"):
        studio.add_medium(site, cole, damp, name="Longer.mp3", data=sound + b"x")


def test_an_upload_beyond_what_is_read_is_told_the_limit(app: Flask, cast: Cast, damp: str) -> None:
    author = Visitor(app)
    author.sign_in(cast["cole"])
    page = author.post(f"/studio/media/{damp}", {"file": "x" * MAX_FILES}, 413)
    assert "at most 20 MiB" in page.text


def test_a_work_of_others_is_not_told_of(app: Flask, site: Site, cast: Cast, token: str) -> None:
    dee = viewer_of(site, cast["dee"])
    other = make_case(site, dee)
    for answer in (pull(app, token, other), push(app, token, other, {f"{other}.md": (1, b"# X")})):
        assert (answer.status_code, answer.is_json) == (404, True)
    assert pull(app, token, "cases/nobodys").json == pull(app, token, other).json
