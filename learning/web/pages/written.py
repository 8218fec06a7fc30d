"""Texts and plans that a learner wrote, beside the author's model and its rubric."""

from dataclasses import dataclass

from learning.model.names import Need
from learning.model.solution import Criterion, PlannedStep
from learning.play.shown import ShownQuestion, Told
from learning.play.state import Refusal
from learning.quiz.answer import Marker, Planned, PlanRow, RubricMarks, Written
from learning.quiz.verdict import PlanVerdict, WrittenVerdict
from learning.web.forms.replies import Sent
from learning.web.pages.entries import OTHER_NEED, strip_tags
from learning.web.pages.words import NEED_WORDS, say_count

MARKERS = {Marker.SELF: "You gave yourself", Marker.PEER: "A peer gave you"}
GIVE = "Choose how many points you would give for"


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One line of the rubric, with the points given by it, or to be chosen from."""

    html: str
    points: int
    given: int | None
    name: str
    id: str
    chosen: str
    error: str


@dataclass(frozen=True, slots=True)
class WrittenOutcome:
    """What was written, the model answer, and the marks by its rubric."""

    own: str
    model_html: str
    criteria: tuple[CriterionRow, ...]
    may_rate: bool
    rated: str
    kind: str = "free-text"


def make_written(shown: ShownQuestion, answer: Written, sent: Sent) -> WrittenOutcome:
    """Set a text beside the model answer; `sent` brings back marks that were refused."""
    verdict = shown.told.verdict if shown.told else None
    if not isinstance(verdict, WrittenVerdict):
        return WrittenOutcome(answer.text, "", (), may_rate=False, rated="")
    given = shown.rubric.points if shown.rubric else (None,) * len(verdict.rubric)
    return WrittenOutcome(
        answer.text,
        verdict.model_html,
        tuple(
            _make_criterion(shown, each, points, sent=sent, number=number)
            for number, (each, points) in enumerate(
                zip(verdict.rubric, given, strict=True), 1
            )
        ),
        may_rate=shown.may_rate,
        rated=_say_rated(shown.rubric, verdict.rubric) if shown.rubric else "",
    )  # fmt: skip


def _make_criterion(
    shown: ShownQuestion, criterion: Criterion, given: int | None, *, sent: Sent, number: int
) -> CriterionRow:
    name = f"points-{number}"
    chosen = sent.text(name)
    missing = sent.why is Refusal.INCOMPLETE and not chosen
    return CriterionRow(
        criterion.html,
        criterion.points,
        given,
        name,
        f"answer-{shown.question.id}.{name}",
        chosen,
        f"{GIVE} “{strip_tags(criterion.html)}”" if missing else "",
    )


def _say_rated(marks: RubricMarks, rubric: tuple[Criterion, ...]) -> str:
    most = sum(each.points for each in rubric)
    who = MARKERS.get(marks.by, "Your tutor gave you")
    return f"{who} {sum(marks.points)} of {say_count(most, 'point')}."


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step of a plan. Own words are text; the author's are HTML."""

    need: str
    action: str
    action_html: str
    details: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """A plan beside the model plan."""

    own: tuple[StepCard, ...]
    model: tuple[StepCard, ...]
    kind: str = "plan"


def make_plan(answer: Planned, told: Told | None) -> PlanOutcome:
    """Set a plan beside the model plan, once that is told."""
    verdict = told.verdict if told else None
    steps = verdict.steps if isinstance(verdict, PlanVerdict) else ()
    return PlanOutcome(tuple(map(_own_step, answer.rows)), tuple(map(_model_step, steps)))


def _own_step(row: PlanRow) -> StepCard:
    said = (("Who", row.who), ("By when", row.by_when), ("Why", row.why))
    details = tuple((head, text, "") for head, text in said if text)
    return StepCard(say_need(row.need), row.action, "", details)


def _model_step(step: PlannedStep) -> StepCard:
    said = (("Who", step.who_html), ("By when", step.by_when_html), ("Why", step.why_html))
    details = tuple((head, "", html) for head, html in said if html)
    return StepCard(say_need(step.need), "", step.action_html, details)


def say_need(need: str) -> str:
    """Name a need by its value; other words stand as they are."""
    if need == OTHER_NEED:
        return "Something else"
    return NEED_WORDS[Need(need)] if need in set(Need) else need
