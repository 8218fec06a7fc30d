"""Who may do what, and when: the table as it is meant, every act by every kind of person."""

import re
from dataclasses import replace
from itertools import product

import pytest

from learning.model.names import HEALTH, LAW
from learning.team import events as acts
from learning.team.events import Act, Event
from learning.team.rights import RIGHTS, Right, find_host, judge
from learning.team.session import Column, Options, Phase, Refusal, Session, Stage
from tests.house.own_files import read
from tests.unit.team.playing import BLACK, COLE, RIGHT, Play, begin

# A letter for each kind of person: the server, someone else, a member, the host, the facilitator.
PEOPLE = {"s": None, "e": "eve", "m": "ben", "h": "amina", "f": COLE}
STAGES = {"l": Stage.LOBBY, "r": Stage.RUNNING, "p": Stage.PAUSED, "e": Stage.ENDED}
SCENE = tuple(Phase)[: tuple(Phase).index(Phase.PLAN)]
LAST = tuple(Phase)[len(SCENE) :]
# What is written out here is what the table must say: by whom, at which stages, in which phases.
MEANT = {
    acts.Open: ("", "", ()),
    acts.Join: ("emhf", "lrp", ()),
    acts.Leave: ("mh", "lrp", ()),
    acts.Drop: ("s", "lrp", ()),
    acts.Return: ("s", "lrp", ()),
    acts.MakeTeams: ("f", "l", ()),
    acts.MovePerson: ("f", "lrp", ()),
    acts.Start: ("f", "l", ()),
    acts.Pause: ("f", "r", ()),
    acts.Resume: ("f", "rp", ()),
    acts.Extend: ("f", "rp", ()),
    acts.Close: ("f", "r", ()),
    acts.Reveal: ("f", "r", ()),
    acts.GoBack: ("f", "r", ()),
    acts.Announce: ("f", "lrp", ()),
    acts.TakeOver: ("emhf", "lrp", ()),
    acts.End: ("sf", "lrp", ()),
    acts.Tick: ("s", "r", ()),
    acts.Ready: ("mh", "r", (*SCENE, *LAST[:-1])),
    acts.Notice: ("mh", "r", (Phase.ALONE,)),
    acts.Reply: ("mh", "r", (Phase.ALONE,)),
    acts.Propose: ("mh", "r", (Phase.ALONE,)),
    acts.Tell: ("mh", "r", (Phase.SHARE, Phase.DECIDE)),
    acts.Vote: ("mh", "r", (Phase.DECIDE,)),
    acts.VoteChoice: ("mh", "r", (Phase.DECIDE,)),
    acts.NameReporter: ("mh", "r", (*SCENE, *LAST[:-1])),
    acts.MakeAppeal: ("mh", "r", (Phase.REVEAL, Phase.APPEAL)),
    acts.Rule: ("f", "rp", ()),
    acts.Write: ("mh", "r", (Phase.PLAN,)),
    acts.RemoveLine: ("mh", "r", (Phase.PLAN,)),
    acts.Reflect: ("mh", "r", (Phase.REFLECTION,)),
    acts.GiveFeedback: ("mh", "r", (Phase.REFLECTION,)),
}
# Without a facilitator whoever opened does what a host may, and nobody what a facilitator may.
HOSTS = {acts.MakeTeams, acts.Start, acts.Resume, acts.End}
OURS = "1.{phase}"
EXAMPLES = {
    acts.Open: acts.Open(Options()),
    acts.Join: acts.Join(HEALTH),
    acts.Drop: acts.Drop("ben"),
    acts.Return: acts.Return("ben"),
    acts.MakeTeams: acts.MakeTeams((("amina", "ben"),)),
    acts.MovePerson: acts.MovePerson("ben", 1),
    acts.Extend: acts.Extend(by=None),
    acts.GoBack: acts.GoBack(1, 1),
    acts.Announce: acts.Announce("Hello"),
    acts.Ready: acts.Ready(OURS),
    acts.Notice: acts.Notice(OURS, BLACK),
    acts.Reply: acts.Reply(OURS, "first", RIGHT),
    acts.Propose: acts.Propose(OURS, "ring"),
    acts.Tell: acts.Tell(OURS, "chart"),
    acts.Vote: acts.Vote(OURS, "first", RIGHT),
    acts.VoteChoice: acts.VoteChoice(OURS, "ring"),
    acts.NameReporter: acts.NameReporter("ben"),
    acts.MakeAppeal: acts.MakeAppeal(OURS, "first", "So", "Act"),
    acts.Rule: acts.Rule(1, "first", True, "Yes"),
    acts.Write: acts.Write(0, Column.WHO, 0, "Ben"),
    acts.RemoveLine: acts.RemoveLine(1),
    acts.Reflect: acts.Reflect("So"),
    acts.GiveFeedback: acts.GiveFeedback("amina", "So"),
}


@pytest.fixture(scope="module")
def running() -> Play:
    return begin(people=("amina", "ben"))


def set_up(running: Play, stage: Stage, phase: Phase, **changes: object) -> Session:
    """Give the session as it would stand at a stage, its team in a phase."""
    team = running.team()
    turn = replace(team.turn, revealed=True)
    teams = {1: replace(team, phase=phase, turns=(turn,))}
    return replace(running.session, stage=stage, teams=teams, **changes)


def make_event(kind: type[Act], person: str | None, phase: Phase, running: Play) -> Event:
    act = EXAMPLES[kind] if kind in EXAMPLES else kind()
    if hasattr(act, "position") and act.position:
        act = replace(act, position=act.position.format(phase=phase))
    return Event(act, person, running.at)


def test_every_act_has_a_right() -> None:
    assert set(RIGHTS) == set(MEANT) == set(Act.__args__)


@pytest.mark.parametrize("kind", MEANT, ids=lambda kind: kind.__name__)
def test_an_act_is_taken_from_whom_and_when_it_is_meant_to_be(kind, running) -> None:
    people, stages, phases = MEANT[kind]
    for (who, person), (at, stage), phase in product(PEOPLE.items(), STAGES.items(), Phase):
        session = set_up(running, stage, phase)
        refusal = judge(session, make_event(kind, person, phase, running))
        in_phase = not phases or phase in phases
        may = who in people and at in stages and in_phase
        assert (refusal is None) == may, (who, at, phase, refusal)


@pytest.mark.parametrize("kind", MEANT, ids=lambda kind: kind.__name__)
def test_without_a_facilitator_the_opener_is_host_and_no_one_steers(kind, running) -> None:
    options = Options(facilitated=False)
    changes = {"options": options, "opened_by": "amina", "facilitator": None}
    for (at, stage), phase in product(STAGES.items(), Phase):
        session = set_up(running, stage, phase, **changes)
        people, stages, phases = MEANT[kind]
        if kind in HOSTS:
            people = people.replace("f", "h")
        else:
            people = people.replace("f", "") + "f" * ("e" in people)
        for who, person in PEOPLE.items():
            refusal = judge(session, make_event(kind, person, phase, running))
            may = who in people and at in stages and (not phases or phase in phases)
            assert (refusal is None) == may, (who, at, phase, refusal)


@pytest.mark.parametrize(
    ("stage", "person", "why"),
    [
        (Stage.ENDED, "eve", Refusal.ENDED),
        (Stage.PAUSED, "eve", Refusal.PAUSED),
        (Stage.LOBBY, "ben", Refusal.NOT_NOW),
        (Stage.RUNNING, "eve", Refusal.NOT_YOURS),
        (Stage.RUNNING, COLE, Refusal.NOT_YOURS),
    ],
)
def test_who_is_refused_is_told_why(running, stage, person, why) -> None:
    session = set_up(running, stage, Phase.ALONE)
    assert judge(session, make_event(acts.Reply, person, Phase.ALONE, running)) is why


@pytest.mark.parametrize(
    ("act", "phase", "why"),
    [
        (acts.Vote("1.decide", "first", RIGHT), Phase.REVEAL, Refusal.LATE),
        (acts.Vote("1.decide", "first", RIGHT), Phase.PLAN, Refusal.LATE),
        (acts.Vote("0.decide", "first", RIGHT), Phase.DECIDE, Refusal.LATE),
        (acts.Vote("1.share", "first", RIGHT), Phase.SHARE, Refusal.NOT_NOW),
        (acts.Write(0, Column.WHO, 0, ""), Phase.APPEAL, Refusal.NOT_NOW),
        (acts.Write(0, Column.WHO, 0, ""), Phase.DEBRIEF, Refusal.LATE),
        (acts.Ready("1.brief"), Phase.ALONE, Refusal.LATE),
        (acts.Tell("1.share", "chart"), Phase.DECIDE, None),
        (acts.Tell("0.share", "chart"), Phase.DECIDE, Refusal.LATE),
        (acts.MakeAppeal("1.reveal", "first", "", ""), Phase.APPEAL, None),
        (acts.MakeAppeal("1.decide", "first", "", ""), Phase.APPEAL, Refusal.LATE),
    ],
)
def test_what_comes_for_another_phase_is_late_or_too_early(running, act, phase, why) -> None:
    session = set_up(running, Stage.RUNNING, phase)
    assert judge(session, Event(act, "ben", running.at)) is why


def test_the_host_is_who_opened_while_they_are_here_then_who_came_first() -> None:
    play = Play(facilitated=False)
    assert find_host(play.session) == COLE
    for person in ("ben", "amina", COLE):
        play.do(acts.Join(LAW), person)
    assert find_host(play.session) == COLE
    play.do(acts.Drop(COLE))
    assert find_host(play.session) == "ben"
    play.do(acts.Leave(), "ben")
    assert find_host(play.session) == "amina"
    play.do(acts.Return(COLE))
    assert find_host(play.session) == COLE


def test_a_facilitator_who_is_away_is_still_the_host() -> None:
    play = Play()
    play.do(acts.Join(LAW), "ben")
    play.do(acts.Drop(COLE))
    assert find_host(play.session) == COLE


def list_documented() -> dict[str, tuple[str, str, str]]:
    """Read the table in docs/sessions.md: who, stages and phases by act."""
    section = read("docs/sessions.md").split("## Who may do what")[1].split("\n## ")[0]
    rows = re.findall(r"\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", section)
    return {act: (who, stages, phases) for act, who, stages, phases in rows}


def word_right(right: Right) -> tuple[str, str, str]:
    missing = set(Phase) - right.phases
    phases = ", ".join(each for each in Phase if each in right.phases)
    some = {0: "any", 1: "any but over"}.get(len(missing), phases)
    stages = ", ".join(each for each in Stage if each in right.stages)
    return right.who, stages or "first of all", some


def test_the_page_on_sessions_has_the_same_table() -> None:
    assert list_documented() == {act.__name__: word_right(right) for act, right in RIGHTS.items()}
