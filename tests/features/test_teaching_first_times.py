"""What teachers are told of a learner is one figure on all pages: first times, told or not."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.evidence.helping import Reason
from learning.evidence.spotting import NeedTally
from learning.model.names import Need
from learning.operations.accounts import Viewer
from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.evidence import my_evidence
from learning.operations.progress import my_progress
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.operations.teaching_help import load_help
from learning.operations.teaching_items import load_items
from learning.operations.teaching_spotting import load_spotting_of
from learning.operations.teaching_story import load_story
from learning.storage.cohort_people import Place, put_person
from tests.features.confidence import COURSE, answer_all, write_sure
from tests.features.playing import begin, choose, move
from tests.features.previewing import write
from tests.features.taught import HEAD, viewer_of
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
CASE_PATH, COURSE_PATH = "cases/the-flat.md", "courses/surely/course.md"
SILENT = "courses/surely/silent.md"
CUES = ("the wall is black", "the window is broken", "the lock is gone", "the rent went up")
CASE = f"""---
title: The flat
kind: case
summary: Four things are wrong with it.
needs: [housing]
setting: primary
{HEAD}---

# The flat

You meet Ines.

## The stairs

She says that {", that ".join(f'[{each}](#cue-housing "Listen.")' for each in CUES)}.

- [Go on](#the-door)

## The door

She waves.

> Ending (good): You heard her.
"""
# Five answers given as sure, two of them right; of the five the last is optional.
ANSWERS = (("yes", "3"), ("yes", "3"), ("no", "3"), ("no", "3"), ("no", "3"))


@pytest.fixture(scope="module")
def cole(site: Site, cast: Cast) -> Viewer:
    return viewer_of(site, cast["cole"].email, cast["cole"].password)


@pytest.fixture(scope="module")
def amina(site: Site, cast: Cast) -> Viewer:
    return viewer_of(site, cast["amina"].email, cast["amina"].password)


@pytest.fixture(scope="module")
def cohort_id(
    app: Flask,
    site: Site,
    cast: Cast,
    amina: Viewer,
    cole: Viewer,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """Let Amina hear one cue of four, then all, and take a quiz that tells her nothing."""
    folder = tmp_path_factory.mktemp("flat")
    write_sure(folder)
    write(folder, CASE_PATH, CASE)
    write(folder, COURSE_PATH, COURSE + "2. [Silent](silent.md)\n")
    assert publish(site, folder, "tests").broken == {}
    made = make_cohort(site, cole, Wanted("Spring term"))
    with site.database.write() as connection:
        put_person(connection, made, amina.person_id, place=Place("learner"), at=site.clock())
    for path in (CASE_PATH, COURSE_PATH):
        give_course(site, cole, made, path=path)
    visitor = Visitor(app)
    visitor.sign_in(cast["amina"])
    for heard in (CUES[:1], CUES):
        play(visitor, heard)
    answer_all(visitor, ANSWERS, "/courses/surely/silent")
    return made


def play(visitor: Visitor, heard: tuple[str, ...]) -> None:
    begin(visitor, "/cases/the-flat")
    move(visitor, "notice", {"words": [*heard], "need": ["housing"] * len(heard)})
    choose(visitor, "Go on")
    move(visitor, "finish")


def test_the_first_time_says_on_every_page_what_was_heard(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    first = NeedTally(hits=1, misses=len(CUES) - 1)
    (helped,) = load_help(site, cole, cohort_id).people
    missed = next(each for each in helped.findings if each.reason is Reason.MISSED)
    assert (missed.need, missed.count, missed.of) == (Need.HOUSING, first.misses, len(CUES))
    story = load_story(site, cole, cohort_id, person_id=amina.person_id)
    assert story.spotting == {Need.HOUSING: first}
    assert [each.spotting for each in story.periods] == [{Need.HOUSING: first}]
    spotting = load_spotting_of(site, cole, cohort_id, path=CASE_PATH)
    assert (spotting.first, spotting.times, spotting.again) == ({Need.HOUSING: first}, 1, 1)
    assert spotting.after == {Need.HOUSING: NeedTally(hits=len(CUES))}
    assert my_evidence(site, amina, my_progress(site, amina)).spotting == {Need.HOUSING: first}


def test_what_a_quiz_never_tells_its_learner_is_told_to_who_teaches_them(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    sure, right = len(ANSWERS), sum(answer == "yes" for answer, _ in ANSWERS)
    (helped,) = load_help(site, cole, cohort_id).people
    found = next(each for each in helped.findings if each.reason is Reason.SURE_AND_WRONG)
    assert (found.count, found.of) == (sure - right, sure)
    story = load_story(site, cole, cohort_id, person_id=amina.person_id)
    assert story.calibration
    assert story.calibration.whole.questions == sure
    assert story.calibration.whole.accuracy == right / sure
    studied = load_items(site, cole, cohort_id, path=SILENT).items
    assert sum(figures.facility or 0 for _, figures in studied) == 100 * right
    assert my_evidence(site, amina, my_progress(site, amina)).answers == 0
