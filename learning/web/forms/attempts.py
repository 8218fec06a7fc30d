"""What a learner hands in on a scene: form fields -> a move, or what was typed with what is wrong.

Knows field names and limits; whether the move fits is for play to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from learning.model.names import ChoiceId, Need
from learning.play.state import Choose, Notice, Refusal, Refused
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, Noticed
from learning.quiz.cues import MAX_MARKS, MAX_WORDS
from learning.quiz.details import Detail
from learning.web.forms.replies import ANSWER, AS_IT_IS, Fields, Sent

# The fields whose text a person wrote or ticked; the others only carry the page's place.
TYPED = ("words", "answer", "choice", "action", "who", "by_when", "why")


@dataclass(frozen=True, slots=True)
class TypedMark:
    """One row of the spotting step as typed, with what to mend."""

    words: str = ""
    need: str = ""
    words_error: str = ""
    need_error: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was entered at all."""
        return not self.words and not self.need


@dataclass(frozen=True, slots=True)
class Typed:
    """What was handed in and not taken, to be shown again with what to mend.

    `kept` is what was saved of parts that were not handed in, `saved` when the marks were if what
    is shown of them is that; `doubts` and `meant` are of the marks, as in `Sent`.
    """

    marks: tuple[TypedMark, ...] = ()
    rows: int = 0
    marks_error: str = ""
    reply: Sent | None = None
    doubts: tuple[Detail, ...] = ()
    meant: str = ""
    kept: Mapping[str, Sent] = field(default_factory=dict)
    saved: str = ""
    errors: tuple[tuple[str, str], ...] = ()


def read_number(fields: Fields) -> int | None:
    """Read the move number a form carries; None where somebody changed it into no number."""
    text = "".join(fields.get("no", ()))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def read_marks(fields: Fields) -> tuple[TypedMark, ...]:
    """Read the rows of the spotting step, blank ones left out; extra needs without words stay."""
    words, needs = list(fields.get("words", ())), list(fields.get("need", ()))
    width = max(len(words), len(needs))
    words += [""] * (width - len(words))
    needs += [""] * (width - len(needs))
    rows = (TypedMark(word.strip(), need) for word, need in zip(words, needs, strict=True))
    return tuple(row for row in rows if not row.blank)


def list_typed(fields: Fields) -> tuple[str, ...]:
    """Give every text that a person wrote or ticked, for them to copy."""
    names = [name for name in fields if name in TYPED or name.startswith(f"{ANSWER}-")]
    typed = (text.strip() for name in names for text in fields[name])
    return tuple(text for text in typed if text)


def check_marks(rows: tuple[TypedMark, ...], *, nothing: bool) -> Notice | Typed:
    """Make the move, or say row by row what is missing.

    Nothing typed at all and the button for "nothing" not pressed is a slip, not an answer.
    """
    if nothing:
        return Notice(()) if not rows else _refuse_nothing(rows)
    if not rows:
        return _fail(rows, "Mark at least one thing, or say that you noticed nothing")
    if len(rows) > MAX_MARKS:
        return _fail(rows, f"Mark at most {MAX_MARKS} things. You have {len(rows)}")
    checked = tuple(_check_row(row) for row in rows)
    if any(row.words_error or row.need_error for row in checked):
        return Typed(marks=checked, errors=_list_errors(checked))
    return Notice(tuple(Noticed(row.words, Need(row.need)) for row in checked))


def _refuse_nothing(rows: tuple[TypedMark, ...]) -> Typed:
    return _fail(
        rows, "You filled in rows and also said that you noticed nothing. Empty the rows first"
    )


def _fail(rows: tuple[TypedMark, ...], why: str) -> Typed:
    return Typed(marks=rows, marks_error=why, errors=((why, "#spotting"),))


def _check_row(row: TypedMark) -> TypedMark:
    return replace(row, words_error=_check_words(row.words), need_error=_check_need(row.need))


def _check_words(words: str) -> str:
    if not words:
        return "Enter the words you noticed"
    if len(words) > MAX_ANSWER_CHARACTERS:
        return f"Enter at most {MAX_ANSWER_CHARACTERS:,} characters; you entered {len(words):,}"
    count = len(words.split())
    if count > MAX_WORDS:
        return f"Mark at most {MAX_WORDS} words at a time; this is {count}"
    return ""


def _check_need(need: str) -> str:
    return "" if need in set(Need) else "Choose the legal need these words point to"


def _list_errors(rows: tuple[TypedMark, ...]) -> tuple[tuple[str, str], ...]:
    errors = []
    for number, row in enumerate(rows, start=1):
        if row.words_error:
            errors.append((f"Mark {number}: {row.words_error}", f"#words-{number}"))
        if row.need_error:
            errors.append((f"Mark {number}: {row.need_error}", f"#need-{number}"))
    return tuple(errors)


def doubt_marks(rows: tuple[TypedMark, ...], doubts: tuple[Detail, ...]) -> Typed:
    """Ask whether the marks are about a real person."""
    return Typed(marks=rows, doubts=doubts)


def restore(typed: Typed, kept: Mapping[str, Sent], marked: Sent | None) -> Typed:
    """Add what was saved; of the marks, `marked`, only where nothing was just typed."""
    typed = replace(typed, kept=kept)
    if marked is None or typed.marks or typed.rows or typed.errors:
        return typed
    meant = " ".join(marked.fields.get(AS_IT_IS, ()))
    return replace(typed, marks=read_marks(marked.fields), saved=marked.saved, meant=meant)


def blame_marks(rows: tuple[TypedMark, ...], refused: Refused) -> Typed:
    """Put play's refusal of the marks beside the row it is about."""
    why = MARK_REFUSALS.get(refused.why, "These marks cannot be taken as they are")
    blamed = tuple(
        replace(row, words_error=why) if refused.words and row.words == refused.words else row
        for row in rows
    )
    errors = _list_errors(blamed)
    return Typed(marks=blamed, errors=errors) if errors else _fail(rows, why)


MARK_REFUSALS = {
    Refusal.NOT_IN_TEXT: "These words are not in the text. Copy them as they stand there",
    Refusal.TOO_LONG: f"Mark at most {MAX_WORDS} words at a time",
    Refusal.TOO_MANY: f"Mark at most {MAX_MARKS} things",
}


def read_choice(fields: Fields) -> Choose:
    """Make the move that takes a choice."""
    return Choose(ChoiceId("".join(fields.get("choice", ()))))


CHOICE_REFUSALS = {
    Refusal.CLOSED: "That way is closed just now. Choose another",
    Refusal.STEPS_LEFT: "Something is left to do before you go on",
}


def blame_choice(why: Refusal) -> Typed:
    """Say why the way chosen is not open."""
    return Typed(errors=((CHOICE_REFUSALS.get(why, "Choose one of the ways on"), "#onward"),))
