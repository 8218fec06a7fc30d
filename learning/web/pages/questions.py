"""A question on a page, as asked or with its mark and reasons, in words first.

Knows `play.shown` only: an option's rightness is None here until the answer is stored.
"""

from dataclasses import dataclass

from learning.model.names import QuestionKind
from learning.play.shown import ShownOption, ShownQuestion
from learning.quiz.answer import Mark, Result
from learning.web.forms.attempts import Typed
from learning.web.pages.words import say_count, say_number


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option to tick, or what became of it. `tone` repeats `verdict` as shape and colour."""

    value: str
    html: str
    chosen: bool
    verdict: str
    tone: str
    feedback_html: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question. `anchor` is its id on the page; `result` is empty until it is answered."""

    value: str
    anchor: str
    field: str
    title: str
    title_html: str
    body_html: str
    hint: str
    several: bool
    optional: bool
    side: str
    options: tuple[OptionRow, ...]
    answered: bool
    result: str
    tone: str
    reasons_html: tuple[str, ...]
    sources_html: tuple[str, ...]
    hints: tuple[tuple[str, str], ...]
    error: str
    kind: str = "question"


TONES = {Result.RIGHT: "good", Result.PARTLY: "warn", Result.WRONG: "bad"}
RESULTS = {Result.RIGHT: "Right", Result.PARTLY: "Partly right", Result.WRONG: "Not this time"}


def make_question(shown: ShownQuestion, typed: Typed | None = None) -> QuestionPart:
    """Put a question into words; `typed` brings back ticks that were refused."""
    typed = typed or Typed()
    question = shown.question
    mine = typed.question == question.id
    ticked = typed.options if mine else frozenset()
    return QuestionPart(
        value=question.id,
        anchor=f"question-{question.id}",
        field=f"answer-{question.id}",
        title=question.title,
        title_html=question.title_html,
        body_html=question.body_html,
        hint=_say_task(shown),
        several=question.kind is QuestionKind.MULTIPLE,
        optional=question.optional,
        side=shown.role or "",
        options=tuple(_make_option(option, shown.mark, ticked) for option in shown.options),
        answered=shown.mark is not None,
        result=_say_result(shown.mark) if shown.mark else "",
        tone=TONES[shown.mark.result] if shown.mark else "",
        reasons_html=shown.reasons_html,
        sources_html=shown.sources_html,
        hints=_name_hints(shown.hints_html),
        error=typed.question_error if mine else "",
    )


def _name_hints(hints_html: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give (summary, HTML) of each hint, numbered where there are several."""
    if len(hints_html) == 1:
        return (("Hint", hints_html[0]),)
    return tuple((f"Hint {number}", html) for number, html in enumerate(hints_html, 1))


def _say_task(shown: ShownQuestion) -> str:
    question = shown.question
    if question.kind is QuestionKind.SINGLE:
        task = "Choose one"
    elif question.choose:
        task = f"Choose {question.choose}"
    else:
        task = "Choose all that fit"
    points = say_count(question.points, "point")
    return f"{task}. {points}." if not question.optional else f"{task}. Optional, {points}."


def _say_result(mark: Mark) -> str:
    return (
        f"{RESULTS[mark.result]}: {say_number(mark.earned)} of {say_count(mark.possible, 'point')}"
    )


def _make_option(option: ShownOption, mark: Mark | None, ticked: frozenset[str]) -> OptionRow:
    verdict, tone = _judge(option) if mark else ("", "")
    return OptionRow(
        value=option.id,
        html=option.html,
        chosen=option.chosen or option.id in ticked,
        verdict=verdict,
        tone=tone,
        feedback_html=option.feedback_html or "",
    )


def _judge(option: ShownOption) -> tuple[str, str]:
    match option.chosen, option.right:
        case True, True:
            return "You chose this, and it is right.", "good"
        case True, False:
            return "You chose this. It is not right.", "bad"
        case False, True:
            return "You left this out; it is right.", "warn"
        case _:
            return "You left this out, rightly.", "plain"
