"""A class comes back after a restart when its session is replayed: each event must cost little."""

from cProfile import Profile
from random import Random

from learning.model.names import HEALTH, LAW
from learning.team import events as acts
from learning.team.apply import apply, replay
from learning.team.session import Refused
from tests.unit.team.doing import work
from tests.unit.team.playing import COLE, Play
from tests.unit.team.test_any_order import read_damp

TEAMS, OF, ROUNDS = 60, 5, 8
# Twenty thousand events of so many calls each take less than three seconds on a slow machine.
MOST_CALLS = 420


def play_class() -> Play:
    """Have sixty teams play the first scenes, side by side."""
    rng, play = Random(4), Play(read_damp())
    people = [f"{number}" for number in range(TEAMS * OF)]
    for person in people:
        play.do(acts.Join(rng.choice([HEALTH, LAW])), person)
    play.do(acts.MakeTeams(tuple(tuple(people[at::TEAMS]) for at in range(TEAMS))), COLE)
    play.do(acts.Start(), COLE)
    for _ in range(ROUNDS):
        for number in play.session.teams:
            for act, person in work(rng, play.module, play.session, play.team(number)):
                send(play, act, person)
    return play


def send(play: Play, act: acts.Act, person: str) -> None:
    """Do what may be too late."""
    play.wait(0.01)
    if not isinstance(apply(play.module, play.session, acts.Event(act, person, play.at)), Refused):
        play.do(act, person)


def test_an_event_costs_little_however_many_teams_there_are() -> None:
    play, profile = play_class(), Profile()
    assert profile.runcall(replay, play.module, play.happened) == play.session
    calls = sum(each.callcount for each in profile.getstats())
    assert calls / len(play.happened) < MOST_CALLS
