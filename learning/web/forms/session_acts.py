"""What a member does in a session: form fields -> an act, or what was typed and why not.

Knows field names and limits; what fits where the team stands is for `team` to say. Questions are
read by `forms/replies.py` and marks by `forms/attempts.py`, as in attempts.
"""

from collections.abc import Collection, Iterator, Mapping
from zlib import crc32

from learning.model.names import ChoiceId, PersonId, QuestionId, QuestionKind, Role
from learning.play import state as play
from learning.quiz.answer import MAX_ANSWER_CHARACTERS
from learning.quiz.answer_json import answer_from_json
from learning.quiz.cues import MAX_MARKS
from learning.quiz.details import Detail
from learning.quiz.json_values import read_json, write_json
from learning.team import events
from learning.team.deciding import TRIED
from learning.team.session import Cell, Column, Refused
from learning.web.forms import attempts, replies, saving
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import ANSWER, AS_IT_IS, CONFIDENCE, PLAN, Fields, Sent

LONGEST_NAME = 200
SPOTTING = "spotting"
PROPOSAL = "proposal"
REFLECTION = "reflection"
# The name of the field for one's reason; on a plan it is that of its last column.
WHY = "why"
OWN_NEED = "own_need"
FREE_NEED = "other"
PLACE = ("position", "request_id", "csrf_token", "part")
# Fields that hold what somebody typed themselves.
WORDS = ("words", "source", "action", "who", "by_when", WHY, OWN_NEED)
SAVED = ("question", "kind", CONFIDENCE, AS_IT_IS, *PLAN, "words", "source", "choice", OWN_NEED,
         "to", "was")  # fmt: skip

# The places of forms on the page, by their names; a question's and a line's are these names.
ANCHORS = {PROPOSAL: "onward"}
NEW_LINE = "line-0"
NO_LINE = -1

Read = events.Act | Typed


def read_position(fields: Fields) -> str:
    """Read the turn and phase of the page that a form was on."""
    return _text(fields, "position")[:LONGEST_NAME]


def read_request(fields: Fields, act: str = "") -> str | None:
    """Read what the page called this sending, and the `act` of it where it makes several.

    None where somebody took it out or made it long.
    """
    name = _text(fields, "request_id")
    return f"{name}.{act}".rstrip(".") if 0 < len(name) <= LONGEST_NAME else None


def read_side(fields: Fields) -> Role:
    """Read the side on which a seat is taken."""
    return Role(_text(fields, "side"))


def read_teams(fields: Fields) -> events.MakeTeams:
    """Read the number of the team that each person is put in; who has none is in none."""
    groups: dict[int, list[PersonId]] = {}
    for name in fields:
        person = name.removeprefix("team-")
        number = _number(_text(fields, name))
        if person != name and number:
            groups.setdefault(number, []).append(PersonId(person))
    return events.MakeTeams(tuple(tuple(groups[number]) for number in sorted(groups)))


def read_ready(fields: Fields) -> events.Ready:
    """Want to go on, or (`ready` is 0) not yet."""
    return events.Ready(read_position(fields), _text(fields, "ready") != "0")


def add_mark_row(fields: Fields) -> Typed:
    """Keep the marks that were typed and give one more row, as far as there may be more."""
    shown = len(fields.get("words", ()))
    return Typed(marks=attempts.read_marks(fields), rows=min(shown + 1, MAX_MARKS))


def read_notice(fields: Fields) -> events.Notice | Typed:
    """Read what was noticed, and how sure one is of it all."""
    rows = attempts.read_marks(fields)
    if doubts := find_doubts(fields):
        return attempts.doubt_marks(rows, doubts)
    move = attempts.check_marks(rows, nothing="nothing" in fields)
    if isinstance(move, Typed):
        return move
    return events.Notice(read_position(fields), move.marks, replies.read_confidence(fields))


def read_reply(fields: Fields) -> events.Reply | Typed:
    """Read one's own answer, how sure one is, and why."""
    sent = _read_answer(fields)
    if isinstance(sent, Typed):
        return sent
    why = _text(fields, WHY).strip()
    position = read_position(fields)
    return events.Reply(position, sent.question, sent.answer, sent.confidence, why)


def read_proposal(fields: Fields) -> events.Propose | Typed:
    """Read the way one proposes, how sure one is, and why."""
    if not _text(fields, "choice"):
        return _keep(fields, PROPOSAL, play.Refusal.NOTHING_CHOSEN)
    if refused := _refuse_text(fields, PROPOSAL):
        return refused
    choice, why = ChoiceId(_text(fields, "choice")), _text(fields, WHY).strip()
    return events.Propose(read_position(fields), choice, replies.read_confidence(fields), why)


def read_tell(fields: Fields) -> events.Tell:
    """Tick a passage as told, or (`told` is 0) take the tick back."""
    told = _text(fields, "told") != "0"
    return events.Tell(read_position(fields), _text(fields, "prose"), told)


def read_vote(fields: Fields) -> events.Vote | Typed:
    """Read what the team should answer: what a team-mate wants (`wish`), or one's own fields."""
    position, question = read_position(fields), QuestionId(_text(fields, "question"))
    if "wish" not in fields:
        sent = _read_answer(fields)
        return sent if isinstance(sent, Typed) else events.Vote(position, question, sent.answer)
    try:
        return events.Vote(position, question, answer_from_json(read_json(_text(fields, "wish"))))
    except ValueError:
        return _keep(fields, question, play.Refusal.UNKNOWN)


def read_way(fields: Fields) -> events.VoteChoice:
    """Read which way the team should go."""
    return events.VoteChoice(read_position(fields), ChoiceId(_text(fields, "choice")))


def read_reporter(fields: Fields) -> events.NameReporter:
    """Read whose vote is to decide."""
    return events.NameReporter(PersonId(_text(fields, "person")))


def read_appeal(fields: Fields) -> events.MakeAppeal | Typed:
    """Read an argument for the team's answer, and its source."""
    question = QuestionId(_text(fields, "question"))
    if refused := _refuse_text(fields, name_appeal(fields)):
        return refused
    words, source = _text(fields, "words").strip(), _text(fields, "source").strip()
    return events.MakeAppeal(read_position(fields), question, words, source)


def read_writes(fields: Fields, cells: Mapping[Column, Cell]) -> tuple[events.Write, ...] | Typed:
    """Read the cells of a line of the plan that were changed on the page; `cells` as they stand.

    A cell that was sent as it stood in its version `base-COLUMN` was not written by this person.
    """
    line = read_line(fields)
    if refused := _refuse_text(fields, name_line(fields)):
        return refused
    if line == 0:
        return (events.Write(0, Column.NEED, 0, ""),)
    return tuple(_list_writes(fields, line, cells))


def read_line(fields: Fields) -> int:
    """Read the number of a line of the plan; 0 is a new one, what is no number a line of none."""
    number = _number(_text(fields, "line") or "0")
    return NO_LINE if number is None else number


def read_removal(fields: Fields) -> events.RemoveLine:
    """Take a line out of the plan, or (`removed` is 0) put it back."""
    return events.RemoveLine(read_line(fields), _text(fields, "removed") != "0")


def read_reflection(fields: Fields) -> Mapping[str, events.Reflect | events.GiveFeedback] | Typed:
    """Read one's reflection and what one writes to team-mates, as far as it was changed.

    By the names of the fields. `words` are the texts, one's own first; `to` are the people of the
    others, `was` the marks of what stood in each.
    """
    written = dict(_list_changed(fields))
    for name, words in written.items():
        if len(words) > MAX_ANSWER_CHARACTERS:
            return _keep(fields, REFLECTION, play.Refusal.TOO_LONG, name)
    if doubts := find_doubts(fields):
        return Typed(reply=Sent(REFLECTION, fields, doubts=doubts))
    people = {name_feedback(each): PersonId(each) for each in fields.get("to", ())}
    return {
        name: events.GiveFeedback(people[name], words) if name in people else events.Reflect(words)
        for name, words in written.items()
    }


def _list_changed(fields: Fields) -> Iterator[tuple[str, str]]:
    names = (REFLECTION, *map(name_feedback, fields.get("to", ())))
    rows = zip(names, fields.get("words", ()), fields.get("was", ()), strict=False)
    for name, typed, was in rows:
        if mark_words(typed) != was:
            yield name, typed.strip()


def mark_words(words: str) -> str:
    """Give a short mark of a text, by which a page tells whether it was changed.

    >>> mark_words("Listen longer ") == mark_words("Listen longer") != mark_words("Listen")
    True
    """
    return f"{crc32(words.strip().encode(errors='surrogatepass')):08x}"


def list_unsent(fields: Fields) -> Iterator[str]:
    """Give what was written in a form and not sent; what it stood there with was sent before."""
    if "was" in fields:
        return (words for _, words in _list_changed(fields))
    return saving.list_written(fields)


def name_draft(fields: Fields, part: str) -> str:
    """Name what is typed in a form: where the team stood, and the form, as in `2.alone/q`."""
    return f"{read_position(fields)}/{part}"


def read_part(fields: Fields) -> str:
    """Read which form of the page something was typed in."""
    return _text(fields, "part")


def name_question(fields: Fields) -> str:
    """Name the form of a question, as what is typed in it is kept: by the question's id."""
    return _text(fields, "question")


def name_appeal(fields: Fields) -> str:
    """Name the form of an appeal: `appeal-` and the question's id."""
    return f"appeal-{_text(fields, 'question')}"


def name_line(fields: Fields) -> str:
    """Name the form of a line of the plan, as `anchor_line` does."""
    return anchor_line(read_line(fields))


def anchor_line(number: int) -> str:
    """Name a line of the plan, and its place on the page: `line-` and its number."""
    return f"line-{number}"


def name_feedback(person: str) -> str:
    """Name the field for the feedback to a team-mate: `feedback-` and their id."""
    return f"feedback-{person}"


def find_doubts(fields: Fields) -> tuple[Detail, ...]:
    """Name what may be details of a real person and was not said to be meant as it is."""
    source = {"words": [*fields.get("words", ()), *fields.get("source", ())]}
    return saving.find_doubts({**fields, **source})


def blame(fields: Fields, part: str, refused: Refused) -> Typed:
    """Put a refusal of `team` beside the field that it is about."""
    tried = refused.part == TRIED
    why = play.Refusal.UNKNOWN if tried else play.Refusal(refused.why.value)
    if part == SPOTTING:
        rows = attempts.read_marks(fields)
        return attempts.blame_marks(rows, play.Refused(why, refused.part))
    return _keep(fields, part, why, refused.part)


def list_typed(fields: Fields, menus: Collection[str] = ()) -> tuple[str, ...]:
    """Give every text that a person typed, for them to copy.

    What was picked is left out: it holds no words of theirs. `menus` are the ids that can be picked
    in gaps, which otherwise are typed.
    """
    typed = (text.strip() for name in fields if _is_typed(name, fields) for text in fields[name])
    return tuple(text for text in typed if text and text not in menus)


def _is_typed(name: str, fields: Fields) -> bool:
    kind = _text(fields, "kind")
    if name == ANSWER:
        return kind in (QuestionKind.FREE_TEXT, QuestionKind.NUMBER)
    return name in WORDS or (kind == QuestionKind.GAP and name.startswith(f"{ANSWER}-"))


def read_kept(fields: Fields) -> dict[str, list[str]] | None:
    """Read what is to be kept of what is typed in a form; None where it is more than is kept."""
    kept = {name: [*texts] for name, texts in fields.items() if _is_saved(name)}
    size = len(write_json(kept).encode(errors="surrogatepass"))
    return kept if size <= saving.MAX_SAVED_BYTES else None


def _is_saved(name: str) -> bool:
    return name in SAVED or name == ANSWER or name.startswith(f"{ANSWER}-")


def _read_answer(fields: Fields) -> play.Reply | Typed:
    if doubts := find_doubts(fields):
        question = _text(fields, "question")
        return Typed(reply=Sent(question, fields, doubts=doubts))
    read = replies.read_reply(fields)
    return read if isinstance(read, play.Reply) else Typed(reply=read)


def _refuse_text(fields: Fields, part: str) -> Typed | None:
    """Refuse words that are too long, or may be about a real person and were not meant so."""
    if any(len(text) > MAX_ANSWER_CHARACTERS for texts in fields.values() for text in texts):
        return _keep(fields, part, play.Refusal.TOO_LONG)
    if doubts := find_doubts(fields):
        return Typed(reply=Sent(part, fields, doubts=doubts))
    return None


def _keep(fields: Fields, part: str, why: play.Refusal, about: str = "") -> Typed:
    return Typed(reply=Sent(part, fields, why, about))


def _list_writes(fields: Fields, line: int, cells: Mapping[Column, Cell]) -> Iterator[events.Write]:
    for column in Column:
        if column.value not in fields:
            continue
        cell = cells.get(column, Cell())
        base = min(_number(_text(fields, f"base-{column}")) or 0, cell.version)
        text = _read_cell(fields, column)
        settles = "settle" in fields and cell.rival is not None
        if settles or text != cell.texts[base]:
            yield events.Write(line, column, base, text)


def _read_cell(fields: Fields, column: Column) -> str:
    text = _text(fields, column.value).strip()
    own = _text(fields, OWN_NEED).strip()
    return own if column is Column.NEED and text == FREE_NEED else text


def _text(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, ())[:1])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
