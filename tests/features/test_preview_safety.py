"""What a preview answers to whom: this machine, its own pages, files of the content folder."""

from base64 import b64decode
from pathlib import Path

import pytest

from tests.features.previewing import CASE, PORT, Desk, act, open_desk, url_of, write

PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
FOREIGN = ("evil.example", f"evil.example:{PORT}", "192.168.0.7", "127.0.0.1.evil.example")
OWN = ("127.0.0.1", f"127.0.0.1:{PORT}", "localhost", f"localhost:{PORT}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("preview")
    shown = CASE.replace("He puts it away.", "![The letter](img/letter.gif)")
    write(root, "cases/the-cold-flat.md", shown.replace("trust >= 3", "trust >= 5"))
    write(root, "notes/secret.md", CASE)
    write(root, "cases/.hidden.md", CASE)
    write(root, "cases/README.md", CASE)
    picture = root / "cases/img/letter.gif"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    (root / "cases/img/unused.txt").write_text("unused")
    return open_desk(root, "cases/the-cold-flat.md")


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_leads_here_from_elsewhere_is_refused(desk: Desk, host: str) -> None:
    client = desk.app.test_client()
    assert client.get("/cases/the-cold-flat", headers={"Host": host}).status_code == 400
    assert client.post("/plays/x/start", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", OWN)
def test_its_own_names_are_answered(desk: Desk, host: str) -> None:
    answer = desk.app.test_client().get("/", headers={"Host": host})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases/the-cold-flat")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}]
)
def test_a_form_of_another_site_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    tab = desk.tab()
    sent = {"csrf_token": tab.token()}
    url = f"{url_of(tab)}/start"
    answer = tab.client.post(url, data=sent, headers=headers, base_url=tab.base_url)
    assert answer.status_code == 403
    assert tab.get(url_of(tab)).h1 == "The cold flat"


def test_a_form_without_its_token_is_refused(desk: Desk) -> None:
    tab = desk.tab()
    assert tab.send(f"{url_of(tab)}/start", {}).status_code == 400


def test_every_post_is_one_action_and_every_get_changes_nothing(desk: Desk) -> None:
    rules = list(desk.app.url_map.iter_rules())
    assert not [each for each in rules if {"GET", "POST"} <= each.methods]
    tab = desk.tab()
    act(tab, "start")
    play = url_of(tab)
    for name in ("start", "restart", "place", "side", "beside", "again", "choose", "finish"):
        assert tab.client.get(f"{play}/{name}", base_url=tab.base_url).status_code == 404
    assert tab.get(play).h1 == "In the surgery"


@pytest.mark.parametrize(
    "url",
    [
        "/notes/secret",
        "/cases/../notes/secret",
        "/cases/%2e%2e/notes/secret",
        "/cases//etc/passwd",
        "/cases/.hidden",
        "/cases/README",
        "/cases/img/unused.txt",
        "/media/00000000000000000000/cases/img/letter.gif",
        "/media/00000000000000000000/cases/the-cold-flat.md",
        "/media/x/../../etc/passwd",
    ],
)
def test_no_other_file_is_read(desk: Desk, url: str) -> None:
    answer = desk.app.test_client().get(url)
    assert answer.status_code in {404, 405, 308}
    assert "Mr Osei" not in answer.text


def test_a_picture_beside_the_case_is_shown(desk: Desk) -> None:
    tab = desk.tab()
    page = act(tab, "place", scene="the-letter")
    [picture] = page.soup.select("main .prose img")
    with tab.client.get(str(picture["src"]), base_url=tab.base_url) as answer:
        assert (answer.data, answer.content_type) == (PIXEL, "image/gif")


def test_a_file_in_no_content_folder_is_read_alone(tmp_path: Path) -> None:
    write(tmp_path, "notes/one.md", CASE)
    write(tmp_path, "notes/two.md", CASE)
    desk = open_desk(tmp_path / "notes", "one.md")
    tab = desk.tab()
    assert tab.page.h1 == "The cold flat"
    assert tab.client.get("/two").status_code == 404
