"""What a cohort is given: courses, and cases by themselves, each as the modules it leads through.

The one place that tells the two apart. Both are read from memory.
"""

from sqlalchemy import Connection

from learning.model.course import Course, lead_to, stands_alone
from learning.operations.site import Site


def open_given(site: Site, connection: Connection, path: str, *, sha256: str) -> Course:
    """Give what lies on a path of a cohort: a course, or a case as a course of one module."""
    if not stands_alone(path):
        return site.shelf.courses.get(connection, path, sha256)
    return lead_to(path, site.shelf.modules.get(connection, path, sha256).case.title)
