"""Media: who was shown an address gets the file, and nobody gets anything else."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import Client, TestResponse

from learning.app import create_app
from learning.content.beside import name_media
from learning.operations.site import Site
from tests.features.visitor import Person, Visitor

PICTURE = "cases/img/damp.jpg"
SOUND = "cases/sound/the cough é.mp3"
INSIDE = b"\xff\xd8\xff" + bytes(range(256)) * 40
SECRET = b"the answers"


def digest_of(raw: bytes) -> str:
    return sha256(raw).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a content folder with media, and secrets in and around it."""
    folder = tmp_path / "content"
    for path in (PICTURE, SOUND, "cases/.drafts/damp.jpg", "cases/img/.damp.jpg"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(INSIDE)
    for path in ("cases/case.md", "cases/img/page.html", "cases/img/map.svg", "top.jpg", "x.jpg"):
        (folder / path).write_bytes(SECRET)
    (tmp_path / "outside.jpg").write_bytes(SECRET)
    return folder


@pytest.fixture
def client(site: Site, root: Path, cast: Mapping[str, Person]) -> Iterator[Client]:
    """Give a browser that is signed in, on a site with that folder."""
    settings = replace(site.settings, content_folder=root)
    visitor = Visitor(create_app(replace(site, settings=settings)))
    visitor.sign_in(cast["amina"])
    return visitor.client


def get(client: Client, path: str, raw: bytes = INSIDE, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(quote(name_media(path, digest_of(raw))), headers=named, buffered=True)


@pytest.mark.parametrize(("path", "kind"), [(PICTURE, "image/jpeg"), (SOUND, "audio/mpeg")])
def test_who_knows_its_address_gets_a_medium(client: Client, path: str, kind: str) -> None:
    answer = get(client, path)
    assert (answer.status_code, answer.data) == (200, INSIDE)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Length"] == str(len(INSIDE))
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.headers.getlist("Content-Security-Policy") == [policy]
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_stranger_is_asked_to_sign_in(site: Site, root: Path) -> None:
    settings = replace(site.settings, content_folder=root)
    client = create_app(replace(site, settings=settings)).test_client()
    answer = get(client, PICTURE)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=100-", (100, len(INSIDE))),
        ("bytes=-5", (len(INSIDE) - 5, len(INSIDE))),
        ("bytes=10-99999999", (10, len(INSIDE))),
    ],
)
def test_a_part_is_sent_where_a_part_is_asked_for(
    client: Client, asked: str, span: tuple[int, int]
) -> None:
    answer = get(client, SOUND, Range=asked)
    assert (answer.status_code, answer.data) == (206, INSIDE[slice(*span)])
    said = f"bytes {span[0]}-{span[1] - 1}/{len(INSIDE)}"
    assert answer.headers["Content-Range"] == said
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=5-1-9", "bytes=0-1,4-5", "lines=1-2"])
def test_a_part_that_is_none_is_not_a_fault(client: Client, asked: str) -> None:
    answer = get(client, SOUND, Range=asked)
    assert answer.status_code in {200, 416}
    assert answer.data in {b"", INSIDE}


def test_a_head_tells_the_size_and_sends_nothing(client: Client) -> None:
    answer = client.head(name_media(PICTURE, digest_of(INSIDE)))
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(INSIDE))


def test_a_browser_that_has_it_is_not_sent_it_again(client: Client) -> None:
    tag = get(client, PICTURE).headers["ETag"]
    answer = get(client, PICTURE, If_None_Match=tag)
    assert (answer.status_code, answer.data) == (304, b"")


def test_a_file_that_changed_has_another_address(client: Client, root: Path) -> None:
    assert get(client, PICTURE).status_code == 200
    (root / PICTURE).write_bytes(INSIDE[::-1])
    assert get(client, PICTURE).status_code == 404
    assert get(client, PICTURE, INSIDE[::-1]).status_code == 200


def test_a_file_is_read_once_to_know_its_digest(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert get(client, PICTURE).status_code == 200
    monkeypatch.setattr("learning.operations.media.file_digest", None)
    assert get(client, PICTURE).status_code == 200


RIGHT = digest_of(INSIDE)[:20]


@pytest.mark.parametrize(
    "address",
    [
        f"/media/{'0' * 20}/{PICTURE}",
        f"/media/{RIGHT[:19]}/{PICTURE}",
        f"/media/{digest_of(INSIDE)}/{PICTURE}",
        f"/media/{RIGHT}/{PICTURE}/",
        f"/media//{PICTURE}",
        f"/media/{RIGHT}/cases/img",
        f"/media/{RIGHT}/cases/./img/damp.jpg",
        f"/media/{RIGHT}/cases/sound/../img/damp.jpg",
        f"/media/{RIGHT}/cases/sound/%2e%2e/img/damp.jpg",
        f"/media/{RIGHT}/cases/img%2f..%2fimg%2fdamp.jpg",
        f"/media/{RIGHT}/cases/img%252fdamp.jpg",
        f"/media/{RIGHT}/cases\\img\\damp.jpg",
        f"/media/{RIGHT}/cases/.drafts/damp.jpg",
        f"/media/{RIGHT}/cases/img/.damp.jpg",
        f"/media/{RIGHT}/{PICTURE}%0a",
        f"/media/{RIGHT}/{'a/' * 3_000}damp.jpg",
        f"/media/{RIGHT}/cases/{'a' * 5_000}.jpg",
        f"/media/{RIGHT}/cases/img/d%FFmp.jpg",
    ],
)
def test_an_address_that_is_not_right_to_the_letter_is_none(client: Client, address: str) -> None:
    # Flask leads from a doubled slash to a single one.
    assert client.get(address, follow_redirects=True, buffered=True).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "cases/case.md",
        "cases/img/page.html",
        "cases/img/map.svg",
        "top.jpg",
        "../outside.jpg",
        "cases/../../outside.jpg",
        "cases/../top.jpg",
        "/etc/passwd",
        "cases/img/damp.jpg/../../../x.jpg",
    ],
)
def test_nothing_but_media_is_ever_sent(client: Client, path: str) -> None:
    answer = client.get(f"/media/{digest_of(SECRET)[:20]}/{path}", follow_redirects=True)
    assert answer.status_code == 404
    assert SECRET not in answer.data


def test_a_nul_is_refused(client: Client) -> None:
    assert client.get(f"/media/{RIGHT}/{PICTURE}%00.jpg").status_code == 400


@pytest.mark.parametrize("target", ["../../outside.jpg", "../outside.jpg", "../../top.jpg"])
def test_a_link_that_leads_out_is_not_followed(client: Client, root: Path, target: str) -> None:
    where = root.joinpath("cases", target) if target.startswith("../outside") else None
    (root / "cases/img/link.jpg").symlink_to(where or root / "cases" / target)
    assert get(client, "cases/img/link.jpg", SECRET).status_code == 404


def test_a_link_to_a_hidden_file_is_not_followed(client: Client, root: Path) -> None:
    (root / "cases/img/link.jpg").symlink_to(root / "cases/.drafts/damp.jpg")
    assert get(client, "cases/img/link.jpg").status_code == 404


def test_a_link_within_the_folder_is(client: Client, root: Path) -> None:
    (root / "cases/img/link.jpg").symlink_to(root / PICTURE)
    assert get(client, "cases/img/link.jpg").data == INSIDE


@pytest.mark.parametrize("name", ["pipe", "folder", "circle"])
def test_what_is_no_plain_file_is_not_opened(client: Client, root: Path, name: str) -> None:
    path = root / f"cases/img/{name}.jpg"
    make = {"pipe": os.mkfifo, "folder": Path.mkdir, "circle": lambda at: at.symlink_to(at)}
    make[name](path)
    assert get(client, f"cases/img/{name}.jpg", b"").status_code == 404


def test_what_is_too_large_is_not_sent(client: Client, root: Path) -> None:
    raw = bytes(5 * 1024**2 + 1)
    (root / "cases/img/large.jpg").write_bytes(raw)
    assert get(client, "cases/img/large.jpg", raw).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_media_are_only_read(client: Client, method: str) -> None:
    answer = client.open(name_media(PICTURE, digest_of(INSIDE)), method=method)
    assert answer.status_code in {200, 400, 405}
    assert INSIDE not in answer.data
