"""Personal tokens: made, shown once, ended; and what ends them without being asked."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.accounts import hash_token
from learning.operations.site import Site
from learning.operations.tokens import MOST_TOKENS
from learning.storage import audit
from learning.storage.studio_schema import AccessToken
from tests.features.conftest import Clock
from tests.features.test_people import PASSWORD, add, id_of
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


def make(visitor: Visitor, name: str = "Laptop") -> str:
    visitor.get("/account/tokens")
    page = visitor.submit("/account/tokens", {"name": name})
    return page.texts("#token")[0]


def end_all(visitor: Visitor) -> None:
    page = visitor.get("/account/tokens")
    for action in [each for each in page.actions() if each.endswith("/end")]:
        visitor.get("/account/tokens")
        visitor.submit(action)


def opens(app: Flask, token: str) -> bool:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().get("/studio/sync/cases/none", headers=headers).status_code == 404


def test_a_token_is_shown_once_and_kept_as_its_hash(cole: Visitor, site: Site) -> None:
    cole.get(cole.get("/account").link("token"))
    token = make(cole)
    assert token.startswith("sbs_")
    assert len(token) >= 40
    assert "~/.config/side-by-side/localhost" in cole.page.text
    page = cole.get("/account/tokens")
    assert page.texts("h2.under-way__title") == ["Laptop"]
    assert "not used yet" in page.text
    assert token not in page.html
    with site.database.read() as connection:
        (kept,) = connection.execute(AccessToken.__table__.select()).all()
    assert kept.token_hash == hash_token(token)
    assert token not in repr(kept)
    end_all(cole)


def test_it_opens_the_addresses_for_programs_until_it_is_ended(app: Flask, cole: Visitor) -> None:
    token = make(cole)
    assert opens(app, token)
    assert "last used" in cole.get("/account/tokens").text
    end_all(cole)
    assert not opens(app, token)
    assert "You have none" in cole.get("/account/tokens").text


def test_it_opens_no_page(app: Flask, cole: Visitor) -> None:
    headers = {"Authorization": f"Bearer {make(cole)}"}
    for url in ("/account", "/publishing", "/account/tokens"):
        assert app.test_client().get(url, headers=headers).location.startswith("/sign-in")
    end_all(cole)


@pytest.mark.parametrize("name", ["", "   ", "...", "x" * 61, "a\u202eb"])
def test_a_token_needs_a_name_that_can_be_read(cole: Visitor, name: str) -> None:
    cole.get("/account/tokens")
    assert cole.submit("/account/tokens", {"name": name}, 422).soup.select_one("#name-error")


def test_two_living_tokens_are_never_called_the_same(cole: Visitor) -> None:
    make(cole)
    page = cole.submit("/account/tokens", {"name": " laptop"}, 422)
    assert "You have a token for this already" in page.texts("#name-error")[0]
    assert page.texts("h2.under-way__title") == ["Laptop"]
    end_all(cole)
    make(cole)
    end_all(cole)


def test_there_are_at_most_twenty(cole: Visitor) -> None:
    for number in range(MOST_TOKENS):
        make(cole, f"Machine {number}")
    page = cole.get("/account/tokens")
    assert "which is the most" in page.text
    assert "/account/tokens" not in page.actions()
    cole.post("/account/tokens", {"name": "One more"}, 422)
    end_all(cole)


def test_another_persons_token_cannot_be_ended(app: Flask, cast: Cast, cole: Visitor) -> None:
    make(cole)
    (action,) = [each for each in cole.page.actions() if each.endswith("/end")]
    dee = Visitor(app)
    dee.sign_in(cast["dee"])
    dee.post(action, status=404)
    assert cole.get("/account/tokens").texts("h2.under-way__title") == ["Laptop"]
    end_all(cole)


@pytest.mark.parametrize("act", ["suspend", "standing", "password", "own"])
def test_what_signs_one_out_everywhere_ends_ones_tokens(
    app: Flask, cast: Cast, site: Site, act: str
) -> None:
    dee, gwen = Visitor(app), Visitor(app)
    dee.sign_in(cast["dee"])
    person = add(dee, f"Gwen{act}", "educator")
    gwen.sign_in(person)
    token = make(gwen)
    assert opens(app, token)
    url = f"/people/{id_of(site, f'gwen{act}')}"
    new = "nine tall yellow ladders"
    if act == "own":
        gwen.get("/account")
        gwen.submit("/account/password", {"old": PASSWORD, "new": new})
    else:
        dee.get(url)
        sent = {"suspend": {}, "standing": {"standing": "learner"}, "password": {"password": new}}
        dee.submit(f"{url}/{act}", sent[act])
    assert not opens(app, token)


def test_the_record_tells_of_tokens_and_holds_none(cole: Visitor, site: Site) -> None:
    token = make(cole, "Quiet name")
    end_all(cole)
    with site.database.read() as connection:
        entries = audit.list_entries(connection)
    assert [each.action for each in entries[-2:]] == ["token made", "token ended"]
    assert token not in repr(entries)


def test_wrong_tokens_are_refused_and_after_ten_not_even_looked_at(
    app: Flask, cole: Visitor, clock: Clock
) -> None:
    clock.forward(minutes=6)
    token, client = make(cole), app.test_client()
    url = "/studio/sync/cases/none"
    for number in range(10):
        answer = client.get(url, headers={"Authorization": f"Bearer sbs_{number}"})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    for each in ("sbs_more", token):
        answer = client.get(url, headers={"Authorization": f"Bearer {each}"})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert "Too many" in answer.json["error"]
    # Passwords from the same address have room all the same.
    Visitor(app).sign_in(Person("Dr Cole", "cole@example.org", "two chairs one table"))
    clock.forward(minutes=6)
    assert opens(app, token)


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Basic abc", "Bearer \u00e9", "Bearer " + "x" * 5000, "sbs_x"]
)
def test_what_is_no_token_is_nobody(app: Flask, clock: Clock, sent: str) -> None:
    clock.forward(minutes=6)
    answer = app.test_client().get("/studio/sync/cases/none", headers={"Authorization": sent})
    assert answer.status_code == 401
    assert answer.json["error"]
