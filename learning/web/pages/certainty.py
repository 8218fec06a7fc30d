"""How sure somebody was and how often they were right: figures, levels, a plot, and surprises.

Knows calibrations and what was told; its points are never marks, and it never says they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.evidence.calibration import Calibration, Figures, Fit, Level, SureAnswer, calibrate
from learning.play.shown import Debrief, ShownQuestion
from learning.quiz.answer import Confidence, Result
from learning.quiz.certainty import FITS
from learning.web.pages.words import say_count

LEVEL_WORDS = {
    Confidence.GUESS: "A guess",
    Confidence.FAIRLY_SURE: "Fairly sure",
    Confidence.SURE: "Sure",
}
FIT_WORDS = {
    Fit.OVER: "Over-confident",
    Fit.SLIGHTLY_OVER: "A bit over-confident",
    Fit.AS_IT_SHOULD: "As it should be",
    Fit.SLIGHTLY_UNDER: "A bit under-confident",
    Fit.UNDER: "Under-confident",
}
WIDTH, HEIGHT, LEFT, TOP, FLOOR, BAND = 320, 176, 44, 16, 146, 88


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """Some questions summed up, in words."""

    label: str
    accuracy: str
    mean: str
    bonus: str
    both: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level: how often it was said, how often that was right, and what to make of it."""

    label: str
    answers: int
    accuracy: str
    fits: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Band:
    """One level on the plot: the accuracy it is for as a box, and where the learner's stands."""

    label: str
    x: int
    width: int
    top: int
    height: int
    middle: int
    dot: int | None
    note: str


@dataclass(frozen=True, slots=True)
class CertaintyPart:
    """Everything that is printed of confidence.

    `wrong` is what was sure and wrong: title, address, and the module where it is not at hand.
    """

    figures: tuple[FiguresRow, ...]
    levels: tuple[LevelRow, ...]
    bands: tuple[Band, ...]
    words: str
    wrong: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[int, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR


def make_certainty(debrief: Debrief) -> CertaintyPart | None:
    """Sum up confidence as far as it was asked and what was right is told; else give None."""
    told = list(_list_told(debrief))
    if not any(each.confidence for each in told):
        return None
    calibration = calibrate(map(_find_first, told), debrief.left)
    if calibration is None:
        return None
    return make_part(calibration, tuple(_list_wrong(told)))


def make_part(calibration: Calibration, wrong: tuple[tuple[str, str, str], ...]) -> CertaintyPart:
    """Put a calibration into words, rows and a plot; `wrong` as in `CertaintyPart`."""
    return CertaintyPart(
        figures=tuple(_list_figures(calibration)),
        levels=tuple(_make_level(each) for each in calibration.levels),
        bands=tuple(_make_band(number, each) for number, each in enumerate(calibration.levels)),
        words=_say_levels(calibration.levels),
        wrong=wrong,
        lines=tuple((_place(share), f"{share:.0%}") for share in (0, 0.5, 1)),
    )


def say_share(share: float) -> str:
    """Write a share as a whole percentage, with a real minus sign; all of it only where it is all.

    >>> say_share(2 / 3), say_share(-0.034), say_share(0.996), say_share(1.0)
    ('67%', '−3%', '99%', '100%')
    """
    percent = round(100 * share)
    if percent == 100 and share < 1 - 1e-9:
        percent = 99
    return f"{'−' if percent < 0 else ''}{abs(percent)}%"


def _list_told(debrief: Debrief) -> Iterator[ShownQuestion]:
    for review in debrief.reviews:
        for each in review.questions:
            if each.told is not None and each.told.mark.result is not Result.UNMARKED:
                yield each


def _find_first(shown: ShownQuestion) -> SureAnswer:
    """Give the first try, and how sure it was: what was told of one makes the next surer."""
    if shown.tries:
        return SureAnswer(shown.tries[0].mark, shown.tries[0].confidence)
    assert shown.told is not None, "what is summed up was told"
    return SureAnswer(shown.told.mark, shown.confidence)


def _list_wrong(told: Iterable[ShownQuestion]) -> Iterator[tuple[str, str, str]]:
    for each in told:
        first = _find_first(each)
        if first.mark.result is Result.WRONG and first.sure is Confidence.SURE:
            yield each.question.title, f"#question-{each.question.id}", ""


def _list_figures(calibration: Calibration) -> Iterator[FiguresRow]:
    whole, answered = calibration.whole, calibration.answered
    if answered is None:
        yield _make_figures(say_count(whole.questions, "question"), whole)
        return
    yield _make_figures(f"All {say_count(whole.questions, 'question')}", whole)
    yield _make_figures(f"The {answered.questions} you answered", answered)


def _make_figures(label: str, figures: Figures) -> FiguresRow:
    return FiguresRow(
        label=label,
        accuracy=say_share(figures.accuracy),
        mean=_say_points(figures.mean),
        bonus=_sign(say_share(figures.bonus)),
        both=say_share(figures.accuracy + figures.bonus),
    )


def _say_points(points: float) -> str:
    rounded = round(points, 2)
    text = f"{abs(rounded):.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if rounded < 0 else text


def _sign(text: str) -> str:
    return text if text.startswith("−") or text == "0%" else f"+{text}"


def _make_level(level: Level) -> LevelRow:
    low, high = (say_share(limit) for limit in FITS[level.sure])
    if level.accuracy is None or level.fit is None:
        return LevelRow(LEVEL_WORDS[level.sure], 0, "–", f"{low} to {high}", "Not used")
    return LevelRow(
        label=LEVEL_WORDS[level.sure],
        answers=level.answers,
        accuracy=say_share(level.accuracy),
        fits=f"{low} to {high}",
        verdict=FIT_WORDS[level.fit],
    )


def _make_band(number: int, level: Level) -> Band:
    low, high = FITS[level.sure]
    x = LEFT + number * BAND + 8
    share = level.accuracy
    return Band(
        label=LEVEL_WORDS[level.sure],
        x=x,
        width=BAND - 16,
        top=_place(high),
        height=_place(low) - _place(high),
        middle=x + (BAND - 16) // 2,
        dot=None if share is None else _place(share),
        note="" if share is None else f"{say_share(share)} of {level.answers}",
    )


def _place(share: float) -> int:
    return round(FLOOR - share * (FLOOR - TOP))


def _say_levels(levels: Iterable[Level]) -> str:
    used = [
        f"{LEVEL_WORDS[each.sure].lower()}, {say_share(each.accuracy)} of "
        f"{say_count(each.answers, 'answer')} right"
        for each in levels
        if each.accuracy is not None
    ]
    return f"How often you were right where you said: {'; '.join(used)}."
