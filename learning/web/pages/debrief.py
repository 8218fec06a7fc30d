"""The debrief: what came of the choices, in words, rows and pictures.

Knows only what play releases after the ending.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from learning.model.case import Source
from learning.model.names import Kind, Role
from learning.operations.catalogue import CourseDesk
from learning.play.shown import CaseMap, ChainLink, Debrief, MapStop, SceneReview, Score, Text
from learning.quiz.answer import Mark, Result, Spot
from learning.web.map import DrawnMap, draw_across, draw_down, list_notes
from learning.web.pages.catalogue import make_crumbs, url_of
from learning.web.pages.certainty import CertaintyPart, make_certainty
from learning.web.pages.counters import say_move
from learning.web.pages.missed import MissedPart, make_missed
from learning.web.pages.onward import CoursePart, make_course_part
from learning.web.pages.plots import CounterPlot, NeedRow, plot_counter, plot_needs
from learning.web.pages.questions import QuestionPart, Rules, make_question
from learning.web.pages.spotting import FoundRow, list_found
from learning.web.pages.words import (
    GRADE_WORDS,
    other_side,
    say_beginning,
    say_count,
    say_number,
    say_percent,
    say_side,
)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One choice of the path, and what it moved."""

    title: str
    chosen_html: str
    feedback_html: str
    changes: tuple[str, ...]
    others_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A scene gone through: its questions and cues, with reasons."""

    title: str
    words: str
    questions: tuple[QuestionPart, ...]
    found: tuple[FoundRow, ...]


@dataclass(frozen=True, slots=True)
class OtherRow:
    """What the other side knew in a scene."""

    title: str
    texts_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopRow:
    """A scene of the map in words: what it is, and where its ways lead."""

    scene: str
    title: str
    order: int | None
    note: str
    ending: bool
    ways: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class MapPart:
    """The map: two drawings of it, a sentence about it, and its stops in words."""

    across: DrawnMap
    down: DrawnMap
    words: str
    stops: tuple[StopRow, ...]


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """Everything the debrief's template prints."""

    url: str
    crumbs: tuple[tuple[str, str], ...]
    contents: tuple[tuple[str, str], ...]
    title: str
    side: str
    other: str
    other_words: str
    grade: str
    ending: str
    ending_html: str
    score: tuple[str, ...]
    began: str
    map: MapPart
    chain: tuple[ChainRow, ...]
    plots: tuple[CounterPlot, ...]
    steps_head: tuple[str, ...]
    steps_rows: tuple[tuple[str, ...], ...]
    reviews: tuple[ReviewRow, ...]
    courses: tuple[CoursePart, ...]
    needs: tuple[NeedRow, ...]
    others: tuple[OtherRow, ...]
    never_seen: tuple[str, ...]
    sources: tuple[Source, ...]
    missed: MissedPart | None
    certainty: CertaintyPart | None
    again: str
    wrote: bool = False


def make_debrief(
    debrief: Debrief, *, url: str, path: str, side: Role | str, desks: Sequence[CourseDesk] = ()
) -> DebriefPage:
    """Put a debrief into words. `desks` are those of the courses that it was played for."""
    other = other_side(side)
    return DebriefPage(
        url=url,
        crumbs=(*make_crumbs(path), (debrief.case_title, url_of(path))),
        contents=_list_contents(debrief, say_side(other), in_course=bool(desks)),
        title=debrief.case_title,
        side=side,
        other=other,
        other_words=say_side(other),
        grade=debrief.grade.value if debrief.grade else "",
        ending=GRADE_WORDS[debrief.grade] if debrief.grade else "The end",
        ending_html=debrief.ending_html,
        score=tuple(say_score(debrief)),
        began=_say_beginning(debrief),
        map=make_map(debrief.map),
        chain=tuple(_make_link(link) for link in debrief.chain),
        plots=tuple(plot_counter(counter, values) for counter, values in debrief.over_time),
        steps_head=("Step", *(counter.label for counter, _ in debrief.over_time)),
        steps_rows=_list_steps(debrief),
        reviews=tuple(_make_review(review) for review in debrief.reviews if _has_marks(review)),
        courses=tuple(make_course_part(desk, path) for desk in desks),
        needs=plot_needs(debrief.spotting),
        others=tuple(
            OtherRow(title, _texts(texts)) for _, title, texts in debrief.other_side if texts
        ),
        never_seen=tuple(title for _, title in debrief.never_seen),
        sources=debrief.sources,
        missed=make_missed(debrief),
        certainty=make_certainty(debrief),
        again=_say_again(debrief),
    )


def _was_asked(debrief: Debrief) -> bool:
    return any(map(_has_marks, debrief.reviews))


def _say_again(debrief: Debrief) -> str:
    return "Read again" if debrief.kind is Kind.LESSON else "Play again"


def _list_contents(debrief: Debrief, other: str, *, in_course: bool) -> tuple[tuple[str, str], ...]:
    """Name the parts of the page. Where nothing was chosen, as in a lesson, there is no map."""
    branches = bool(debrief.chain)
    parts = (
        ("map", "The map", branches),
        ("choices", "Your choices", branches),
        ("missed", "What you could have found", bool(debrief.score.best)),
        ("reasons", "Questions and cues", branches or _was_asked(debrief)),
        ("other-side", f"What {other} knew", branches),
        ("course", "Your course", in_course),
        ("again", _say_again(debrief), True),
    )
    return tuple((anchor, text) for anchor, text, there in parts if there)


def say_score(debrief: Debrief) -> Iterator[str]:
    """Say what was earned of what the path, and the best path, hold."""
    score, earned = debrief.score, f"You earned {say_number(debrief.score.earned)} of"
    if not score.best:
        reading = debrief.kind is Kind.LESSON
        yield "You have read it to the end." if reading else "There were no points to earn."
        return
    if not debrief.chain and not debrief.came_by:
        yield f"{earned} {say_count(score.best, 'point')}."
    elif not score.reachable:
        yield "Your path held no points to earn."
    else:
        yield f"{earned} the {say_count(score.reachable, 'point')} on your path."
    if any(map(_lost_to_alarms, debrief.reviews)):
        yield "A false alarm costs half a point."
    if debrief.came_by:
        yield "Your best marks stay as they are: only an attempt from the start can better them."
    elif debrief.chain:
        yield _say_share(score)


def _say_beginning(debrief: Debrief) -> str:
    begun = [f"in “{stop.title}”" for stop in debrief.map.stops if stop.begun]
    return say_beginning(debrief.came_by, *begun)


def _say_share(score: Score) -> str:
    """Say the measure that a course goes by."""
    share = say_percent(score.earned, score.best)
    if score.best_exact:
        held = say_count(score.best, "point")
        return f"The best path holds {held}, so you have {share} of what can be earned."
    most = say_count(score.best, "point")
    return f"No path holds more than {most}, so you have at least {share} of what can be earned."


def _lost_to_alarms(review: SceneReview) -> bool:
    """Say whether false alarms took anything away: they never take more than there is."""
    alarms = review.false_alarms or any(cue.spot is Spot.FALSE_ALARM for cue in review.cues)
    return bool(alarms) and any(cue.spot is Spot.HIT for cue in review.cues)


def make_map(case_map: CaseMap, who: str = "You") -> MapPart:
    """Draw a map of a case, and say which way was taken."""
    titles = {stop.scene: stop.title for stop in case_map.stops}
    seen = [stop for stop in case_map.stops if stop.order is not None]
    ordered = sorted(case_map.stops, key=lambda stop: (stop.order is None, stop.order or 0))
    ways: dict[str, list[tuple[str, bool]]] = {stop.scene: [] for stop in case_map.stops}
    for line in case_map.lines:
        ways[line.source].append((titles[line.target], line.taken))
    words = f"{who} went through {len(seen)} of {say_count(len(case_map.stops), 'scene')}."
    stops = tuple(_make_stop(stop, ways[stop.scene]) for stop in ordered)
    return MapPart(draw_across(case_map), draw_down(case_map), words, stops)


def _make_stop(stop: MapStop, ways: Iterable[tuple[str, bool]]) -> StopRow:
    return StopRow(
        stop.scene,
        stop.title,
        stop.order,
        ", ".join(list_notes(stop)),
        stop.grade is not None,
        tuple(ways),
    )


def _make_link(link: ChainLink) -> ChainRow:
    changes = tuple(
        say_move(counter, before, after)
        for counter, before, after in link.changes
        if before != after
    )
    return ChainRow(
        link.scene_title, link.chosen_html, link.feedback_html, changes, link.others_html
    )


def _list_steps(debrief: Debrief) -> tuple[tuple[str, ...], ...]:
    steps = max((len(values) for _, values in debrief.over_time), default=0)
    return tuple(
        (
            "Start" if index == 0 else str(index),
            *(str(values[index]) for _, values in debrief.over_time),
        )
        for index in range(steps)
    )


def _has_marks(review: SceneReview) -> bool:
    return bool(review.questions or review.cues or review.false_alarms)


def _make_review(review: SceneReview) -> ReviewRow:
    rules = Rules(over=True)
    questions = tuple(make_question(question, None, rules) for question in review.questions)
    found = list_found(review.cues, review.false_alarms)
    return ReviewRow(review.title, _sum_up(review), questions, found)


def _sum_up(review: SceneReview) -> str:
    """Say how a scene went: `2 of 3 cues heard, 1 of 1 question right`."""
    cues = [cue for cue in review.cues if cue.need is not None]
    heard = sum(cue.spot is Spot.HIT for cue in cues)
    told = [question.told.mark for question in review.questions if question.told]
    marks = [mark for mark in told if mark.result is not Result.UNMARKED]
    said = [f"{heard} of {say_count(len(cues), 'cue')} heard"] if cues else []
    return ", ".join((*said, *_sum_up_marks(marks)))


def _sum_up_marks(marks: Sequence[Mark]) -> Iterator[str]:
    """Say how many were right; where none was right and some were partly, that instead."""
    right, partly = (
        sum(mark.result is each for mark in marks) for each in (Result.RIGHT, Result.PARTLY)
    )
    asked = say_count(len(marks), "question")
    if right or (marks and not partly):
        yield f"{right} of {asked} right"
    if partly:
        yield f"{partly} partly right" if right else f"{partly} of {asked} partly right"


def _texts(texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(text.html for text in texts)
