"""How little every page of a session, and every act in it, asks of the database, to the end."""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from flask import Flask

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.sessions_played import (
    FIRST,
    PATH,
    Played,
    begin,
    newcomer,
    publish_shared,
)
from tests.features.visitor import Fields, Page

# One of each is for who is looking.
PAGE, ACT = 4, 8


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


@dataclass
class Counted(Played):
    """A session of which every page and act is counted: the most statements of each, by name."""

    most: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def look(self, name: str) -> Page:
        page = super().look(name)
        phase = " ".join(page.texts("[aria-current=step]")) or page.title
        for end in ("", "/stage", "/board"):
            self.count(name, f"{end or 'page'} of {phase}", end)
        return page

    def count(self, name: str, what: str, end: str) -> None:
        with count_statements(self.site.database.engine) as statements:
            self.browsers[name].client.get(f"{self.url}{end}")
        self.most[what] = max(self.most[what], len(statements))

    def send_again(
        self, name: str, action: str, form: Fields | None = None, *, status: int = 200, **where: str
    ) -> Page:
        visitor = self.browsers[name]
        fields = {**self.read_form(name, action, **where), **(form or {})}
        with count_statements(self.site.database.engine) as statements:
            answer = visitor.send(f"{self.url}/{action}", fields)
        self.most[f"POST {action}"] = max(self.most[f"POST {action}"], len(statements))
        return visitor._arrive(answer, status)


def play(played: Counted) -> None:
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
    played.send("Amina", "plan", {"action": "Ring the council"}, line="0")
    for _ in range(2):
        played.be_ready()
    played.send("Ben", "reflect", {"words": "Ask sooner"})
    played.be_ready()
    played.look("Amina")


def test_no_page_and_no_act_of_a_whole_session_asks_much(app: Flask, site: Site) -> None:
    begun = begin(app, site)
    played = Counted(app, site, begun.url, begun.browsers)
    play(played)
    acts = {what: most for what, most in played.most.items() if what.startswith("POST")}
    pages = {what: most for what, most in played.most.items() if what not in acts}
    assert len(acts) == 8
    assert len(pages) > 20
    assert {what: most for what, most in acts.items() if most > ACT} == {}
    assert {what: most for what, most in pages.items() if most > PAGE} == {}


@pytest.mark.parametrize("url", ["/sessions", f"/sessions/open?case={PATH}", "/join/{code}"])
def test_the_ways_in_ask_little(app: Flask, site: Site, url: str) -> None:
    played = Played(app, site)
    played.come("Amina")
    played.open()
    code = "".join(played.look("Amina").texts(".code [aria-hidden]")[0].split())
    visitor = newcomer(app, site, "Eve", "law")
    with count_statements(site.database.engine) as statements:
        assert visitor.client.get(url.format(code=code)).status_code == 200
    assert len(statements) <= PAGE, statements
