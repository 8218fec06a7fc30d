"""Words that might be lost in the studio: by going back to a page, or bringing a file back."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage import studio
from tests.features.test_studio_authors import begin, olu, share, visit
from tests.features.visitor import Person, Visitor

__all__ = ["olu"]

Cast = Mapping[str, Person]
TEXT = "# Damp\n\nShe coughs.\n\nHe waits.\n"


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    return visit(app, cast["cole"])


@pytest.fixture
def other(app: Flask, olu: Person) -> Visitor:
    return visit(app, olu)


def text_of(site: Site, path: str) -> str:
    with site.database.read() as connection:
        file = studio.load_file(connection, path)
    assert file
    assert file.text is not None
    return file.text.decode()


def save(visitor: Visitor, path: str, text: str, *, base: int, name: str = "page") -> int:
    fields = {"csrf_token": visitor.token(), "text": text, "base": str(base), "request_id": name}
    return visitor.send(f"/studio/edit/{path}", fields).status_code


def add_lesson(visitor: Visitor, title: str) -> str:
    prefix = begin(visitor, title, "course")
    share(visitor, prefix)
    visitor.get(f"/studio/works/{prefix}")
    new = {"kind": "lesson", "title": "One", "begin": "blank"}
    visitor.submit(f"/studio/add/{prefix}", new)
    path = f"{prefix}/one.md"
    visitor.submit(f"/studio/edit/{path}", {"text": TEXT})
    return path


def remove(visitor: Visitor, path: str) -> None:
    visitor.get(f"/studio/files/{path}")
    visitor.submit(f"/studio/remove/{path}")


def test_who_goes_back_to_a_page_saves_what_is_typed_there(cole: Visitor, site: Site) -> None:
    path = f"{begin(cole, 'Back to the page')}.md"
    assert save(cole, path, TEXT, base=1) == 303
    # The page as a browser kept it: with its old number, and its old name for the save.
    more = TEXT.replace("waits", "sits")
    assert save(cole, path, more, base=1) == 409
    assert text_of(site, path) == TEXT
    assert save(cole, path, TEXT, base=1) == 303


def test_two_people_may_call_their_saves_the_same(
    cole: Visitor, other: Visitor, site: Site
) -> None:
    path = add_lesson(cole, "Of one name")
    assert save(cole, path, TEXT.replace("coughs", "weeps"), base=2) == 303
    assert save(other, path, TEXT.replace("waits", "sits"), base=2) == 303
    assert text_of(site, path) == "# Damp\n\nShe weeps.\n\nHe sits.\n"


def test_a_file_that_two_bring_back_has_the_words_of_both(
    cole: Visitor, other: Visitor, site: Site
) -> None:
    path = add_lesson(cole, "Brought back by two")
    other.get(f"/studio/edit/{path}")
    remove(cole, path)
    other.submit(f"/studio/edit/{path}", {"text": TEXT.replace("waits", "sits")}, 409)
    cole.get(f"/studio/edit/{path}")
    cole.submit(f"/studio/restore/{path}", {"text": TEXT.replace("coughs", "weeps")})
    other.submit(f"/studio/restore/{path}")
    assert text_of(site, path) == "# Damp\n\nShe weeps.\n\nHe sits.\n"


def test_a_file_is_brought_back_from_one_page_twice(cole: Visitor, site: Site) -> None:
    path = add_lesson(cole, "Brought back twice")
    anew = TEXT.replace("waits", "sits")
    fields = {"text": anew, "base": "2", "request_id": "page", "csrf_token": cole.token()}
    for _ in range(2):
        remove(cole, path)
        assert cole.send(f"/studio/restore/{path}", fields).status_code == 303
        assert text_of(site, path) == anew


def test_an_earlier_save_is_brought_back_from_one_page_twice(cole: Visitor, site: Site) -> None:
    path = f"{begin(cole, 'An earlier save')}.md"
    fields = {"csrf_token": cole.token(), "no": "2"}
    save(cole, path, TEXT, base=1)
    for number in (2, 4):
        assert save(cole, path, f"Text {number}.\n", base=number) == 303
        assert cole.send(f"/studio/bring-back/{path}", fields).status_code == 303
        assert text_of(site, path) == TEXT
