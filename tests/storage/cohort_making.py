"""Cohorts for tests: an educator, a course with a timed quiz, and people put where they belong."""

from pathlib import Path

from learning.operations import people
from learning.operations.accounts import Viewer, sign_in
from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage import cohort_people, cohorts
from learning.storage.cohort_people import Place
from tests.storage.conftest import PASSWORD, join, viewer_of
from tests.storage.quizzes import QUIZ, TEXT
from tests.storage.written import COURSE, FRONT, write

LESSON = "courses/listening/first.md"


def make_educator(site: Site, name: str = "Cole") -> Viewer:
    """Open an account for an educator."""
    signed_in = join(site, name, "nursing")
    people.change_standing(site, people.Operator(), signed_in.person_id, standing="educator")
    known = sign_in(site, f"{name.lower()}@example.org", PASSWORD, address="192.0.2.1")
    return viewer_of(site, known)


def publish_course(site: Site, folder: Path) -> None:
    """Publish a course of a quiz of ten minutes and a lesson."""
    root = folder / "of-cohorts"
    write(root, QUIZ, TEXT.format(more="time_limit: 10\n"))
    lesson = FRONT.format(title="A word first", kind="lesson", more="") + "## A\n\nText.\n"
    write(root, LESSON, lesson)
    modules = "---\ntitle: Listening\nkind: course\n---\n\n## Modules\n\n"
    write(root, COURSE, modules + "1. [Quiz](quiz.md)\n2. [Lesson](first.md)\n")
    assert not publish(site, root, "test").broken


def make_taught(site: Site, teacher: Viewer, wanted: Wanted | None = None) -> str:
    """Make a cohort that takes the course."""
    cohort_id = make_cohort(site, teacher, wanted or Wanted("Spring term"))
    give_course(site, teacher, cohort_id, path=COURSE)
    return cohort_id


def put(site: Site, cohort_id: str, viewer: Viewer, place: Place | None = None) -> None:
    """Put somebody into a cohort."""
    place = place or Place(cohorts.LEARNER)
    with site.database.write() as connection:
        cohort_people.put_person(
            connection, cohort_id, viewer.person_id, place=place, at=site.clock()
        )
