"""Which attempt at a quiz counts: kept with the move that finishes it, counted the same."""

from pathlib import Path

import pytest

from learning.errors import ContentBroken
from learning.operations import attempts, catalogue
from learning.operations.accounts import Viewer
from learning.operations.keeping import settle_progress
from learning.operations.progress import my_progress
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.operations.stages import Stand
from learning.operations.totals import fill_totals
from learning.storage import migrate
from tests.storage.conftest import Clock
from tests.storage.plays import BADLY, WELL, assert_counted, begin, play
from tests.storage.quizzes import QUIZ, say, set_terms, take
from tests.storage.written import FRONT, write

SURVEY = "courses/listening/survey.md"
SURVEY_TEXT = (
    FRONT.format(title="How is it?", kind="survey", more="").replace(
        "jurisdiction: England\nlaw_checked: 2026-11-01\n", ""
    )
    + """How it is.

### Question: I know whom to ask

- [ ] Agree
- [ ] Disagree
"""
)
TERMS = "keeps: {}\npass_mark: 60\n"


def stand_on(site: Site, viewer: Viewer, path: str = QUIZ) -> Stand:
    return next(each.stand for each in my_progress(site, viewer).modules if each.path == path)


def take_thrice(site: Site, viewer: Viewer, clock: Clock) -> list[str]:
    """Get one point of two, then both, then none."""
    taken = []
    for right in (1, 2, 0):
        taken.append(take(site, viewer, right=right))
        clock.wait(minutes=1)
    return taken


@pytest.mark.parametrize(
    ("keeps", "kept", "passed", "counts"),
    [
        ("best", 1.0, True, 1),
        ("first", 0.5, False, 0),
        ("latest", 0.0, False, 2),
        ("mean", 0.5, False, None),
    ],
)
def test_a_quiz_keeps_what_its_author_says(
    site: Site,
    amina: Viewer,
    clock: Clock,
    tmp_path: Path,
    *,
    keeps: str,
    kept: float,
    passed: bool,
    counts: int | None,
) -> None:
    set_terms(site, tmp_path, TERMS.format(keeps))
    taken = take_thrice(site, amina, clock)
    stand = stand_on(site, amina)
    assert (stand.kept, stand.passed) == (kept, passed)
    cover = catalogue.show_case(site, amina, QUIZ)
    assert cover.counts == (None if counts is None else taken[counts])
    assert_counted(site, amina)


def test_a_case_keeps_the_best(stocked: Site, amina: Viewer, clock: Clock) -> None:
    for moves in (WELL, BADLY):
        play(stocked, amina, moves)
        clock.wait(minutes=1)
    stand = stand_on(stocked, amina, "cases/damp.md")
    assert (stand.kept, stand.passed) == (1.0, True)


def test_nothing_is_kept_of_what_is_not_finished(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    play(stocked, amina, WELL[:-1])
    stand = stand_on(stocked, amina, "cases/damp.md")
    assert (stand.kept, stand.passed) == (None, None)


@pytest.mark.parametrize("more", ["keeps: first\n", "pass_mark: 100\nkeeps: mean\n"])
def test_a_rule_that_was_changed_holds_for_what_was_finished(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path, more: str
) -> None:
    set_terms(site, tmp_path, TERMS.format("best"))
    take_thrice(site, amina, clock)
    set_terms(site, tmp_path, more)
    assert stand_on(site, amina).kept == 0.5
    assert stand_on(site, amina).passed is ("first" in more)
    assert_counted(site, amina)


def test_progress_from_before_rules_were_kept_is_settled(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, TERMS.format("latest"))
    take_thrice(site, amina, clock)
    with site.database.write() as connection:
        connection.exec_driver_sql("UPDATE progress SET kept = 1.0, passed = NULL")
    settle_progress(site)
    assert_counted(site, amina)
    assert stand_on(site, amina).passed is False


def test_a_cover_marks_the_earliest_of_equals(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, TERMS.format("best"))
    first = take(site, amina)
    clock.wait(minutes=1)
    take(site, amina)
    assert catalogue.show_case(site, amina, QUIZ).counts == first


def test_progress_from_before_this_schema_is_counted_again_when_it_comes(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, TERMS.format("mean"))
    take_thrice(site, amina, clock)
    for command, target in (("downgrade", "0002"), ("upgrade", "head")):
        with site.database.write() as connection:
            migrate._run(connection, command, target)
    fill_totals(site.database)
    assert stand_on(site, amina).passed is None
    settle_progress(site)
    assert stand_on(site, amina).passed is False
    assert_counted(site, amina)


def test_an_answer_to_a_survey_that_was_once_called_right_counts_the_same(
    site: Site, amina: Viewer, tmp_path: Path
) -> None:
    write(tmp_path / "survey", SURVEY, SURVEY_TEXT)
    assert not publish(site, tmp_path / "survey", "test").broken
    attempt_id = begin(site, amina, path=SURVEY)
    attempts.take(site, amina, attempt_id, no=1, move=say("i-know-whom-to-ask", "agree"))
    with site.database.write() as connection:
        connection.exec_driver_sql("UPDATE attempt SET state = replace(state, 'unmarked', 'right')")
    assert_counted(site, amina)
    with site.database.write() as connection:
        connection.exec_driver_sql("UPDATE attempt SET state = replace(state, 'agree', 'disagree')")
    with pytest.raises(ContentBroken, match="not where its moves lead"):
        assert_counted(site, amina)
