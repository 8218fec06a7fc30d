"""The page of a scene: its wording, rows and addresses, made from what play lets this learner see.

Knows only `play.shown`, so nothing can reach the page that play did not release.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from learning.model.case import Source
from learning.model.names import Kind
from learning.play.shown import AskedLine, Meter, SceneView, ShownChoice, ShownQuestion, Text
from learning.play.state import Refusal
from learning.web.forms.attempts import Typed, list_typed
from learning.web.forms.replies import Fields
from learning.web.pages.counters import say_move, say_unit
from learning.web.pages.questions import QuestionPart, Rules, make_question
from learning.web.pages.saving import Doubt
from learning.web.pages.spotting import SpottingPart, make_spotting
from learning.web.pages.words import GRADE_WORDS, say_beginning, say_count, say_percent


@dataclass(frozen=True, slots=True)
class TextPart:
    """Prose of the scene; `side` is set on what one side alone sees."""

    html: str
    side: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A way on, lettered; closed where `reason` is set."""

    letter: str
    value: str
    html: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A counter as the aside shows it."""

    label: str
    value: int
    minimum: int
    maximum: int
    unit: str
    change: int | None


@dataclass(frozen=True, slots=True)
class ArrivalPart:
    """What the last choice led to, or where play `began` in the middle of a case."""

    chosen_html: str
    feedback_html: str
    moved: tuple[str, ...]
    began: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing to do before the choices open, with its place on the page."""

    text: str
    anchor: str
    done: bool


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question of the whole quiz before it is handed in; `anchor` where it is on this page."""

    text: str
    words: str
    anchor: str
    done: bool


@dataclass(frozen=True, slots=True)
class EndingPart:
    """How the case ended for the patient."""

    grade: str
    words: str
    html: str


@dataclass(frozen=True, slots=True)
class ScenePage:
    """Everything the scene's template prints."""

    url: str
    no: int
    title: str
    kicker: tuple[str, ...]
    arrival: ArrivalPart | None
    parts: tuple[TextPart | QuestionPart | SpottingPart, ...]
    steps: tuple[StepRow, ...]
    todo: int
    prompt_html: str
    choices: tuple[ChoiceRow, ...]
    meters: tuple[MeterRow, ...]
    ending: EndingPart | None
    ways: tuple[tuple[str, str], ...]
    then: str
    marking: bool
    sources: tuple[Source, ...]
    errors: tuple[tuple[str, str], ...] = ()
    time_left: str = ""
    time_up: bool = False
    seconds_left: int | None = None
    saves: bool = False
    may_go_back: bool = False
    asked: tuple[AskedRow, ...] = ()
    done: float = 0.0
    done_words: str = ""


# A quiz that closes in some days needs no clock, and one that lasts for hours none in minutes.
NO_HURRY = timedelta(days=2)
MANY_MINUTES = timedelta(hours=3)
# How to go on from a page: on to the next, or to the end of it all.
ON_WORDS = {Kind.QUIZ: "Next page", Kind.SURVEY: "Next page"}
END_WORDS = {Kind.QUIZ: "Hand in", Kind.SURVEY: "Hand in"}


def make_scene(
    view: SceneView, *, url: str, no: int, typed: Typed | None = None, parts: int | None = None
) -> ScenePage:
    """Put a scene into words. `typed` is what was just handed in and refused, with why.

    `parts` is how many scenes there are, where all are read one after another.
    """
    typed = typed or Typed()
    body = _make_parts(view, typed)
    return ScenePage(
        url=url,
        no=no,
        title=view.title,
        may_go_back=view.may_go_back,
        asked=list_asked(view.asked, typed.kept),
        kicker=_make_kicker(view, parts),
        done=view.share,
        done_words=say_done(view, parts),
        arrival=_make_arrival(view),
        parts=body,
        steps=_make_steps(body),
        todo=view.todo,
        prompt_html=view.prompt_html,
        choices=tuple(letter_choices(view.choices)),
        meters=tuple(make_meter(meter) for meter in view.meters),
        ending=_make_ending(view),
        ways=tuple(_list_ways(view)),
        then=_say_then(view, parts),
        marking=any(isinstance(part, SpottingPart) and not part.done for part in body),
        sources=view.sources,
        errors=(*typed.errors, *_list_errors(body)),
    )


def hurry(page: ScenePage, *, ends_at: datetime, now: datetime, time_up: bool) -> ScenePage:
    """Say how much time is left; once it is up, show only what is answered and the way out."""
    left = ends_at - now
    if left > NO_HURRY:
        return page
    if not time_up:
        return replace(page, time_left=say_time_left(left), seconds_left=ceil(left.total_seconds()))
    answered = (part for part in page.parts if isinstance(part, QuestionPart) and part.answered)
    words = "The time is up. What you have answered, and what was saved, is kept. Hand it in now."
    out = (("finish", END_WORDS[Kind.QUIZ]),)
    return replace(
        page,
        parts=tuple(replace(part, entry=None) for part in answered),
        todo=0,
        choices=(),
        ways=out,
        time_left=words,
        time_up=True,
        may_go_back=False,
        asked=(),
    )


def say_time_left(left: timedelta) -> str:
    """Say a time in whole minutes, or hours, as it stands when the page is shown.

    >>> say_time_left(timedelta(minutes=12, seconds=20)), say_time_left(timedelta(seconds=20))
    ('About 12 minutes left.', 'Less than a minute left.')
    >>> say_time_left(timedelta(hours=20, minutes=50))
    'About 21 hours left.'
    """
    seconds = left.total_seconds()
    if seconds < 60:
        return "Less than a minute left."
    if left > MANY_MINUTES:
        return f"About {round(seconds / 3600)} hours left."
    return f"About {say_count(round(seconds / 60), 'minute')} left."


def list_asked(asked: Sequence[AskedLine], kept: Container[str]) -> tuple[AskedRow, ...]:
    """Say of each question of a quiz whether it is answered, where that is more than the page says.

    `kept` names the questions of which something is saved and not handed in.
    """
    pages = {each.page for each in asked}
    if len(pages) < 2 and all(each.answered for each in asked):
        return ()
    return tuple(
        AskedRow(
            f"Page {each.page}: {each.title}" if len(pages) > 1 else each.title,
            _say_answered(each, kept),
            f"question-{each.question}" if each.here else "",
            each.answered,
        )
        for each in asked
    )


def _say_answered(asked: AskedLine, kept: Container[str]) -> str:
    if asked.question in kept:
        return "a change is saved" if asked.answered else "saved, and handed in with the rest"
    return "answered" if asked.answered else "not answered"


def _list_ways(view: SceneView) -> Iterator[tuple[str, str]]:
    if view.may_continue:
        yield "continue", ON_WORDS.get(view.kind, "Read on")
    if view.may_finish:
        yield "finish", END_WORDS.get(view.kind, "See how it went")


def _say_then(view: SceneView, parts: int | None) -> str:
    """Say what comes once the steps are done."""
    if view.kind is Kind.CASE:
        return "Then the story goes on."
    if view.kind in END_WORDS and view.number == parts:
        return "Then you can hand in."
    return "Then you can go on."


def _make_kicker(view: SceneView, parts: int | None) -> tuple[str, ...]:
    if parts == 1:
        return (view.case_title,)
    if parts:
        return (view.case_title, f"part {view.number} of {parts}")
    return (view.case_title, f"scene {view.number}")


def say_done(view: SceneView, parts: int | None) -> str:
    """Say how much is done, and where ways part how many steps are left: `40% done, 2 steps left`.

    The share never falls; it is rounded down.
    """
    left = "" if parts else say_steps_left(view.least, view.most)
    return ", ".join((f"{say_percent(view.share, 1)} done", *([left] if left else [])))


def say_steps_left(least: int | None, most: int | None) -> str:
    """Say how far it is to an ending, as far as that is known.

    `2 to 5 steps left`, `1 step left`, `at least 2 steps left`; nothing at an ending.
    """
    if least is None or most == 0:
        return ""
    if most is None:
        return f"at least {say_count(least, 'step')} left"
    if least == most:
        return f"{say_count(least, 'step')} left"
    return f"{least} to {most} steps left"


def _make_parts(
    view: SceneView, typed: Typed
) -> tuple[TextPart | QuestionPart | SpottingPart, ...]:
    """Keep the order of the file; what to notice comes before the first question."""
    parts: list[TextPart | QuestionPart | SpottingPart] = []
    rules = Rules(
        view.kind,
        view.feedback,
        view.ask_confidence,
        tries=view.tries,
        try_cost=view.try_cost,
    )
    spotting = make_spotting(view.cues, typed) if view.cues else None
    for block in view.blocks:
        match block:
            case Text(html, role):
                _add_text(parts, TextPart(html, role or ""))
            case ShownQuestion():
                if spotting:
                    parts.append(spotting)
                    spotting = None
                parts.append(make_question(block, typed, rules))
    return (*parts, spotting) if spotting else tuple(parts)


def _add_text(parts: list[TextPart | QuestionPart | SpottingPart], text: TextPart) -> None:
    """Join text to the text before it: a seam would tell that something hidden lies between."""
    before = parts[-1] if parts else None
    if isinstance(before, TextPart) and before.side == text.side:
        parts[-1] = TextPart(before.html + text.html, text.side)
    else:
        parts.append(text)


def _make_steps(parts: Sequence[TextPart | QuestionPart | SpottingPart]) -> tuple[StepRow, ...]:
    steps = []
    for part in parts:
        match part:
            case SpottingPart():
                steps.append(StepRow("Mark what you noticed", "spotting", part.done))
            case QuestionPart() if not part.optional:
                task = "Mark your answer to" if part.answered and not part.done else "Answer"
                steps.append(StepRow(f"{task} “{part.title}”", part.anchor, part.done))
            case _:
                continue
    return tuple(steps)


def _list_errors(
    parts: Sequence[TextPart | QuestionPart | SpottingPart],
) -> Iterator[tuple[str, str]]:
    for part in parts:
        match part:
            case QuestionPart():
                yield from part.faults.listed
            case SpottingPart(doubt=Doubt(words)):
                yield words, "#words-1"
            case _:
                continue


def _make_arrival(view: SceneView) -> ArrivalPart | None:
    if view.came_by:
        return ArrivalPart("", "", (), say_beginning(view.came_by))
    if view.arrival is None:
        return None
    moved = tuple(
        say_move(meter.counter, meter.value - meter.change, meter.value)
        for meter in view.meters
        if meter.change
    )
    return ArrivalPart(view.arrival.chosen_html, view.arrival.feedback_html, moved)


def letter_choices(choices: Sequence[ShownChoice]) -> list[ChoiceRow]:
    """Give ways on a letter each, in their order."""
    return [
        ChoiceRow(chr(ord("A") + index), choice.id, choice.html, choice.closed_reason)
        for index, choice in enumerate(choices)
    ]


def make_meter(meter: Meter) -> MeterRow:
    """Make the row of a counter."""
    counter = meter.counter
    return MeterRow(
        label=counter.label,
        value=meter.value,
        minimum=counter.minimum,
        maximum=counter.maximum,
        unit=say_unit(counter),
        change=meter.change or None,
    )


def _make_ending(view: SceneView) -> EndingPart | None:
    if view.ending_grade is None:
        return None
    return EndingPart(view.ending_grade.value, GRADE_WORDS[view.ending_grade], view.ending_html)


@dataclass(frozen=True, slots=True)
class OvertakenPage:
    """A move that no longer fits: why, what was typed, and the way back."""

    url: str
    why: str
    kept: tuple[str, ...]


OVERTAKEN = {
    Refusal.ALREADY_DONE: "You have done this step already, perhaps in another tab.",
    Refusal.FINISHED: "This attempt is finished, so its marks no longer change.",
    Refusal.NOT_HERE: "What you sent belongs to another page than this one.",
    Refusal.UNKNOWN: "What you sent names something that is not asked here.",
}
STALE = (
    "The page you sent it from is no longer the current one: you may have gone on in another tab."
)


def make_overtaken(url: str, fields: Fields, *, why: str = STALE) -> OvertakenPage:
    """Show everything that was typed, so that nobody has to type it twice."""
    return OvertakenPage(url, why, list_typed(fields))
