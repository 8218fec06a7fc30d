"""The facilitator's console: the whole session on one page, and all that can be done with it.

Knows what `team.overview` shows a facilitator, and the names of people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from learning.model.case import Source
from learning.model.key import Module
from learning.play.sources import list_sources
from learning.team.hearing import list_hearings
from learning.team.session import Session, Stage, Team
from learning.team.shown_all import ConsoleView
from learning.web.pages.session_appeals import AppealCard, make_appeals
from learning.web.pages.session_board import Said, say_people
from learning.web.pages.session_lobby import group_code
from learning.web.pages.session_page import SessionPage
from learning.web.pages.session_people import People
from learning.web.pages.session_projector import Door
from learning.web.pages.session_rows import (
    WAITING,
    Filter,
    TeamLine,
    count_phases,
    make_filters,
    make_lines,
    note_state,
    pick_lines,
    say_needs,
)
from learning.web.pages.session_scene import ScenePart, make_scene_part
from learning.web.pages.session_steer import Steer, make_steer
from learning.web.pages.session_words import say_team
from learning.web.pages.words import say_count

STAGE_WORDS: Final = {
    Stage.LOBBY: ("Lobby", "primary"),
    Stage.RUNNING: ("Running", "good"),
    Stage.PAUSED: ("Paused", "warn"),
    Stage.ENDED: ("Ended", "plain"),
}
NEWEST = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """What a console is made from. `now` is in the zone that the site keeps.

    `chosen` is the filter, `picked` the team whose controls are open, `known` the marks of the rows
    that a script has already; `errors` and `fields` bring back what was sent and not taken.
    """

    door: Door
    session: Session
    module: Module
    people: People
    now: datetime
    new_id: Callable[[], str]
    chosen: str = ""
    picked: Team | None = None
    known: frozenset[str] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TutorPart:
    """A scene where teams are, with what its tutor notes say, each under the title it stands by."""

    key: str
    scene: ScenePart
    where: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """Everything the console prints. `says` is read out when it changes; `now` as scripts count.

    `url` is the session's. In the lobby there are no teams to steer yet, and `lobby` says how they
    are made.
    """

    url: str
    code: str
    link: str
    seq: int
    now: int
    stage: str
    stage_words: str
    tone: str
    title: str
    summary: tuple[str, ...]
    says: str
    filters: tuple[Filter, ...]
    lines: tuple[TeamLine, ...]
    steer: Steer
    said: tuple[Said, ...]
    appeals: tuple[AppealCard, ...]
    tutor: tuple[TutorPart, ...]
    sources: tuple[Source, ...]
    errors: Mapping[str, str]
    fields: Mapping[str, str]
    chosen: str
    new_id: Callable[[], str]
    known: frozenset[str]
    lobby: SessionPage | None = None

    @property
    def own_url(self) -> str:
        """The console's address with what was picked: it opens again in the same place."""
        return name_place(f"{self.url}/console", self.chosen, self.steer.team)

    @property
    def rows_url(self) -> str:
        """Where what changes is fetched from."""
        return name_place(f"{self.url}/console/rows", self.chosen, self.steer.team)

    @property
    def position(self) -> str:
        """The place that forms are sent with: that of the picked team."""
        return self.steer.position

    @property
    def error_list(self) -> tuple[tuple[str, str], ...]:
        """What to mend, as (words, link)."""
        heard = next((each.key for each in self.appeals if each.error), "")
        names = {"reply": f"{heard}-reply"}
        return tuple((words, f"#{names.get(name, name)}") for name, words in self.errors.items())

    @property
    def kept(self) -> str:
        """What was typed for something that is not there any more, to be copied."""
        typed = self.fields.get("words") or self.fields.get("reply") or ""
        return typed if "kept" in self.errors else ""

    def filter_url(self, row: Filter) -> str:
        """Where a filter leads."""
        return name_place(f"{self.url}/console", row.value, self.steer.team)

    def team_url(self, line: TeamLine | None) -> str:
        """Where the controls of a team (None: of all) are."""
        return name_place(f"{self.url}/console", self.chosen, line.number if line else None)

    def state(self, thing: object) -> str:
        """Give the mark by which a script knows that something shows something else now."""
        return note_state(thing)


def make_console(view: ConsoleView, desk: Desk, lobby: SessionPage | None = None) -> ConsolePage:
    """Put the whole session into words."""
    session = desk.session
    lines = make_lines(view.rows, session, desk.people, now=desk.now)
    words, tone = STAGE_WORDS[view.stage]
    return ConsolePage(
        url=desk.door.url,
        code=group_code(desk.door.code),
        link=desk.door.link,
        seq=session.seq,
        now=round(desk.now.timestamp() * 1000),
        stage=view.stage,
        stage_words=f"{words}: everybody had left" if view.deserted else words,
        tone=tone,
        title=view.case_title,
        summary=tuple(_sum_up(view, lines)),
        says=_say(view, lines),
        filters=make_filters(lines, desk.chosen),
        lines=pick_lines(lines, desk.chosen),
        steer=make_steer(view, session, people=desk.people, picked=desk.picked),
        said=tuple(_list_said(session, desk.now)),
        appeals=tuple(_list_appeals(desk)),
        tutor=tuple(_list_tutor(view)),
        sources=_join_sources(view, desk),
        errors=desk.errors,
        fields=desk.fields,
        chosen=desk.chosen,
        new_id=desk.new_id,
        known=desk.known,
        lobby=lobby,
    )


def name_place(url: str, chosen: str, team: int | None) -> str:
    """Give an address with what was picked on it.

    >>> name_place("/console", "any", 3), name_place("/console", "", None)
    ('/console?show=any&team=3', '/console')
    """
    picked = {"show": chosen, "team": team}
    query = urlencode({name: value for name, value in picked.items() if value})
    return f"{url}?{query}" if query else url


def _sum_up(view: ConsoleView, lines: tuple[TeamLine, ...]) -> Iterator[str]:
    here = sum(mate.here for mate in view.seats)
    yield f"{say_people(len(view.seats))}, {here} here"
    if view.stage is Stage.LOBBY:
        return
    yield say_count(len(lines), "team")
    for words, count in count_phases(line.phase for line in lines).items():
        yield f"{count} decided" if words == WAITING else f"{count} in {words}"


def _say(view: ConsoleView, lines: tuple[TeamLine, ...]) -> str:
    """Say what a facilitator who does not see the page must know."""
    if view.stage is Stage.LOBBY:
        return f"{say_people(len(view.seats))} in the lobby."
    decided = sum(row.board.waiting for row in view.rows)
    parts = [f"{STAGE_WORDS[view.stage][0]}."]
    if decided:
        parts.append(f"{decided} of {say_count(len(lines), 'team')} decided and waiting.")
    needs = say_needs(lines)
    return " ".join([*parts, f"{needs}."] if needs else parts)


def _list_said(session: Session, now: datetime) -> Iterator[Said]:
    for each in reversed(session.announcements[-NEWEST:]):
        to = "all" if each.team is None else say_team(each.team)
        yield Said(f"To {to}: {each.words}", f"{each.at.astimezone(now.tzinfo):%H:%M}")


def _list_appeals(desk: Desk) -> Iterator[AppealCard]:
    hearings = list_hearings(desk.module, desk.session)
    return make_appeals(hearings, desk.people, fields=desk.fields, errors=desk.errors)


def _join_sources(view: ConsoleView, desk: Desk) -> tuple[Source, ...]:
    """Give every source that the page names, each once."""
    texts = [html for notes in view.tutor.values() for _, told in notes for html in told]
    for hearing in list_hearings(desk.module, desk.session):
        texts += hearing.tutor_html
        if hearing.shown.told is not None:
            texts += (*hearing.shown.told.reasons_html, *hearing.shown.told.sources_html)
    named = [each for scene in view.scenes for each in scene.sources]
    by_number = {each.number: each for each in (*named, *list_sources(desk.module, texts))}
    return tuple(by_number[number] for number in sorted(by_number))


def _list_tutor(view: ConsoleView) -> Iterator[TutorPart]:
    """Give the scenes where teams are, and the notes for the tutor that belong to each."""
    for scene in view.scenes:
        teams = sum(row.board.scene_title == scene.title for row in view.rows)
        notes = tuple(view.tutor.get(scene.scene, ()))
        yield TutorPart(
            f"scene-{scene.scene}", make_scene_part(scene), say_count(teams, "team"), notes
        )
