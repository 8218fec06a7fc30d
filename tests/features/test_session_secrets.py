"""Planted words in a session: no page, fragment, stream or file shows one before its time.

Two teams and their facilitator play a case in which every private place holds a word of its own.
After each step everybody fetches every address, those of no part in it too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from learning.model.names import ChoiceId, Need, OptionId, QuestionId
from learning.operations import sessions
from learning.operations.publishing import publish
from learning.operations.session_watch import Watch
from learning.operations.site import Site
from learning.quiz.answer import Chosen, Noticed
from learning.team import events
from learning.team.session import Column, Options, Phase
from tests.features.crawling import WORD
from tests.features.routes import address_of, safe_rules
from tests.features.seated import Room, sign_in
from tests.features.sessions_played import newcomer
from tests.features.streams import follow
from tests.features.visitor import Person, Visitor

CASE = """---
title: The marked house
kind: case
summary: Every private place of it holds a word of its own.
jurisdiction: England
law_checked: 2026-11-21
needs: [housing]
setting: primary
roles: [health, law]
minutes: 10
authors: [A. Tester]
licence: CC BY 4.0
---

# The marked house

You come in.

## The door

The [boiler is off](#cue-housing "zqzcuereason"), and she [likes soup](#not-a-cue "zqzlure").

::: for health
zqzhealth Her hands are blue.
:::

::: for law
zqzlaw The deeds are here.
:::

::: for facilitator
zqzfacilitator Ask them who spoke first.
:::

### Question: What comes first?

- [ ] The soup
  > zqzfeedbackwrong
- [x] The boiler
  > zqzfeedbackright

> Hint: zqzhint

> Why: zqzwhy

> Tutor: zqztutor

::: for health
### Question: Whose is zqzhealthask?

- [x] Hers
  > zqzhealthtold
- [ ] His
  > No.
:::

::: for law
### Question: Whose is zqzlawask?

- [x] Theirs
  > zqzlawtold
- [ ] Ours
  > No.
:::

### What now?

- [Go in](#the-zqzhall)
  > zqztoldgo
- [Go away](#the-zqzstreet)
  > zqztoldaway

## The zqzhall

zqzhalltext

### Plan: What happens next?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | zqzplan | The adviser | Friday | zqzplanwhy |

> Ending (good): zqzending

## The zqzstreet

zqzstreettext

> Ending (poor): zqzendingpoor
"""
FIRST, MINE, THEIRS = (
    QuestionId(each) for each in ("what-comes-first", "whose-is-zqzhealthask", "whose-is-zqzlawask")
)
STEPS = (
    *("brief", "alone", "locked", "share", "decide", "tried", "decided", "reveal"),
    *("consequence", "hall", "debrief", "written", "over"),
)  # fmt: skip
TEAM, RIVALS, ALL = ("Hana", "Lena"), ("Hugo", "Liam"), ("Hana", "Lena", "Hugo", "Liam")
HEALTH, LAW = ("Hana", "Hugo"), ("Lena", "Liam")
# From which step on each word may be seen, and by whom; whoever is not named never sees it.
SEEN: Mapping[str, Mapping[str, str]] = {
    "zqzhealth": {**dict.fromkeys(HEALTH, "brief"), **dict.fromkeys(LAW, "debrief")},
    "zqzlaw": {**dict.fromkeys(LAW, "brief"), **dict.fromkeys(HEALTH, "debrief")},
    "zqzhealthask": dict.fromkeys(HEALTH, "alone"),
    "zqzlawask": dict.fromkeys(LAW, "alone"),
    "zqzhealthtold": dict.fromkeys(HEALTH, "reveal"),
    "zqzlawtold": dict.fromkeys(LAW, "reveal"),
    "zqzcuereason": dict.fromkeys(ALL, "reveal"),
    "zqzlure": dict.fromkeys(ALL, "reveal"),
    "zqzfeedbackwrong": {**dict.fromkeys(TEAM, "tried"), **dict.fromkeys(RIVALS, "reveal")},
    "zqzfeedbackright": {**dict.fromkeys(TEAM, "decided"), **dict.fromkeys(RIVALS, "reveal")},
    "zqzwhy": {**dict.fromkeys(TEAM, "decided"), **dict.fromkeys(RIVALS, "reveal")},
    "zqztoldgo": dict.fromkeys(ALL, "consequence"),
    **dict.fromkeys(("zqzhall", "zqzhalltext", "zqzending"), dict.fromkeys(ALL, "hall")),
    **dict.fromkeys(("zqzstreet", "zqzplan", "zqzplanwhy"), dict.fromkeys(ALL, "debrief")),
    "zqzreasonofhana": {"Hana": "locked", "Lena": "share"},
    "zqzreasonoflena": {"Lena": "locked", "Hana": "share"},
    "zqzreasonofhugo": {"Hugo": "locked", "Liam": "share"},
    "zqzreasonofliam": {"Liam": "locked", "Hugo": "share"},
    "zqzdraftofhana": {"Hana": "locked"},
    "zqzcell": dict.fromkeys(TEAM, "hall"),
    "zqzreflectionoflena": {"Lena": "written"},
    "zqzfeedbackoflena": {"Lena": "written", "Hana": "over"},
}  # fmt: skip
# No random token is one of these.
PLANTED = {*WORD.findall(CASE), *SEEN}
# What a facilitator never reads: what people keep for themselves and for one another.
KEPT = {"zqzdraftofhana", "zqzreflectionoflena", "zqzfeedbackoflena"}


@pytest.fixture(scope="module", autouse=True)
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("marked")
    (folder / "cases").mkdir()
    (folder / "cases/marked.md").write_text(CASE, encoding="utf-8")
    assert publish(site, folder, "tests").broken == {}
    Watch(site).start()
    yield site
    site.presence.close()


def list_pages(app: Flask, room: Room) -> Iterator[str]:
    """Give every address of a session that gives an answer and ends."""
    for rule in safe_rules(app):
        if "session_id" in rule.arguments and not rule.rule.endswith("/live"):
            yield address_of(rule, session_id=room.id) + "?after=0"
    yield from ("/sessions", "/progress", "/", f"/join/{room.code}")


def fetch_all(app: Flask, room: Room, visitor: Visitor) -> str:
    """Fetch all that a person can ask for of a session and give it as one text."""
    texts = []
    for url in list_pages(app, room):
        answer = visitor.client.get(url, base_url=visitor.base_url)
        assert answer.status_code < 500, url
        texts.append(f"{answer.headers}{answer.get_data().decode('utf-8', 'replace')}")
    return "".join(texts)


class Watching:
    """Everybody who looks, by name, with the streams of who is in the session."""

    def __init__(self, app: Flask, room: Room, cole: Visitor, open_now: ExitStack) -> None:
        self.app, self.room = app, room
        self.inside = {**{name: room.browser(name) for name in ALL}, "cole": cole}
        self.strangers = (newcomer(app, room.site, "Eve", "law"), Visitor(app))
        self.streams = {
            name: open_now.enter_context(follow(visitor, room.url, 0))
            for name, visitor in self.inside.items()
        }
        self.seen: dict[str, set[str]] = {name: set() for name in ALL}

    def look(self, step: str) -> None:
        for name in ALL:
            words = self.find(name)
            assert {word for word in words if is_early(word, name, step)} == set(), (step, name)
            self.seen[name] |= words
        assert self.find("cole") & KEPT == set(), step
        for stranger in self.strangers:
            text = fetch_all(self.app, self.room, stranger)
            assert set(WORD.findall(text.lower())) & PLANTED == set(), step

    def find(self, name: str) -> set[str]:
        stream = self.streams[name]
        # What happened in another team is told late, by its number alone.
        stream.reaches(self.room.session.seq, within=1)
        text = fetch_all(self.app, self.room, self.inside[name]) + stream.text
        return set(WORD.findall(text.lower())) & PLANTED


def is_early(word: str, name: str, step: str) -> bool:
    since = SEEN.get(word, {}).get(name)
    return since is None or STEPS.index(since) > STEPS.index(step)


@pytest.fixture
def room(app: Flask, site: Site, cast: Mapping[str, Person]) -> tuple[Room, Visitor]:
    visitor, cole = sign_in(app, site, cast["cole"])
    opened = sessions.open_session(
        site, cole, "cases/marked.md", options=Options(), request_id=site.new_id()
    )
    return Room(site, opened, cole, app).seat("Hana Lena", "Hugo Liam"), visitor


def chosen(option: str) -> Chosen:
    return Chosen(frozenset({OptionId(option)}))


def lock(room: Room, name: str, own: QuestionId, option: str) -> None:
    """Let somebody lock all of theirs but the way they propose."""
    at = room.team_of(name).position
    why = f"zqzreasonof{name.lower()}"
    heard = (Noticed("boiler is off", Need.HOUSING),)
    for act in (
        events.Notice(at, heard),
        events.Reply(at, FIRST, chosen("the-soup"), None, why),
        events.Reply(at, own, chosen(option)),
    ):
        assert room.do(act, name) is None


def decide(room: Room, names: tuple[str, ...], option: str) -> None:
    for name in names:
        at = room.team_of(name).position
        assert room.do(events.Vote(at, FIRST, chosen(option)), name) is None


def go(room: Room, names: tuple[str, ...], way: str = "go-in") -> None:
    for name in names:
        at = room.team_of(name).position
        assert room.do(events.VoteChoice(at, ChoiceId(way)), name) is None


def test_no_word_of_a_session_shows_before_its_time(app: Flask, room: tuple[Room, Visitor]) -> None:
    played, cole = room
    with ExitStack() as open_now:
        watching = Watching(app, played, cole, open_now)
        for step, happens in play(played):
            happens()
            watching.look(step)
    for name, seen in watching.seen.items():
        assert seen == {word for word, who in SEEN.items() if name in who}, name


def play(room: Room) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give the steps of the play, each with what happens in it."""
    yield "brief", lambda: None
    yield "alone", lambda: room.go_to(Phase.ALONE)
    yield "locked", lambda: lock_all(room)
    yield "share", lambda: room.go_to(Phase.SHARE)
    yield "decide", lambda: room.go_to(Phase.DECIDE)
    yield "tried", lambda: decide(room, TEAM, "the-soup")
    yield "decided", lambda: (decide(room, TEAM, "the-boiler"), go(room, TEAM))
    yield "reveal", lambda: (decide(room, RIVALS, "the-boiler"), go(room, RIVALS))
    yield "consequence", lambda: room.go_to(Phase.CONSEQUENCE)
    yield "hall", lambda: write_plan(room)
    yield "debrief", lambda: room.go_to(Phase.DEBRIEF)
    yield "written", lambda: reflect(room)
    yield "over", lambda: room.go_to(Phase.OVER)


def lock_all(room: Room) -> None:
    for name in ALL:
        own, option = (MINE, "hers") if name.startswith("H") else (THEIRS, "theirs")
        lock(room, name, own, option)
    at, fields = room.team_of("Hana").position, {"why": ["zqzdraftofhana"]}
    hana = room.people["Hana"]
    sessions.save_draft(room.site, hana, room.id, part=f"{at}/proposal", fields=fields)


def write_plan(room: Room) -> None:
    room.go_to(Phase.PLAN)
    assert room.do(events.Write(0, Column.ACTION, 0, "zqzcell"), "Hana") is None


def reflect(room: Room) -> None:
    room.go_to(Phase.REFLECTION)
    assert room.do(events.Reflect("zqzreflectionoflena"), "Lena") is None
    feedback = events.GiveFeedback(room.find("Hana"), "zqzfeedbackoflena")
    assert room.do(feedback, "Lena") is None
