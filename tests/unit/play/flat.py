"""A small case that has a bit of everything: the flat, the letter, two endings and a lesson."""

from learning.model.condition import Answered, Not
from learning.model.names import FACILITATOR, HEALTH, LAW, Grade, Kind, Need, OptionId, QuestionId
from learning.play.state import Choose, Finish, Notice, Reply
from learning.quiz.answer import Chosen, Noticed
from tests.unit.factories import (
    at_least,
    make_choice,
    make_counter,
    make_cue,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    visited,
)

WALL = make_prose("wall", "The wall behind the cot is black, and she likes the nursery.")
PULSE = make_prose("pulse", "His oxygen saturation was low.")
LEASE = make_prose("lease", "The tenancy says to keep rooms aired.")
TUTOR = make_prose("tutor", "Ask the group what they would do.")
OPEN = make_prose("open", "She lowers her voice.")
SHUT = make_prose("shut", "She looks at the clock.")
TRUSTED = at_least("trust", 3)
ANSWERED_RIGHT = Answered(QuestionId("duty"), right=True)

FLAT = make_scene(
    "flat",
    WALL,
    make_fence("for-health", PULSE, roles=[HEALTH]),
    make_fence("for-law", LEASE, roles=[LAW]),
    make_fence("for-tutor", TUTOR, roles=[FACILITATOR]),
    make_question("duty"),
    make_question("extra", optional=True),
    cues=(
        make_cue("mould", WALL, "wall behind the cot is black"),
        make_cue("nursery", WALL, "likes the nursery", None),
    ),
    choices=(
        make_choice("ask", "letter", "trust +2,time +5"),
        make_choice("leave", "poor", "trust -9"),
        make_choice("call", "good", condition=TRUSTED, greyed_reason="She does not trust you yet"),
        make_choice("secret", "good", condition=TRUSTED),
        make_choice("look", "flat", once=True),
    ),
)
LETTER = make_scene(
    "letter",
    make_fence("trusting", OPEN, when=TRUSTED),
    make_fence("wary", SHUT, when=Not(TRUSTED)),
    make_fence("for-good", make_question("clause"), roles=[LAW], when=visited("flat")),
    choices=(make_choice("refer", "good", condition=ANSWERED_RIGHT), make_choice("back", "flat")),
)
GOOD = make_scene("good", make_prose("g", "It is mended."), endings=[make_ending(Grade.GOOD)])
POOR = make_scene("poor", make_prose("p", "He is back."), endings=[make_ending(Grade.POOR)])
COUNTERS = (make_counter("trust"), make_counter("time", 0, 0, 15))

CASE = make_module(FLAT, LETTER, GOOD, POOR, counters=COUNTERS)
LESSON = make_module(
    make_scene("one", make_question("duty"), runs_on="two"),
    make_scene("two", make_prose("t", "The end.")),
    kind=Kind.LESSON,
)

SPOT = Notice((Noticed("black", Need.HOUSING),))
MISS = Notice(())


def reply(question: str, letters: str = "a") -> Reply:
    return Reply(QuestionId(question), Chosen(frozenset(map(OptionId, letters))))


def choose(name: str) -> Choose:
    return Choose(name)


TO_GOOD = (SPOT, reply("duty"), choose("ask"), choose("refer"), Finish())
