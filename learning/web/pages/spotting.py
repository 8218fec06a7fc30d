"""The spotting step of a scene: rows to fill in, then what was heard, missed and misheard.

Knows only what was marked and, once that is stored, the cues with their reasons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from learning.model.names import Need
from learning.play.shown import CuePanel, ShownCue
from learning.quiz.answer import CueScore, Spot
from learning.web.forms.attempts import Typed, TypedMark
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.words import NEED_WORDS, say_count, say_number

FIRST_ROWS = 3
NOTHING = "No legal need"
NO_SIGN = "These words do not point to a legal need by themselves."
ORDER = ("good", "warn", "bad", "alarm", "plain")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One verdict: whose words, what was made of them, and why. `tone` repeats the verdict."""

    words: str
    verdict: str
    need: str
    tone: str
    reason: str


@dataclass(frozen=True, slots=True)
class SpottingPart:
    """The step: `rows` to fill in until it is done, `found` afterwards.

    `saved` to `meant` are as in a question.
    """

    rows: tuple[TypedMark, ...]
    needs: tuple[tuple[str, str], ...]
    done: bool
    summary: str
    points: str
    found: tuple[FoundRow, ...]
    error: str
    saved: str = ""
    unsaved: bool = False
    doubt: Doubt | None = None
    meant: str = ""
    kind: str = "spotting"


NEED_OPTIONS = (("", "Choose a need"), *((need.value, NEED_WORDS[need]) for need in Need))


def make_spotting(panel: CuePanel, typed: Typed | None = None) -> SpottingPart:
    """Put the step into words; `typed` brings back rows that were refused or want one more."""
    typed = typed or Typed()
    if panel.score is None:
        blank = max(FIRST_ROWS, typed.rows) - len(typed.marks)
        rows = (*typed.marks, *[TypedMark()] * blank)
        part = SpottingPart(rows, NEED_OPTIONS, False, "", "", (), typed.marks_error)
        unsaved = bool(typed.marks) and not typed.saved
        doubt = make_doubt(typed.doubts)
        return replace(part, saved=typed.saved, unsaved=unsaved, doubt=doubt, meant=typed.meant)
    found = list_found(panel.cues, plain_alarms(panel.score))
    mark = panel.score.mark
    points = f"That earns {say_number(mark.earned)} of {say_count(mark.possible, 'point')}."
    return SpottingPart((), NEED_OPTIONS, True, say_spotting(panel.score), points, found, "")


def say_spotting(score: CueScore) -> str:
    """Sum up one scene's spotting in a sentence."""
    hits = len({result.cue for result in score.results if result.spot is Spot.HIT})
    total = hits + len(score.missed)
    alarms = sum(result.spot is Spot.FALSE_ALARM for result in score.results)
    heard = f"You heard {hits} of {say_count(total, 'cue')}"
    return f"{heard}, with {say_count(alarms, 'false alarm')}." if alarms else f"{heard}."


def list_found(
    cues: Sequence[ShownCue], alarms: Iterable[tuple[str, Need]]
) -> tuple[FoundRow, ...]:
    """List cues heard, misnamed and missed, then false alarms, then lures rightly let pass.

    `alarms` are marks on plain words; a mark on a lure is told with the lure and its reason.
    """
    rows = [*map(_row, cues), *(_alarm(words, need, NO_SIGN) for words, need in alarms)]
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.tone)))


def plain_alarms(score: CueScore) -> tuple[tuple[str, Need], ...]:
    """Give the false alarms that touched no lure."""
    return tuple(
        (result.noticed.words, result.noticed.need)
        for result in score.results
        if result.spot is Spot.FALSE_ALARM and result.cue is None
    )


def _row(cue: ShownCue) -> FoundRow:
    return _row_of_lure(cue) if cue.need is None else _row_of_cue(cue, cue.need)


def _row_of_cue(cue: ShownCue, need: Need) -> FoundRow:
    name = NEED_WORDS[need]
    if cue.spot is Spot.HIT:
        return FoundRow(cue.text, "You heard this", name, "good", cue.reason)
    if cue.spot is None or cue.named is None:
        return FoundRow(cue.text, "You passed over this", name, "bad", cue.reason)
    verdict = f"You marked this, but as {NEED_WORDS[cue.named].lower()}"
    return FoundRow(cue.text, verdict, name, "warn", cue.reason)


def _row_of_lure(cue: ShownCue) -> FoundRow:
    if cue.named is not None:
        return _alarm(cue.text, cue.named, cue.reason)
    return FoundRow(cue.text, "You rightly let this pass", NOTHING, "plain", cue.reason)


def _alarm(words: str, need: Need, reason: str) -> FoundRow:
    verdict = f"You marked this as {NEED_WORDS[need].lower()}: a false alarm"
    return FoundRow(words, verdict, NOTHING, "alarm", reason)
