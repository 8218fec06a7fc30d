"""Sessions with people in them, without a password hashed: opened, joined, played to the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from learning.model.names import HEALTH, LAW, PersonId, TeamId
from learning.operations import sessions
from learning.operations.accounts import Viewer
from learning.operations.session_log import Done, Opened, load
from learning.operations.site import Site
from learning.storage import case_sessions, people, sign_ins
from learning.storage.case_sessions import EventRow
from learning.storage.people import NewPerson
from learning.team.deciding import list_undecided
from learning.team.events import Act, Notice, Propose, Ready, Reply, Start, Vote, VoteChoice
from learning.team.session import Options, Phase, Session, Stage, Team
from learning.team.sight import list_own_questions, list_own_ways, list_ways
from tests.storage.plays import RIGHT, SPOT
from tests.storage.written import CASE

ALONE = Options(facilitated=False)
LED = Options(facilitated=True)
NUMBERS = count(1)
Step = Callable[[Site, Viewer, str, Team], None]


def make_people(site: Site, number: int, *, standing: str = "learner") -> list[Viewer]:
    """Store so many people, sides taking turns, and give them as who looks."""
    made = []
    for _ in range(number):
        no = next(NUMBERS)
        side = HEALTH if no % 2 else LAW
        made.append(
            Viewer(
                person_id=site.new_id(),
                name=f"Person {no}",
                email=f"person-{no}@example.org",
                profession="medicine" if side == HEALTH else "law",
                side=side,
                is_educator=standing == "educator",
                is_admin=False,
                session_id=f"sign-in {no}",
            )
        )
    with site.database.write() as connection:
        for each in made:
            people.add_person(connection, _store(site, each, standing))
            sign_ins.begin_session(connection, each.person_id, each.session_id, at=site.clock())
    return made


def _store(site: Site, viewer: Viewer, standing: str) -> NewPerson:
    return NewPerson(
        viewer.person_id,
        viewer.email,
        viewer.name,
        "none",
        viewer.profession,
        viewer.side,
        standing,
        site.clock(),
    )


def open_case(site: Site, viewer: Viewer, options: Options = ALONE, *, path: str = CASE) -> str:
    return sessions.open_session(site, viewer, path, options=options, request_id=site.new_id())


def sit(site: Site, session_id: str, seated: Sequence[Viewer]) -> None:
    for each in seated:
        done = sessions.take_seat(site, each, session_id, side=each.side, request_id=site.new_id())
        assert done.refused is None, done.refused


def act(site: Site, viewer: Viewer, session_id: str, wanted: Act) -> Done:
    done = sessions.act(site, viewer, session_id, act=wanted, request_id=site.new_id())
    assert done.refused is None, (wanted, done.refused)
    return done


def look(site: Site, session_id: str) -> Session:
    return look_up(site, session_id).session


def look_up(site: Site, session_id: str) -> Opened:
    with site.database.read() as connection:
        return load(site, connection, session_id)


def list_stored(site: Site, session_id: str) -> Sequence[EventRow]:
    with site.database.read() as connection:
        return case_sessions.list_events(connection, session_id)


def afresh(site: Site) -> Site:
    """Give another process's view of the same site: nothing is known there yet."""
    return replace(site, **{name: type(getattr(site, name))() for name in PER_PROCESS})


FIRST = TeamId(1)
PER_PROCESS = ("shelf", "sessions", "presence", "broadcast")


@dataclass(frozen=True, slots=True)
class Table:
    """A session under way with those who sit in one of its teams."""

    site: Site
    id: str
    members: Sequence[Viewer]
    number: TeamId = FIRST

    @property
    def team(self) -> Team:
        return look(self.site, self.id).teams[self.number]

    def do(self, member: int, wanted: Act) -> Done:
        return act(self.site, self.members[member], self.id, wanted)

    def everyone(self, make: Callable[[str], Act]) -> None:
        """Let everyone do the same where the team stands now."""
        position = self.team.position
        for number in range(len(self.members)):
            self.do(number, make(position))

    def play(self, until: Phase) -> None:
        """Play the small case well, as far as the team's first phase of this name."""
        for _ in range(60):
            if self.team.phase is until or look(self.site, self.id).stage is Stage.ENDED:
                return
            self._go_on()
        raise AssertionError(f"never {until}")

    def _go_on(self) -> None:
        opened = look_up(self.site, self.id)
        team = opened.session.teams[self.number]
        if team.phase is Phase.ALONE:
            self._work_alone()
        elif team.phase is Phase.DECIDE and list_undecided(opened.module, opened.session, team):
            self.everyone(lambda at: Vote(at, RIGHT.question, RIGHT.answer))
        elif team.phase is Phase.DECIDE:
            (way, *_) = list_ways(opened.module, opened.session, team)
            self.everyone(lambda at: VoteChoice(at, way.id))
        else:
            self.everyone(Ready)

    def _work_alone(self) -> None:
        position = self.team.position
        for number, member in enumerate(self.members):
            opened = look_up(self.site, self.id)
            team = opened.session.teams[self.number]
            mine = (opened.module, opened.session, team)
            person = PersonId(member.person_id)
            asked = list_own_questions(*mine, person=person)
            if asked:
                self.do(number, Notice(position, SPOT.marks))
                self.do(number, Reply(position, RIGHT.question, RIGHT.answer))
            (way, *_) = list_own_ways(*mine, person=person)
            self.do(number, Propose(position, way.id))


def start(site: Site, number: int = 2) -> Table:
    """Open a session without a facilitator and start it with so many people in one team."""
    members = make_people(site, number)
    session_id = open_case(site, members[0])
    sit(site, session_id, members)
    act(site, members[0], session_id, Start())
    return Table(site, session_id, members)
