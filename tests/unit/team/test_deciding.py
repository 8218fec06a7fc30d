"""Decide: the three ways, scratch credit, and what happens when the time is up."""

from dataclasses import replace

import pytest

from learning.team import events as acts
from learning.team.deciding import list_short
from learning.team.session import CHOICE, Phase, Way
from tests.unit.factories import make_choice, make_prose, make_question
from tests.unit.team.playing import COLE, FOUR, ON, RIGHT, WORSE, WRONG, Play, begin, make_short

FLAT_DECIDE = "1.decide"
NOTHING = replace(RIGHT, options=frozenset())


@pytest.fixture
def play() -> Play:
    return deciding()


def deciding(**options: object) -> Play:
    play = begin(**options)
    play.go(FLAT_DECIDE)
    return play


def vote(play: Play, person: str, answer: object = RIGHT, question: str = "first") -> None:
    play.do(acts.Vote(play.place, question, answer), person)


def given(play: Play, question: str = "first"):
    return play.team().play.answers[question]


def test_one_who_disagrees_keeps_it_open(play) -> None:
    for person in ("amina", "ali", "ben"):
        vote(play, person)
    vote(play, "bea", WRONG)
    assert "first" not in play.team().turn.decided
    vote(play, "bea")
    assert play.team().turn.decided == {"first"}
    assert given(play).mark.earned == 1


def test_nobody_waits_for_one_who_is_away(play) -> None:
    play.do(acts.Drop("bea"))
    for person in ("amina", "ali", "ben"):
        vote(play, person)
    assert play.team().turn.decided == {"first"}


def test_who_drops_last_lets_the_others_decide(play) -> None:
    for person in ("amina", "ali", "ben"):
        vote(play, person)
    play.do(acts.Drop("bea"))
    assert play.team().turn.decided == {"first"}


def test_most_decide_once_all_have_voted() -> None:
    play = deciding(way=Way.MAJORITY)
    for person in ("amina", "ali", "ben"):
        vote(play, person)
    assert not play.team().turn.decided
    vote(play, "bea", WRONG)
    assert given(play).answer == RIGHT


def test_a_tie_is_left_to_the_end_and_then_to_who_voted_first() -> None:
    play = deciding(way=Way.MAJORITY)
    for person in ("ben", "bea", "amina", "ali"):
        vote(play, person, WRONG if person.startswith("b") else RIGHT)
    assert not play.team().turn.decided
    play.do(acts.Close(), COLE)
    assert given(play).answer == WRONG


def test_the_reporter_decides_alone() -> None:
    play = deciding(way=Way.REPORTER)
    play.do(acts.NameReporter("ben"), "amina")
    vote(play, "amina")
    assert not play.team().turn.decided
    vote(play, "ben", WRONG)
    assert [each.answer for each in play.team().play.tried["first"]] == [WRONG]


def test_while_the_reporter_is_away_all_must_agree() -> None:
    play = deciding(way=Way.REPORTER)
    play.do(acts.NameReporter("ben"), "amina")
    play.do(acts.Drop("ben"))
    vote(play, "amina")
    assert not play.team().turn.decided
    vote(play, "ali")
    vote(play, "bea")
    assert play.team().turn.decided == {"first"}


def test_only_a_member_can_be_reporter(play) -> None:
    assert play.refuse(acts.NameReporter("eve"), "amina") == ("UNKNOWN", "")


@pytest.mark.parametrize(("wrong", "earned"), [(0, 1), (1, 0.5), (2, 0.25), (3, 0)])
def test_each_further_try_is_worth_half_and_the_last_nothing(play, wrong, earned) -> None:
    for answer in "bcd"[:wrong]:
        play.vote(replace(RIGHT, options=frozenset(answer)))
    play.vote()
    assert given(play).mark.earned == earned
    assert given(play).mark.result == "right"
    assert len(play.team().play.tried.get("first", ())) == wrong


def test_four_wrong_tries_decide_it(play) -> None:
    for answer in "bcde":
        play.vote(replace(RIGHT, options=frozenset(answer)))
    assert given(play).mark.earned == 0
    assert given(play).mark.result == "wrong"
    assert "first" in play.team().turn.decided


def test_the_best_of_partly_right_tries_counts() -> None:
    play = begin(make_short(make_question("q", "ab", "abcd", points=4), choices=ON))
    play.go(FLAT_DECIDE)
    for answer in ("a", "c", "d", "cd"):
        play.vote(replace(RIGHT, options=frozenset(answer)))
    assert (given(play, "q").mark.earned, given(play, "q").mark.result) == (2, "partly")


def test_after_a_try_that_was_not_right_all_vote_anew(play) -> None:
    play.vote(WRONG)
    assert not play.team().turn.ballots["first"]
    assert play.refuse(acts.Vote(play.place, "first", WRONG), "ben") == ("LOCKED", "tried")


def test_what_is_decided_is_locked(play) -> None:
    play.vote()
    assert play.refuse(acts.Vote(play.place, "first", WRONG), "ben") == ("LOCKED", "")


def test_the_way_waits_for_the_questions(play) -> None:
    assert play.refuse(acts.VoteChoice(play.place, "ring"), "ben") == ("INCOMPLETE", "")
    play.vote()
    assert play.refuse(acts.VoteChoice(play.place, "fly"), "ben") == ("UNKNOWN", "")
    play.choose("wait")
    assert play.team().turn.choice == "wait"


def test_a_vote_can_be_changed_and_sent_twice_it_is_as_early_as_before(play) -> None:
    vote(play, "amina")
    first = play.team().turn.ballots["first"]["amina"]
    vote(play, "amina")
    assert play.team().turn.ballots["first"]["amina"] is first
    vote(play, "amina", WRONG)
    assert play.team().turn.ballots["first"]["amina"].seq > first.seq


@pytest.mark.parametrize(
    ("question", "answer", "why"),
    [("nowhere", RIGHT, "UNKNOWN"), ("first", NOTHING, "NOTHING_CHOSEN")],
)
def test_a_vote_must_be_an_answer_to_a_question_that_is_there(play, question, answer, why) -> None:
    assert play.refuse(acts.Vote(play.place, question, answer), "ben")[0] == why


def test_when_time_is_up_what_most_want_is_taken_even_where_all_should_agree(play) -> None:
    for person, answer in (("amina", WRONG), ("ben", RIGHT), ("bea", RIGHT)):
        vote(play, person, answer)
    play.do(acts.Close(), COLE)
    assert given(play).answer == RIGHT
    assert play.place == "1.reveal"


def test_when_time_is_up_the_last_try_counts_where_nobody_voted_again(play) -> None:
    play.vote(WORSE)
    play.do(acts.Close(), COLE)
    assert given(play).answer == WORSE
    assert "first" not in play.team().play.tried


def test_when_time_is_up_a_question_without_votes_stays_open(play) -> None:
    play.do(acts.Close(), COLE)
    assert "first" not in play.team().play.answers
    assert play.team().turn.choice == "ring"


def test_when_time_is_up_the_way_that_most_proposed_alone_is_taken() -> None:
    play = begin()
    play.go("1.alone")
    for person in FOUR:
        play.answer(person, choice="ring" if person == "amina" else "wait")
    play.go(FLAT_DECIDE)
    play.do(acts.Close(), COLE)
    assert play.team().turn.choice == "wait"


def test_the_way_least_taken_is_taken_where_nobody_says_anything() -> None:
    ways = [make_choice("again", "flat"), *ON]
    play = begin(make_short(make_prose("p", "A page"), choices=ways))
    for _ in range(12):
        play.do(acts.Close(), COLE)
    assert [step.choice for step in play.team().play.steps] == ["again", "on"]


def test_who_is_moved_away_takes_their_votes_back() -> None:
    play = begin(teams=(("amina", "ali", "ben"), ("bea",)))
    play.go(FLAT_DECIDE)
    vote(play, "amina", WRONG)
    play.do(acts.MovePerson("amina", 2), COLE)
    assert play.team().turn.ballots["first"] == {}
    vote(play, "ben")
    vote(play, "ali")
    assert given(play).answer == RIGHT


def test_a_question_where_nothing_is_right_is_decided_at_the_first_vote() -> None:
    play = begin(make_short(make_question("q", right="", team=True), choices=ON))
    play.go(FLAT_DECIDE)
    play.vote()
    assert given(play, "q").mark.result == "unmarked"


def test_optional_questions_can_be_left_open_if_all_want_to() -> None:
    play = begin(make_short(make_question("q", optional=True, team=True), runs_on="done"))
    play.go(FLAT_DECIDE)
    play.do(acts.Ready(play.place), "amina")
    assert play.place == FLAT_DECIDE
    play.ready()
    assert play.place == "1.reveal"


def test_what_must_be_decided_cannot_be_left_open(play) -> None:
    assert play.refuse(acts.Ready(play.place), "ben") == ("INCOMPLETE", "")


def test_only_what_lost_points_can_be_appealed(play) -> None:
    assert list_short(play.team()) == ()
    play.vote(WRONG)
    play.vote()
    assert list_short(play.team()) == ("first",)
    play.choose("ring")
    assert Phase.APPEAL in play.team().turn.phases


def test_who_had_all_points_has_nothing_to_appeal(play) -> None:
    play.vote()
    assert CHOICE not in play.team().turn.ballots
    play.choose("ring")
    assert Phase.APPEAL not in play.team().turn.phases
