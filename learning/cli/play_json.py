"""A play-test as one JSON object, with the keys that docs/case-markdown.md names."""

from learning.play.playtest_report import (
    ChoiceFigure,
    CounterFigure,
    EndingFigure,
    Length,
    Lengths,
    PassageFigure,
    Path,
    PlayTest,
    Problem,
    SceneFigure,
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
        **_tell_reaches(side),
        "counters": [_tell_counter(each) for each in side.counters],
        "lengths": _tell_lengths(side.lengths),
        "never_better": None if side.rivals is None else [_tell_rivals(e) for e in side.rivals],
    }


def _tell_reaches(side: SideReport) -> dict[str, Json]:
    def place(each: SceneFigure | ChoiceFigure | PassageFigure | EndingFigure) -> dict[str, Json]:
        return {
            "scene": each.scene,
            "line": each.line,
            "share": round(each.reach.share, 4),
            "possible": each.reach.possible,
        }

    return {
        "scenes": [{**place(e), "title": e.title, "path": _path(e.path)} for e in side.scenes],
        "choices": [{**place(e), "choice": e.choice, "text": e.text} for e in side.choices],
        "passages": [
            {**place(e), "passage": e.passage, "opening": e.opening, "always": e.always}
            for e in side.passages
        ],
        "endings": [
            {**place(e), "title": e.title, "grade": None if e.grade is None else e.grade.value}
            for e in side.endings
        ],
    }


def _path(path: Path | None) -> Json:
    return None if path is None else list(path)


def _tell_lengths(lengths: Lengths) -> Json:
    return {
        "exact": lengths.scenes_exact,
        "fewest_scenes": lengths.fewest,
        "most_scenes": lengths.most,
        "mean_minutes": _round(lengths.mean_minutes),
        "shortest": _tell_length(lengths.quickest),
        "longest": _tell_length(lengths.slowest),
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
