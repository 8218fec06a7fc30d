"""Nobody is shown anything before its time, whatever way a session takes.

Three faults are put in to see that they would be found.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from types import ModuleType

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from learning.model.case import Question
from learning.model.key import Module
from learning.model.names import HEALTH, LAW, PersonId, Role
from learning.play.shown import ShownQuestion, Text, Told
from learning.quiz.answer import Mark, Result
from learning.team import asking, scenery, sharing, view
from learning.team import events as acts
from learning.team.events import Act
from learning.team.overview import view_console, view_lobby, view_projector
from learning.team.session import Options, Session, Stage, Team, Way
from learning.team.shown import AlonePart
from tests.unit.team.robots import COLE, Room, find_side, offer
from tests.unit.team.secrecy import Knowing, dress, find_console_leaks, find_marks, find_wall_leaks
from tests.unit.team.secrets_case import read_secrets

MODULE = read_secrets()
TEAMS = [("ha la hb", "hc lb"), ("ha hb", "la hc lb"), ("ha la lb",), ("la lb", "ha hb")]


def steer(room: Room, chance: Random) -> tuple[Act, str | None]:
    """Draw something that a facilitator, the server or a latecomer does."""
    session = room.session
    team = chance.choice(list(session.teams.values()))
    person = chance.choice(list(session.seats))
    late = f"{chance.choice('hl')}x"
    possible: list[tuple[Act, str | None]] = [
        (acts.Reveal(), COLE),
        (acts.Close(team.id), COLE),
        (acts.Close(team.id), COLE),
        (acts.Close(), COLE),
        (acts.GoBack(team.id, chance.randint(1, len(team.turns))), COLE),
        (acts.MovePerson(person, team.id), COLE),
        (acts.Announce(f"zz9announced9{team.id}9zz", team.id), COLE),
        (acts.Drop(person), None),
        (acts.Return(person), None),
        (acts.Join(find_side(late)), late),
        (acts.NameReporter(person), person),
        (acts.Rule(team.id, "which-first-qt", chance.random() < 0.5, "Heard"), COLE),
        (acts.End() if chance.random() < 0.1 else acts.Tick(), COLE),
    ]
    return chance.choice(possible)


def list_leaks(room: Room, chance: Random) -> list[str]:
    """Look at a page, now and then at the console and the wall, for what should not be there."""
    person = chance.choice(list(room.session.seats))
    leaks = Knowing(room, person).find_leaks(room.view(person))
    if chance.random() < 0.2:
        leaks += find_console_leaks(room, view_console(MODULE, room.session))
        leaks += find_wall_leaks(room, view_projector(MODULE, room.session))
    return [f"{person} {room.phases()}: {leak}" for leak in leaks]


def play(teams: Sequence[str], chance: Random, most: int = 100) -> list[str]:
    """Play a session any way, and give the first things shown too early, if any are."""
    room = Room(MODULE, Options(way=chance.choice(list(Way)))).seat(*teams)
    for _ in range(most):
        if chance.random() < 0.06:
            room.do(*steer(room, chance))
        person = chance.choice(list(room.session.seats))
        act = next(offer(room.view(person), chance.choice), None)
        if act is not None:
            room.do(dress(act, person, room), person)
        leaks = list_leaks(room, chance)
        if leaks or room.session.stage is Stage.ENDED:
            return leaks
    return []


# What fails is told by its seed: making it smaller would play for minutes.
@settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 2**32))
@example(27)
@example(61)
def test_nothing_is_shown_before_its_time(seed: int) -> None:
    chance = Random(seed)
    assert play(chance.choice(TEAMS), chance) == []


def tell_early(
    module: Module, team: Team, question: Question, *, role: Role | None = None
) -> ShownQuestion:
    """Show a question as if it had been answered: what is right, and why."""
    key = module.key.scenes[team.turn.scene].questions[question.id]
    told = Told(Mark(0, 1, Result.WRONG), None, key.feedback, key.why_html, ())
    return replace(asking.ask(module, team, question, role=role), told=told)


def read_both(module: Module, team: Team, side: Role) -> tuple[Text, ...]:
    """Give the text of all sides, as if one's own were not known."""
    return READ_ONE(module, team, HEALTH) + READ_ONE(module, team, LAW)


def share_early(module: Module, session: Session, team: Team, *, person: PersonId) -> AlonePart:
    """Show what the others locked, while a member is alone."""
    alone = sharing.show_alone(module, session, team, person=person)
    share = sharing.show_share(module, session, team, person=person)
    reasons = {each.person: each.reason for _, answers in share.questions for each in answers}
    return replace(alone, reasons={**alone.reasons, **reasons})


READ_ONE = scenery._list_texts


@pytest.mark.parametrize(
    ("place", "name", "fault", "found"),
    [
        (sharing, "ask", tell_early, "told"),
        (scenery, "_list_texts", read_both, "side9"),
        (view, "show_alone", share_early, "reason9"),
    ],
)
def test_a_fault_put_in_is_found(
    place: ModuleType, name: str, fault: object, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, name, fault)
    leaks = (leak for seed in range(40) for leak in play(TEAMS[0], Random(seed), most=60))
    assert any(found in leak for leak in leaks)


def test_there_is_nothing_to_read_in_the_lobby() -> None:
    room = Room(MODULE)
    room.do(acts.Join(find_side("ha")), "ha")
    assert not find_marks(view_lobby(MODULE, room.session, "ha"))


def test_what_the_tutor_reads_is_on_the_console_alone() -> None:
    room = Room(MODULE).seat("ha la")
    marks = find_marks(view_console(MODULE, room.session))
    assert {"tutor9one", "tutor9qt"} <= marks
