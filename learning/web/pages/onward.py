"""The way on from a module to the course it was played for: back to it, or to what comes next.

Knows course desks and what was made of one module; no marks of this attempt.
"""

from dataclasses import dataclass

from learning.model.names import Rule
from learning.operations.catalogue import CourseDesk
from learning.operations.courses import Stop
from learning.web.pages.catalogue import url_of


@dataclass(frozen=True, slots=True)
class CoursePart:
    """A course: its address, what it says of this module, and the next one if there is one."""

    title: str
    url: str
    words: tuple[str, ...]
    next_url: str
    next_words: str


def make_course_part(desk: CourseDesk, path: str) -> CoursePart:
    """Say where a course goes on after a module."""
    own = next(stop for stop in desk.stops if stop.module.path == path)
    going = desk.next if desk.next and desk.next.module.path != path else None
    return CoursePart(
        title=desk.course.title,
        url=url_of(desk.course.path),
        words=tuple(filter(None, (_say_pass(own), _say_place(desk)))),
        next_url=url_of(going.module.path) if going else "",
        next_words=f"Next: {going.module.number}. {going.module.title}" if going else "",
    )


def _say_pass(stop: Stop) -> str:
    if stop.module.rule is not Rule.PASSED:
        return ""
    mark = stop.module.pass_mark
    needed = f"{mark}% of the points there are to earn" if mark else "its own pass mark"
    rule = f"To be done, this module asks for {needed}"
    return f"{rule}, and you have that." if stop.done else f"{rule}. You do not have that yet."


def _say_place(desk: CourseDesk) -> str:
    if desk.complete:
        return "You have completed the course."
    return f"You have finished {desk.done} of {desk.needed} modules."
