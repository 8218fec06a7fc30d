"""Modules that a course keeps closed: why, in words, and whether a person may begin one by itself.

A case of the open catalogue may always be played; what lies in a course's folder is the course's.
"""

from sqlalchemy import Connection

from learning.model.course import CourseModule
from learning.model.names import Rule
from learning.operations.accounts import Viewer
from learning.operations.courses import Lock, Stop, look_now, make_stops
from learning.operations.moments import say_from, say_until
from learning.operations.site import Site
from learning.operations.stages import list_stands
from learning.storage import publications
from learning.storage.publications import Offer

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

    Asked are the courses that the person takes, or all where none of these has the module. `offer`
    is what `list_offered` gave, where it was asked before.
    """
    if not path.startswith(_OF_COURSES):
        return ""
    offered, published = offer or publications.list_offered(connection, person_id=viewer.person_id)
    leading = []
    for each in offered:
        course = site.shelf.courses.get(connection, each.path, each.sha256)
        if any(module.path == path for module in course.modules):
            leading.append((course, each.enrolled_at))
    taken = [each for each in leading if each[1] is not None] or leading
    stands = list_stands(connection, viewer) if taken else {}
    why = ""
    for course, enrolled_at in taken:
        stops = make_stops(course, stands, published, when=look_now(site, enrolled_at))
        stop = next(each for each in stops if each.module.path == path)
        if stop.open:
            return ""
        why = why or f"In the course “{course.title}” this {say_lock(stop)}."
    return why
