"""What a member's page holds, phase by phase."""

from dataclasses import replace

import pytest

from learning.model.names import HEALTH, LAW, Need, SceneId
from learning.quiz.answer import Chosen, Measured, Noticed
from learning.team import events as acts
from learning.team.session import Options, Pace, Phase, Stage
from learning.team.shown import AlonePart, DecideItem, DecidePart, MemberView, RevealPart, SharePart
from learning.team.view import view_board
from tests.unit.team.robots import COLE, Room
from tests.unit.team.secrets_case import read_secrets

MODULE = read_secrets()
QT, QN = "which-first-qt", "how-many-days-qn"
RIGHT, WRONG = Chosen(frozenset({"write"})), Chosen(frozenset({"ring"}))
BLACK, DARK = Noticed("wall is black", Need.HOUSING), Noticed("lights are off", Need.DEBT)


def open_room(*teams: str, until: Phase | None = None) -> Room:
    room = Room(MODULE).seat(*(teams or ("ha la hb",)))
    if until is not None:
        room.run(until=until)
    return room


def read(view: MemberView) -> str:
    return "".join(text.html for text in view.scene.blocks)


def vote(room: Room, answer: Chosen, *people: str) -> None:
    for person in people:
        assert room.do(acts.Vote(room.phases()[0], QT, answer), person) is None


def find_item(room: Room, person: str) -> DecideItem:
    part = room.view(person).part
    assert isinstance(part, DecidePart)
    return next(each for each in part.items if each.question.question.id == QT)


def test_each_reads_the_text_of_their_own_side() -> None:
    room = open_room()
    texts = {person: read(room.view(person)) for person in ("ha", "la")}
    assert "side9health9one" in texts["ha"]
    assert "side9law9one" not in texts["ha"]
    assert "side9law9one" in texts["la"]
    assert "side9health9one" not in texts["la"]
    roles = [text.role for text in room.view("ha").scene.blocks]
    assert roles == [None, HEALTH]


def test_the_text_of_a_side_that_is_missing_is_read_by_all_and_marked() -> None:
    scene = open_room("ha hb").view("ha").scene
    assert [(text.role, "side9law9one" in text.html) for text in scene.missing] == [(LAW, True)]
    assert open_room().view("ha").scene.missing == ()


def test_alone_nobody_else_is_seen_and_nothing_is_told() -> None:
    room = open_room(until=Phase.ALONE)
    position = room.phases()[0]
    assert room.do(acts.Reply(position, QT, RIGHT, reason="It lasts"), "ha") is None
    mine, theirs = room.view("ha").part, room.view("la").part
    assert isinstance(mine, AlonePart)
    assert isinstance(theirs, AlonePart)
    given = next(each for each in mine.questions if each.question.id == QT)
    assert (given.answer, given.told, mine.reasons[QT]) == (RIGHT, None, "It lasts")
    assert theirs.reasons == {}
    assert not any(each.answer for each in theirs.questions)


def test_ways_are_offered_alone_once_the_rest_is_done() -> None:
    room = open_room(until=Phase.ALONE)
    before = room.view("ha").part
    assert (before.choices, before.prompt_html, before.todo) == ((), "", 4)
    while room.view("ha").part.todo:
        room.step("ha")
    part = room.view("ha").part
    assert [bool(each.closed_reason) for each in part.choices] == [False, False, True]
    assert part.prompt_html
    assert not part.done


def test_answers_stand_side_by_side_and_who_was_absent_is_not_wrong() -> None:
    room = open_room(until=Phase.ALONE)
    room.do(acts.Reply(room.phases()[0], QT, WRONG, reason="Quicker"), "hb")
    room.do(acts.Reply(room.phases()[0], QT, RIGHT, reason="It lasts"), "ha")
    room.do(acts.Close(), COLE)
    part = room.view("la").part
    assert isinstance(part, SharePart)
    answers = {shown.question.id: mates for shown, mates in part.questions}
    assert [(each.person, each.answer) for each in answers[QT]] == [("ha", RIGHT), ("hb", WRONG)]
    assert part.absent == ("la",)
    assert not any(question.endswith("qh") for question in answers)


def test_marks_on_words_that_one_side_reads_are_for_telling() -> None:
    room = open_room(until=Phase.ALONE)
    room.do(acts.Notice(room.phases()[0], (BLACK, DARK)), "ha")
    room.do(acts.Close(), COLE)
    seen = {person: room.view(person).part.marks for person in ("ha", "hb", "la")}
    assert [(each.marks, each.kept) for each in seen["la"]] == [((BLACK,), 1)]
    assert seen["ha"] == seen["hb"]
    assert [each.marks for each in seen["ha"]] == [(BLACK, DARK)]


def test_what_was_told_is_ticked_for_the_whole_side() -> None:
    room = open_room(until=Phase.SHARE)
    (mine,) = room.view("ha").part.private
    assert (mine.told, mine.told_by) == (False, ())
    room.do(acts.Tell(room.phases()[0], mine.prose), "ha")
    assert [each.told_by for each in room.view("hb").part.private] == [("ha",)]
    assert [each.told for each in room.view("hb").part.private] == [False]


def test_wishes_are_grouped_in_the_order_of_first_wanting() -> None:
    room = open_room(until=Phase.DECIDE)
    vote(room, WRONG, "hb")
    vote(room, RIGHT, "ha", "la")
    item = find_item(room, "ha")
    assert [each.people for each in item.wishes] == [("hb",), ("ha", "la")]
    assert item.wishes[0].key == '{"chosen":["ring"]}'
    assert (item.credit, item.decided, item.question.told) == (1.0, False, None)


def test_a_try_that_was_wrong_says_why_and_halves_what_the_next_can_earn() -> None:
    room = open_room(until=Phase.DECIDE)
    vote(room, WRONG, "ha", "la", "hb")
    item = find_item(room, "la")
    assert [list(each.feedback) for each in item.tries] == [["ring"]]
    assert (item.credit, item.decided, item.question.told, item.wishes) == (0.5, False, None, ())
    vote(room, RIGHT, "ha", "la", "hb")
    item = find_item(room, "la")
    assert (item.decided, item.credit, item.question.told.mark.earned) == (True, 0.0, 0.5)


def test_the_way_is_voted_on_once_the_questions_are_decided() -> None:
    room = open_room(until=Phase.DECIDE)
    assert room.view("ha").part.choices == ()
    while not room.view("ha").part.choices:
        room.go()
    part = room.view("ha").part
    assert [each.id for each in part.choices if each.closed_reason is None] == [
        "zz9way9one9on9zz",
        "zz9way9one9off9zz",
    ]


def test_other_teams_are_seen_once_all_are_shown() -> None:
    room = open_room("ha la", "hb lb", until=Phase.REVEAL)
    waiting = room.view("ha")
    assert isinstance(waiting.part, RevealPart)
    assert (waiting.part.revealed, waiting.part.others, waiting.part.ways) == (False, {}, ())
    assert (waiting.part.own, waiting.may_ready) == ((), False)
    while room.view("ha").board.waiting:
        room.go()
    part = room.view("ha").part
    assert [each.team for each in part.others[QT]] == [2]
    assert [each.team for each in part.ways] == [1, 2]


def test_teams_in_other_scenes_are_left_out() -> None:
    room = open_room("ha la", "hb lb", until=Phase.REVEAL)
    while room.view("ha").board.waiting:
        room.go()
    assert [each.team for each in room.view("ha").part.others[QT]] == [2]
    other = room.session.teams[2]
    elsewhere = replace(other, turns=(replace(other.turn, scene=SceneId("two")),))
    room.session = replace(room.session, teams={**room.session.teams, 2: elsewhere})
    part = room.view("ha").part
    assert part.others[QT] == ()
    assert [each.team for each in part.ways] == [1]


def test_own_marks_come_with_the_reveal() -> None:
    room = open_room("ha la", until=Phase.REVEAL)
    part = room.view("ha").part
    assert part.revealed
    assert all(each.told for each in part.own)
    assert any(each.question.id.endswith("qh") for each in part.own)
    assert {each.reason for each in part.own_cues.cues} == {
        "zz9cue9all9one9zz",
        "zz9cue9health9one9zz",
    }


def test_what_the_team_left_open_is_not_told_at_the_reveal() -> None:
    room = open_room("ha la", until=Phase.DECIDE)
    room.do(acts.Reveal(), COLE)
    own = {each.question.id: each for each in room.view("ha").part.own}
    assert (own[QT].told, own[QT].answer is None) == (None, False)


def test_a_consequence_says_what_moves() -> None:
    room = open_room("ha la", until=Phase.CONSEQUENCE)
    part = room.view("ha").part
    assert "after9one9on" in part.feedback_html
    assert [(each.counter.label, each.change) for each in part.changes] == [("Trust", 1)]


def test_the_words_of_an_ending_wait_for_what_is_asked_before() -> None:
    room = open_room("ha la")
    while room.view("ha").scene.scene != "four":
        room.go()
    assert room.view("ha").scene.ending_html == ""
    room.run(until=Phase.PLAN)
    assert "ending9four" in room.view("ha").scene.ending_html


def test_the_model_plan_is_shown_once_the_plan_is_closed() -> None:
    room = open_room("ha la", until=Phase.PLAN)
    plan = room.view("ha").part
    assert (plan.title, plan.may_write, plan.model) == ("Write it down", True, None)
    room.run(until=Phase.DEBRIEF)
    plan = room.view("ha").debrief.plan
    assert (plan.may_write, [step.action_html for step in plan.model]) == (
        False,
        ["zz9plan9action9zz"],
    )


def test_feedback_is_read_when_all_is_over_and_a_reflection_by_its_writer() -> None:
    room = open_room("ha la", until=Phase.REFLECTION)
    room.do(acts.GiveFeedback("ha", "You asked me first"), "la")
    room.do(acts.Reflect("I waited too long"), "ha")
    before = room.view("ha").part
    assert (before.words, before.received) == ("I waited too long", {})
    assert room.view("la").part.words == ""
    room.do(acts.End(), COLE)
    assert room.view("ha").reflection.received == {"la": "You asked me first"}


def test_a_session_that_is_ended_early_is_looked_back_on() -> None:
    room = open_room("ha la", until=Phase.REVEAL)
    assert room.view("ha").debrief is None
    room.do(acts.End(), COLE)
    view = room.view("ha")
    assert view.board.stage is Stage.ENDED
    assert [title for title, _ in view.debrief.path] == ["One"]
    assert not view.may_ready


def test_a_board_says_who_has_done_what_the_phase_asks() -> None:
    room = open_room(until=Phase.ALONE)
    while not room.view("ha").part.done:
        room.step("ha")
    done = {mate.person: mate.done for mate in room.view("la").board.mates}
    assert done == {"ha": True, "la": False, "hb": False}


def test_who_voted_on_all_has_done_what_deciding_asks() -> None:
    room = open_room("ha la", until=Phase.DECIDE)
    vote(room, WRONG, "ha")
    assert not any(mate.done for mate in room.view("ha").board.mates)
    room.do(acts.Vote(room.phases()[0], QN, Measured("1")), "ha")
    room.step("ha")
    assert [mate.done for mate in room.view("ha").board.mates] == [True, False]


def test_only_what_is_said_to_ones_team_or_to_all_is_heard() -> None:
    room = open_room("ha la", "hb lb")
    room.do(acts.Announce("Five minutes"), COLE)
    room.do(acts.Announce("Look at the date", 2), COLE)
    heard = {
        who: [each.words for each in room.view(who).board.announcements] for who in ("ha", "hb")
    }
    assert heard == {"ha": ["Five minutes"], "hb": ["Five minutes", "Look at the date"]}


def test_after_the_last_scene_the_board_lists_what_follows() -> None:
    room = open_room("ha la", until=Phase.PLAN)
    board = view_board(MODULE, room.session, room.session.teams[1])
    assert board.phases == (Phase.PLAN, Phase.DEBRIEF, Phase.REFLECTION, Phase.OVER)


def test_who_is_in_no_team_has_no_page() -> None:
    room = Room(MODULE, Options(pace=Pace.DAYS))
    room.do(acts.Join(HEALTH), "ha")
    with pytest.raises(KeyError):
        room.view("ha")
    room.do(acts.MakeTeams((("ha",),)), COLE)
    with pytest.raises(KeyError):
        room.view("ha")
