"""Coming to a session: opening one, its code, seats and teams, until it starts."""

import re
from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import newcomer, publish_small
from tests.features.visitor import Page, Person, Visitor, form_values

CASE = "cases/the-cold-kitchen.md"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


def open_one(visitor: Visitor, **fields: str) -> str:
    """Open a session on the small case; give its address."""
    visitor.get(f"/sessions/open?case={CASE}")
    return visitor.submit("/sessions/open", fields).url


def read_code(page: Page) -> str:
    return re.sub(r"\s", "", page.texts(".code [aria-hidden]")[0])


def join(app: Flask, site: Site, code: str, profession: str = "law") -> Visitor:
    """Let somebody new come in by the code; they are on the session's page then."""
    visitor = newcomer(app, site, profession)
    visitor.get("/sessions")
    visitor.submit("/sessions/join", {"code": code})
    visitor.submit(f"/join/{code}")
    return visitor


def begin(app: Flask, site: Site, *professions: str) -> tuple[str, list[Visitor]]:
    """Open a session, and let somebody of each profession come."""
    host = newcomer(app, site)
    url = open_one(host)
    code = read_code(host.page)
    others = [join(app, site, code, each) for each in professions]
    host.get(url)
    return url, [host, *others]


def test_two_learners_meet_in_a_lobby(app: Flask, site: Site) -> None:
    url, [host, other] = begin(app, site, "law")
    assert other.page.url == url
    assert "2 people here so far" in other.page.text
    assert "starts the session when everybody is here" in other.page.text
    assert "Start the session" in host.page.text


def test_the_case_is_chosen_where_its_cover_led_from(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    link = visitor.get("/cases/the-cold-kitchen").link("Work on this case together")
    assert form_value(visitor.get(link), "case") == CASE


def form_value(page: Page, name: str) -> str:
    return str(page.soup.select_one(f"select[name={name}] option[selected]")["value"])


def test_no_case_or_no_number_is_said_beside_its_field(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    visitor.get("/sessions/open")
    page = visitor.submit("/sessions/open", {"minutes-alone": "soon", "days-plan": "never"}, 422)
    assert page.texts(".nhsuk-error-summary li") == [
        "Choose the case that you want to work on",
        "Alone: enter a whole number from 1 to 240, or leave it empty for no limit",
    ]
    assert page.soup.select_one("#minutes-alone")["value"] == "soon"


def test_learners_are_not_asked_to_facilitate(
    app: Flask, site: Site, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    learner = newcomer(app, site)
    assert "facilitate" not in learner.get("/sessions/open").text
    visitor.sign_in(cast["cole"])
    assert "Do you facilitate it?" in visitor.get("/sessions/open").text


def test_a_learner_who_would_facilitate_opens_nothing(app: Flask, site: Site) -> None:
    learner = newcomer(app, site)
    learner.post("/sessions/open", {"case": CASE, "lead": "me"}, 403)
    assert "You have not been in a session yet" in learner.get("/sessions").text


def test_a_facilitator_has_a_lobby_and_then_the_console(
    app: Flask, site: Site, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["cole"])
    url = open_one(visitor, lead="me")
    assert not visitor.page.soup.select("#own-seat")
    join(app, site, read_code(visitor.page))
    visitor.get(url)
    assert visitor.submit(f"{url}/start").url == f"{url}/console"
    assert visitor.get(url).url == f"{url}/console"


def test_two_clicks_open_one_session(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    page = visitor.get(f"/sessions/open?case={CASE}")
    name = str(page.soup.select_one("[name=request_id]")["value"])
    form = {"case": CASE, "lead": "nobody", "request_id": name}
    assert visitor.post("/sessions/open", form).url == visitor.post("/sessions/open", form).url
    assert len(visitor.get("/sessions").texts(".under-way__title")) == 1


def test_a_code_may_be_typed_with_gaps_and_in_small_letters(app: Flask, site: Site) -> None:
    _url, [host] = begin(app, site)
    code = read_code(host.page)
    other = newcomer(app, site)
    other.get("/sessions")
    typed = f" {code[:3].lower()}-{code[3:].lower()} "
    assert other.submit("/sessions/join", {"code": typed}).url == f"/join/{code}"
    assert "The cold kitchen" in other.page.h1


def test_a_wrong_code_is_said_beside_what_was_typed(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    visitor.get("/sessions")
    page = visitor.submit("/sessions/join", {"code": "BCDFHJ"}, 422)
    assert "No session that is going on has this code" in page.texts("#code-error")[0]
    assert page.soup.select_one("#code")["value"] == "BCDFHJ"


def test_a_link_leads_back_to_the_session_whoever_has_no_account_yet(
    app: Flask, site: Site, visitor: Visitor
) -> None:
    _, [host] = begin(app, site)
    link = f"/join/{read_code(host.page)}"
    [way] = visitor.get(link).soup.select("main a[href^='/register']")
    visitor.get(str(way["href"]))
    fields = {"name": "Farah", "email": "farah@example.org", "profession": "midwifery"}
    page = visitor.submit("/register", {**fields, "password": "four quiet green kettles"})
    assert page.url == link
    assert "The cold kitchen" in page.h1


def test_who_has_a_seat_is_led_to_it(app: Flask, site: Site) -> None:
    url, [host] = begin(app, site)
    assert host.get(f"/join/{read_code(host.page)}").url == url


def test_a_side_that_does_not_exist_is_asked_for_again(app: Flask, site: Site) -> None:
    _, [host] = begin(app, site)
    other, code = newcomer(app, site), read_code(host.page)
    other.get(f"/join/{code}")
    page = other.post(f"/join/{code}", {"side": "cook"}, 422)
    assert "Choose a side" in page.texts("#side-error")[0]


def test_one_s_side_can_be_changed_until_the_start(app: Flask, site: Site) -> None:
    url, [_host, other] = begin(app, site, "law")
    assert "You sit on the law side" in other.page.text
    page = other.submit(f"{url}/side", {"side": "health"})
    assert "You sit on the health side" in page.text


def test_a_seat_can_be_given_up(app: Flask, site: Site) -> None:
    url, [host, other] = begin(app, site, "law")
    assert other.submit(f"{url}/leave").url == "/sessions"
    assert "1 person here so far" in host.get(url).text
    other.get(url, 404)


def test_a_host_who_gave_up_their_seat_can_take_one_again(app: Flask, site: Site) -> None:
    url, [host] = begin(app, site)
    host.submit(f"{url}/leave")
    host.get(url)
    assert "You sit on the law side" in host.submit(f"{url}/side", {"side": "law"}).text


def test_both_sides_are_proposed_into_each_team(app: Flask, site: Site) -> None:
    url, [host, *_] = begin(app, site, "law", "medicine", "law", "nursing", "law")
    boxes = host.get(f"{url}?size=3").soup.select(".team-box[data-team]:not([hidden])")
    assert len(boxes) == 2
    for box in boxes:
        assert len(box.select(".icon--law")) >= 1 <= len(box.select(".icon--health"))


def test_the_host_moves_people_by_their_menus(app: Flask, site: Site) -> None:
    url, [host, other] = begin(app, site, "law")
    menu = host.page.soup.select("[data-person] select")[1]
    page = host.submit(f"{url}/teams", {str(menu["name"]): "2"})
    assert [len(each.select("[data-person]")) for each in page.soup.select("[data-team]")] == [
        1,
        1,
        0,
    ]
    assert "You have divided the teams" in page.text
    assert other.get(url).texts(".teams-list li")[1].startswith("Team 2:")


def test_a_team_without_a_side_is_warned_about_and_may_start(app: Flask, site: Site) -> None:
    url, [host, *_] = begin(app, site, "medicine")
    assert "Nobody on the law side" in host.page.texts(".team-box__warning")[0]
    page = host.submit(f"{url}/start")
    assert "Nobody in your team is on the law side" in page.texts(".board__note")[0]


def test_a_session_that_ends_before_its_start_has_pages_still(app: Flask, site: Site) -> None:
    url, [host, other] = begin(app, site, "law")
    host.submit(f"{url}/teams")
    # The console itself is for facilitators.
    host.post(f"{url}/console/end", {"request_id": site.new_id()}, 403)
    for each in ("", "/stage", "/board", "/events"):
        assert other.client.get(f"{url}{each}").status_code == 200


def test_the_code_is_said_in_words_and_drawn(app: Flask, site: Site) -> None:
    url, [host] = begin(app, site)
    assert len(host.page.texts(".code__spelled")[0].split(", ")) == 6
    answer = host.client.get(f"{url}/code.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.text.startswith("<?xml")
    assert "<script" not in answer.text


def test_nobody_else_sees_a_lobby_or_its_picture(app: Flask, site: Site) -> None:
    url, _ = begin(app, site)
    stranger = newcomer(app, site)
    for place in ("", "/stage", "/board"):
        stranger.get(url + place, 404)
    assert stranger.client.get(f"{url}/code.svg").status_code == 404


def test_sessions_are_listed_with_one_s_side(app: Flask, site: Site) -> None:
    url, [_host, other] = begin(app, site, "law")
    page = other.get("/sessions")
    assert page.link("The cold kitchen") == url
    assert "your seat is on the law side" in page.text
    assert "Not begun yet" in page.text


def test_who_divides_teams_or_changes_sides_comes_back_to_where_they_were(
    app: Flask, site: Site
) -> None:
    url, [host, _] = begin(app, site, "law")
    for act, place, chosen in (("teams", "teams", {}), ("side", "own-seat", {"side": "law"})):
        page = host.get(url)
        sent = host.send(f"{url}/{act}", {**form_values(page.form(f"{url}/{act}")), **chosen})
        assert sent.location == f"{url}#{place}"
        assert page.soup.select_one(f"#{place}[tabindex]")


def test_who_waits_reads_what_the_cover_would_say(app: Flask, site: Site) -> None:
    _, [_, other] = begin(app, site, "law")
    assert other.page.texts(".callout")[0].endswith("Somebody is cold for a long time.")
    assert "You meet Rosa in her kitchen." in other.page.texts("details")[0]
