"""Which of two parallel tests a person takes first: crossed forms of a pre-test and a post-test.

Where all take form A before and form B after, a harder form A looks like something learnt. So half
of the people take them the other way round.
"""

from dataclasses import replace
from hashlib import sha256

from sqlalchemy import Connection

from learning.model.course import Course, CourseModule
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.storage.publications import CourseVersion


def open_course(
    site: Site, connection: Connection, version: CourseVersion, *, viewer: Viewer | None
) -> Course:
    """Give a published course as a person takes it; for nobody in particular as it is written."""
    course = site.shelf.courses.get(connection, version.path, version.sha256)
    return course if viewer is None else deal_course(course, viewer.person_id)


def deal_course(course: Course, person_id: str) -> Course:
    """Give a course with its crossed tests as they fall to a person: always the same way.

    The lot hangs on the course and the person alone, so that no edit deals anew. Tests that are
    compared with several modules are dealt together.
    """
    files = _deal_files(course, person_id)
    if not files:
        return course
    modules = (replace(each, path=files.get(each.path, each.path)) for each in course.modules)
    return replace(course, modules=tuple(modules))


def _deal_files(course: Course, person_id: str) -> dict[str, str]:
    """Give the file that stands in the place of another, for each that was exchanged."""
    crossed = [each for each in course.modules if each.crossed]
    if not crossed or not _is_other_half(course.path, person_id):
        return {}
    by_number: dict[int | None, CourseModule] = {each.number: each for each in course.modules}
    pairs = [(each.path, by_number[each.post_test_of].path) for each in crossed]
    return dict(pairs) | {before: after for after, before in pairs}


def _is_other_half(path: str, person_id: str) -> bool:
    return bool(sha256(f"{path}\n{person_id}".encode()).digest()[0] % 2)
