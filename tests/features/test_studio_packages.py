"""Zip files of works: away and back the same, seen before anything is stored, nothing half-done."""

import random
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.app import create_app
from learning.exchange.package_names import MANIFEST
from learning.exchange.package_writer import write_package
from learning.exchange.packages import Package, read_package
from learning.operations.accounts import Viewer
from learning.operations.site import Site, open_site
from learning.operations.studio import (
    NewFile,
    add_file,
    add_medium,
    make_work,
    open_work,
    read_file,
)
from learning.operations.studio_files import rename_file
from learning.operations.studio_packages import PackageLook, Upload, look_at_package
from learning.operations.studio_saving import Sent, save_text
from learning.storage import audit, studio
from tests.features.conftest import settings_in
from tests.features.pushed import PNG, TEXT, add_files
from tests.features.sums import database_sum
from tests.features.test_studio import CASE
from tests.features.test_studio_sync import viewer_of
from tests.features.visitor import Page, Person, Visitor
from tests.unit.exchange.test_packages_hostile import GOOD, LINK, PIPE, overlap
from tests.unit.exchange.zips import FLAGS, SIZE, put, rewrite, zip_one, zip_up

Cast = Mapping[str, Person]
Files = Mapping[str, bytes]
ORIGIN = {"Origin": "http://localhost"}


@pytest.fixture(scope="module")
def cole(site: Site, cast: Cast) -> Viewer:
    return viewer_of(site, cast["cole"])


@pytest.fixture(scope="module")
def visitor(app: Flask, cast: Cast) -> Visitor:
    return enter(app, cast["cole"])


@pytest.fixture
def prefix(site: Site, cole: Viewer) -> str:
    """Make a case with a picture for each test."""
    prefix = f"cases/damp-{site.new_id()}"
    add_files(site, cole, prefix, {f"{prefix}.md": TEXT.encode(), f"{prefix}/img/a.png": PNG})
    return prefix


@pytest.fixture
def fresh(empty_database: Path, tmp_path: Path) -> Iterator[Site]:
    """Open another site that has the same people and nothing else."""
    (tmp_path / "learning.sqlite3").write_bytes(empty_database.read_bytes())
    site = open_site(settings_in(tmp_path))
    yield site
    site.database.close()


def enter(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person)
    return visitor


def export(visitor: Visitor, prefix: str) -> TestResponse:
    return visitor.send(f"/studio/export/{prefix}", {"csrf_token": visitor.token()})


def unpack(data: bytes) -> Files:
    package = read_package(data)
    assert isinstance(package, Package)
    return {**package.files, MANIFEST: package.manifest}


def change(data: bytes, path: str, raw: bytes) -> bytes:
    return write_package({**unpack(data), path: raw})


def send(visitor: Visitor, data: bytes, url: str = "/studio/import", **more: str) -> TestResponse:
    visitor.get("/studio/import")
    form = {"csrf_token": visitor.token(), "file": (BytesIO(data), "work.zip"), **more}
    return visitor.client.post(url, data=form, headers=ORIGIN)


def look(visitor: Visitor, data: bytes, status: int = 200, **more: str) -> Page:
    return visitor.read(send(visitor, data, **more), status)


def bring(visitor: Visitor, data: bytes, **more: str) -> Page:
    look(visitor, data, **more)
    return visitor.submit("/studio/import/confirm")


def stamps_of(site: Site, prefix: str) -> Mapping[str, str]:
    with site.database.read() as connection:
        return dict(studio.list_stamps(connection, prefix))


def text_of(site: Site, path: str) -> str:
    with site.database.read() as connection:
        file = studio.load_file(connection, path)
    assert file
    assert file.text is not None
    return file.text.decode()


def actions_on(site: Site, prefix: str) -> list[str]:
    with site.database.read() as connection:
        return [each.action for each in audit.list_entries(connection) if each.subject == prefix]


def test_a_work_goes_to_a_fresh_site_and_is_the_same(
    site: Site, visitor: Visitor, fresh: Site, cast: Cast, prefix: str
) -> None:
    answer = export(visitor, prefix)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{prefix[6:]}.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    guest = enter(create_app(fresh), cast["cole"])
    before = database_sum(fresh)
    assert "It is new, with 2 files" in look(guest, answer.data).text
    assert database_sum(fresh) == before
    guest.submit("/studio/import/confirm")
    assert stamps_of(fresh, prefix) == stamps_of(site, prefix)
    assert actions_on(fresh, prefix) == ["work imported"]
    assert actions_on(site, prefix)[-1] == "work exported"
    assert unpack(export(guest, prefix).data).keys() == unpack(answer.data).keys()


def test_what_it_would_change_is_told_in_words(site: Site, cole: Viewer, visitor: Visitor) -> None:
    prefix = f"cases/told-{site.new_id()}"
    add_files(site, cole, prefix, {f"{prefix}.md": CASE.encode(), f"{prefix}/img/a.png": PNG})
    new = {f"{prefix}.md": CASE.replace("It is damp", "It is very damp").encode()}
    page = look(visitor, write_package({**new, f"{prefix}/img/b.png": PNG}))
    for words in (
        "1 file added and 1 file changed",
        "“The hall” changed",
        "It takes the place of what is here now",
        "Nothing is removed: 1 file not in the zip file stays.",
    ):
        assert words in page.text
    assert text_of(site, f"{prefix}.md") == CASE
    visitor.submit("/studio/import/confirm")
    assert "very damp" in text_of(site, f"{prefix}.md")
    assert len(stamps_of(site, prefix)) == 3


def test_what_others_saved_meanwhile_is_joined(
    site: Site, cole: Viewer, visitor: Visitor, prefix: str
) -> None:
    path = f"{prefix}.md"
    data = change(export(visitor, prefix).data, path, TEXT.replace("waits", "sits").encode())
    theirs = TEXT.replace("coughs", "weeps")
    bring(visitor, write_package({path: theirs.encode()}))
    assert "Others changed other lines of it" in look(visitor, data).text
    visitor.submit("/studio/import/confirm")
    assert text_of(site, path) == theirs.replace("waits", "sits")


def test_what_was_not_touched_leaves_what_others_did(
    site: Site, visitor: Visitor, prefix: str
) -> None:
    data = export(visitor, prefix).data
    path, theirs = f"{prefix}.md", TEXT.replace("coughs", "weeps")
    bring(visitor, write_package({path: theirs.encode(), f"{prefix}/img/a.png": PNG + b"\0"}))
    before = stamps_of(site, prefix)
    assert "There is nothing to bring in." in look(visitor, data).text
    assert stamps_of(site, prefix) == before


def test_a_clash_refuses_the_whole_and_names_lines(
    site: Site, visitor: Visitor, prefix: str
) -> None:
    path = f"{prefix}.md"
    data = change(export(visitor, prefix).data, path, TEXT.replace("coughs", "sneezes").encode())
    data = change(data, f"{prefix}/img/b.png", PNG)
    bring(visitor, write_package({path: TEXT.replace("coughs", "weeps").encode()}))
    before = database_sum(site)
    page = look(visitor, data, 409)
    for words in (path, "Line 3 here, line 3 in the zip file", "weeps", "sneezes"):
        assert words in page.text
    assert "/studio/import/confirm" not in page.actions()
    assert visitor.read(send(visitor, data, "/studio/import/confirm"), 409)
    assert database_sum(site) == before


def test_what_changed_since_it_was_seen_is_shown_anew(
    site: Site, cole: Viewer, visitor: Visitor, prefix: str
) -> None:
    path = f"{prefix}.md"
    page = look(visitor, write_package({path: TEXT.replace("waits", "sits").encode()}))
    form = page.form("/studio/import/confirm")
    values = {name: str(form.find("input", {"name": name})["value"]) for name in ("digest", "kept")}
    bring(visitor, write_package({path: TEXT.replace("coughs", "weeps").encode()}))
    page = visitor.post("/studio/import/confirm", values, 409)
    assert "Look at it once more" in page.text
    assert text_of(site, path) == TEXT.replace("coughs", "weeps")
    other = {**values, "kept": ""}
    visitor.post("/studio/import/confirm", other, 422)


def test_the_same_confirmation_twice_counts_once(site: Site, visitor: Visitor, prefix: str) -> None:
    page = look(visitor, write_package({f"{prefix}.md": b"# Damp\n\nAll new.\n"}))
    form = page.form("/studio/import/confirm")
    values = {name: str(form.find("input", {"name": name})["value"]) for name in ("digest", "kept")}
    visitor.post("/studio/import/confirm", values)
    before = database_sum(site)
    assert visitor.post("/studio/import/confirm", values).url.endswith(f"/studio/works/{prefix}")
    assert database_sum(site) == before


def test_a_large_one_is_chosen_again(site: Site, visitor: Visitor, prefix: str) -> None:
    large = {f"{prefix}/img/b.png": PNG + random.Random(1).randbytes(300_000)}
    page = look(visitor, write_package(large))
    assert "The same zip file again" in page.text
    digest = str(page.form("/studio/import/confirm").find("input", {"name": "digest"})["value"])
    answer = send(visitor, write_package(large), "/studio/import/confirm", digest=digest)
    assert answer.status_code == 303
    assert len(stamps_of(site, prefix)) == 3


def test_a_taken_name_is_refused_and_a_copy_offered(
    site: Site, app: Flask, cast: Cast, visitor: Visitor, prefix: str
) -> None:
    dee = viewer_of(site, cast["dee"])
    theirs = f"cases/theirs-{site.new_id()}"
    add_files(site, dee, theirs, {f"{theirs}.md": b"# A secret\n"})
    mine = CASE.replace("It is damp.", f"![Wall]({theirs[6:]}/img/a.png)")
    files = {f"{theirs}.md": mine.encode(), f"{theirs}/img/a.png": PNG}
    before = stamps_of(site, theirs)
    page = look(visitor, write_package(files), 422)
    assert "another course or case of this name" in page.text
    assert "secret" not in page.text
    disk = look(visitor, write_package({"cases/damp-in-the-nursery.md": CASE.encode()}), 422)
    assert "content folder" in disk.text
    assert "ask an administrator to take it into the studio" in disk.text
    look(visitor, write_package(files), title="A copy of it")
    visitor.submit("/studio/import/confirm")
    assert stamps_of(site, theirs) == before
    copy = text_of(site, "cases/a-copy-of-it.md")
    assert "![Wall](a-copy-of-it/img/a.png)" in copy
    assert "# A copy of it" in copy or 'title: "A copy of it"' in copy


def test_who_may_not_write_it_cannot_take_it_away(
    site: Site, app: Flask, cast: Cast, visitor: Visitor
) -> None:
    theirs = f"cases/theirs-{site.new_id()}"
    add_files(site, viewer_of(site, cast["dee"]), theirs, {f"{theirs}.md": b"# A secret\n"})
    assert export(visitor, theirs).status_code == 404
    assert export(visitor, "cases/nobodys").status_code == 404
    assert actions_on(site, "cases/nobodys") == []
    assert export(enter(app, cast["amina"]), theirs).status_code == 403


def test_what_the_content_folder_has_is_taken_away_too(site: Site, visitor: Visitor) -> None:
    name = "cases/damp-in-the-nursery"
    files = unpack(export(visitor, name).data)
    assert f"{name}.md" in files
    assert files[MANIFEST] == b""
    assert actions_on(site, name)[-1] == "work exported"
    assert f"/studio/export/{name}" in visitor.get("/studio").actions()


def test_several_works_come_in_together_or_not_at_all(site: Site, visitor: Visitor) -> None:
    one, two = f"cases/one-{site.new_id()}", f"courses/two-{site.new_id()}"
    files = {f"{one}.md": CASE.encode(), f"{two}/lesson.md": b"# A\n"}
    before = database_sum(site)
    assert "has to have this file" in look(visitor, write_package(files), 422).text
    lost = {**files, f"{two}/course.md": b"# Two\n", "README.md": b"# Read me\n"}
    assert "README.md: It belongs to no course or case" in (
        look(visitor, write_package(lost), 422).text
    )
    assert database_sum(site) == before
    del lost["README.md"]
    bring(visitor, write_package(lost))
    assert {*stamps_of(site, one), *stamps_of(site, two)} == set(lost)


def test_a_work_has_no_more_files_than_it_may(site: Site, visitor: Visitor) -> None:
    name = f"courses/many-{site.new_id()}"
    files = {f"{name}/{number}.md": b"# A\n" for number in range(300)}
    page = look(visitor, write_package({**files, f"{name}/course.md": b"# Many\n"}), 422)
    assert "over 300 files" in page.text


def test_of_two_at_once_one_makes_it_and_the_other_is_told(
    site: Site, app: Flask, cast: Cast
) -> None:
    name = f"cases/raced-{site.new_id()}"
    people = [enter(app, cast["cole"]), enter(app, cast["dee"])]
    forms = []
    for number, each in enumerate(people):
        data = write_package({f"{name}.md": f"# Number {number}\n".encode()})
        form = look(each, data).form("/studio/import/confirm")
        values = {n: str(form.find("input", {"name": n})["value"]) for n in ("digest", "kept")}
        forms.append({**values, "csrf_token": each.token()})
    with ThreadPoolExecutor(2) as pool:
        sent = [
            pool.submit(v.send, "/studio/import/confirm", f)
            for v, f in zip(people, forms, strict=True)
        ]
        states = sorted(each.result().status_code for each in sent)
    assert states[0] == 303
    assert states[1] in {409, 422, 429}
    assert len(stamps_of(site, name)) == 1
    assert actions_on(site, name) == ["work imported"]


def list_hostile() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "a-letter", b"A letter"
    yield "cut", GOOD[:-30]
    yield "in-parts", put(GOOD, len(GOOD) - 18, 7)
    for name in ("../a.md", "/a.md", "C:/a.md", "cases/../../a.md", "..\\a.md", "", "a" * 60_000):
        yield f"name-{name[:9]}", write_package({name: b"# A\n"})
    yield "control", zip_one("a_.md").replace(b"a_.md", b"a\x1b.md")
    yield "nul", zip_one("a_.md").replace(b"a_.md", b"a\0.md")
    yield "link", zip_one("cases/a.md", external_attr=LINK)
    yield "pipe", zip_one("cases/a.md", external_attr=PIPE)
    yield "locked", rewrite(zip_one("cases/a.md"), FLAGS, 1)
    yield "bzip2", zip_up([("cases/a.md", b"# A\n")], zipfile.ZIP_BZIP2)
    yield "twins", zip_up([("cases/a.md", b"# A\n"), ("cases/A.md", b"# A\n")])
    yield "archive", zip_up([("cases/a.md", b"# A\n"), ("cases/a/b.zip", GOOD)])
    yield "many", zip_up([(f"courses/a/{number}.md", b"") for number in range(501)])
    yield "overlap", overlap(400, heads=400)
    yield "bomb", zip_up([("cases/a.md", b"# A\n"), ("cases/a/b.mp3", bytes(10 * 1024 * 1024))])
    yield "declared-small", rewrite(zip_up([("a.md", bytes(9_000_000))]), SIZE, 100, size="<L")
    yield "manifests", write_package({MANIFEST: b"x" * 200_000, "cases/a.md": b"# A\n"})
    yield "manifest-alone", write_package({MANIFEST: b"{}"})
    yield "hidden", write_package({f"cases/a/{MANIFEST}": b"{}", "cases/a.md": b"# A\n"})
    yield "no-utf-8", write_package({"cases/a.md": b"\xff\xfe"})
    yield "taken-name", write_package({"cases/shared.md": b"# A\n"})


HOSTILE = dict(list_hostile())


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_harm_is_refused_in_words_and_stores_nothing(
    site: Site, visitor: Visitor, name: str
) -> None:
    visitor.get("/studio/import")
    before = database_sum(site)
    for url in ("/studio/import", "/studio/import/confirm"):
        page = visitor.read(send(visitor, HOSTILE[name], url), 422)
        assert page.title.startswith("Error: ")
    assert database_sum(site) == before


@pytest.mark.parametrize("manifest", [b"", b"\xff", b"[" * 90_000, b"{}", b'{"prefix":1}'])
def test_what_a_zip_file_says_of_itself_is_not_believed(
    site: Site, visitor: Visitor, prefix: str, manifest: bytes
) -> None:
    data = write_package({MANIFEST: manifest, f"{prefix}.md": b"# Damp\n"})
    assert "takes the place of what is here" in look(visitor, data).text


def test_a_save_that_never_was_is_refused(site: Site, visitor: Visitor, prefix: str) -> None:
    data = change(export(visitor, prefix).data, f"{prefix}.md", b"# Damp\n")
    manifest = unpack(data)[MANIFEST].replace(b'"no":1', b'"no":7')
    data = write_package({**unpack(data), MANIFEST: manifest})
    assert "no save number 7" in look(visitor, data, 422).text


def test_every_name_that_the_studio_makes_can_be_taken_away_and_brought_in(
    site: Site, cole: Viewer, visitor: Visitor, fresh: Site
) -> None:
    prefix = make_work(site, cole, kind="course", title="Con", text="# Con\n")
    assert prefix == "courses/con-1"
    words = "漢" * 60
    for name in ("con", "CON", "Straße", "strasse", "e\u0301", "é", words):
        add_medium(site, cole, prefix, name=f"{name}.png", data=PNG + name.encode())
    for kind, title in (("lesson", "Aux"), ("shared", words), ("story", "Com1")):
        add_file(site, cole, prefix, new=NewFile(kind, title, "# Said\n"))
    rename_file(site, cole, f"{prefix}/aux-1.md", name="NUL")
    names = {each.path.removeprefix(f"{prefix}/") for each in open_work(site, cole, prefix).files}
    assert {"img/con-1.png", "img/con-2.png", "nul-1.md", "com1-1.test.md"} <= names
    looked = look_at_package(fresh, cole, Upload(export(visitor, prefix).data))
    assert isinstance(looked, PackageLook), looked
    assert len(looked.works[0].files) == len(names) == 11


def test_a_byte_order_mark_is_taken_off_when_a_text_comes_in(
    site: Site, cole: Viewer, visitor: Visitor
) -> None:
    path = f"cases/marked-{site.new_id()}.md"
    page = look(visitor, zip_one(path, b"\xef\xbb\xbf" + CASE.encode()))
    assert "is new, with 2 scenes" in page.text
    visitor.submit("/studio/import/confirm")
    assert read_file(site, cole, path).text == CASE
    sent = Sent("\ufeff" + CASE + "More.\n", 1, site.new_id())
    save_text(site, cole, path, sent=sent)
    assert read_file(site, cole, path).text == CASE + "More.\n"
