"""How far a person has come with a course: which modules are done, open, and next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from learning.model.course import Course, CourseModule
from learning.operations.stages import NOT_BEGUN, Stage, Stand


@dataclass(frozen=True, slots=True)
class Stop:
    """A module of a course for one person. `published` is whether there is anything to open."""

    module: CourseModule
    stand: Stand
    done: bool
    open: bool
    published: bool


def make_stops(
    course: Course, stands: Mapping[str, Stand], published: Collection[str]
) -> tuple[Stop, ...]:
    """Say of each module of a course whether it is done and whether it is open."""
    own = {each.number: stands.get(each.path, NOT_BEGUN) for each in course.modules}
    done = {each.number for each in course.modules if _is_done(each, own[each.number])}
    return tuple(
        Stop(
            module=each,
            stand=own[each.number],
            done=each.number in done,
            open=each.opens_after is None or each.opens_after in done,
            published=each.path in published,
        )
        for each in course.modules
    )


def find_next(stops: tuple[Stop, ...]) -> Stop | None:
    """Give what to do next: the first module that is open and not done, optional ones last."""
    ready = [each for each in stops if each.open and each.published and not each.done]
    return min(ready, key=lambda stop: stop.module.optional, default=None)


def count_done(stops: tuple[Stop, ...]) -> tuple[int, int]:
    """Count the modules done of those that are not optional."""
    needed = [each for each in stops if not each.module.optional]
    return sum(each.done for each in needed), len(needed)


def _is_done(module: CourseModule, stand: Stand) -> bool:
    if stand.stage is not Stage.FINISHED:
        return False
    if module.pass_mark is None:
        return True
    return stand.best is not None and stand.best.percent() >= module.pass_mark
