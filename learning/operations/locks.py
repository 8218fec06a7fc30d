"""Modules that a course keeps closed: why, in words, and whether a person may begin one by itself.

A case of the open catalogue may always be played, but for those whom a cohort gives it by itself:
its dates hold for them. What lies in a course's folder is the course's.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from learning.model.course import Course, CourseModule, stands_alone
from learning.model.names import Rule
from learning.operations.accounts import Viewer
from learning.operations.cohort_given import open_given
from learning.operations.courses import Lock, Stop, look_now, make_stops
from learning.operations.dealing import open_course
from learning.operations.moments import say_from, say_until
from learning.operations.site import Site
from learning.operations.stages import list_stands
from learning.storage import publications
from learning.storage.publications import CourseVersion, Offer

_OF_COURSES = "courses/"
_DONE_WORDS = {Rule.SEEN: "opened", Rule.FINISHED: "finished", Rule.PASSED: "passed"}


def say_lock(stop: Stop) -> str:
    """Say why a module cannot be begun, as "opens on 10 January 2027"; "" where it can."""
    first = stop.waits_for
    if stop.lock is Lock.CLOSED and stop.closes is not None:
        return f"closed {say_until(stop.closes)}"
    if stop.lock is Lock.UNTIL and stop.opens is not None:
        return f"opens {say_from(stop.opens)}"
    if stop.lock is Lock.AFTER and first is not None:
        return f"opens {_say_after(stop.module, first)}"
    return ""


def _say_after(module: CourseModule, first: CourseModule) -> str:
    if module.opens_after == first.number:
        return f"once module {first.number} is {_DONE_WORDS[first.rule]}"
    weeks = module.follow_up_weeks or 0
    return f"{weeks} week{'s' if weeks != 1 else ''} after module {first.number} is finished"


def find_lock(
    site: Site, connection: Connection, path: str, *, viewer: Viewer, offer: Offer | None = None
) -> str:
    """Say why every course keeps this module from a person; "" where one leads to it now.

    Asked are the courses that the person takes, or all where none of these has the module; and the
    cohorts that give them a case by itself. `offer` is what `list_offered` gave, where it was asked
    before.
    """
    if not (path.startswith(_OF_COURSES) or stands_alone(path)):
        return ""
    offer = offer or publications.list_offered(connection, person_id=viewer.person_id)
    taken, published = _list_leading(site, connection, offer, path=path, viewer=viewer), offer[1]
    stands = list_stands(connection, viewer) if taken else {}
    why = ""
    for course, version in taken:
        when = look_now(site, version.enrolled_at, version.terms)
        stops = make_stops(course, stands, published, when=when)
        stop = next(each for each in stops if each.module.path == path)
        if stop.open:
            return ""
        why = why or f"{_say_where(course, version)} this {say_lock(stop)}."
    return why


def _list_leading(
    site: Site, connection: Connection, offer: Offer, *, path: str, viewer: Viewer
) -> Sequence[tuple[Course, CourseVersion]]:
    """List what may keep a module from a person; nothing for a case of the open catalogue."""
    alone = offer[1][path].alone if path in offer[1] else None
    if alone is None and stands_alone(path):
        return []
    leading = []
    for each in offer[0]:
        course = open_course(site, connection, each, viewer=viewer)
        if any(module.path == path for module in course.modules):
            leading.append((course, each))
    taken = [each for each in leading if each[1].enrolled_at is not None]
    if alone is None:
        return taken or leading
    return [(open_given(site, connection, path, sha256=alone.sha256), alone), *taken]


def _say_where(course: Course, version: CourseVersion) -> str:
    if course.is_alone and version.terms:
        return f"In your cohort “{version.terms.cohort}”"
    return f"In the course “{course.title}”"
