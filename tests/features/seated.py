"""A session with its facilitator and teams, gone through by people who do what their pages ask."""

from dataclasses import dataclass, field
from itertools import count

from flask import Flask

from learning.model.form import Ticks
from learning.model.names import HEALTH, PersonId, Role
from learning.operations import accounts, sessions
from learning.operations.accounts import Registration, Viewer, find_viewer, register
from learning.operations.session_log import Opened, do, load
from learning.operations.site import Site
from learning.quiz.answer import Chosen
from learning.team.events import Act, Drop, MakeTeams, Return, Start, Vote
from learning.team.session import Options, Phase, Refused, Session, Team
from learning.team.shown import DecidePart
from learning.team.view import view_member
from tests.features.visitor import Person, Visitor
from tests.unit.team.robots import offer, take_first

NUMBERS = count(1)
CASE = "cases/the-cold-kitchen.md"
PASSWORD = "four quiet green kettles"
MOST_ACTS = 400


@dataclass
class Room:
    """A session under way. `people` are by the names they were seated under."""

    site: Site
    id: str
    host: Viewer
    app: Flask | None = None
    people: dict[str, Viewer] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"/sessions/{self.id}"

    @property
    def opened(self) -> Opened:
        with self.site.database.read() as connection:
            return load(self.site, connection, self.id)

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def code(self) -> str:
        return self.opened.row.new.code

    def team(self, number: int = 1) -> Team:
        return next(team for team in self.session.teams.values() if team.id == number)

    def do(self, act: Act, by: Viewer | str | None = None) -> Refused | None:
        """Let somebody (the facilitator, where nobody is named) do something."""
        viewer = self.people[by] if isinstance(by, str) else by or self.host
        name = self.site.new_id()
        return sessions.act(self.site, viewer, self.id, act=act, request_id=name).refused

    def seat(self, *teams: str) -> "Room":
        """Seat people and start: each team is words like `Hana Hugo Lena`, by side's letter."""
        for name in " ".join(teams).split():
            self.join(name)
        groups = (tuple(map(self.find, team.split())) for team in teams)
        assert self.do(MakeTeams(tuple(groups))) is None
        assert self.do(Start()) is None
        return self

    def join(self, name: str) -> Viewer:
        """Let somebody new take a seat; an H begins the name of somebody on the health side."""
        side = HEALTH if name.startswith("H") else Role("law")
        viewer = self.people[name] = find_somebody(self.site, name, side)
        request = self.site.new_id()
        sessions.take_seat(self.site, viewer, self.id, side=side, request_id=request)
        return viewer

    def find(self, name: str) -> PersonId:
        return PersonId(self.people[name].person_id)

    def go_to(self, phase: Phase, *names: str) -> "Room":
        """Let these people, or all, do what their pages ask until all their teams are there."""
        names = names or tuple(self.people)
        for _ in range(MOST_ACTS):
            before = [name for name in names if self.team_of(name).phase is not phase]
            if not before:
                return self
            wanted = ((name, self._ask(name)) for name in before)
            name, act = next((name, act) for name, act in wanted if act is not None)
            assert self.do(act, name) is None
        raise AssertionError(f"{phase} is never reached")

    def keep_up(self, name: str) -> None:
        """Let somebody do all that their page asks of them now."""
        for _ in range(MOST_ACTS):
            act = self._ask(name)
            if act is None:
                return
            assert self.do(act, name) is None
        raise AssertionError(f"{name} is never done")

    def vote(self, name: str, option: int) -> None:
        """Let somebody want an option of the first question for the team."""
        opened, team = self.opened, self.team_of(name)
        part = view_member(opened.module, opened.session, self.find(name)).part
        assert isinstance(part, DecidePart)
        question = part.items[0].question
        assert isinstance(question.form, Ticks)
        answer = Chosen(frozenset({question.form.options[option].id}))
        assert self.do(Vote(team.position, question.question.id, answer), name) is None

    def team_of(self, name: str) -> Team:
        number = self.session.seats[self.find(name)].team
        assert number is not None
        return self.session.teams[number]

    def leave_page(self, name: str, *, here: bool = False) -> None:
        """Have the server see no page of somebody any more, or one again."""
        act = Return(self.find(name)) if here else Drop(self.find(name))
        do(self.site, self.id, act, by=None)

    def hand_over(self, email: str, password: str) -> None:
        """Let another educator take over."""
        viewer = find_viewer(self.site, sign_in_by(self.site, email, password))
        assert viewer is not None
        sessions.take_over(self.site, viewer, self.id, request_id=self.site.new_id())

    def browser(self, name: str) -> Visitor:
        assert self.app is not None
        return browse(self.app, self.people[name])

    def _ask(self, name: str) -> Act | None:
        opened = self.opened
        return next(
            offer(view_member(opened.module, opened.session, self.find(name)), take_first), None
        )


def sign_in_by(site: Site, email: str, password: str) -> str:
    return accounts.sign_in(site, email, password, address="203.0.113.8").token


TOKENS: dict[str, str] = {}
KNOWN: dict[tuple[int, str], Viewer] = {}


def find_somebody(site: Site, name: str, side: Role) -> Viewer:
    """Give the person of that name on a site, the same one for each of its sessions."""
    key = (id(site), name)
    if key not in KNOWN:
        KNOWN[key] = newcomer(site, name, side)
    return KNOWN[key]


def newcomer(site: Site, name: str, side: Role) -> Viewer:
    """Open an account and give whoever has it."""
    email = f"{name.lower()}-{next(NUMBERS)}@example.org"
    profession = "medicine" if side == HEALTH else "law"
    token = register(site, Registration(name, email, PASSWORD, profession), "203.0.113.7").token
    viewer = find_viewer(site, token)
    assert viewer is not None
    TOKENS[viewer.person_id] = token
    return viewer


def browse(app: Flask, viewer: Viewer) -> Visitor:
    """Give a browser in which somebody is signed in."""
    visitor = Visitor(app)
    visitor.client.set_cookie("learning-session", TOKENS[viewer.person_id])
    return visitor


def sign_in(app: Flask, site: Site, person: Person) -> tuple[Visitor, Viewer]:
    """Sign one of the cast in, and give their browser and who they are."""
    visitor = Visitor(app)
    visitor.sign_in(person)
    cookie = visitor.client.get_cookie("learning-session")
    assert cookie is not None
    viewer = find_viewer(site, cookie.value)
    assert viewer is not None
    TOKENS[viewer.person_id] = cookie.value
    return visitor, viewer


def open_room(site: Site, app: Flask | None, host: Viewer, options: Options | None = None) -> Room:
    """Open a session on the small case."""
    name = site.new_id()
    options = options or Options()
    opened = sessions.open_session(site, host, CASE, options=options, request_id=name)
    return Room(site, opened, host, app)
