"""Alone: what each locks, and when a member is done."""

import pytest

from learning.model.condition import Answered
from learning.model.names import HEALTH, LAW
from learning.quiz.answer import Confidence, Noticed
from learning.team import events as acts
from learning.team.alone import is_done
from learning.team.apply import LONGEST_REASON
from tests.unit.factories import make_choice, make_cue, make_fence, make_prose, make_question
from tests.unit.team.playing import BLACK, COLE, ON, RIGHT, WRONG, Play, begin, make_short

HERE = "1.alone"
TOO_LONG = "x" * (LONGEST_REASON + 1)


@pytest.fixture
def play() -> Play:
    play = begin()
    play.ready()
    return play


def done(play: Play, person: str) -> bool:
    return is_done(play.module, play.session, play.team(), person=person)


def test_what_is_locked_stays_also_for_its_owner(play) -> None:
    play.answer("amina")
    assert play.refuse(acts.Notice(HERE, ()), "amina") == ("LOCKED", "")
    assert play.refuse(acts.Reply(HERE, "first", WRONG), "amina") == ("LOCKED", "")
    assert play.refuse(acts.Propose(HERE, "wait"), "amina") == ("LOCKED", "")


def test_how_sure_one_is_and_why_are_kept(play) -> None:
    play.do(acts.Reply(HERE, "first", RIGHT, Confidence.SURE, "It is black"), "ben")
    given = play.team().turn.commits["ben"].replies["first"]
    assert (given.answered.confidence, given.reason) == (Confidence.SURE, "It is black")
    assert given.answered.mark.earned == 1


def test_a_choice_is_proposed_when_the_rest_is_done(play) -> None:
    assert play.refuse(acts.Propose(HERE, "ring"), "amina") == ("INCOMPLETE", "")
    play.do(acts.Notice(HERE, BLACK), "amina")
    play.do(acts.Reply(HERE, "first", RIGHT), "amina")
    assert not done(play, "amina")
    assert play.refuse(acts.Propose(HERE, "fly"), "amina") == ("UNKNOWN", "")
    play.do(acts.Propose(HERE, "ring"), "amina")
    assert done(play, "amina")
    assert play.team().turn.commits["amina"].done


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (acts.Notice(HERE, (Noticed("white wall", "housing"),)), ("NOT_IN_TEXT", "white wall")),
        (acts.Reply(HERE, "nowhere", RIGHT), ("UNKNOWN", "")),
        (acts.Reply(HERE, "first", WRONG, reason=TOO_LONG), ("TOO_LONG", "reason")),
        (acts.Propose(HERE, "ring", reason=TOO_LONG), ("TOO_LONG", "reason")),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_part(play, act, why) -> None:
    assert play.refuse(act, "ben") == why
    assert not play.team().turn.commits


def test_the_phase_ends_with_the_last_who_is_awaited(play) -> None:
    play.do(acts.Drop("bea"))
    for person in ("amina", "ali"):
        play.answer(person)
    assert play.place == HERE
    play.answer("ben")
    assert play.place == "1.share"


def test_an_answer_that_comes_late_is_told_so_and_nothing_changes(play) -> None:
    for person in ("amina", "ali", "ben"):
        play.answer(person)
    play.do(acts.Close(), COLE)
    assert play.refuse(acts.Reply(HERE, "first", RIGHT), "bea") == ("LATE", "")


def test_part_of_what_was_asked_stays_given_when_time_is_up(play) -> None:
    play.do(acts.Reply(HERE, "first", RIGHT), "ben")
    play.do(acts.Close(), COLE)
    commit = play.team().turn.commits["ben"]
    assert "first" in commit.replies
    assert not commit.done
    assert "amina" not in play.team().turn.commits


def test_a_side_with_nothing_to_do_is_done() -> None:
    play = begin(make_short(make_fence("f", make_question("q"), roles=[LAW]), runs_on="done"))
    play.ready()
    assert done(play, "amina")
    assert play.refuse(acts.Reply(HERE, "q", RIGHT), "amina") == ("UNKNOWN", "")
    play.answer("ben")
    play.answer("bea")
    assert play.place == "1.share"


def test_only_cues_are_something_to_do_too() -> None:
    wall = make_prose("wall", "The black wall")
    play = begin(make_short(wall, cues=[make_cue("k", wall, "black wall")], runs_on="done"))
    play.ready()
    play.all(lambda place: acts.Notice(place, BLACK))
    assert list(play.team().turn.phases) == ["brief", "alone", "share", "reveal"]


def test_where_there_are_no_cues_there_is_nothing_to_notice() -> None:
    play = begin(make_short(make_question("q"), choices=ON))
    play.ready()
    assert play.refuse(acts.Notice(HERE, ()), "amina") == ("UNKNOWN", "")


def test_who_leaves_optional_questions_open_says_so() -> None:
    optional = make_question("q", optional=True, team=False)
    play = begin(make_short(optional, make_question("must", team=False), runs_on="done"))
    play.ready()
    assert play.refuse(acts.Ready(HERE), "amina") == ("INCOMPLETE", "")
    play.do(acts.Reply(HERE, "must", RIGHT), "amina")
    assert not done(play, "amina")
    play.do(acts.Ready(HERE), "amina")
    assert done(play, "amina")
    assert play.team().turn.commits["amina"].done
    play.do(acts.Ready(HERE, ready=False), "amina")
    assert not done(play, "amina")


def test_who_proposed_a_way_is_done_with_optional_questions_too() -> None:
    play = begin(make_short(make_question("q", optional=True), choices=ON))
    play.ready()
    play.do(acts.Propose(HERE, "on"), "amina")
    assert done(play, "amina")


def test_individual_questions_are_not_the_teams_and_team_questions_nobodys_own() -> None:
    own, shared = make_question("own", team=False), make_question("shared", team=True)
    play = begin(make_short(own, shared, choices=ON))
    play.go("1.decide")
    assert play.refuse(acts.Vote(play.place, "own", RIGHT), "ben") == ("UNKNOWN", "")
    assert set(play.team().turn.commits["ben"].replies) == {"own"}
    play.vote()
    assert play.team().turn.decided == {"shared"}


def test_a_team_question_that_one_side_alone_sees_is_that_sides_own() -> None:
    asked = make_fence("f", make_question("q", team=True), roles=[HEALTH])
    play = begin(make_short(asked, choices=ON))
    play.ready()
    play.do(acts.Reply(HERE, "q", RIGHT), "amina")
    assert play.refuse(acts.Reply(HERE, "q", RIGHT), "ben") == ("UNKNOWN", "")


def test_what_was_answered_alone_opens_ways_and_brings_the_team_no_decision() -> None:
    asked = make_fence("f", make_question("q"), roles=[LAW])
    way = make_choice("on", "done", condition=Answered("q", True))
    play = begin(make_short(asked, choices=[way]))
    play.go("1.decide")
    assert play.team().play.answers["q"].answer == RIGHT
    assert not play.team().turn.decided
    play.choose("on")
    assert play.team().turn.choice == "on"
