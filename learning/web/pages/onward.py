"""The way on from a module to its course: back to it, to what comes next, or to the certificate.

Knows course desks and what was made of one module; no marks of this attempt.
"""

from dataclasses import dataclass

from learning.model.names import Rule
from learning.operations.catalogue import CourseDesk
from learning.operations.courses import Stop
from learning.web.pages.catalogue import url_of
from learning.web.pages.course import name_next


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
    next_words, next_url = _find_next(desk, path)
    return CoursePart(
        title=desk.course.title,
        url=url_of(desk.course.path),
        words=tuple(filter(None, (_say_pass(own), _say_place(desk)))),
        next_url=next_url,
        next_words=next_words,
    )


def _find_next(desk: CourseDesk, path: str) -> tuple[str, str]:
    """Name the way on and its address: the next module, or the certificate once all is done."""
    if desk.complete and desk.course.certificate_html:
        return "Your certificate", f"{url_of(desk.course.path)}#certificate"
    if desk.next is None or desk.next.module.path == path:
        return "", ""
    return name_next(desk.next), url_of(desk.next.module.path)


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
    return f"{desk.done} of {desk.needed} modules are done."
