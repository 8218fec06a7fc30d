"""A cohort with its course, written and filled as a test needs it: many learners, many modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from learning.operations.accounts import Viewer, find_viewer, sign_in
from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage import people
from learning.storage.cohort_people import Place, put_person
from learning.storage.people import NewPerson
from learning.storage.schema import Progress
from tests.features.previewing import write

COURSE = "courses/hearing/course.md"
HEAD = "jurisdiction: England\nlaw_checked: 2026-11-01\nauthors: [A. Tester]\nlicence: CC BY 4.0\n"
COURSE_TEXT = """---
title: Hearing it
kind: course
summary: A course.
authors: [A. Tester]
licence: CC BY 4.0
---

# Hearing it

Welcome.

## Modules

"""
LESSON_TEXT = """---
title: {title}
kind: lesson
summary: A page.
{head}---

# {title}

A lesson.

## Ask

Ask one thing, and wait.
"""
PROFESSIONS = (("medicine", "health"), ("law", "law"), ("nursing", "health"))
BEGAN = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Class:
    """A cohort, its learners and the paths of its modules."""

    cohort_id: str
    learners: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"/cohorts/{self.cohort_id}"


def publish_lessons(site: Site, folder: Path, count: int) -> tuple[str, ...]:
    """Publish a course of so many lessons, every fourth with a pass mark."""
    lines = []
    for number in range(1, count + 1):
        title = f"Listening, part {number}"
        text = LESSON_TEXT.format(title=title, head=HEAD)
        write(folder, f"courses/hearing/part-{number}.md", text)
        lines.append(f"{number}. [{title}](part-{number}.md)\n")
    write(folder, COURSE, COURSE_TEXT + "".join(lines))
    assert publish(site, folder, "tests").broken == {}
    return tuple(f"courses/hearing/part-{number}.md" for number in range(1, count + 1))


def viewer_of(site: Site, email: str, password: str) -> Viewer:
    """Sign somebody in below the web, and give them as operations see them."""
    token = sign_in(site, email, password, address="192.0.2.1").token
    viewer = find_viewer(site, token)
    assert viewer
    return viewer


def gather(site: Site, teacher: Viewer, folder: Path, *, learners: int, modules: int) -> Class:
    """Make a cohort of so many learners with a course of so many modules; nobody has begun."""
    paths = publish_lessons(site, folder, modules)
    return seat(site, teacher, COURSE, paths=paths, learners=learners)


def seat(site: Site, teacher: Viewer, course: str, *, paths: Sequence[str], learners: int) -> Class:
    """Make a cohort of so many learners that takes a published course of these modules."""
    cohort_id = make_cohort(site, teacher, Wanted("Spring term"))
    ids = [f"learner-{number:03}" for number in range(learners)]
    with site.database.write() as connection:
        for number, person_id in enumerate(ids):
            profession, side = PROFESSIONS[number % 3]
            name, email = f"Learner {number:03}", f"{person_id}@example.org"
            row = (person_id, email, name, "", profession, side, "learner", BEGAN)
            people.add_person(connection, NewPerson(*row))
            put_person(connection, cohort_id, person_id, place=Place("learner"), at=BEGAN)
    give_course(site, teacher, cohort_id, path=course)
    return Class(cohort_id, tuple(ids), tuple(paths))


def fill(site: Site, taught: Class) -> None:
    """Let the learners have come further the later they are in the list; the first not at all."""
    rows = []
    for number, person_id in enumerate(taught.learners):
        reach = len(taught.paths) * number // max(1, len(taught.learners) - 1)
        for place, path in enumerate(taught.paths[:reach]):
            share = (number * 7 + place * 13) % 101 / 100
            rows.append(make_row(person_id, path, share=share, at=BEGAN + timedelta(days=place)))
    with site.database.write() as connection:
        connection.execute(insert(Progress), rows)


def make_row(person_id: str, path: str, *, share: float, at: datetime) -> dict[str, object]:
    """Make a row of progress of one whole attempt, finished with this share of its points."""
    return {
        "person_id": person_id,
        "path": path,
        "attempts": 1,
        "moves": 3,
        "finished": 1,
        "moved_at": at,
        "finished_at": at,
        "best_earned": share,
        "best_possible": 1,
        "latest_earned": share,
        "latest_possible": 1,
        "latest_whole": True,
        "spotting": "{}",
        "first_finished_at": at,
        "first_earned": share,
        "first_possible": 1,
        "shares": share,
        "kept": share,
        "passed": True,
    }
