"""What comes too late, while a session is paused, or from who has no part in it."""

import re

import pytest
from flask import Flask

from learning.content.check import check_files
from learning.model.names import QuestionId
from learning.operations.site import Site
from learning.team.asking import list_menus
from learning.web.forms.session_acts import list_typed
from tests.features.conftest import Clock
from tests.features.sessions_played import (
    CASE,
    FIRST,
    PATH,
    Played,
    begin,
    newcomer,
    publish_shared,
)


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def played(app: Flask, site: Site) -> Played:
    played = begin(app, site)
    played.be_ready()
    return played


def test_an_answer_after_the_time_is_told_to_be_late_and_given_back(
    played: Played, clock: Clock
) -> None:
    played.look("Ben")
    clock.forward(minutes=11)
    typed = {"answer": "the-soup", "why": "I thought long"}
    page = played.send_again("Ben", "reply", typed, question=FIRST, status=409)
    assert page.h1 == "This was not taken in"
    assert "was over by the time it arrived" in page.text
    assert "I thought long" in page.text
    played.browsers["Ben"].get(page.link("Go to where your team is"))
    assert played.look("Ben").texts("[aria-current=step]")[0].startswith("Share")


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ({"choice": ["call-the-adviser"], "why": ["She asked for it"]}, ("She asked for it",)),
        ({"kind": ["single"], "answer": ["the-soup"]}, ()),
        ({"kind": ["ordering"], "answer-the-soup": ["2"]}, ()),
        ({"kind": ["free-text"], "answer": [" Cold "]}, ("Cold",)),
        ({"kind": ["number"], "answer": ["14"]}, ("14",)),
        ({"kind": ["gap"], "answer-1": ["rent"], "answer-2": ["the-grocer"]}, ("rent",)),
        ({"words": ["It says so"], "source": ["NICE"]}, ("It says so", "NICE")),
    ],
)
def test_only_what_was_typed_is_there_to_copy(
    sent: dict[str, list[str]], typed: tuple[str, ...]
) -> None:
    assert list_typed(sent, {"the-grocer"}) == typed


GAP = """
::: for law
### Question: To whom?

Ask [[*the landlord* | the grocer]] and then [[the council]].
:::

### Question: How did that feel?"""


def test_what_can_be_picked_in_a_gap_is_known_of_either_side() -> None:
    text = CASE.replace("\n### Question: How did that feel?", GAP)
    module = check_files({PATH: text.encode()}).modules[PATH]
    assert list_menus(module, QuestionId("to-whom")) == {"the-landlord", "the-grocer"}


def test_what_was_picked_is_not_printed_by_its_inner_name(played: Played, clock: Clock) -> None:
    played.look("Ben")
    clock.forward(minutes=11)
    page = played.send_again("Ben", "reply", {"answer": "the-soup"}, question=FIRST, status=409)
    assert "the-soup" not in page.soup.select_one("main").get_text()
    assert "What you wrote" not in page.text


def test_who_comes_late_is_in_the_phase_that_is_running_and_absent_but_not_wrong(
    app: Flask, site: Site
) -> None:
    played = Played(app, site)
    for name, profession in (("Amina", "medicine"), ("Ben", "law")):
        played.come(name, profession)
        if name == "Amina":
            played.open()
    played.send("Amina", "start")
    [code] = re.findall(r"joins with the code (\w{3} \w{3})", played.look("Ben").text)
    played.be_ready()
    for name in ("Amina", "Ben"):
        played.answer_alone(name)
    late = newcomer(app, site, "Dafydd", "law")
    late.get("/sessions")
    link = late.submit("/sessions/join", {"code": code}).url
    assert "so your side stays as it is" in late.page.text
    page = late.submit(link)
    assert page.texts("[aria-current=step]")[0].startswith("Share")
    assert "Dafydd has not handed anything in here" in played.look("Ben").text


def test_a_bad_form_of_a_phase_that_is_over_is_late_too(played: Played) -> None:
    played.look("Ben")
    page = played.browsers["Ben"].page
    for name in played.browsers:
        played.answer_alone(name)
    played.browsers["Ben"].page = page
    late = played.send_again("Ben", "reply", {}, question=FIRST, status=409)
    assert "was over" in late.text


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("ready", {"ready": "1"}),
        ("notice", {"nothing": "1"}),
        ("reply", {"question": FIRST, "answer": "the-soup", "kind": "single"}),
        ("vote", {"question": FIRST, "answer": "the-soup", "kind": "single"}),
        ("choose", {"choice": "go-home"}),
        ("tell", {"prose": "x"}),
        ("appeal", {"question": FIRST, "words": "x", "source": "y"}),
        ("plan", {"line": "0"}),
        ("plan-line", {"line": "1"}),
        ("reflect", {"words": "x"}),
        ("propose", {"choice": "go-home"}),
        ("reporter", {"person": "x"}),
        ("side", {"side": "law"}),
        ("start", {}),
        ("teams", {"team-x": "1"}),
        ("leave", {}),
        ("save", {"part": "spotting"}),
    ],
)
def test_who_has_no_seat_gets_nothing(
    app: Flask, site: Site, shared: Played, action: str, fields: dict[str, str]
) -> None:
    eve = newcomer(app, site, "Eve", "pharmacy")
    form = {"csrf_token": eve.token(), "position": "1.alone", "request_id": "mine", **fields}
    status = eve.send(f"{shared.url}/{action}", form).status_code
    assert status == 404
    guessed = f"/sessions/01930000-0000-7000-8000-00000000dead/{action}"
    assert eve.send(guessed, form).status_code == 404


@pytest.fixture(scope="module")
def shared(app: Flask, site: Site) -> Played:
    return begin(app, site)


def test_nobody_acts_as_somebody_else(played: Played, site: Site) -> None:
    """Whatever a form says of who sends it, it counts for whoever is signed in."""
    others = {"person": "x", "by": "x", "person_id": "x", "session_id": "x", "team": "2", "no": "1"}
    played.send("Ben", "reply", {"answer": "the-soup", **others}, question=FIRST)
    assert "Locked" in played.look("Ben").soup.select_one(f"#question-{FIRST}").get_text()
    for name in ("Amina", "Carys"):
        assert "Locked" not in played.look(name).soup.select_one(f"#question-{FIRST}").get_text()


def test_a_learner_does_nothing_that_is_the_hosts(played: Played) -> None:
    ben = played.browsers["Ben"]
    for action in ("start", "teams"):
        form = {"csrf_token": ben.token(), "team-x": "1"}
        assert ben.send(f"{played.url}/{action}", form).status_code in (403, 409)


@pytest.mark.parametrize("act", ["notice", "reply", "vote", "reflect", "save", "console/close"])
def test_the_address_that_a_refused_form_leaves_leads_to_the_session(
    shared: Played, act: str
) -> None:
    answer = shared.browsers["Ben"].client.get(f"{shared.url}/{act}")
    assert (answer.status_code, answer.location) == (303, shared.url)


def test_an_address_that_takes_nothing_leads_nowhere(
    app: Flask, site: Site, shared: Played
) -> None:
    ben, eve = shared.browsers["Ben"], newcomer(app, site, "Eve", "pharmacy")
    assert ben.client.get(f"{shared.url}/nothing").status_code == 404
    assert ben.client.get(f"{shared.url}/console/nothing").status_code == 404
    assert eve.client.get(f"{shared.url}/notice").status_code == 404
    assert ben.client.get("/sessions/join").location == "/sessions"
