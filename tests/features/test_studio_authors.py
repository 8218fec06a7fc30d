"""Two authors of one work, who may not, what is removed, and what somebody hostile sends."""

from collections.abc import Mapping
from io import BytesIO

import pytest
from flask import Flask

from learning.operations import people
from learning.operations.accounts import Registration
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.audit import Asked
from tests.features.conftest import PASSWORD
from tests.features.test_studio import CASE
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
TEXT = "# Damp\n\nShe coughs.\n\nHe waits.\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"
HOSTILE = '</textarea><script>alert(1)</script>{{ 7*7 }}\n"]](x)\u202e\x01'


@pytest.fixture(scope="module")
def olu(site: Site) -> Person:
    wanted = Registration("Olu", "olu@example.org", PASSWORD, "nursing")
    people.add_person(site, wanted, standing="educator", by="tests")
    return Person("Olu", "olu@example.org", PASSWORD)


def visit(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person)
    return visitor


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    return visit(app, cast["cole"])


@pytest.fixture
def other(app: Flask, olu: Person) -> Visitor:
    return visit(app, olu)


def begin(visitor: Visitor, title: str, kind: str = "case") -> str:
    visitor.get("/studio/new")
    page = visitor.submit("/studio/new", {"kind": kind, "title": title, "begin": "blank"})
    return page.url.split("/studio/works/")[1]


def share(visitor: Visitor, prefix: str) -> None:
    visitor.get(f"/studio/works/{prefix}")
    visitor.submit(f"/studio/share/{prefix}", {"email": "olu@example.org"})


def write(visitor: Visitor, path: str, text: str, status: int = 200) -> None:
    visitor.submit(f"/studio/edit/{path}", {"text": text}, status)


def test_what_both_changed_is_decided_place_by_place(cole: Visitor, other: Visitor) -> None:
    prefix = begin(cole, "Written by two")
    path = f"{prefix}.md"
    share(cole, prefix)
    cole.get(f"/studio/edit/{path}")
    write(cole, path, TEXT)
    other.get(f"/studio/edit/{path}")
    write(cole, path, TEXT.replace("coughs", "weeps"))
    write(other, path, TEXT.replace("coughs", "sleeps").replace("waits", "sits"), 409)
    assert other.page
    assert "Dr Cole saved while you were writing written-by-two.md here" in other.page.text
    assert other.page.texts("del") == ["weeps"]
    assert other.page.texts("ins") == ["sleeps"]
    fields = {"pick-0": "own", "own-0": "She weeps in her sleep."}
    other.submit(f"/studio/settle/{path}", fields)
    area = other.page.soup.select_one("#text")
    assert area
    assert area.get_text().strip() == "# Damp\n\nShe weeps in her sleep.\n\nHe sits."


@pytest.mark.parametrize(
    "prefix",
    [
        "NO-SUCH",
        "cases/no-such",
        "cases/Has Space",
        "cases/damp-in-the-nursery.md",
        "cases/damp-in-the-nursery/img",
    ],
)
def test_what_is_not_there_cannot_be_copied(cole: Visitor, prefix: str) -> None:
    cole.get(f"/studio/copy/{prefix}", status=404)
    cole.post(f"/studio/copy/{prefix}", {"title": "A copy"}, 404)


def test_who_saved_in_another_tab_is_told_so(cole: Visitor, other: Visitor) -> None:
    prefix = begin(cole, "In two tabs")
    path = f"{prefix}.md"
    share(cole, prefix)
    cole.get(f"/studio/edit/{path}")
    write(cole, path, TEXT)
    cole.get(f"/studio/edit/{path}")
    fields = {"base": "2", "text": TEXT.replace("coughs", "weeps"), "request_id": "tab-1"}
    cole.submit(f"/studio/edit/{path}", fields)
    second = {"base": "2", "text": TEXT.replace("waits", "sits"), "request_id": "tab-2"}
    page = cole.submit(f"/studio/edit/{path}", second)
    assert "Saved, together with what you saved in another tab." in page.text
    third = {"base": "2", "text": TEXT.replace("coughs", "sings"), "request_id": "tab-3"}
    page = cole.submit(f"/studio/edit/{path}", third, 409)
    assert page.texts("h1") == ["You changed the same lines in two tabs"]
    assert "You saved in another tab while you were writing" in page.text
    other.get(f"/studio/edit/{path}")
    write(other, path, "# Damp\n\nShe hums.\n\nHe sits.\n")
    cole.get(f"/studio/edit/{path}")
    page = cole.submit(f"/studio/edit/{path}", third, 409)
    assert "Olu saved, and you saved in another tab while you were writing" in page.text


def test_a_script_gets_the_same_answers_as_data(cole: Visitor) -> None:
    path = f"{begin(cole, 'For scripts')}.md"
    sent = {"csrf_token": cole.token(), "text": TEXT, "base": "1", "request_id": "a"}

    def save(**fields: str) -> tuple[int, dict[str, object]]:
        answer = cole.send(f"/studio/edit/{path}", {**sent, **fields}, Accept="application/json")
        told: dict[str, object] = answer.get_json()
        return answer.status_code, told

    saved = {"state": "saved", "no": 2, "text": None, "message": "Saved."}
    assert save() == (200, saved)
    assert save() == (200, saved)
    status, told = save(request_id="b", text=TEXT.replace("coughs", "weeps"), base="2")
    assert (status, told["no"]) == (200, 3)
    status, told = save(request_id="c", text=TEXT.replace("coughs", "sings"), base="2")
    assert (status, told["state"], told["by"]) == (409, "clash", "You saved in another tab")
    assert {"base", "theirs", "mine"} in [each.keys() for each in told["parts"]]  # type: ignore[attr-defined]
    assert save(request_id="d", text="é" * 70_000)[0] == 422


def test_what_is_sent_before_an_answer_came_goes_on_from_what_came(
    cole: Visitor, other: Visitor
) -> None:
    prefix = begin(cole, "Left in a hurry")
    path = f"{prefix}.md"
    share(cole, prefix)
    cole.get(f"/studio/edit/{path}")
    write(cole, path, TEXT)
    other.get(f"/studio/edit/{path}")
    write(other, path, TEXT.replace("coughs", "weeps"))

    def send(waits: str, name: str, **fields: str) -> str:
        text = TEXT.replace("waits.", waits)
        sent = {"csrf_token": cole.token(), "text": text, "base": "2", "request_id": name}
        answer = cole.send(f"/studio/edit/{path}", {**sent, **fields}, Accept="application/json")
        assert answer.status_code == 200
        return str(answer.get_json()["text"])

    joined = TEXT.replace("coughs", "weeps")
    assert send("waits at", "one") == joined.replace("waits.", "waits at")
    ahead = {"head": "4", "tail": "1", "was": "He waits at\r\n"}
    longer = joined.replace("waits.", "waits at the door.")
    assert send("waits at the door.", "two", after="one", **ahead) == longer


def test_what_is_sent_after_a_save_that_never_came_counts_from_the_page(cole: Visitor) -> None:
    path = f"{begin(cole, 'Lost ahead')}.md"
    fields = {"csrf_token": cole.token(), "text": TEXT, "base": "1", "request_id": "b"}
    ahead = {"after": "never", "head": "9" * 9, "tail": "9", "was": "x"}
    answer = cole.send(f"/studio/edit/{path}", {**fields, **ahead}, Accept="application/json")
    told = {"state": "saved", "no": 2, "text": None, "message": "Saved."}
    assert answer.get_json() == told


def test_strangers_are_not_told_what_there_is(cole: Visitor, other: Visitor) -> None:
    prefix = begin(cole, "Not for strangers")
    for url in ("works/{0}", "edit/{0}.md", "history/{0}.md", "files/{0}.md"):
        other.get(f"/studio/{url.format(prefix)}", 404)
    for url in ("add/{0}", "media/{0}", "check-all/{0}", "share/{0}", "review-needed/{0}"):
        other.post(f"/studio/{url.format(prefix)}", {}, 404)
    for url in ("edit/{0}.md", "settle/{0}.md", "bring-back/{0}.md", "remove/{0}.md"):
        fields = {"text": "x", "base": "1", "no": "1", "request_id": "a"}
        other.post(f"/studio/{url.format(prefix)}", fields, 404)
    assert "Not for strangers" not in other.get("/studio").text


def test_a_hostile_text_is_text(cole: Visitor) -> None:
    path = f"{begin(cole, 'Hostile')}.md"
    cole.get(f"/studio/edit/{path}")
    cole.submit(f"/studio/edit/{path}", {"text": HOSTILE, "then": "check"})
    assert cole.page
    area = cole.page.soup.select_one("#text")
    assert area
    assert "<script>alert(1)</script>{{ 7*7 }}" in area.get_text()
    assert "\u202e" in area.get_text()
    assert "\x01" not in area.get_text()
    cole.get(f"/studio/history/{path}?no=1")
    cole.get("/studio")


def test_what_is_too_long_is_refused_and_still_on_the_page(cole: Visitor) -> None:
    path = f"{begin(cole, 'Too long')}.md"
    cole.get(f"/studio/edit/{path}")
    write(cole, path, "long words " * 20_000, 422)
    assert cole.page
    assert "128 KiB" in cole.page.text
    assert len(cole.page.soup.select_one("#text").get_text()) > 200_000


def test_a_course_is_filled_renamed_and_emptied(cole: Visitor) -> None:
    cole.get("/studio/new")
    form = {"kind": "course", "title": "First steps", "begin": "starter"}
    cole.submit("/studio/new", form)
    assert cole.page
    assert cole.page.texts(".under-way__title")[:2] == ["a-first-lesson.md", "course.md"]
    prefix = "courses/first-steps"
    cole.submit(f"/studio/add/{prefix}", {"kind": "quiz", "title": "A test", "begin": "starter"})
    assert cole.page.h1 == "A test"
    lesson = f"{prefix}/a-first-lesson.md"
    cole.get(f"/studio/files/{lesson}")
    assert "course.md, line" in cole.page.text
    cole.submit(f"/studio/rename/{lesson}", {"name": "The first lesson"})
    assert "These still lead to it" in cole.page.text
    cole.get(f"/studio/files/{prefix}/a-test.md")
    cole.submit(f"/studio/remove/{prefix}/a-test.md")
    cole.get(f"/studio/edit/{prefix}/a-test.md")
    assert "was removed" in cole.page.h1
    cole.submit(f"/studio/restore/{prefix}/a-test.md")
    assert cole.page.h1 == "A test"
    cole.submit(f"/studio/edit/{prefix}/a-test.md", {"text": "Anew."})
    cole.get(f"/studio/history/{prefix}/a-test.md?no=1")
    cole.submit(f"/studio/bring-back/{prefix}/a-test.md")
    assert cole.page.h1 == "A test"
    cole.get(f"/studio/works/{prefix}")
    cole.submit(f"/studio/check-all/{prefix}")
    assert "Not checked yet" not in cole.page.text


def test_a_picture_is_put_in_and_another_kind_is_refused(cole: Visitor) -> None:
    prefix = begin(cole, "With a picture")
    url = f"/studio/media/{prefix}"

    def send(name: str, data: bytes, **headers: str) -> str:
        fields = {"csrf_token": cole.token(), "then": f"{prefix}.md"}
        answer = cole.client.post(
            url,
            data={**fields, "file": (BytesIO(data), name)},
            headers={"Sec-Fetch-Site": "same-origin", **headers},
        )
        return f"{answer.status_code} {answer.location or answer.get_data(as_text=True)}"

    assert send("wall.png", PNG) == f"303 /studio/edit/{prefix}.md"
    page = cole.get(f"/studio/edit/{prefix}.md")
    paste = "![](with-a-picture/img/wall.png)"
    assert f"write {paste} with what it shows between [ and ]." in page.text
    # Pasted as it is, it has no words for who cannot see it.
    text = CASE.replace("It is damp.", paste)
    page = cole.submit(f"/studio/edit/{prefix}.md", {"text": text, "then": "check"})
    assert "A picture without alternative text" in page.text
    assert send("wall.svg", b"<svg/>").startswith("422")
    assert "GIF" in send("wall.png", b"GIF89a", Accept="application/json")
    assert send("wall.png", PNG + b"2", Accept="application/json").count("wall-2.png") == 2


def test_people_of_a_work_are_in_the_record(
    cole: Visitor, other: Visitor, site: Site, cast: Cast, app: Flask
) -> None:
    prefix = begin(cole, "On the record")
    share(cole, prefix)
    other.get(f"/studio/works/{prefix}")
    assert f"/studio/share/{prefix}" not in other.page.actions()  # type: ignore[union-attr]
    other.post(f"/studio/share/{prefix}", {"email": "cole@example.org"}, 422)
    cole.submit(f"/studio/hand-over/{prefix}")
    other.get(f"/studio/works/{prefix}")
    other.submit(f"/studio/review-needed/{prefix}")
    other.submit(f"/studio/unshare/{prefix}")
    cole.get(f"/studio/works/{prefix}", 404)
    with site.database.read() as connection:
        lines = audit.list_newest(connection, Asked(about=prefix), most=9)
    said = [each.entry.action.split(" 0")[0] for each in lines]
    assert said == [
        "no longer shared with",
        "review needed before publishing",
        "handed over to",
        "shared with",
    ]
    assert "On the record" in visit(app, cast["dee"]).get("/studio?words=record").text


def test_a_text_is_kept_when_its_author_was_signed_out(cole: Visitor) -> None:
    path = f"{begin(cole, 'Signed out')}.md"
    cole.get(f"/studio/edit/{path}")
    fields = {"csrf_token": cole.token(), "text": TEXT, "base": "1", "request_id": "late"}
    cole.client.delete_cookie("learning-session")
    answer = cole.send(f"/studio/edit/{path}", fields)
    assert answer.status_code == 401
    assert "She coughs." in answer.get_data(as_text=True)
