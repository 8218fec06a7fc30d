"""What a learner hands in to a question: form fields -> a move, or what was sent and why not.

Knows field names and limits; what fits which question is for play to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.model.names import QuestionId, QuestionKind
from learning.play.state import Rate, Refusal, Reply, TakeHint
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, MAX_PLAN_ROWS, Confidence
from learning.quiz.answers import read_answer
from learning.quiz.details import Detail

Fields = Mapping[str, Sequence[str]]

ANSWER = "answer"
PLAN = ("need", "action", "who", "by_when", "why")
CONFIDENCE = "confidence"
AS_IT_IS = "as_it_is"
MAX_CRITERIA = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of a question and not taken, to be shown again as it was.

    `why` is None where nothing is wrong with it: a hint or one more row (of `rows`) was asked for.
    `part` is the id of the prompt, item, gap or situation that is to be mended, `doubts` the kinds
    of details of a real person that it may hold, `saved` when it was saved where it was.
    """

    question: str
    fields: Fields
    why: Refusal | None = None
    part: str = ""
    rows: int = 0
    doubts: tuple[Detail, ...] = ()
    saved: str = ""

    def text(self, name: str) -> str:
        """Give the text of a field, "" where it was not sent."""
        return "".join(self.fields.get(name, ())[:1])

    @property
    def touched(self) -> bool:
        """Whether anything at all was filled in."""
        return any(map(str.strip, _list_texts(self.fields)))


def read_reply(fields: Fields) -> Reply | Sent:
    """Make the move that answers a question; its limits are said, and nothing typed is cut."""
    if sum(map(len, _list_texts(fields))) > MAX_ANSWER_CHARACTERS:
        return keep_sent(fields, Refusal.TOO_LONG)
    answer = read_answer(_read_kind(fields), fields)
    return Reply(QuestionId(_text(fields, "question")), answer, read_confidence(fields))


def read_hint(fields: Fields) -> TakeHint:
    """Make the move that asks for a hint."""
    return TakeHint(QuestionId(_text(fields, "question")), _number(_text(fields, "hint")) or 0)


def read_rate(fields: Fields) -> Rate | Sent:
    """Make the move that marks one's own text, or say that a criterion was left out."""
    criteria = min(_number(_text(fields, "criteria")) or 0, MAX_CRITERIA)
    given = [_number(_text(fields, f"points-{number}")) for number in range(1, criteria + 1)]
    points = tuple(each for each in given if each is not None)
    if len(points) < len(given):
        return keep_sent(fields, Refusal.INCOMPLETE)
    return Rate(QuestionId(_text(fields, "question")), points)


def add_row(fields: Fields) -> Sent:
    """Keep what was sent and give the plan one more row, as far as there may be more."""
    shown = len(fields.get("action", ()))
    return Sent(_text(fields, "question"), fields, rows=min(shown + 1, MAX_PLAN_ROWS))


def keep_sent(fields: Fields, why: Refusal | None, part: str = "") -> Sent:
    """Keep what was sent, with what is wrong with it."""
    return Sent(_text(fields, "question"), fields, why, part)


def restore(fields: Fields, saved: str) -> Sent:
    """Give what was saved of a question, and the words that say when."""
    return Sent(_text(fields, "question"), fields, saved=saved)


def unify_line_ends(fields: Fields) -> Fields:
    """Let a line end be one character, as the page counts it; browsers send two."""
    return {name: [text.replace("\r\n", "\n") for text in texts] for name, texts in fields.items()}


def _list_texts(fields: Fields) -> list[str]:
    names = [name for name in fields if name.startswith(ANSWER) or name in PLAN]
    return [text for name in names for text in fields[name]]


def _read_kind(fields: Fields) -> QuestionKind:
    """Read which kind the form was for; a changed one makes an answer that play refuses."""
    kind = _text(fields, "kind")
    return QuestionKind(kind) if kind in set(QuestionKind) else QuestionKind.SINGLE


def read_confidence(fields: Fields) -> Confidence | None:
    number = _number(_text(fields, CONFIDENCE))
    return Confidence(number) if number in set(Confidence) else None


def _text(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, ())[:1])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
