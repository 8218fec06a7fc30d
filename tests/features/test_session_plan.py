"""The joint plan: written together, nothing lost where two write at once."""

import pytest
from bs4 import Tag
from flask import Flask

from learning.operations.site import Site
from tests.features.sessions_played import FIRST, Played, begin, publish_shared
from tests.features.visitor import form_values


@pytest.fixture(scope="module")
def played(site: Site, app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Three people who have come to the plan; every test begins a line of its own."""
    publish_shared(site, tmp_path_factory.mktemp("shared"))
    played = begin(app, site)
    played.be_ready()
    for name in played.browsers:
        played.answer_alone(name)
    played.be_ready()
    for name in played.browsers:
        played.send(name, "vote", {"answer": "the-boiler"}, part=FIRST)
    for name in played.browsers:
        played.send(name, "choose", {"choice": "call-the-adviser"})
    for _ in range(3):
        played.be_ready()
    return played


@pytest.fixture
def line(played: Played) -> str:
    """Begin a line, and give its number."""
    page = played.send("Amina", "plan", line="0")
    return str(page.soup.select("[data-line]")[-1]["data-line"])


def write(played: Played, name: str, line: str, *, again: bool = False, **texts: str) -> Tag:
    """Write in a line, on a page opened now or (`again`) before; give the line."""
    send = played.send_again if again else played.send
    page = send(name, "plan", texts, line=line, part=f"line-{line}")
    return page.soup.select_one(f"#line-{line}")


def value(line: Tag, column: str) -> str:
    found = line.select_one(f"[data-cell={column}] :is(textarea, input:not([type=hidden]))")
    return str(found.get("value", found.get_text())).strip()


def test_a_line_is_written_by_all(played: Played, line: str) -> None:
    write(played, "Amina", line, need="housing", action="Ring the council")
    shown = write(played, "Ben", line, who="The adviser", by_when="Friday")
    assert value(shown, "action") == "Ring the council"
    assert shown.select_one("option[value=housing][selected]")
    assert shown.select_one("[data-cell=who] [data-by]").get_text() == "by Ben"
    assert shown.select_one("[data-cell=action] [data-by]").get_text() == "by Amina"


def test_a_need_can_be_in_ones_own_words(played: Played, line: str) -> None:
    shown = write(played, "Amina", line, need="other", own_need="A warm room")
    assert shown.select_one("option[value=other][selected]")
    assert shown.select_one("[name=own_need]")["value"] == "A warm room"


def test_two_who_write_in_different_fields_at_once_both_count(played: Played, line: str) -> None:
    played.look("Amina")
    played.look("Ben")
    write(played, "Amina", line, again=True, action="Ring first")
    shown = write(played, "Ben", line, again=True, why="It is cold")
    assert (value(shown, "action"), value(shown, "why")) == ("Ring first", "It is cold")
    assert not shown.select(".rival")


@pytest.mark.parametrize(
    ("button", "stands"),
    [("Keep what", "Ring"), ("Take what", "Write"), ("both together", "Ring\nWrite")],
)
def test_two_texts_for_one_field_are_set_beside_each_other(
    played: Played, line: str, button: str, stands: str
) -> None:
    played.look("Amina")
    played.look("Ben")
    write(played, "Amina", line, again=True, action="Ring")
    shown = write(played, "Ben", line, again=True, action="Write")
    rival = shown.select_one(".rival").get_text(" ")
    assert "Amina wrote: Ring" in rival
    assert "You wrote: Write" in rival
    pressed = shown.select_one(f".rival button:-soup-contains('{button}')")
    fields = form_values(pressed.find_parent("form"))
    assert played.browsers["Ben"].send(f"{played.url}/plan", fields).status_code == 303
    settled = played.look("Amina").soup.select_one(f"#line-{line}")
    assert value(settled, "action") == stands
    assert not settled.select(".rival")


def test_a_line_is_taken_out_and_put_back(played: Played, line: str) -> None:
    write(played, "Carys", line, action="Ask the bailiff")
    page = played.send("Ben", "plan-line", {"removed": "1"}, part=f"line-{line}")
    assert not page.soup.select(f"#line-{line}")
    assert "Ask the bailiff" in page.soup.select_one(".plan-removed").get_text()
    page = played.send("Carys", "plan-line", {"removed": "0"}, line=line)
    assert value(page.soup.select_one(f"#line-{line}"), "action") == "Ask the bailiff"


def test_what_is_too_long_comes_back_in_its_line(played: Played, line: str) -> None:
    texts = {"action": "x" * 20_001}
    page = played.send("Amina", "plan", texts, status=422, line=line, part=f"line-{line}")
    assert "Shorten what you wrote in this line" in page.text
    assert len(value(page.soup.select_one(f"#line-{line}"), "action")) == 20_001


def test_the_model_plan_is_not_told_before_the_debrief(played: Played) -> None:
    assert "It has a duty" not in played.look("Amina").html


def test_a_case_with_a_plan_of_its_own_promises_to_show_it(played: Played) -> None:
    assert "beside a model plan" in played.look("Amina").text


@pytest.mark.parametrize("line", ["-1", "0x1", "99", "²"])
def test_a_line_that_is_none_is_refused_and_adds_none(played: Played, line: str) -> None:
    before = len(played.look("Amina").soup.select("[data-line]"))
    played.send("Amina", "plan", {"line": line, "who": "Ben"}, status=409, line="0")
    assert len(played.look("Amina").soup.select("[data-line]")) == before
