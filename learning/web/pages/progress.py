"""My progress: where one is, what was earned, which legal needs one hears. Honest and warm."""

from dataclasses import dataclass

from learning.evidence.outcomes import Mastery
from learning.evidence.spotting import find_over_referral, sum_up
from learning.operations.evidence import Evidence, OutcomeProgress
from learning.operations.progress import (
    CourseProgress,
    ModuleProgress,
    Progress,
    SessionProgress,
)
from learning.operations.stages import Points, Stage, Stand
from learning.web.pages.catalogue import say_stage, url_of
from learning.web.pages.certainty import CertaintyPart, make_part
from learning.web.pages.over_time import OverTime, plot_over_time
from learning.web.pages.plots import NeedRow, plot_needs
from learning.web.pages.words import say_count, say_date, say_percent, say_points


@dataclass(frozen=True, slots=True)
class UnderWayRow:
    """An attempt to go on with."""

    title: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course one has enrolled in."""

    title: str
    url: str
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class PlayedRow:
    """A module one has begun, with its marks as pairs of words."""

    title: str
    url: str
    words: str
    tone: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A shared session one took part in, with one's own points and the team's as pairs of words."""

    title: str
    url: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One learning outcome: how far one is with it, and by how many answers that is said."""

    text: str
    state: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything the progress template prints."""

    lede: str
    under_way: tuple[UnderWayRow, ...]
    courses: tuple[CourseRow, ...]
    modules: tuple[PlayedRow, ...]
    sessions: tuple[SessionRow, ...]
    needs: tuple[NeedRow, ...]
    needs_words: str
    over_time: OverTime | None
    outcomes: tuple[OutcomeRow, ...]
    certainty: CertaintyPart | None
    answers_words: str
    empty: bool


def make_progress(progress: Progress, evidence: Evidence) -> ProgressPage:
    """Put a person's progress, and what their answers show, into words."""
    return ProgressPage(
        lede=_say_lede(progress),
        under_way=tuple(
            _make_under_way(each) for each in progress.modules if each.stand.attempt_id
        ),
        courses=tuple(_make_course(each) for each in progress.courses),
        modules=tuple(_make_played(each) for each in progress.modules),
        sessions=tuple(_make_session(each) for each in progress.sessions),
        needs=plot_needs(evidence.spotting),
        needs_words=_say_cases(evidence),
        over_time=plot_over_time(evidence.periods),
        outcomes=tuple(_make_outcome(each) for each in evidence.outcomes),
        certainty=_make_certainty(evidence),
        answers_words=_say_answers(evidence),
        empty=not (progress.modules or progress.courses or progress.sessions),
    )


def _say_lede(progress: Progress) -> str:
    finished = sum(each.stand.stage is Stage.FINISHED for each in progress.modules)
    if progress.sessions and not finished:
        many = say_count(len(progress.sessions), "shared session")
        return f"You have been through {many}. Your own part and your team’s are kept apart."
    if not finished:
        return "You have made a start. Your place is kept, on any device."
    return (
        f"You have finished {say_count(finished, 'module')}. Each attempt is kept with its marks."
    )


def _make_under_way(module: ModuleProgress) -> UnderWayRow:
    stand = module.stand
    when = f"Last played on {say_date(stand.moved_at)}" if stand.moved_at else "Under way"
    return UnderWayRow(module.title, f"/attempts/{stand.attempt_id}", when)


def _make_course(course: CourseProgress) -> CourseRow:
    return CourseRow(course.title, url_of(course.path), course.done, course.needed)


def _make_played(module: ModuleProgress) -> PlayedRow:
    stand = module.stand
    words, tone = say_stage(stand)
    marks = [("Attempts", str(stand.attempts))]
    marks += [("Best", _say_points(stand.best))] if stand.best else []
    marks += [("Counts", say_percent(stand.kept or 0, 1))] if _counts_otherwise(stand) else []
    marks += [("Latest", _say_points(stand.latest))] if stand.latest else []
    marks += [("Pass mark", "not reached yet")] if stand.passed is False else []
    return PlayedRow(module.title, url_of(module.path), words, tone, tuple(marks))


def _make_session(session: SessionProgress) -> SessionRow:
    return SessionRow(
        title=session.title,
        url=f"/sessions/{session.session_id}",
        marks=(
            ("When", say_date(session.finished_on)),
            ("Side", session.side.capitalize()),
            ("Your own part", _say_part(session.own)),
            ("Your team", _say_part(session.team)),
        ),
    )


def _say_part(points: Points) -> str:
    return _say_points(points) if points.possible else "nothing to earn"


TONES = {Mastery.UNPRACTISED: "plain", Mastery.PRACTISED: "primary", Mastery.MASTERED: "good"}


def _say_cases(evidence: Evidence) -> str:
    if evidence.all_cases:
        drawn = f"Drawn from {say_count(evidence.cases, 'module')}."
    else:
        drawn = f"Drawn from the latest {evidence.cases} modules."
    over = find_over_referral(sum_up(evidence.spotting))
    if over is None:
        return drawn
    return (
        f"{drawn} In all, {say_percent(over, 1)} of your marks named a need where there was none."
    )


def _make_outcome(outcome: OutcomeProgress) -> OutcomeRow:
    figures = outcome.figures
    words = (
        f"{figures.right} of {say_count(figures.asked, 'question')} right" if figures.asked else ""
    )
    state = figures.mastery.value.capitalize()
    return OutcomeRow(outcome.text, state, TONES[figures.mastery], words)


def _make_certainty(evidence: Evidence) -> CertaintyPart | None:
    if evidence.calibration is None:
        return None
    wrong = tuple(
        (each.title, f"/attempts/{each.attempt_id}/debrief#question-{each.question}", each.module)
        for each in evidence.surprises
    )
    return make_part(evidence.calibration, wrong)


def _say_answers(evidence: Evidence) -> str:
    most = "" if evidence.all_answers else f", of the {evidence.answers} questions last answered"
    return f"Of each question your latest answer counts{most}."


def _counts_otherwise(stand: Stand) -> bool:
    """Say whether another share counts than that of the best attempt, by the author's rule."""
    if stand.kept is None or stand.best is None:
        return False
    return abs(100 * stand.kept - stand.best.percent()) > 1e-6


def _say_points(points: Points) -> str:
    return say_points(points.earned, points.possible, whole=points.whole)
