"""My progress: where one is, what was earned, which legal needs one hears. Honest and warm."""

from dataclasses import dataclass

from learning.operations.progress import CourseProgress, ModuleProgress, Progress
from learning.operations.stages import Points, Stage
from learning.web.pages.catalogue import say_stage, url_of
from learning.web.pages.plots import NeedRow, plot_needs
from learning.web.pages.words import say_count, say_date, say_points


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
class ProgressPage:
    """Everything the progress template prints."""

    lede: str
    under_way: tuple[UnderWayRow, ...]
    courses: tuple[CourseRow, ...]
    modules: tuple[PlayedRow, ...]
    needs: tuple[NeedRow, ...]
    empty: bool


def make_progress(progress: Progress) -> ProgressPage:
    """Put a person's progress into words."""
    return ProgressPage(
        lede=_say_lede(progress),
        under_way=tuple(
            _make_under_way(each) for each in progress.modules if each.stand.attempt_id
        ),
        courses=tuple(_make_course(each) for each in progress.courses),
        modules=tuple(_make_played(each) for each in progress.modules),
        needs=plot_needs(progress.spotting),
        empty=not (progress.modules or progress.courses),
    )


def _say_lede(progress: Progress) -> str:
    finished = sum(each.stand.stage is Stage.FINISHED for each in progress.modules)
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
    marks += [("Latest", _say_points(stand.latest))] if stand.latest else []
    return PlayedRow(module.title, url_of(module.path), words, tone, tuple(marks))


def _say_points(points: Points) -> str:
    return say_points(points.earned, points.possible, whole=points.whole)
