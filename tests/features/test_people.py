"""Administrators find people, add them, and change what they may do; the record says so."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage import audit, people
from learning.storage.people import Wanted
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
PASSWORD = "seven green paper lanterns"


@pytest.fixture
def dee(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["dee"])
    return visitor


def id_of(site: Site, name: str) -> str:
    with site.database.read() as connection:
        wanted = Wanted(words=f"{name}@example.org")
        (found,) = people.search_people(connection, wanted, skip=0, most=2)
    return found.id


def add(dee: Visitor, name: str, standing: str = "learner", status: int = 200) -> Person:
    email = f"{name.lower()}@example.org"
    dee.get("/people/add")
    form = {"name": name, "email": email, "password": PASSWORD, "profession": "law"}
    dee.submit("/people/add", {**form, "standing": standing}, status)
    return Person(name, email, PASSWORD)


def test_people_are_found_by_part_of_a_name_or_address(dee: Visitor) -> None:
    assert dee.get("/people?words=AMIN").texts(".under-way__title") == ["Amina"]
    assert dee.get("/people?words=en%40ex").texts(".under-way__title") == ["Ben"]
    assert dee.get("/people?standing=educator").texts(".under-way__title") == ["Dr Cole"]
    assert "Nobody like that" in dee.get("/people?words=%25").text


def test_the_figures_of_the_site_are_found_from_people(dee: Visitor) -> None:
    dee.get("/people")
    assert dee.get(dee.page.link("the figures of the whole site")).url == "/figures"


def test_who_is_added_signs_in_with_what_they_were_given(app: Flask, dee: Visitor) -> None:
    farah = add(dee, "Farah", "educator")
    assert dee.page.h1 == "Farah"
    visitor = Visitor(app)
    visitor.sign_in(farah)
    visitor.get("/publishing")


def test_what_is_wrong_with_a_new_account_is_said_beside_what_was_typed(dee: Visitor) -> None:
    add(dee, "Ben", status=422)
    assert "There is an account" in dee.page.text
    assert dee.page.soup.select_one("#email")["value"] == "ben@example.org"
    dee.submit("/people/add", {"email": "new@example.org", "standing": ""}, 422)


def test_a_new_standing_counts_when_they_sign_in_again(
    app: Flask, site: Site, dee: Visitor
) -> None:
    person = add(dee, "Gwen")
    visitor = Visitor(app)
    visitor.sign_in(person)
    visitor.get("/publishing", 403)
    dee.get(f"/people/{id_of(site, 'gwen')}")
    dee.submit(f"/people/{id_of(site, 'gwen')}/standing", {"standing": "educator"})
    assert visitor.client.get("/account").location.startswith("/sign-in")
    visitor.sign_in(person)
    visitor.get("/publishing")


def test_who_is_suspended_is_out_at_once_until_let_back(
    app: Flask, site: Site, dee: Visitor
) -> None:
    person = add(dee, "Hari")
    visitor = Visitor(app)
    visitor.sign_in(person)
    url = f"/people/{id_of(site, 'hari')}"
    dee.get(url)
    dee.submit(f"{url}/suspend")
    assert visitor.client.get("/account").location.startswith("/sign-in")
    visitor.get("/sign-in")
    form = {"email": person.email, "password": PASSWORD}
    assert "suspended" in visitor.submit("/sign-in", form, 422).text
    wrong = visitor.submit("/sign-in", {**form, "password": "something else now"}, 422)
    assert "suspended" not in wrong.text
    assert dee.get("/people?standing=suspended").texts(".under-way__title") == ["Hari"]
    dee.get(url)
    dee.submit(f"{url}/let-back")
    visitor.sign_in(person)
    visitor.get("/account")


def test_a_forgotten_password_is_replaced(app: Flask, site: Site, dee: Visitor) -> None:
    add(dee, "Ines")
    url = f"/people/{id_of(site, 'ines')}"
    dee.get(url)
    assert "12 characters" in dee.submit(f"{url}/password", {"password": "short"}, 422).text
    dee.submit(f"{url}/password", {"password": "nine tall yellow ladders"})
    visitor = Visitor(app)
    visitor.sign_in(Person("Ines", "ines@example.org", "nine tall yellow ladders"))
    visitor.get("/account")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("25 %", "25"),
        ("untimed", "untimed"),
        ("101", ""),
        pytest.param("9" * 5000, "", id="endless"),
        ("soon", ""),
    ],
)
def test_extra_time_is_percent_or_untimed(site: Site, dee: Visitor, typed: str, kept: str) -> None:
    url = f"/people/{id_of(site, 'amina')}"
    dee.get(url)
    dee.submit(f"{url}/extra-time", {"extra-time": typed}, 200 if kept else 422)
    shown = dee.page.soup.select_one("#extra-time")["value"]
    assert shown == (kept or typed)


@pytest.mark.parametrize("action", ["suspend", "let-back", "standing", "password"])
def test_nobody_changes_their_own_account_here(site: Site, dee: Visitor, action: str) -> None:
    url = f"/people/{id_of(site, 'dee')}"
    assert not dee.get(url).soup.select("main form")
    dee.post(f"{url}/{action}", {"standing": "learner", "password": PASSWORD}, 403)


def test_one_administrator_takes_another_out(app: Flask, site: Site, dee: Visitor) -> None:
    boss = add(dee, "Jo", "administrator")
    other = Visitor(app)
    other.sign_in(boss)
    url = f"/people/{id_of(site, 'jo')}"
    dee.get(url)
    dee.submit(f"{url}/standing", {"standing": "learner"})
    other.sign_in(boss)
    other.get("/people", 403)


def test_somebody_who_is_not_there_is_not_found(dee: Visitor) -> None:
    dee.get("/people/nobody", 404)
    dee.post("/people/nobody/suspend", status=404)


def test_the_record_says_who_did_what_to_whom(site: Site, cast: Cast, app: Flask) -> None:
    dee = Visitor(app)
    dee.sign_in(cast["dee"])
    add(dee, "Kit")
    url = f"/people/{id_of(site, 'kit')}"
    dee.get(url)
    dee.submit(f"{url}/suspend")
    page = dee.get(dee.get(url).link("What the record says"))
    assert page.h1 == "The record of Kit"
    lines = page.texts("ol.under-way li")
    assert "suspended, Kit" in lines[0]
    assert "account opened as learner, Kit" in lines[1]
    assert all(" Dee" in each for each in lines)
    assert PASSWORD not in page.html


def test_the_record_is_taken_away_as_a_table_and_says_so(site: Site, dee: Visitor) -> None:
    add(dee, "=Lou")
    dee.get("/record?words=opened")
    answer = dee.send("/record.csv", {"csrf_token": dee.token(), "words": "opened"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    first, *lines = answer.text.splitlines()
    assert first.endswith('"who","what","about","details"')
    assert all("opened" in each for each in lines)
    assert '"\'=Lou"' in lines[0]
    with site.database.read() as connection:
        assert audit.list_entries(connection)[-1].action == "record taken away"


def test_older_lines_follow_one_after_another(site: Site, dee: Visitor) -> None:
    with site.database.write() as connection:
        for number in range(205):
            entry = audit.Entry(site.new_id(), site.clock(), "tests", f"counted {number}", "pages")
            audit.add_entry(connection, entry)
    seen, url = [], "/record?about=pages"
    while url:
        page = dee.get(url)
        seen += page.texts("ol.under-way li")
        url = next((str(a["href"]) for a in page.soup.select("a[href*='before=']")), "")
    assert len(seen) == len(set(seen)) == 205
    assert dee.get("/record?before=rubbish").texts("ol.under-way li")
