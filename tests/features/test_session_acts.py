"""A session played over HTTP from lobby to the end, and what no member can do."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.sessions_played import FIRST, begin, publish_shared


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


def test_a_case_is_played_from_lobby_to_the_end(app: Flask, site: Site) -> None:
    played = begin(app, site)
    assert "Her hands are blue" in played.look("Amina").text
    played.be_ready()
    for name in played.browsers:
        played.answer_alone(name)
    assert "Ben thinks so" in played.look("Amina").text
    played.be_ready()
    for name in played.browsers:
        played.send(name, "vote", {"answer": "the-boiler"}, part=FIRST)
    for name in played.browsers:
        played.send(name, "choose", {"choice": "call-the-adviser"})
    played.be_ready()
    assert "She picks up at once" in played.look("Carys").text
    played.be_ready()
    played.be_ready()
    played.send("Amina", "plan", line="0")
    played.send("Amina", "plan", {"action": "Ring the council"}, line="1")
    assert "Ring the council" in played.look("Ben").html
    played.be_ready()
    assert "Alone and together" in played.look("Ben").text
    played.be_ready()
    played.send("Ben", "reflect", {"words": "Ask sooner"})
    played.be_ready()
    assert "The session is over" in played.look("Amina").text
