"""What an author does in a preview: form fields -> a move, as for learners, or a place to stand.

Knows field names; what the file does not have is left out by play.
"""

from collections.abc import Mapping

from learning.model.names import ChoiceId, CounterName, QuestionId, SceneId
from learning.play.staging import Stage
from learning.play.state import Continue, Finish, GoBack, Move, Notice, Refused
from learning.quiz.cues import MAX_MARKS
from learning.web.forms import attempts, replies
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Fields, Sent

COUNTER, ANSWERED = "counter-", "answered-"
MOST_DIGITS = 9
PLAIN: Mapping[str, Move] = {"continue": Continue(), "back": GoBack(), "finish": Finish()}
ACTIONS = ("notice", "reply", "hint", "rate", "choose", *PLAIN)


def read_move(action: str, fields: Fields) -> Move | Typed:
    """Read the move of one of the ACTIONS, or what was typed and is to be shown once more."""
    match action:
        case "notice":
            return _read_notice(fields)
        case "reply" if "more" in fields:
            return Typed(reply=replies.add_row(fields))
        case "reply":
            return _wrap(replies.read_reply(fields))
        case "hint":
            return replies.read_hint(fields)
        case "rate":
            return _wrap(replies.read_rate(fields))
        case "choose":
            return attempts.read_choice(fields)
        case _:
            return PLAIN[action]


def blame(action: str, fields: Fields, refused: Refused) -> Typed:
    """Bring back what was typed, with why it was not taken."""
    if action == "notice":
        return attempts.blame_marks(attempts.read_marks(fields), refused)
    if action in {"reply", "hint", "rate"}:
        return Typed(reply=replies.keep_sent(fields, refused.why, refused.words))
    return attempts.blame_choice(refused.why)


def is_asked_for(typed: Typed) -> bool:
    """Whether nothing is wrong with what was typed: another row was asked for, or a hint."""
    return not typed.errors and (typed.reply is None or typed.reply.why is None)


def read_stage(fields: Fields) -> Stage:
    """Read the place; a counter that is left empty, or is no number, stands as at the start."""
    pairs = (each.partition("/") for each in fields.get("chosen", ()))
    return Stage(
        SceneId("".join(fields.get("scene", ())[:1])),
        counters={
            CounterName(name): number
            for name, text in _list_named(fields, COUNTER)
            if (number := _read_number(text)) is not None
        },
        visited=frozenset(map(SceneId, fields.get("visited", ()))),
        chosen=frozenset((SceneId(scene), ChoiceId(choice)) for scene, _, choice in pairs),
        answered={
            QuestionId(name): text == "right"
            for name, text in _list_named(fields, ANSWERED)
            if text in {"right", "wrong"}
        },
    )


def _read_notice(fields: Fields) -> Notice | Typed:
    rows = attempts.read_marks(fields)
    if "more" in fields:
        return Typed(marks=rows, rows=min(len(fields.get("words", ())) + 1, MAX_MARKS))
    return attempts.check_marks(rows, nothing="nothing" in fields)


def _wrap(read: Move | Sent) -> Move | Typed:
    return Typed(reply=read) if isinstance(read, Sent) else read


def _list_named(fields: Fields, prefix: str) -> list[tuple[str, str]]:
    named = [name for name in fields if name.startswith(prefix)]
    return [(name.removeprefix(prefix), "".join(fields[name][:1]).strip()) for name in named]


def _read_number(text: str) -> int | None:
    digits = text.removeprefix("-")
    fits = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(text) if fits else None
