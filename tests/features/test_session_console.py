"""The facilitator's console: who may open it, what it shows, and what can be done from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from learning.model.form import Option, Ticks
from learning.model.names import OptionId, QuestionId, TeamId
from learning.operations.site import Site
from learning.play.shown import Told
from learning.quiz.answer import Chosen, Mark, Result
from learning.quiz.verdict import TickVerdict
from learning.storage.count import count_statements
from learning.team.events import Announce, MakeAppeal, Rule
from learning.team.session import Options, Pace, Phase, Stage
from learning.web.pages.outcomes import NumberOutcome, OptionRow, TicksOutcome, make_ticks
from learning.web.pages.session_accepted import accept_outcome
from tests.features.conftest import Clock
from tests.features.playing import publish_small
from tests.features.seated import Room, open_room, sign_in
from tests.features.visitor import Fields, Page, Person, Visitor, form_values

LIMITS = {phase: timedelta(minutes=8) for phase in Phase}


@pytest.fixture(scope="module")
def cole_signed_in(app: Flask, site: Site, cast: Mapping[str, Person]):
    publish_small(site)
    return sign_in(app, site, cast["cole"])


@pytest.fixture
def cole(cole_signed_in) -> Visitor:
    return cole_signed_in[0]


@pytest.fixture
def lobby(app: Flask, site: Site, cole_signed_in) -> Room:
    """Give a session that nobody has come to yet."""
    return open_room(site, app, cole_signed_in[1], Options(limits=LIMITS))


@pytest.fixture
def room(lobby: Room) -> Room:
    """Give a session of two teams that was started."""
    return lobby.seat("Hana Lena", "Hugo Lars")


def press(visitor: Visitor, room: Room, act: str, form: Fields | None = None, **at: str) -> Page:
    """Open the console and send one of its forms."""
    query = "&".join(f"{name}={value}" for name, value in at.items())
    visitor.get(f"{room.url}/console?{query}")
    return visitor.submit(f"{room.url}/console/{act}", form)


def rows(page: Page) -> list[str]:
    return page.texts("tbody tr")


def test_it_shows_every_team(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/console")
    assert page.texts("tbody th") == ["Team 1", "Team 2"]
    assert "Running 4 people, 4 here · 2 teams · 2 in Brief" in page.text
    assert "Brief 0 of 2 done The kitchen" in rows(page)[0]


def test_only_the_facilitator_opens_it(
    room: Room, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["eve"])
    for path in ("console", "console/rows", "console/end", "projector", "projector/wall"):
        assert visitor.client.get(f"{room.url}/{path}").status_code == 404
    page = room.browser("Hana").get(f"{room.url}/console", 403)
    assert "whoever facilitates the session" in page.text


def test_a_member_steers_nothing(room: Room) -> None:
    hana = room.browser("Hana")
    sent = {"request_id": "from a member", "more": "5", "words": "Hi", "team": "1", "turn": "1"}
    for act in ("pause", "close", "reveal", "announce", "end", "back"):
        hana.post(f"{room.url}/console/{act}", sent, 403)
    assert room.session.stage is Stage.RUNNING
    assert room.session.announcements == ()


def test_a_stranger_steers_nothing(
    room: Room, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["eve"])
    visitor.post(f"{room.url}/console/pause", {"request_id": "from a stranger"}, 404)
    assert room.session.stage is Stage.RUNNING


def test_the_clock_is_stopped_and_goes_on(cole: Visitor, room: Room) -> None:
    page = press(cole, room, "pause")
    assert "Paused. The clock stands still for everybody." in page.text
    assert "left" in rows(page)[0]
    page = cole.submit(f"{room.url}/console/resume")
    assert room.session.stage is Stage.RUNNING
    assert f"{room.url}/console/pause" in page.actions()


def test_one_team_gets_more_time(cole: Visitor, room: Room) -> None:
    before = room.team(1).ends_at, room.team(2).ends_at
    page = press(cole, room, "extend", {"more": "5"}, team="2")
    assert "Team 2 got 5 more minutes." in page.text
    assert (room.team(1).ends_at, room.team(2).ends_at - before[1]) == (
        before[0],
        timedelta(minutes=5),
    )


def test_sessions_over_days_get_days(cole: Visitor, app: Flask, site: Site, cole_signed_in) -> None:
    options = Options(pace=Pace.DAYS, limits={Phase.BRIEF: timedelta(days=3)})
    room = open_room(site, app, cole_signed_in[1], options).seat("Hana Lena")
    before = room.team().ends_at
    page = press(cole, room, "extend", {"more": "1"})
    assert "All teams got 1 more day." in page.text
    assert room.team().ends_at - before == timedelta(days=1)


@pytest.mark.parametrize("more", ["3", "-1", "", "x", "999"])
def test_no_other_time_is_given(cole: Visitor, room: Room, more: str) -> None:
    cole.get(f"{room.url}/console")
    sent = {"request_id": "another time", "more": more, "team": ""}
    cole.post(f"{room.url}/console/extend", sent, 422)


def test_a_double_click_closes_one_phase(cole: Visitor, room: Room) -> None:
    cole.get(f"{room.url}/console?team=1")
    form = room.url + "/console/close"
    page = cole.page
    cole.submit(form)
    cole.page = page
    cole.submit(form)
    assert [room.team(1).phase, room.team(2).phase] == [Phase.ALONE, Phase.BRIEF]


def test_a_phase_that_is_over_is_not_closed_for_the_next(cole: Visitor, room: Room) -> None:
    cole.get(f"{room.url}/console?team=1")
    room.go_to(Phase.ALONE, "Hana", "Lena")
    page = cole.submit(f"{room.url}/console/close")
    assert "already moved on by itself" in page.text
    assert room.team(1).phase is Phase.ALONE


def test_the_phase_of_every_team_is_closed(cole: Visitor, room: Room) -> None:
    page = press(cole, room, "close")
    assert "2 in Alone" in page.text


def test_decisions_are_revealed(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.DECIDE)
    page = press(cole, room, "reveal")
    assert "All decisions of this scene are shown." in page.text
    assert all(team.turn.revealed for team in room.session.teams.values())


def test_something_is_said_to_one_team(cole: Visitor, room: Room) -> None:
    page = press(cole, room, "announce", {"words": "Look at the letter again"}, team="2")
    assert "Sent to Team 2." in page.text
    assert "Look at the letter again" in room.browser("Hugo").get(room.url).text
    assert "Look at the letter again" not in room.browser("Hana").get(room.url).text


def test_something_is_said_to_all_teams(cole: Visitor, room: Room) -> None:
    press(cole, room, "announce", {"words": "Five more minutes"})
    for name in ("Hugo", "Hana"):
        assert "Five more minutes" in room.browser(name).get(room.url).text


def test_too_long_a_message_is_kept_to_be_shortened(cole: Visitor, room: Room) -> None:
    cole.get(f"{room.url}/console?team=2")
    words = "long " * 300
    page = cole.submit(f"{room.url}/console/announce", {"words": words}, 422)
    assert "Shorten this" in page.text
    assert page.soup.select_one("#words").get_text().strip() == words.strip()
    assert page.h1 == "The cold kitchen"


def test_somebody_is_moved(cole: Visitor, room: Room) -> None:
    page = press(cole, room, "move", {"person": room.find("Lars"), "to": "1"})
    assert "Moved to Team 1." in page.text
    assert room.find("Lars") in room.team(1).members


def test_a_team_is_led_back_after_a_question(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.DECIDE)
    press(cole, room, "reveal")
    while len(room.team(1).turns) == 1:
        press(cole, room, "close", team="1")
    page = cole.get(f"{room.url}/console/back?team=1&turn=1")
    assert "Lead Team 1 back to “The kitchen”?" in page.h1
    page = cole.submit(f"{room.url}/console/back")
    assert "Team 1 is back in that scene." in page.text
    assert room.team(1).turn.scene == "the-kitchen"


def test_the_way_of_a_team_is_on_the_map(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/console?team=2")
    page = cole.get(page.link("On the map"))
    assert page.h1 == "Team 2 on the map"
    assert "stop 1 leads to The call" in page.texts(".map li")[0]
    cole.get(f"{room.url}/console/map?team=7", 404)


@pytest.mark.parametrize("query", ["team=9&turn=1", "team=1&turn=9"])
def test_there_is_no_way_back_to_what_never_was(cole: Visitor, room: Room, query: str) -> None:
    cole.get(f"{room.url}/console/back?{query}", 404)


def test_the_session_is_ended_after_a_question(cole: Visitor, room: Room) -> None:
    assert "Code" in cole.get(f"{room.url}/console").texts(".console__door")[0]
    page = cole.get(f"{room.url}/console/end")
    assert room.session.stage is Stage.RUNNING
    page = cole.submit(f"{room.url}/console/end")
    assert "The session has ended." in page.text
    assert room.session.stage is Stage.ENDED
    assert page.texts(".console__door") == ["Projector view"]
    assert page.link("Everything that happened") == f"{room.url}/events.csv"


def appeal(room: Room) -> QuestionId:
    """Let team 1 be wrong, see it, and argue for it; give the question."""
    room.go_to(Phase.REVEAL)
    team = room.team(1)
    given = team.play.answers
    wrong = next(each for each in given if given[each].mark.earned < given[each].mark.possible)
    act = MakeAppeal(team.position, wrong, "Soup is warmth, so it comes first.", "Her own words")
    assert room.do(act, "Hana") is None
    return wrong


def test_an_appeal_is_heard_beside_what_is_right(cole: Visitor, room: Room) -> None:
    appeal(room)
    page = cole.get(f"{room.url}/console?show=appeal")
    assert rows(page)[0].startswith("Team 1 appeals")
    text = page.texts("section.hearing")[0]
    for words in (
        "Soup is warmth",
        "Her own words",
        "Written by Hana",
        "The council",
        "SECRET-FEEDBACK-ADVISER",
    ):
        assert words in text


@pytest.mark.parametrize(("pressed", "accepted"), [("yes", True), ("no", False)])
def test_an_appeal_is_ruled_on(cole: Visitor, room: Room, pressed: str, accepted: bool) -> None:
    question = appeal(room)
    page = press(cole, room, "rule", {"accepted": pressed, "reply": "Well argued."})
    assert "The appeal of Team 1 is" in page.text
    assert page.texts("section.hearing") == []
    ruled, after = room.team(1).turn.appeals[0], room.team(1).play.answers[question].mark
    assert (ruled.accepted, ruled.reply) == (accepted, "Well argued.")
    assert (after.earned == after.possible) == accepted


def test_the_team_reads_that_its_answer_was_accepted(room: Room) -> None:
    question = appeal(room)
    hana = room.browser("Hana")
    told = hana.get(room.url).soup.select_one(f"#told-team-{question}").get_text(" ")
    assert "Right: 1 of 2 points, after other tries" in told
    room.do(Rule(TeamId(1), question, True, "Well argued."))
    told = hana.get(room.url).soup.select_one(f"#told-team-{question}").get_text(" ")
    assert "Accepted on appeal: 2 of 2 points" in told


def test_an_answer_that_was_accepted_is_not_said_to_be_wrong() -> None:
    wrong = OptionRow("Soup", True, "You chose this. It is not right.", "bad")
    other = OptionRow("Boiler", False, "This would have been right too.", "plain")
    shown = accept_outcome(TicksOutcome((wrong, other)))
    assert isinstance(shown, TicksOutcome)
    assert shown.options[0].verdict == "You chose this. Accepted on appeal."
    assert shown.options == (replace(shown.options[0], tone="good"), other)
    number = NumberOutcome("14", "That is not it.", "bad", "")
    assert accept_outcome(number) == NumberOutcome("14", "Accepted on appeal.", "good", "")


def test_what_was_chosen_at_an_earlier_try_is_not_said_to_be_left_out() -> None:
    form = Ticks(tuple(Option(OptionId(each), each) for each in "abc"), several=False)
    right = frozenset({OptionId("a")})
    told = Told(Mark(0.5, 1.0, Result.RIGHT), TickVerdict(right, right), {}, (), ())
    answer = Chosen(right)
    rows = make_ticks(form, answer, told, tried={OptionId("b")}).options
    assert [each.verdict for each in rows] == [
        "You chose this, and it is right.",
        "You chose this at an earlier try. It is not right.",
        "You left this out, rightly.",
    ]


def test_an_appeal_that_another_page_ruled_on_keeps_what_was_typed(
    cole: Visitor, room: Room
) -> None:
    question = appeal(room)
    cole.get(f"{room.url}/console")
    room.do(Rule(TeamId(1), question, False, "No."))
    page = cole.submit(f"{room.url}/console/rule", {"accepted": "yes", "reply": "I agree"}, 422)
    assert "dealt with meanwhile" in page.text
    assert page.texts("#kept") == ["What you wrote, to copy I agree"]


def test_too_long_a_reply_is_kept_to_be_shortened(cole: Visitor, room: Room) -> None:
    appeal(room)
    cole.get(f"{room.url}/console")
    page = cole.submit(
        f"{room.url}/console/rule", {"accepted": "no", "reply": "long " * 5_000}, 422
    )
    assert "Shorten this" in page.texts(".nhsuk-error-message")[0]


def test_teams_that_ask_for_a_look_are_found(cole: Visitor, room: Room) -> None:
    room.leave_page("Lars")
    page = cole.get(f"{room.url}/console?show=missing")
    assert page.texts("tbody th") == ["Team 2 Lars away"]
    assert "Someone missing (1)" in page.texts("nav li")
    assert "No team is like that" in cole.get(f"{room.url}/console?show=appeal").text


def test_who_waits_long_is_pointed_at(cole: Visitor, room: Room, clock: Clock) -> None:
    room.go_to(Phase.REVEAL, "Hana", "Lena")
    assert "waits long" not in cole.get(f"{room.url}/console").text
    clock.forward(minutes=3)
    assert "waits long for others" in rows(cole.get(f"{room.url}/console?show=waiting"))[0]


def test_of_several_minds(cole: Visitor, room: Room) -> None:
    room.go_to(Phase.DECIDE, "Hana", "Lena")
    for name, option in (("Hana", 0), ("Lena", 1)):
        room.vote(name, option)
    page = cole.get(f"{room.url}/console?team=1")
    assert "What do you ask about first? 1 : 1" in rows(page)[0]
    assert "The soup: 1" in page.text


def test_the_fragment_holds_what_changed_and_no_more(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/console")
    states = {each["data-part"]: each["data-state"] for each in page.soup.select("tbody tr")}
    room.go_to(Phase.ALONE, "Hana", "Lena")
    known = ",".join(states.values())
    answer = cole.client.get(f"{room.url}/console/rows?known={known}")
    first, second = BeautifulSoup(answer.text, "html5lib").select("tbody tr")
    assert first["data-state"] != states["team-1"]
    assert "Alone" in first.get_text()
    assert (second["data-state"], second.get_text()) == (states["team-2"], "")


def test_tutors_words_stand_by_the_scene(cole: Visitor, room: Room) -> None:
    page = cole.get(f"{room.url}/console")
    assert "SECRET-HEALTH" in page.text
    assert "SECRET-LAW" in page.text
    assert page.texts(".tutor summary") == ["The kitchen (2 teams)"]


def test_the_lobby_stands_on_the_console(cole: Visitor, lobby: Room) -> None:
    lobby.join("Hana")
    page = cole.get(f"{lobby.url}/console")
    assert "Hana" in page.text
    cole.submit(f"{lobby.url}/start")
    assert lobby.session.stage is Stage.RUNNING


def test_another_educator_takes_over(
    cole: Visitor, room: Room, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["dee"])
    sent = {"request_id": "the next please", "code": room.code}
    page = visitor.post(f"{room.url}/console/take-over", sent)
    assert page.h1 == "The cold kitchen"
    assert "You facilitate this session now." in page.text
    cole.get(f"{room.url}/console", 404)


def test_who_knows_only_the_address_takes_nothing_over(
    cole: Visitor, room: Room, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["dee"])
    for code in ("", open_room(room.site, room.app, room.host).code):
        sent = {"request_id": "without a code", "code": code}
        visitor.post(f"{room.url}/console/take-over", sent, 404)
    cole.get(f"{room.url}/console")


def test_a_learner_takes_nothing_over(room: Room) -> None:
    sent = {"request_id": "let me please", "code": room.code}
    room.browser("Hana").post(f"{room.url}/console/take-over", sent, 403)


def test_an_ended_session_takes_nothing(cole: Visitor, room: Room) -> None:
    cole.get(f"{room.url}/console")
    page = cole.page
    cole.post(f"{room.url}/console/end", {"request_id": "the end of it"})
    cole.page = page
    assert (
        "The session has ended, so nothing was done."
        in cole.submit(f"{room.url}/console/pause").text
    )
    assert room.do(Announce("Hello")) is not None


def test_it_is_taken_over_from_the_page_of_the_code(
    room: Room, visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["dee"])
    visitor.get(f"/join/{room.code}")
    page = visitor.submit(f"{room.url}/console/take-over")
    assert "You facilitate this session now." in page.text
    assert page.url == f"{room.url}/console"


@pytest.mark.parametrize("path", ["console", "console/rows", "projector", "projector/wall"])
def test_a_page_takes_few_statements(cole: Visitor, room: Room, path: str) -> None:
    cole.get(f"{room.url}/console")
    with count_statements(room.site.database.engine) as statements:
        cole.client.get(f"{room.url}/{path}")
    assert len(statements) <= 4, statements


def test_an_act_takes_few_statements(cole: Visitor, room: Room) -> None:
    form = cole.get(f"{room.url}/console").form(f"{room.url}/console/close")
    with count_statements(room.site.database.engine) as statements:
        cole.send(f"{room.url}/console/close", form_values(form))
    assert len(statements) <= 8, statements
