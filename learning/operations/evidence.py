"""What a person's answers show, for that person to see: spotting, outcomes, confidence.

Two statements, whatever the history. How sure somebody was never says what they can do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from learning.evidence.calibration import Calibration, SureAnswer, calibrate
from learning.evidence.outcomes import OutcomeFigures, judge_outcome
from learning.evidence.spotting import Period, Sitting, Spotting, add_up, list_periods
from learning.model.names import OutcomeId
from learning.operations.accounts import Viewer
from learning.operations.moments import find_zone
from learning.operations.progress import Progress
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.quiz.answer import Confidence, Mark, Result
from learning.storage import evidence
from learning.storage.evidence import FirstSpotting, LatestAnswer

MOST_CASES = 60
MOST_ANSWERS = 1000
MOST_SURPRISES = 10
# A row of practice knows no points: what is partly right counts as half.
_SHARES = {Result.RIGHT: 1.0, Result.PARTLY: 0.5, Result.WRONG: 0.0, Result.UNMARKED: 0.0}


@dataclass(frozen=True, slots=True)
class OutcomeProgress:
    """An outcome, in words if the site has any for it, and how far this person is with it."""

    outcome: OutcomeId
    text: str
    figures: OutcomeFigures


@dataclass(frozen=True, slots=True)
class Surprise:
    """An answer that was given as sure, and was wrong."""

    question: str
    title: str
    module: str
    attempt_id: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What answers show. `spotting` sums `periods` up and every earlier sitting that was read.

    `cases` and `answers` say how many of each there are in it; `all_cases` and `all_answers`
    whether those are all.
    """

    spotting: Spotting
    periods: tuple[Period, ...]
    cases: int
    all_cases: bool
    outcomes: tuple[OutcomeProgress, ...]
    calibration: Calibration | None
    surprises: tuple[Surprise, ...]
    answers: int
    all_answers: bool


def my_evidence(site: Site, viewer: Viewer, progress: Progress) -> Evidence:
    """Draw a person's evidence, in two statements. `progress` is theirs, and names the modules.

    Of each module only the first time through it counts for spotting, alone or in a shared session:
    who plays it again knows where the cues are. Of each question the latest answer counts, in an
    attempt or when it came back.
    """
    with site.database.read() as connection:
        found = evidence.list_first_spotting(connection, viewer.person_id, most=MOST_CASES + 1)
        latest = evidence.list_latest(
            connection, viewer.person_id, now=site.clock(), most=MOST_ANSWERS + 1
        )
    titles = {each.path: each.title for each in progress.modules}
    sittings = [_make_sitting(site, each, titles) for each in reversed(found[:MOST_CASES])]
    answers = latest[:MOST_ANSWERS]
    return Evidence(
        spotting=add_up(each.spotting for each in sittings),
        periods=list_periods(sittings),
        cases=len(sittings),
        all_cases=len(found) <= MOST_CASES,
        outcomes=tuple(_list_outcomes(progress, answers)),
        calibration=calibrate(_list_sure(answers)),
        surprises=tuple(_list_surprises(answers, titles))[:MOST_SURPRISES],
        answers=len(answers),
        all_answers=len(latest) <= MOST_ANSWERS,
    )


def _make_sitting(site: Site, row: FirstSpotting, titles: Mapping[str, str]) -> Sitting:
    day = row.finished_at.astimezone(find_zone(site)).date()
    return Sitting(day, row.title or titles[row.path], load_spotting(row.spotting))


def _list_outcomes(
    progress: Progress, answers: Sequence[LatestAnswer]
) -> Iterator[OutcomeProgress]:
    """Give the outcomes of the courses taken and those practised, in the order of the site."""
    latest: dict[OutcomeId, list[Result]] = {each: [] for each in progress.outcomes}
    for answer in answers:
        for name in answer.outcomes.split():
            latest.setdefault(OutcomeId(name), []).append(Result(answer.result))
    texts = progress.outcome_texts
    places = {each: place for place, each in enumerate(texts)}
    for outcome in sorted(latest, key=lambda each: (places.get(each, len(places)), each)):
        text = texts.get(outcome) or outcome.replace("-", " ").capitalize()
        yield OutcomeProgress(outcome, text, judge_outcome(latest[outcome]))


def _list_sure(answers: Iterable[LatestAnswer]) -> Iterator[SureAnswer]:
    for each in answers:
        if each.confidence is not None:
            result = Result(each.result)
            yield SureAnswer(Mark(_SHARES[result], 1, result), Confidence(each.confidence))


def _list_surprises(
    answers: Iterable[LatestAnswer], titles: Mapping[str, str]
) -> Iterator[Surprise]:
    for each in answers:
        if each.result == Result.WRONG and each.confidence == Confidence.SURE:
            module = titles.get(each.path, "")
            yield Surprise(each.question, each.title, module, each.attempt_id)
