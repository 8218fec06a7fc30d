"""What is wrong with an answer that was refused: in words, beside the part it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.model.form import Ticks
from learning.model.names import QuestionKind
from learning.play.shown import ShownQuestion
from learning.play.state import Refusal
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, MAX_PLAN_ROWS
from learning.web.forms.replies import Sent
from learning.web.pages.entries import BLANK, SlotsEntry
from learning.web.pages.saving import make_doubt
from learning.web.pages.written import WrittenOutcome

Faulty = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Faults:
    """What to mend in the whole answer; `listed` are all faults, with their places.

    Those of its parts stand in the parts themselves.
    """

    whole: str = ""
    listed: Faulty = ()


def find_faults(shown: ShownQuestion, sent: Sent, parts: object) -> Faults:
    """Say what to mend in what was sent; `parts` is what stands on the page for the question."""
    field = f"answer-{shown.question.id}"
    if doubt := make_doubt(sent.doubts):
        return Faults(listed=((doubt.words, f"#{field}"),))
    if sent.why is None:
        return Faults()
    in_parts = tuple(_list_faulty(parts))
    whole = "" if in_parts else _say_fault(shown, sent)
    place = f"question-{shown.question.id}" if isinstance(parts, SlotsEntry) else field
    return Faults(whole, (*([(whole, f"#{place}")] if whole else []), *in_parts))


def _list_faulty(parts: object) -> Iterator[tuple[str, str]]:
    match parts:
        case SlotsEntry(slots=slots):
            yield from ((slot.error, f"#{slot.id}") for slot in slots if slot.error)
        case WrittenOutcome(criteria=criteria):
            yield from ((row.error, f"#{row.id}") for row in criteria if row.error)
        case _:
            return


def _say_fault(shown: ShownQuestion, sent: Sent) -> str:
    kind, form = shown.question.kind, shown.question.form
    if sent.why is Refusal.TOO_MANY and kind is QuestionKind.PLAN:
        return f"Write at most {MAX_PLAN_ROWS} steps"
    if isinstance(form, Ticks) and form.choose and sent.why in {Refusal.TOO_MANY, *BLANK}:
        chosen = len(sent.fields.get("answer", ()))
        return f"Choose {form.choose}; you have chosen {chosen}"
    if sent.why in BLANK:
        return EMPTY.get(kind, "Choose an answer first")
    return FAULTS.get(sent.why or Refusal.UNKNOWN, "That answer cannot be taken as it is")


EMPTY = {
    QuestionKind.NUMBER: "Enter a number",
    QuestionKind.FREE_TEXT: "Write your answer first",
    QuestionKind.PLAN: "Write at least one step, and say in each what is to be done",
    QuestionKind.ORDERING: "Give each a place of its own",
}
FAULTS = {
    Refusal.TOO_MANY: "Choose one answer only",
    Refusal.TOO_LONG: f"Shorten your answer to {MAX_ANSWER_CHARACTERS:,} characters or fewer",
    Refusal.NOT_A_NUMBER: "Enter a number, such as 14 or 2.5",
}
