"""A question on a page, as asked or with its mark and reasons, in words first.

Knows `play.shown` only: an option's rightness is None here until the answer is stored.
"""

from dataclasses import dataclass

from learning.model.form import Option, Ticks
from learning.model.names import QuestionKind
from learning.play.shown import ShownQuestion, Told
from learning.quiz.answer import Mark, Result
from learning.quiz.verdict import TickVerdict
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


TONES = {Result.RIGHT: "good", Result.PARTLY: "warn", Result.WRONG: "bad", Result.UNMARKED: "plain"}
RESULTS = {
    Result.RIGHT: "Right",
    Result.PARTLY: "Partly right",
    Result.WRONG: "Not this time",
    Result.UNMARKED: "Your answer is kept",
}


def make_question(shown: ShownQuestion, typed: Typed | None = None) -> QuestionPart:
    """Put a question into words; `typed` brings back ticks that were refused."""
    typed = typed or Typed()
    question, told = shown.question, shown.told
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
        options=_make_options(shown, ticked),
        answered=told is not None,
        result=_say_result(told.mark) if told else "",
        tone=TONES[told.mark.result] if told else "",
        reasons_html=told.reasons_html if told else (),
        sources_html=told.sources_html if told else (),
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
    elif isinstance(question.form, Ticks) and question.form.choose:
        task = f"Choose {question.form.choose}"
    else:
        task = "Choose all that fit"
    points = say_count(question.points, "point")
    return f"{task}. {points}." if not question.optional else f"{task}. Optional, {points}."


def _say_result(mark: Mark) -> str:
    return (
        f"{RESULTS[mark.result]}: {say_number(mark.earned)} of {say_count(mark.possible, 'point')}"
    )


def _make_options(shown: ShownQuestion, ticked: frozenset[str]) -> tuple[OptionRow, ...]:
    assert isinstance(shown.form, Ticks)
    told = shown.told
    return tuple(_make_option(option, told, ticked) for option in shown.form.options)


def _make_option(option: Option, told: Told | None, ticked: frozenset[str]) -> OptionRow:
    if told is None:
        return OptionRow(option.id, option.html, option.id in ticked, "", "", "")
    assert isinstance(told.verdict, TickVerdict)
    chosen = option.id in told.verdict.chosen
    verdict, tone = _judge(chosen=chosen, right=option.id in told.verdict.right)
    feedback = told.feedback.get(option.id, "")
    return OptionRow(option.id, option.html, chosen, verdict, tone, feedback)


def _judge(*, chosen: bool, right: bool) -> tuple[str, str]:
    match chosen, right:
        case True, True:
            return "You chose this, and it is right.", "good"
        case True, False:
            return "You chose this. It is not right.", "bad"
        case False, True:
            return "You left this out; it is right.", "warn"
        case _:
            return "You left this out, rightly.", "plain"
