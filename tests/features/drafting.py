"""A case in the studio, and browsers of its author that preview it."""

from dataclasses import dataclass

from flask import Flask

from learning.operations import people
from learning.operations.accounts import Registration
from learning.operations.site import Site
from learning.operations.studio import make_work, read_file
from learning.operations.studio_previews import StudioPreviews
from learning.operations.studio_saving import Saved, Sent, save_text
from learning.storage import people as rows
from learning.web.studio_preview import PREVIEWS
from tests.features.conftest import PASSWORD
from tests.features.previewing import CASE
from tests.features.visitor import Page, Person, Visitor

PATH = "cases/the-cold-flat.md"
PREFIX = "cases/the-cold-flat"
BASE = f"/studio/preview/{PATH}"


@dataclass(frozen=True)
class Author:
    """Somebody who may write, as `access` asks."""

    person_id: str
    is_educator: bool = True
    is_admin: bool = False


def find_author(site: Site, person: Person) -> Author:
    with site.database.read() as connection:
        wanted = rows.Wanted(words=person.email)
        (found,) = rows.search_people(connection, wanted, skip=0, most=2)
    return Author(found.id)


def make_case(site: Site, author: Author, text: str = CASE, title: str = "The cold flat") -> str:
    return make_work(site, author, kind="case", title=title, text=text)


def save(site: Site, author: Author, text: str, path: str = PATH) -> None:
    draft = read_file(site, author, path)
    saved = save_text(site, author, path, sent=Sent(text, draft.no, site.new_id()))
    assert isinstance(saved, Saved)


def add_educator(site: Site, name: str) -> Person:
    email = f"{name.lower()}@example.org"
    people.add_person(
        site, Registration(name, email, PASSWORD, "nursing"), standing="educator", by="tests"
    )
    return Person(name, email, PASSWORD)


def visit(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person)
    return visitor


def play_of(visitor: Visitor) -> str:
    """Give the address of the play at hand; the page may be the answer to a form."""
    assert visitor.page
    head, _, rest = visitor.page.url.partition("/plays/")
    return f"{head}/plays/{rest[:12]}"


def act(visitor: Visitor, action: str, status: int = 200, **fields: str) -> Page:
    return visitor.submit(f"{play_of(visitor)}/{action}", fields, status)


def kept_by(app: Flask) -> StudioPreviews:
    previews: StudioPreviews = app.extensions[PREVIEWS]
    return previews
