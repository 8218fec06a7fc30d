"""Whatever happens in whatever order: joins, drops, late answers, double sends, pauses, moves."""

from datetime import timedelta
from functools import cache
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import Phase as Step
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from learning.content.beside import Beside
from learning.content.reader import read_module
from learning.model.key import Module
from learning.model.names import HEALTH, LAW
from learning.team import events as acts
from learning.team.apply import apply, replay
from learning.team.events import Act, Event
from learning.team.record import dump_act, load_act
from learning.team.rights import find_host
from learning.team.session import Options, Pace, Phase, Refused, Session, Stage, Way
from tests.house.own_files import ROOT
from tests.unit.team.doing import draw_act, draw_steering, draw_teams, work
from tests.unit.team.holding import check
from tests.unit.team.playing import COLE, DEE, NOON, make_bends, make_flat, make_pages

PEOPLE = ("amina", "ali", "asha", "ben", "bea", "bo")
LONG = timedelta(days=20)

chance = st.integers(0, 2**32).map(Random)
people = st.sampled_from(PEOPLE)
limits = st.sampled_from([{}, dict.fromkeys(Phase, timedelta(minutes=5)), {Phase.DECIDE: LONG}])
options = st.builds(
    Options,
    facilitated=st.booleans(),
    pace=st.sampled_from(Pace),
    way=st.sampled_from(Way),
    appeals=st.booleans(),
    limits=limits,
)


@cache
def read_damp() -> Module:
    path = "cases/damp-in-the-nursery.md"
    return read_module(path, (ROOT / path).read_bytes(), Beside()).value


CASES = {"flat": make_flat, "bends": make_bends, "pages": make_pages, "damp": read_damp}


class AnyOrder(RuleBasedStateMachine):
    """A session to which anything may happen; what is accepted is kept, and replayed at the end."""

    @initialize(name=st.sampled_from(sorted(CASES)), options=options, rng=chance)
    def open(self, name: str, options: Options, rng: Random) -> None:
        self.module, self.at = CASES[name](), NOON
        self.session: Session | None = None
        self.happened: list[Event] = []
        self.sent: list[tuple[Act, str | None]] = []
        self.send(acts.Open(options), COLE)
        for person in rng.sample(PEOPLE, rng.randint(0, 5)):
            self.send(acts.Join(rng.choice([HEALTH, LAW])), person)

    def send(self, act: Act, by: str | None = None) -> None:
        """Send an act as it is stored; one that is refused must be known to have changed nothing.

        That it did not change anything in place shows when all is replayed.
        """
        event = Event(load_act(dump_act(act)), by, self.at)
        self.sent.append((act, by))
        after = apply(self.module, self.session, event)
        if isinstance(after, Refused):
            return
        if self.session is not None:
            check(self.module, self.session, after, event)
        self.session = after
        self.happened.append(event)

    @rule(person=st.sampled_from([*PEOPLE, COLE]), side=st.sampled_from([HEALTH, LAW, "owner"]))
    def join(self, person: str, side: str) -> None:
        self.send(acts.Join(side), person)

    @rule(person=st.sampled_from([*PEOPLE, COLE, "eve"]), here=st.booleans())
    def come_and_go(self, person: str, here: bool) -> None:
        self.send(acts.Return(person) if here else acts.Drop(person))

    @rule()
    def all_drop(self) -> None:
        for person in (*PEOPLE, COLE):
            self.send(acts.Drop(person))

    @rule(person=people)
    def leave(self, person: str) -> None:
        self.send(acts.Leave(), person)

    @rule(rng=chance)
    def divide(self, rng: Random) -> None:
        self.send(draw_teams(rng, self.session), rng.choice([COLE, find_host(self.session)]))

    @rule(person=people, number=st.integers(0, 3))
    def move(self, person: str, number: int) -> None:
        self.send(acts.MovePerson(person, number), find_host(self.session))

    @rule()
    def start(self) -> None:
        self.send(acts.Start(), find_host(self.session))

    @rule(rng=chance, by=st.sampled_from([COLE, COLE, COLE, DEE, "amina"]))
    def steer(self, rng: Random, by: str) -> None:
        self.send(draw_steering(rng, self.session), by)

    @rule(by=st.sampled_from([COLE, DEE, "amina"]))
    def take_over(self, by: str) -> None:
        self.send(acts.TakeOver(), by)

    @rule(minutes=st.sampled_from([-3, 0, 1, 5, 60]))
    def tick(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        self.send(acts.Tick())

    @rule(rng=chance, person=people)
    def act(self, rng: Random, person: str) -> None:
        for _ in range(rng.randint(1, 3)):
            self.send(draw_act(rng, self.module, self.session, person), person)

    @rule(rng=chance)
    @precondition(lambda self: self.session.stage is Stage.RUNNING)
    def play_on(self, rng: Random) -> None:
        for _ in range(rng.randint(1, 9)):
            for number in tuple(self.session.teams):
                self.work(rng, number)

    @rule(rng=chance)
    def send_again(self, rng: Random) -> None:
        """Send something once more: just now, or much too late."""
        act, by = rng.choice([self.sent[-1], rng.choice(self.sent)])
        self.send(act, by)

    @rule(rng=chance)
    def end(self, rng: Random) -> None:
        if rng.random() < 0.03:
            self.send(acts.End(), find_host(self.session))

    def work(self, rng: Random, number: int) -> None:
        for act, person in work(rng, self.module, self.session, self.session.teams[number]):
            self.send(act, person)

    def teardown(self) -> None:
        if self.session is None:
            return
        self.bring_to_end()
        assert self.session.stage is Stage.ENDED
        assert replay(self.module, self.happened) == self.session

    def bring_to_end(self) -> None:
        """End without the facilitator's word: by the clock, by closing, or by playing on."""
        rng = Random(len(self.happened))
        for _ in range(300):
            match self.session.stage:
                case Stage.ENDED:
                    return
                case Stage.LOBBY:
                    self.send(acts.Join(HEALTH), "amina")
                    self.send(acts.Join(LAW), "ben")
                    self.send(acts.Start(), find_host(self.session))
                case Stage.PAUSED:
                    self.come_back()
                    self.send(acts.Resume(), find_host(self.session))
                case Stage.RUNNING:
                    self.go_on(rng)

    def come_back(self) -> None:
        for person in (*self.session.seats, self.session.facilitator):
            if person is not None:
                self.send(acts.Return(person))

    def go_on(self, rng: Random) -> None:
        self.at += LONG
        self.send(acts.Tick())
        if self.session.facilitator is not None:
            self.send(acts.Close(), self.session.facilitator)
            return
        self.come_back()
        for number in tuple(self.session.teams):
            self.work(rng, number)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    # To explain a failure takes longer than to find it.
    phases=(Step.explicit, Step.reuse, Step.generate, Step.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
