"""What happens wakes those whose pages it changes, and is named to those whom it concerns."""

import pytest

from learning.model.names import HEALTH
from learning.team import events as acts
from learning.team.events import Act
from learning.team.touched import is_shared, is_team_touched, is_touched
from tests.unit.team.playing import COLE, FOUR, SIDES, Play

PEOPLE = (*FOUR, COLE)


@pytest.fixture
def play() -> Play:
    """Let Amina and Ben be one team, Ali and Bea the other."""
    play = lobby()
    play.do(acts.MakeTeams((("amina", "ben"), ("ali", "bea"))), COLE)
    play.do(acts.Start(), COLE)
    return play


def lobby() -> Play:
    play = Play()
    for person, side in SIDES.items():
        play.do(acts.Join(side), person)
    return play


def touch(play: Play, act: Act, by: str | None) -> set[str]:
    before = play.session
    play.do(act, by)
    return {each for each in PEOPLE if is_touched(before, play.session, each)}


def know(play: Play, act: Act, by: str | None) -> set[str]:
    return {each for each in PEOPLE if is_shared(play.session, act, by, person=each)}


@pytest.mark.parametrize(
    ("act", "by"),
    [
        (acts.Announce("Ten minutes"), COLE),
        (acts.Pause(), COLE),
        (acts.Close(), COLE),
        (acts.End(), COLE),
    ],
)
def test_what_is_for_everybody_touches_and_is_known_to_all(play, act, by) -> None:
    assert know(play, act, by) == set(PEOPLE)
    assert touch(play, act, by) == set(PEOPLE)


@pytest.mark.parametrize(
    ("act", "by"),
    [
        (acts.Ready("1.brief"), "amina"),
        (acts.Announce("Look again", team=1), COLE),
        (acts.Close(team=1, position="1.brief"), COLE),
        (acts.Drop("ben"), None),
    ],
)
def test_what_is_of_one_team_is_its_own_and_the_facilitators(play, act, by) -> None:
    assert know(play, act, by) == {"amina", "ben", COLE}
    assert touch(play, act, by) == {"amina", "ben", COLE}


def test_a_team_hears_of_what_it_does_alone_by_a_name_only(play) -> None:
    assert know(play, acts.Notice("1.alone", ()), "amina") == {"amina", "ben", COLE}


def test_the_lobby_is_everybodys() -> None:
    play = lobby()
    assert know(play, acts.Join(HEALTH), "amina") == set(PEOPLE)
    assert touch(play, acts.Leave(), "bea") == set(PEOPLE)


def test_who_takes_over_in_the_lobby_is_told_to_all() -> None:
    assert touch(lobby(), acts.TakeOver(), "dee") == set(PEOPLE)


def test_what_one_team_does_changes_no_board_of_another(play) -> None:
    before = play.session
    play.do(acts.Ready("1.brief"), "amina")
    assert is_team_touched(before, play.session, 1)
    assert not is_team_touched(before, play.session, 2)


def test_who_moves_touches_both_teams(play) -> None:
    assert touch(play, acts.MovePerson("bea", 1), COLE) == set(PEOPLE)


def test_nothing_touches_nobody(play) -> None:
    assert not any(is_touched(play.session, play.session, each) for each in PEOPLE)


def test_several_things_together_touch_as_each_does(play) -> None:
    before = play.session
    play.do(acts.Ready("1.brief"), "amina")
    assert not is_touched(before, play.session, "bea")
    play.do(acts.Ready("1.brief"), "ali")
    assert is_touched(before, play.session, "bea")
    assert is_touched(before, play.session, "ben")
