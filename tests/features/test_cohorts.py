"""Cohorts over HTTP: making one, bringing people in, courses and sessions for it, and leaving."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from learning.exchange.sheets import MOST_BYTES
from learning.operations.accounts import Registration
from learning.operations.people import Operator, add_person, change_standing
from learning.operations.site import Site
from learning.storage import audit
from tests.features.conftest import PASSWORD, Clock
from tests.features.playing import publish_small
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
HEAD = "Name,Email,Profession,Extra time,Role\n"
COURSE = "courses/listening/course.md"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


@pytest.fixture
def amina(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["amina"])
    return visitor


def make(cole: Visitor, name: str = "Spring term", **dates: str) -> str:
    """Make a cohort, and give its address."""
    cole.get("/cohorts/new")
    page = cole.submit("/cohorts/new", {"name": name, **dates})
    assert page.url.endswith("/people")
    return page.url.removesuffix("/people")


def draw_code(cole: Visitor, url: str) -> str:
    cole.get(f"{url}/settings")
    return cole.submit(f"{url}/code").texts(".come-in__link")[0].rpartition("/")[2]


def take_roster(cole: Visitor, url: str, rows: str) -> None:
    cole.get(f"{url}/roster")
    cole.submit(f"{url}/roster", {"pasted": HEAD + rows})
    cole.submit(f"{url}/roster/confirm")


def test_a_cohort_is_made_renamed_and_archived(cole: Visitor, site: Site) -> None:
    url = make(cole, "Autumn", opens="2027-01-10")
    assert "Autumn" in cole.get("/cohorts").texts(".under-way__title")
    cole.get(f"{url}/settings")
    refused = cole.submit(f"{url}/settings", {"name": "", "closes": "2027-01-01"}, 422)
    assert "Give the cohort a name" in refused.text
    assert "last day is before the first" in refused.text
    cole.submit(f"{url}/settings", {"name": "Autumn 2027", "closes": "2027-06-30"})
    assert "to the end of 30 June 2027" in cole.get("/cohorts").text
    cole.get(f"{url}/settings")
    cole.submit(f"{url}/archive")
    assert "is archived" in cole.page.text if cole.page else False
    cole.post(f"{url}/code", status=422)
    cole.get(f"{url}/settings")
    cole.submit(f"{url}/take-out")
    with site.database.read() as connection:
        found = audit.list_entries(connection)
    told = {(each.action, each.detail) for each in found}
    changed = "cohort's name or dates changed"
    assert {
        ("cohort made", "Autumn"),
        (changed, "Autumn"),
        ("cohort archived", "Autumn 2027"),
    } <= told


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", "0001-01-01", "+10000-01-01"])
def test_what_is_no_day_is_said(cole: Visitor, day: str) -> None:
    cole.get("/cohorts/new")
    assert (
        "as it stands in a calendar"
        in cole.submit("/cohorts/new", {"name": "X", "opens": day}, 422).text
    )


def test_a_code_leads_a_stranger_by_way_of_an_account_into_the_cohort(
    app: Flask, cole: Visitor
) -> None:
    url = make(cole, "By code")
    code = draw_code(cole, url)
    picture = cole.client.get(f"{url}/code.svg")
    assert picture.content_type == "image/svg+xml"
    stranger = Visitor(app)
    assert stranger.get(f"/cohorts/join/{code.lower()}").url == "/sign-in"
    page = stranger.get(f"/cohorts/join/{code}")
    stranger.get(next(str(a["href"]) for a in page.soup.select("main a[href^='/register']")))
    form = {"name": "Ines", "email": "ines@example.org", "password": PASSWORD}
    page = stranger.submit("/register", {**form, "profession": "law"})
    assert page.h1 == "Join By code"
    assert "Taught by Dr Cole" in page.text
    assert "your marks" in page.text
    joined = stranger.submit(f"/cohorts/join/{code}")
    assert "By code" in joined.texts(".under-way__title")
    assert "Ines" in cole.get(f"{url}/people").texts(".under-way__title")
    assert stranger.get(f"/cohorts/join/{code}").h1 == "You are in By code"
    stranger.get("/cohorts")
    leave = next(each for each in stranger.page.actions() if each.endswith("/leave"))
    stranger.submit(leave)
    assert "Ines" not in cole.get(f"{url}/people").texts(".under-way__title")


def test_a_code_that_is_none_or_switched_off_lets_nobody_in(cole: Visitor, amina: Visitor) -> None:
    url = make(cole, "Off")
    code = draw_code(cole, url)
    cole.submit(f"{url}/code/off")
    amina.get("/cohorts/join")
    assert "No cohort has this code" in amina.submit("/cohorts/join", {"code": code}, 422).text
    page = amina.get(f"/cohorts/join/{code}", 404)
    assert "No cohort has this code" in page.text
    assert page.soup.select_one("#code")["value"] == code
    cole.get(f"{url}/code.svg", 404)
    code = draw_code(cole, url)
    amina.get("/cohorts/join")
    assert amina.submit("/cohorts/join", {"code": f" {code[:3]} {code[3:]}"}).h1 == "Join Off"
    assert cole.get(f"/cohorts/join/{code}").url == f"{url}/people"


def test_who_comes_back_has_what_they_had_but_not_after_the_last_day(
    cole: Visitor, amina: Visitor, clock: Clock
) -> None:
    last = clock().date() + timedelta(days=1)
    url = make(cole, "Left", closes=last.isoformat())
    take_roster(cole, url, "Amina,amina@example.org,,50,\n")
    code = draw_code(cole, url)
    assert "a quiz under way keeps its time" in amina.get("/cohorts").text
    amina.submit(f"{url}/leave")
    amina.get(f"/cohorts/join/{code}")
    amina.submit(f"/cohorts/join/{code}")
    assert "50% more time" in cole.get(f"{url}/people").text
    amina.submit(f"{url}/leave")
    clock.forward(days=2)
    for each in (cole, amina):
        each.client.delete_cookie("learning-session")
    amina.sign_in(Person("Amina", "amina@example.org", PASSWORD))
    assert "Its last day is past" in amina.get(f"/cohorts/join/{code}").text
    amina.post(f"/cohorts/join/{code}", status=403)


def test_who_made_a_cohort_is_taken_out_by_no_other_teacher(
    app: Flask, cast: Cast, cole: Visitor, site: Site
) -> None:
    url = make(cole, "Made by Cole")
    people = cole.get(f"{url}/people").soup
    person = next(str(a["href"]) for a in people.select(".under-way__title a"))
    wanted = Registration("Vera", "vera@example.org", PASSWORD, "law")
    add_person(site, wanted, standing="educator", by="tests")
    cole.submit(f"{url}/teachers", {"email": "vera@example.org"})
    vera = Visitor(app)
    vera.sign_in(Person("Vera", "vera@example.org", PASSWORD))
    page = vera.get(person)
    assert "They made this cohort" in page.text
    assert f"{person}/take-out" not in page.actions()
    assert "They made this cohort" in vera.post(f"{person}/take-out", status=422).text
    dee = Visitor(app)
    dee.sign_in(cast["dee"])
    dee.get(person)
    dee.submit(f"{person}/take-out")
    cole.get(url, 404)


def test_a_teacher_who_lost_their_standing_stays_in_the_roster_and_is_named_no_more(
    cole: Visitor, amina: Visitor, site: Site
) -> None:
    url = make(cole, "Lost standing")
    wanted = Registration("Wim", "wim@example.org", PASSWORD, "law")
    person_id = add_person(site, wanted, standing="educator", by="tests")
    cole.get(f"{url}/people")
    cole.submit(f"{url}/teachers", {"email": "wim@example.org"})
    take_roster(cole, url, "Amina,amina@example.org,,,\n")
    assert "Dr Cole, Wim" in amina.get("/cohorts").text
    change_standing(site, Operator(), person_id, standing="learner")
    assert "Wim" not in amina.get("/cohorts").text
    cole.get(f"{url}/roster")
    page = cole.submit(f"{url}/roster", {"pasted": HEAD + "Wim,wim@example.org,,,teacher\n"})
    assert "1 already there" in page.text


def test_a_cohort_is_not_there_for_who_does_not_teach_it(
    app: Flask, cast: Cast, cole: Visitor, amina: Visitor
) -> None:
    url = make(cole, "Mine alone")
    take_roster(cole, url, "Amina,amina@example.org,,,\n")
    for part in ("people", "roster", "courses", "sessions", "settings"):
        amina.get(f"{url}/{part}", 403)
    dee = Visitor(app)
    dee.sign_in(cast["dee"])
    assert "Mine alone" in dee.get("/cohorts").texts(".under-way__title")
    dee.get("/people/add")
    form = {"name": "Fay", "email": "fay@example.org", "password": PASSWORD}
    dee.submit("/people/add", {**form, "profession": "law", "standing": "educator"})
    fay = Visitor(app)
    fay.sign_in(Person("Fay", "fay@example.org", PASSWORD))
    for part in ("people", "roster", "courses", "sessions", "settings"):
        fay.get(f"{url}/{part}", 404)
        dee.get(f"{url}/{part}")
    for part in ("teachers", "roster", "roster.csv", "courses", "sessions", "archive", "code"):
        fay.post(f"{url}/{part}", {"email": "fay@example.org"}, 404)
    assert "Mine alone" not in fay.get("/cohorts").text
    cole.get(f"{url}/people")
    cole.submit(f"{url}/teachers", {"email": "fay@example.org"})
    fay.get(f"{url}/people")


def test_a_roster_is_shown_before_it_is_taken_in(cole: Visitor, amina: Visitor) -> None:
    url = make(cole, "Rostered")
    cole.get(f"{url}/roster")
    assert "Choose a file" in cole.submit(f"{url}/roster", {"pasted": " "}, 422).text
    rows = "Amina,amina@example.org,,25,\nZora,zora@example.org,Law,,\n"
    data = {"file": (BytesIO((HEAD + rows).encode()), "roster.csv"), "csrf_token": cole.token()}
    answer = cole.client.post(f"{url}/roster", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    page = cole.read(answer, 200)
    assert "1 added, 1 expected" in page.text
    assert "Nobody learns in this cohort yet" in Visitor.get(cole, f"{url}/people").text
    cole.read(
        cole.client.post(
            f"{url}/roster",
            data={"pasted": HEAD + rows, "csrf_token": cole.token()},
            headers={"Sec-Fetch-Site": "same-origin"},
        ),
        200,
    )
    done = cole.submit(f"{url}/roster/confirm")
    assert "The roster is taken in: 1 added, 1 expected" in done.text
    assert "amina@example.org, medicine, 25% more time" in done.text
    assert "zora@example.org, law" in done.text
    cole.submit(f"{url}/expected/withdraw")
    assert "zora@example.org" not in cole.page.text
    assert "Rostered" in amina.get("/cohorts").texts(".under-way__title")


def send_roster(cole: Visitor, url: str, data: bytes, status: int = 200) -> Page:
    """Send a file, its form written out: the client's own writer leaves large ones open."""
    disposition = 'Content-Disposition: form-data; name="'
    token = f'--cut\r\n{disposition}csrf_token"\r\n\r\n{cole.token()}\r\n'
    file = f'--cut\r\n{disposition}file"; filename="roster.csv"\r\n\r\n'
    answer = cole.client.post(
        f"{url}/roster",
        data=(token + file).encode() + data + b"\r\n--cut--\r\n",
        content_type="multipart/form-data; boundary=cut",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return cole.read(answer, status)


@pytest.mark.parametrize("padding", [0, 960])
def test_a_roster_of_a_thousand_that_was_shown_can_be_confirmed(
    cole: Visitor, padding: int
) -> None:
    url = make(cole, f"A thousand {padding}")
    name = "\u0645\u062d\u0645\u062f \u0627\u0644\u0643\u0631\u062f\u064a"
    rows = (f"{name},p{at}@{padding}.example.org,{'x' * padding}\n" for at in range(1000))
    data = ("Name,Email,Notes\n" + "".join(rows)).encode()
    assert len(data) < MOST_BYTES
    assert "1000 expected" in send_roster(cole, url, data).text
    action = f"{url}/roster/confirm"
    cole.submit(action)
    # All of them, and their teacher.
    assert len(cole.get(f"{url}/people").texts(".under-way__title")) == 1001


@pytest.mark.parametrize(
    ("size", "status", "said"),
    [
        (297_000, 422, "no column that we know"),
        (MOST_BYTES + 1, 422, "larger than 1 MiB. Divide it into several files"),
        (9_000_000, 413, "at most 1 MiB. Divide it into several files"),
    ],
)
def test_a_roster_that_is_too_large_is_told_its_own_limit(
    cole: Visitor, size: int, status: int, said: str
) -> None:
    url = make(cole, f"Of {size} bytes")
    cole.get(f"{url}/roster")
    page = send_roster(cole, url, b"x" * size, status)
    assert said in page.text
    assert "256 KB" not in page.text


def test_faults_are_told_by_line_and_what_was_overtaken_is_shown_again(
    app: Flask, cole: Visitor
) -> None:
    url = make(cole, "Faulty")
    cole.get(f"{url}/roster")
    rows = "A,a@example,,,\nB,b@example.org,,twice,\nEve,eve@example.org,,,teacher\n"
    page = cole.submit(f"{url}/roster", {"pasted": HEAD + rows}, 422)
    lines = page.texts(".callout li")
    assert [each.split(",")[0] for each in lines] == ["line 2", "line 3", "line 4"]
    assert "standing of an educator" in lines[2]
    cole.submit(f"{url}/roster", {"pasted": HEAD + "Udo,udo@example.org,,,\n"})
    udo = Visitor(app)
    udo.get("/register")
    form = {"name": "Udo", "email": "udo@example.org", "password": PASSWORD}
    udo.submit("/register", {**form, "profession": "law"})
    assert "have changed since" in cole.submit(f"{url}/roster/confirm", status=422).text
    cole.submit(f"{url}/roster/confirm")


def test_the_roster_is_taken_away_as_a_table_with_safe_cells(cole: Visitor, site: Site) -> None:
    url = make(cole, "Taken away")
    take_roster(cole, url, "'=1+1 Lou,lou@example.org,,untimed,\n")
    answer = cole.send(f"{url}/roster.csv", {"csrf_token": cole.token()})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert '"\'=1+1 Lou","lou@example.org","","untimed","learner"' in answer.text
    with site.database.read() as connection:
        assert audit.list_entries(connection)[-1].action == "roster taken away"


def test_a_learner_is_given_time_and_dates_and_taken_out(cole: Visitor) -> None:
    url = make(cole, "Given")
    take_roster(cole, url, "Ben,ben@example.org,,,\n")
    page = cole.get(cole.get(f"{url}/people").link("Ben"))
    person = page.url
    assert "Percent from 0" not in page.text
    refused = cole.submit(person, {"extra-time": "a lot", "opens": "soon"}, 422)
    assert "as it stands in a calendar" in refused.text
    cole.submit(person, {"extra-time": "a lot", "opens": ""}, 422)
    assert cole.page.soup.select_one("#extra-time")["value"] == "a lot"
    cole.submit(person, {"extra-time": "untimed", "opens": "", "closes": "2030-01-31"})
    assert "no time limit, to the end of 31 January 2030" in cole.get(f"{url}/people").text
    cole.get(person)
    cole.submit(f"{person}/take-out")
    cole.get(person, 404)


def test_days_of_ones_own_leave_one_to_begin_on(cole: Visitor) -> None:
    url = make(cole, "Until December", closes="2026-12-10")
    take_roster(cole, url, "Ben,ben@example.org,,,\n")
    person = cole.get(cole.get(f"{url}/people").link("Ben")).url
    refused = cole.submit(person, {"opens": "2026-12-20"}, 422)
    assert "the first day would be 20 December 2026, and the last 10 December 2026" in refused.text
    cole.submit(person, {"opens": "2026-12-20", "closes": "2026-12-24"})
    cole.submit(person, {"opens": "2026-12-09", "closes": ""})
    cole.get(f"{url}/settings")
    refused = cole.submit(f"{url}/settings", {"closes": "2026-12-08"}, 422)
    said = "Ben has days of their own, and could begin nothing: the first day would be 9 December"
    assert said in refused.text
    cole.submit(f"{url}/settings", {"closes": "2026-12-09"})


def test_who_is_put_in_is_told_so_until_they_put_it_away(
    app: Flask, cole: Visitor, amina: Visitor, cast: Cast, site: Site
) -> None:
    url = make(cole, "Told of it")
    wanted = Registration("Tess", "tess@example.org", PASSWORD, "law")
    add_person(site, wanted, standing="educator", by="tests")
    rows = "Amina,amina@example.org,,,\nUma,uma@example.org,,,\nTess,tess@example.org,,,teacher\n"
    take_roster(cole, url, rows)
    uma, tess = Visitor(app), Visitor(app)
    uma.get("/register")
    form = {"name": "Uma", "email": "uma@example.org", "password": PASSWORD}
    uma.submit("/register", {**form, "profession": "law"})
    tess.sign_in(Person("Tess", wanted.email, PASSWORD))
    for each in (amina, uma):
        home = each.get("/")
        assert "You were put into the cohort Told of it." in home.text
        assert each.get(home.link("Who they are, and what they see")).h1 == "Your cohorts"
    assert "You teach the cohort Told of it now." in tess.get("/").text
    take_roster(cole, url, rows)
    away = next(each for each in amina.get("/").actions() if each.endswith("/read"))
    amina.submit(away)
    assert "Told of it." not in amina.get("/").text
    assert "Told of it" not in cole.get("/").text


def test_the_last_teacher_is_not_taken_out(cole: Visitor) -> None:
    url = make(cole, "One teacher")
    people = cole.get(f"{url}/people").soup
    person = next(str(a["href"]) for a in people.select(".under-way__title a"))
    cole.get(person)
    assert "needs a teacher" in cole.submit(f"{person}/take-out", status=422).text
    cole.get(f"{url}/people")
    assert (
        "standing of an educator"
        in cole.submit(f"{url}/teachers", {"email": "amina@example.org"}, 422).text
    )


def test_courses_enrol_who_is_there_and_who_comes_later(
    cole: Visitor, amina: Visitor, clock: Clock, app: Flask, cast: Cast
) -> None:
    url = make(cole, "With a course")
    take_roster(cole, url, "Amina,amina@example.org,,,\n")
    cole.get(f"{url}/courses")
    due = (clock().date() + timedelta(days=3)).isoformat()
    page = cole.submit(f"{url}/courses", {"path": COURSE, "due": due})
    assert page.soup.select_one("#due-1")["value"] == due
    home = amina.get("/")
    assert home.texts(".soon li")[0].startswith("Due at the end of")
    assert "the whole course" in home.text
    assert "the whole course" in amina.get("/courses/listening").texts(".dates li")[0]
    assert "BEGIN:VEVENT" in amina.client.get("/courses/listening/calendar.ics").text
    eve = Visitor(app)
    eve.sign_in(cast["eve"])
    code = draw_code(cole, url)
    eve.get(f"/cohorts/join/{code}")
    eve.submit(f"/cohorts/join/{code}")
    assert "modules done" in eve.get("/").text
    cole.get(f"{url}/courses")
    cole.submit(f"{url}/courses/due", {"due": ""})
    assert amina.get("/").texts(".soon li") == []
    cole.get(f"{url}/courses")
    cole.submit(f"{url}/courses/take-away")
    assert "takes no course and no case yet" in cole.page.text
    assert "modules done" in amina.get("/").text


def test_what_the_cohort_keeps_closed_is_said_and_not_begun(
    app: Flask, cole: Visitor, clock: Clock
) -> None:
    opens = clock().date() + timedelta(days=5)
    url = make(cole, "Later", opens=opens.isoformat())
    take_roster(cole, url, "Noor,noor@example.org,,,\n")
    cole.get(f"{url}/courses")
    cole.submit(f"{url}/courses", {"path": COURSE})
    noor = Visitor(app)
    noor.get("/register")
    form = {"name": "Noor", "email": "noor@example.org", "password": PASSWORD}
    noor.submit("/register", {**form, "profession": "law"})
    assert "Opens on" in noor.get("/courses/listening").texts(".dates li")[0]
    assert "Opens on" in noor.page.texts(".module__why")[0]
    noor.post("/courses/listening/a-word-first/start", status=403)


def test_nothing_is_to_be_done_before_the_cohort_opens(cole: Visitor) -> None:
    url = make(cole, "Opens late", opens="2030-02-01")
    cole.get(f"{url}/courses")
    said = "done by 31 January 2030, and the cohort opens on 1 February 2030"
    assert said in cole.submit(f"{url}/courses", {"path": COURSE, "due": "2030-01-31"}, 422).text
    cole.submit(f"{url}/courses", {"due": "2030-02-01"})
    assert said in cole.submit(f"{url}/courses/due", {"due": "2030-01-31"}, 422).text
    assert cole.get(f"{url}/courses").soup.select_one("#due-1")["value"] == "2030-02-01"
    cole.get(f"{url}/settings")
    page = cole.submit(f"{url}/settings", {"opens": "2030-02-02"}, 422)
    assert "done by 1 February 2030, and the cohort opens on 2 February 2030" in page.text


def test_faults_of_a_roster_stand_in_the_order_of_its_lines(cole: Visitor) -> None:
    url = make(cole, "In order")
    cole.get(f"{url}/roster")
    rows = "Eve,eve@example.org,,,teacher\nAlone\n"
    lines = cole.submit(f"{url}/roster", {"pasted": HEAD + rows}, 422).texts(".callout li")
    assert [each[:6] for each in lines] == ["line 2", "line 3"]
    assert "There is 1 cell here, and the first line has 5" in lines[1]
