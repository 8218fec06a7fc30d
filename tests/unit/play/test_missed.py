"""What an attempt could have found, and points that are fair to every path."""

from hypothesis import given

from learning.model.names import HEALTH, ChoiceId, Kind, Need, QuestionId
from learning.play.debrief import make_debrief
from learning.play.draw import draw_questions
from learning.play.missed import list_missed
from learning.play.points import best_play
from learning.play.score import make_score
from learning.play.shown import Missed
from learning.play.state import Choose, Finish, Notice, Reply
from learning.quiz.answer import Chosen, Noticed
from tests.unit.factories import (
    make_choice,
    make_cue,
    make_ending,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
)
from tests.unit.play.worlds import drive, modules, picks, sides, some

TEXT = make_prose("p", "the wall is black and the rent is late")
FORK = make_module(
    make_scene("door", choices=[make_choice("in", "room"), make_choice("away", "street")]),
    make_scene(
        "room",
        TEXT,
        make_question("duty", points=2),
        choices=[make_choice("ask", "desk"), make_choice("leave", "street")],
        cues=[make_cue("k", TEXT, "black"), make_cue("r", TEXT, "rent is late", Need.DEBT)],
    ),
    make_scene("desk", make_question("why", points=3), endings=[make_ending()]),
    make_scene("street", make_question("rain"), endings=[make_ending()]),
)


def reply(question: str, option: str) -> Reply:
    return Reply(QuestionId(question), Chosen(frozenset({option})))


def choose(*names: str) -> list[Choose]:
    return [Choose(ChoiceId(each)) for each in names]


def missed_by(*moves) -> Missed:
    return make_debrief(FORK, play(FORK, start(FORK), *moves)).missed


SHORT = (*choose("away"), reply("rain", "a"), Finish())
LONG = (
    *choose("in"),
    Notice((Noticed("black", Need.HOUSING),)),
    reply("duty", "b"),
    *choose("ask"),
    reply("why", "a"),
    Finish(),
)


def test_a_short_path_played_perfectly_is_not_all_there_is() -> None:
    score = make_score(FORK, play(FORK, start(FORK), *SHORT))
    assert (score.earned, score.reachable, score.best) == (1, 1, 7)
    assert missed_by(*SHORT).on_path == ()


def test_scenes_not_seen_tell_what_they_hold_and_the_way_there() -> None:
    room, desk = missed_by(*SHORT).elsewhere
    assert (room.title, room.cues, room.questions, room.most) == ("Title room", 2, 1, 4)
    assert (desk.title, desk.cues, desk.questions, desk.most) == ("Title desk", 0, 1, 3)
    assert [(hop.title, hop.words) for hop in desk.way] == [
        ("Title door", "in"),
        ("Title room", "ask"),
    ]
    assert desk.on_best + room.on_best == 7


def test_the_way_there_begins_where_it_parts_from_the_path() -> None:
    (street,) = missed_by(*LONG).elsewhere
    assert [(hop.title, hop.words) for hop in street.way] == [("Title door", "away")]
    assert street.on_best == 0


def test_the_path_tells_cues_and_questions_by_scene() -> None:
    (room,) = missed_by(*LONG).on_path
    assert (room.cues, room.cues_lost, room.points) == (1, 1, 3)
    assert [(each.title, each.result, each.points) for each in room.questions] == [
        ("duty", "wrong", 2)
    ]


def test_false_alarms_count_among_what_was_lost() -> None:
    marks = Notice((Noticed("black", Need.HOUSING), Noticed("wall", Need.DEBT)))
    missed = missed_by(*choose("in"), marks, reply("duty", "a"), *choose("leave"))
    assert (missed.on_path[0].cues, missed.on_path[0].cues_lost) == (1, 1.5)


def test_a_survey_has_nothing_to_earn() -> None:
    survey = make_module(make_scene("a", make_question("q")), kind=Kind.SURVEY)
    score = make_score(survey, play(survey, start(survey), reply("q", "b"), Finish()))
    assert (score.earned, score.reachable, score.best) == (0, 0, 0)


def test_the_best_play_says_where_it_earns() -> None:
    assert best_play(FORK, HEALTH).by_scene == {"desk": 3, "room": 4}


@some
@given(modules, sides, picks)
def test_points_lie_in_order_whatever_is_played(module, side, numbers) -> None:
    for state in drive(module, start(module, side), numbers):
        score = make_score(module, state)
        assert 0 <= score.earned <= score.reachable + 1e-9
        assert score.reachable <= score.best


@some
@given(modules, sides, picks)
def test_the_best_play_is_the_same_for_every_attempt(module, side, numbers) -> None:
    drawn = draw_questions(module, side, "seed")
    best = best_play(module, side, drawn)
    states = drive(module, start(module, side), numbers)
    assert {make_score(module, state).best for state in states} == {best.points}
    assert not best.by_scene or abs(sum(best.by_scene.values()) - best.points) < 1e-9


@some
@given(modules, sides, picks)
def test_what_was_missed_adds_up_to_what_the_path_held(module, side, numbers) -> None:
    state = drive(module, start(module, side), numbers)[-1]
    missed, score = list_missed(module, state), make_score(module, state)
    lost = sum(scene.points for scene in missed.on_path)
    told = bool(missed.on_path or missed.elsewhere)
    assert not told or lost >= score.reachable - score.earned - 1e-9
    assert not {each.scene for each in missed.elsewhere} & {state.scene, *state.visited}
