"""Playing the small case together: a session opened, seats taken, and gone through to a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from learning.model.names import ChoiceId, Need, PersonId
from learning.operations import sessions
from learning.operations.accounts import Viewer
from learning.operations.session_log import Opened, do, load
from learning.operations.site import Site
from learning.quiz.answer import Noticed
from learning.team.events import (
    Act,
    Drop,
    MakeTeams,
    Notice,
    Propose,
    Ready,
    Reply,
    Start,
    Vote,
    VoteChoice,
)
from learning.team.session import Options, Pace, Phase, Refusal, Team
from tests.storage.plays import ASK, CALL, CLOSE, QUESTION, RIGHT, SPOT, WRONG
from tests.storage.written import CASE

MOST_STEPS = 60
OVER_DAYS = Options(
    facilitated=False,
    pace=Pace.DAYS,
    limits={Phase.BRIEF: timedelta(days=3), Phase.ALONE: timedelta(days=3)},
)
LIVE = Options(facilitated=False)
WAYS: Mapping[str, ChoiceId] = {"the-cough": ASK.choice, "the-letter": CALL.choice}


@dataclass(frozen=True)
class Game:
    """A session with the people in it; the first of them opened it."""

    site: Site
    id: str
    people: Sequence[Viewer]

    @property
    def opened(self) -> Opened:
        with self.site.database.read() as connection:
            return load(self.site, connection, self.id)

    @property
    def team(self) -> Team:
        return self.opened.session.teams[min(self.opened.session.teams)]

    def do(self, viewer: Viewer, act: Act) -> None:
        """Do something that has to count; who waits too long for others may find it done."""
        done = sessions.act(self.site, viewer, self.id, act=act, request_id=self.site.new_id())
        late = done.refused is not None and done.refused.why is Refusal.LATE
        assert done.refused is None or late, (act, done.refused)

    def go_to(self, phase: Phase, *, ways: Mapping[str, ChoiceId] = WAYS) -> Team:
        """Go on, both doing all that is asked of them, until a phase is reached."""
        for _ in range(MOST_STEPS):
            if self.team.phase is phase:
                return self.team
            for viewer in self.people:
                self.do_part(viewer, ways)
        raise AssertionError(f"{phase} is never reached: {self.team.position}")

    def do_part(self, viewer: Viewer, ways: Mapping[str, ChoiceId] = WAYS) -> None:
        """Do what the phase asks of one person. Who opened it is right, the others are wrong."""
        team, begun = self.team, self.team.position
        reply = RIGHT if viewer is self.people[0] else WRONG
        way = ways.get(team.turn.scene, CLOSE.choice)
        acts: list[Act] = [Ready(begun)]
        first = team.turn.scene == "the-cough"
        if team.phase is Phase.ALONE:
            marks = SPOT.marks if viewer is self.people[0] else MISSED
            acts = [Notice(begun, marks), Reply(begun, QUESTION, reply.answer)] if first else []
            acts.append(Propose(begun, way))
        if team.phase is Phase.DECIDE:
            open_question = first and QUESTION not in team.turn.decided
            acts = [
                Vote(begun, QUESTION, RIGHT.answer) if open_question else VoteChoice(begun, way)
            ]
        for act in acts:
            if self.team.position == begun:
                self.do(viewer, act)

    def leave_pages(self, *people: Viewer) -> None:
        """Have the server see no page of these people any more."""
        for each in people:
            do(self.site, self.id, Drop(person(each)), by=None)


MISSED = (Noticed("likes the nursery", Need.HOUSING),)


def open_game(
    site: Site, people: Sequence[Viewer], options: Options = OVER_DAYS, *, teams: int = 1
) -> Game:
    """Open a session, let everybody take a seat on their own side, and start it."""
    first = people[0]
    session_id = sessions.open_session(site, first, CASE, options=options, request_id=site.new_id())
    for each in people:
        sessions.take_seat(site, each, session_id, side=each.side, request_id=site.new_id())
    game = Game(site, session_id, people)
    groups = (tuple(map(person, people[number::teams])) for number in range(teams))
    game.do(first, MakeTeams(tuple(groups)))
    game.do(first, Start())
    return game


def person(viewer: Viewer) -> PersonId:
    return PersonId(viewer.person_id)
