"""Texts and plans that a learner wrote, beside the author's model and its rubric."""

from dataclasses import dataclass, replace
from typing import assert_never

from learning.model.names import Need
from learning.model.solution import Criterion, PlannedStep
from learning.play.shown import PeerMarks, PeerStand, ShownQuestion, Told
from learning.play.state import Refusal
from learning.quiz.answer import Marker, Planned, PlanRow, RubricMarks, Written
from learning.quiz.verdict import PlanVerdict, WrittenVerdict
from learning.web.forms.replies import Sent
from learning.web.pages.entries import OTHER_NEED, strip_tags
from learning.web.pages.words import NEED_WORDS, say_count, say_date, say_marker, say_side

GIVE = "Choose how many points you would give for"
TUTOR_FIRST = (
    "What your tutor gives comes before what others give, and that before what you give yourself."
    " None of it changes the points of your attempt."
)


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
class GivenRow:
    """Marks that somebody gave a text, and what they said of it.

    `points` are (given, of how many, criterion), nothing where the rubric is another one by now.
    """

    said: str
    points: tuple[tuple[int, int, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class PeersPart:
    """What others gave a text, a tutor first; `url` leads to marking it oneself, "" where not.

    `shared`: it was offered to the other side. `note` says which of several marks comes first.
    """

    rows: tuple[GivenRow, ...]
    waiting: str = ""
    url: str = ""
    shared: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenOutcome:
    """What was written, the model answer, and the marks by its rubric."""

    own: str
    model_html: str
    criteria: tuple[CriterionRow, ...]
    may_rate: bool
    rated: str
    peers: PeersPart | None = None
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
        peers=_make_given_part(shown, verdict.rubric),
    )  # fmt: skip


def make_peers(
    stand: PeerStand, rubric: tuple[Criterion, ...] = (), *, tutor: PeerMarks | None = None
) -> PeersPart:
    """Say what others gave a text, or until when it waits for somebody; a tutor comes first."""
    marks = (*((tutor,) if tutor else ()), *stand.marks)
    return PeersPart(
        tuple(_make_given(each, rubric, side=stand.side) for each in marks),
        _say_waiting(stand),
        f"/marking/{stand.text_id}" if stand.may_rate else "",
        note=TUTOR_FIRST if tutor else "",
    )


def _make_given_part(shown: ShownQuestion, rubric: tuple[Criterion, ...]) -> PeersPart | None:
    if shown.peers:
        return make_peers(shown.peers, rubric, tutor=shown.tutor)
    if shown.tutor is None:
        return None
    row = _make_given(shown.tutor, rubric, side="")
    return PeersPart((row,), shared=False, note=TUTOR_FIRST)


def _make_given(marks: PeerMarks, rubric: tuple[Criterion, ...], *, side: str) -> GivenRow:
    alike = marks.most == tuple(each.points for each in rubric)
    points = zip(marks.rubric.points, marks.most, rubric, strict=True) if alike else ()
    given = f"{sum(marks.rubric.points)} of {say_count(sum(marks.most), 'point')}"
    return GivenRow(
        f"{_say_who(marks.rubric.by, side)} {given}."
        if marks.most
        else "Your tutor wrote to you about this.",
        tuple((given, most, each.html) for given, most, each in points),
        marks.words,
    )


def _say_who(by: Marker, side: str) -> str:
    match by:
        case Marker.SELF:
            return "You gave yourself"
        case Marker.PEER:
            return f"{say_marker(side)} gave you"
        case Marker.TUTOR:
            return "Your tutor gave you"
        case _:
            assert_never(by)


def _say_waiting(stand: PeerStand) -> str:
    if stand.may_rate:
        return "Nobody has marked this yet, and you need not wait any longer."
    if stand.marks:
        return ""
    return (
        f"This waits for somebody on {say_side(stand.side)} to mark it. If nobody has by"
        f" {say_date(stand.own_from)}, you can mark it yourself."
    )


def ask_criterion(criterion: Criterion, number: int, *, chosen: str, missing: bool) -> CriterionRow:
    """Ask for the points of one line of a rubric, on a page of its own."""
    name = f"points-{number}"
    error = f"{GIVE} “{strip_tags(criterion.html)}”" if missing else ""
    return CriterionRow(criterion.html, criterion.points, None, name, name, chosen, error)


def _make_criterion(
    shown: ShownQuestion, criterion: Criterion, given: int | None, *, sent: Sent, number: int
) -> CriterionRow:
    chosen = sent.text(f"points-{number}")
    missing = sent.why is Refusal.INCOMPLETE and not chosen
    row = ask_criterion(criterion, number, chosen=chosen, missing=missing)
    return replace(row, given=given, id=f"answer-{shown.question.id}.{row.name}")


def _say_rated(marks: RubricMarks, rubric: tuple[Criterion, ...]) -> str:
    most = sum(each.points for each in rubric)
    who = "You gave yourself" if marks.by is Marker.SELF else "Your tutor gave you"
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
    return PlanOutcome(tuple(map(own_step, answer.rows)), tuple(map(model_step, steps)))


def own_step(row: PlanRow) -> StepCard:
    """Show a step as it was written."""
    said = (("Who", row.who), ("By when", row.by_when), ("Why", row.why))
    details = tuple((head, text, "") for head, text in said if text)
    return StepCard(say_need(row.need), row.action, "", details)


def model_step(step: PlannedStep) -> StepCard:
    """Show a step of the author's."""
    said = (("Who", step.who_html), ("By when", step.by_when_html), ("Why", step.why_html))
    details = tuple((head, "", html) for head, html in said if html)
    return StepCard(say_need(step.need), "", step.action_html, details)


def say_need(need: str) -> str:
    """Name a need by its value; other words stand as they are."""
    if need == OTHER_NEED:
        return "Something else"
    return NEED_WORDS[Need(need)] if need in set(Need) else need
