"""A play-test as one JSON object, with the keys that docs/case-markdown.md names."""

from learning.model.names import SceneId
from learning.play.playtest_report import (
    CounterFigure,
    Length,
    PlayTest,
    Problem,
    Reach,
    SideReport,
)
from learning.play.prospects import Outcome, Rivals
from learning.quiz.json_values import Json


def to_json(test: PlayTest) -> Json:
    """Turn a play-test into JSON values."""
    return {
        "file": test.path,
        "title": test.title,
        "runs": test.runs,
        "seed": test.seed,
        "minutes_stated": test.minutes,
        "problems": [_tell_problem(each) for each in test.problems],
        "sides": [_tell_side(each) for each in test.sides],
    }


def _tell_problem(problem: Problem) -> Json:
    return {
        "severity": problem.severity.value,
        "kind": problem.kind.value,
        "roles": list(problem.roles),
        "line": problem.line,
        "message": problem.message,
        "path": list(problem.path),
    }


def _tell_side(side: SideReport) -> Json:
    return {
        "role": side.role,
        "exact": side.exact,
        "states": side.states,
        "text_exact": side.text_exact,
        "plays_without_ending": side.lost,
        "scenes": [
            {
                **_place(each.scene, each.line, each.reach),
                "title": each.title,
                "path": None if each.path is None else list(each.path),
            }
            for each in side.scenes
        ],
        "choices": [
            {
                **_place(each.scene, each.line, each.reach),
                "choice": each.choice,
                "text": each.text,
            }
            for each in side.choices
        ],
        "passages": [
            {
                **_place(each.scene, each.line, each.reach),
                "passage": each.passage,
                "opening": each.opening,
                "always": each.always,
            }
            for each in side.passages
        ],
        "endings": [
            {
                **_place(each.scene, each.line, each.reach),
                "title": each.title,
                "grade": None if each.grade is None else each.grade.value,
            }
            for each in side.endings
        ],
        "counters": [_tell_counter(each) for each in side.counters],
        "lengths": {
            "exact": side.lengths.scenes_exact,
            "fewest_scenes": side.lengths.fewest,
            "most_scenes": side.lengths.most,
            "mean_minutes": _round(side.lengths.mean_minutes),
            "shortest": _tell_length(side.lengths.quickest),
            "longest": _tell_length(side.lengths.slowest),
        },
        "never_better": None if side.rivals is None else [_tell_rivals(e) for e in side.rivals],
    }


def _place(scene: SceneId, line: int, reach: Reach) -> dict[str, Json]:
    return {
        "scene": scene,
        "line": line,
        "share": round(reach.share, 4),
        "possible": reach.possible,
    }


def _tell_counter(figure: CounterFigure) -> Json:
    return {
        "name": figure.counter.name,
        "label": figure.counter.label,
        "min": figure.counter.minimum,
        "max": figure.counter.maximum,
        "lowest": figure.low,
        "highest": figure.high,
        "mean_at_ending": _round(figure.mean),
        "at_ending": {str(value): plays for value, plays in figure.histogram.items()},
    }


def _tell_length(length: Length | None) -> Json:
    if length is None:
        return None
    return {
        "scenes": length.scenes,
        "minutes": _round(length.minutes),
        "exact": length.exact,
        "path": list(length.path),
    }


def _tell_rivals(rivals: Rivals) -> Json:
    return {
        "scene": rivals.scene,
        "choice": rivals.choice,
        "than": rivals.other,
        "never_worse": rivals.same,
        "path": list(rivals.path),
        "at_best": _tell_outcome(rivals.outcome),
        "than_at_best": _tell_outcome(rivals.other_outcome),
    }


def _tell_outcome(outcome: Outcome) -> Json:
    grade = None if outcome.grade is None else outcome.grade.value
    return {"points": _round(outcome.points), "ending": grade}


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
