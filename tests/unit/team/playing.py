"""Small cases, and sessions on them that are played by hand, act by act.

Amina and Ali are on the health side, Ben and Bea on the law side; Dr Cole facilitates.
"""

from datetime import UTC, datetime, timedelta

from learning.model.condition import Answered, Guard, Not
from learning.model.key import ChoiceKey, EndingKey, Module
from learning.model.names import HEALTH, LAW, Grade, Need
from learning.quiz.answer import Chosen, Noticed
from learning.team import events as acts
from learning.team.alone import may_notice
from learning.team.apply import apply
from learning.team.deciding import list_undecided
from learning.team.events import Act, Event
from learning.team.rights import find_host
from learning.team.session import Options, Phase, Refused, Session, Stage, Team
from learning.team.sight import list_own_questions, list_own_ways, list_ways
from tests.unit.factories import (
    make_choice,
    make_cue,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIDES = {"amina": HEALTH, "ali": HEALTH, "ben": LAW, "bea": LAW}
FOUR = tuple(SIDES)
COLE, DEE = "cole", "dee"
RIGHT, WRONG, WORSE = (Chosen(frozenset(letter)) for letter in "abc")
BLACK = (Noticed("black wall", Need.HOUSING),)


def make_flat() -> Module:
    """Make a case with something for every phase, and two ways through it."""
    wall = make_prose("wall", "The black wall is behind the cot")
    return make_module(
        make_scene(
            "flat",
            wall,
            make_fence("f-h", make_prose("chart", "His oxygen was low"), roles=[HEALTH]),
            make_fence("f-l", make_prose("app", "The app lists one report"), roles=[LAW]),
            make_question("first", options="abcde"),
            choices=[make_choice("ring", "visit"), make_choice("wait", "silence")],
            cues=[make_cue("k-wall", wall, "black wall")],
        ),
        make_scene(
            "visit",
            make_fence("f-hq", make_question("ours"), roles=[HEALTH]),
            make_fence("f-lq", make_question("theirs"), roles=[LAW]),
            make_question("both"),
            choices=[make_choice("write", "done"), make_choice("back", "flat")],
        ),
        make_scene("silence", endings=[make_ending(Grade.POOR)]),
        make_scene("done", endings=[make_ending()]),
    )


def make_short(*parts: object, **rest: object) -> Module:
    """Make a case of one scene and an ending."""
    return make_module(make_scene("flat", *parts, **rest), make_scene("done", endings=[END]))


END = make_ending()
ON = (make_choice("on", "done"),)


def make_bends() -> Module:
    """Make a case that bends: loops, ways and endings by side, by answer and by having been taken.

    What is answered opens and closes questions, ways and the ending of the scene one is in.
    """
    asked = make_question("q", options="abcd", points=2)
    right, wrong = (Answered("q", each) for each in (True, False))
    return make_module(
        make_scene(
            "hall",
            asked,
            make_fence("f-right", make_question("more", optional=True), when=right),
            make_fence("f-wrong", make_question("again"), when=wrong),
            make_fence("f-team", make_question("ours", team=True), roles=[HEALTH]),
            make_fence("f-law", make_question("theirs"), roles=[LAW]),
            choices=[
                make_choice("loop", "hall", once=True),
                make_choice("health", "room", guards=(Guard(frozenset({HEALTH})),)),
                make_choice("law", "room", guards=(Guard(frozenset({LAW})),)),
                make_choice("late", "room", condition=Answered("theirs", None)),
            ],
        ),
        make_scene(
            "room",
            make_question("q2", team=False),
            make_question("opinion", right="", optional=True),
            choices=[make_choice("back", "hall"), make_choice("on", "door", condition=Not(right))],
            endings=[EndingKey(Grade.GOOD, "", (Guard(condition=right),))],
        ),
        make_scene(
            "door",
            make_question("q3", team=True, optional=True),
            endings=[
                EndingKey(Grade.MIXED, "", (Guard(frozenset({LAW}), right),)),
                EndingKey(Grade.POOR, "", (Guard(frozenset({HEALTH})),)),
            ],
        ),
    )


def make_pages() -> Module:
    """Make a case for no side in particular whose pages run on; one has cues and nothing else."""
    wall = make_prose("wall", "The black wall is behind the cot")
    return make_module(
        make_scene("one", make_question("q", optional=True), runs_on="two"),
        make_scene("two", wall, cues=[make_cue("k", wall, "black wall")], runs_on="three"),
        make_scene("three", make_prose("p", "Nothing to do here"), runs_on="four"),
        make_scene("four", make_question("own", team=False, optional=True)),
        roles=(),
    )


class Play:
    """A session played by hand. `do` must be taken, `refuse` must not be."""

    def __init__(self, module: Module | None = None, **options: object) -> None:
        self.module = make_flat() if module is None else module
        self.at = NOON
        self.session: Session | None = None
        self.happened: list[Event] = []
        self.do(acts.Open(Options(**options)), COLE)

    def do(self, act: Act, by: str | None = None) -> None:
        event = Event(act, by, self.at)
        after = apply(self.module, self.session, event)
        assert isinstance(after, Session), (event, after)
        self.session = after
        self.happened.append(event)

    def refuse(self, act: Act, by: str | None = None) -> tuple[str, str]:
        after = apply(self.module, self.session, Event(act, by, self.at))
        assert isinstance(after, Refused), "taken all the same"
        return after.why.name, after.part

    def wait(self, minutes: float = 0) -> None:
        self.at += timedelta(minutes=minutes)

    def tick(self, minutes: float = 0) -> None:
        self.wait(minutes)
        self.do(acts.Tick())

    def team(self, number: int = 1) -> Team:
        return self.session.teams[number]

    @property
    def place(self) -> str:
        return self.team().position

    @property
    def places(self) -> list[str]:
        return [team.position for team in self.session.teams.values()]

    def all(self, make: object, number: int = 1) -> None:
        """Let all of a team that are here do something, while it is at the place where it was."""
        place = self.team(number).position
        for person in self.team(number).members:
            if self.team(number).position == place and self.session.seats[person].here:
                self.do(make(place), person)

    def ready(self, number: int = 1) -> None:
        self.all(acts.Ready, number)

    def vote(self, answer: object = RIGHT, number: int = 1) -> None:
        """Let a team vote for the same answer to the next question that is not decided."""
        question = list_undecided(self.module, self.session, self.team(number))[0].id
        self.all(lambda place: acts.Vote(place, question, answer), number)

    def choose(self, choice: str, number: int = 1) -> None:
        self.all(lambda place: acts.VoteChoice(place, choice), number)

    def answer(self, person: str, answer: object = RIGHT, choice: str | None = None) -> None:
        """Let a member do all that they must alone: notice, answer, propose."""
        place = self.team(self.session.seats[person].team).position

        def here() -> tuple[Module, Session, Team]:
            return self.module, self.session, self.team(self.session.seats[person].team)

        if may_notice(*here(), person=person):
            self.do(acts.Notice(place, BLACK), person)
        for question in list_own_questions(*here(), person=person):
            commit = here()[2].turn.commits.get(person)
            if here()[2].position == place and not (commit and question.id in commit.replies):
                self.do(acts.Reply(place, question.id, answer), person)
        ways = list_own_ways(*here(), person=person) if here()[2].position == place else ()
        commit = here()[2].turn.commits.get(person)
        if ways and not (commit and commit.proposal):
            self.do(acts.Propose(place, pick(ways, choice)), person)

    def step(self, number: int = 1, choice: str | None = None) -> None:
        """Take a team on by one phase, or one thing that it decides."""
        team = self.team(number)
        match team.phase:
            case Phase.ALONE:
                for person in team.members:
                    if self.team(number).position == team.position:
                        self.answer(person, choice=choice)
            case Phase.DECIDE if list_undecided(self.module, self.session, team):
                self.vote(number=number)
            case Phase.DECIDE:
                ways = list_ways(self.module, self.session, team)
                self.choose(pick(ways, choice), number)
            case _:
                self.ready(number)

    def go(self, place: str, number: int = 1, choice: str | None = None) -> None:
        """Take a team on until it is at a place."""
        for _ in range(80):
            if self.team(number).position == place or self.session.stage is not Stage.RUNNING:
                break
            self.step(number, choice)
        assert self.team(number).position == place


def pick(ways: tuple[ChoiceKey, ...], wanted: str | None) -> str:
    """Pick the way that is wanted if it is open, or else the first."""
    return next((way.id for way in ways if way.id == wanted), ways[0].id)


def begin(
    module: Module | None = None,
    people: tuple[str, ...] = FOUR,
    teams: tuple[tuple[str, ...], ...] = (),
    **options: object,
) -> Play:
    """Seat people, in one team unless `teams` says which, and start."""
    play = Play(module, **options)
    for person in people:
        play.do(acts.Join(SIDES.get(person, HEALTH)), person)
    play.do(acts.MakeTeams(teams or (people,)), find_host(play.session))
    play.do(acts.Start(), find_host(play.session))
    return play
