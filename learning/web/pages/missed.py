"""What an attempt could have found, in words: its points beside the best, and what it left.

Knows only what play releases after the ending.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.model.names import Kind
from learning.play.shown import Debrief, Hop, LeftScene, MissedQuestion, Score, UnseenScene
from learning.quiz.answer import Result
from learning.web.pages.words import join_words, say_count

RESULTS = {
    Result.RIGHT: "right, but not at the first try or not without a hint",
    Result.PARTLY: "partly right",
    Result.WRONG: "not right",
    None: "left out",
}


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A scene of the path with what was left in it."""

    title: str
    points: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """A scene that was not reached: what it holds, and the way there, step by step."""

    title: str
    points: str
    holds: str
    best: bool
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissedPart:
    """The section of a debrief. `figures` are the points earned beside those there are."""

    figures: tuple[tuple[str, str], ...]
    on_path: tuple[LeftRow, ...]
    elsewhere: tuple[UnseenRow, ...]


def make_missed(debrief: Debrief) -> MissedPart | None:
    """Put into words what could have been found; None where there was nothing to earn."""
    score = debrief.score
    if not score.best or debrief.kind is Kind.SURVEY:
        return None
    branches = bool(debrief.chain or debrief.came_by)
    return MissedPart(
        figures=tuple(_list_figures(score, branches=branches)),
        on_path=tuple(_make_left(each) for each in debrief.missed.on_path),
        elsewhere=tuple(_make_unseen(each) for each in debrief.missed.elsewhere),
    )


def _list_figures(score: Score, *, branches: bool) -> Iterator[tuple[str, str]]:
    yield "You earned", say_count(score.earned, "point")
    if branches:
        yield "The path you took holds", say_count(score.reachable, "point")
    most = "" if score.best_exact else "at most "
    best = "The best path of all holds" if branches else "There were"
    yield best, f"{most}{say_count(score.best, 'point')}"


def _make_left(scene: LeftScene) -> LeftRow:
    return LeftRow(scene.title, say_count(scene.points, "point"), tuple(_list_items(scene)))


def _list_items(scene: LeftScene) -> Iterator[str]:
    if scene.cues:
        yield f"{say_count(scene.cues, 'cue')} not heard"
    if scene.cues_lost > scene.cues:
        yield f"{say_count(scene.cues_lost - scene.cues, 'point')} lost to false alarms"
    yield from (_say_question(each) for each in scene.questions)


def _say_question(question: MissedQuestion) -> str:
    lost = say_count(question.points, "point")
    return f"“{question.title}” {RESULTS[question.result]} ({lost})"


def _make_unseen(scene: UnseenScene) -> UnseenRow:
    held = (
        say_count(scene.cues, "cue") if scene.cues else "",
        say_count(scene.questions, "question") if scene.questions else "",
    )
    best = scene.on_best > 0
    points = say_count(scene.on_best or scene.most, "point")
    return UnseenRow(
        title=scene.title,
        points=points if best else f"up to {points}",
        holds=join_words(tuple(each for each in held if each)),
        best=best,
        way=tuple(_say_hop(each) for each in scene.way),
    )


def _say_hop(hop: Hop) -> str:
    what = f"choose “{hop.words}”" if hop.is_choice else hop.words
    return f"In “{hop.title}”, {what}"
