"""Marks after a corrected key: foreseen, stored person by person, told, and never by halves."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from learning.errors import NotFound, Stale
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.messages import Points, Remarked, list_messages
from learning.operations.publishing import publish
from learning.operations.remarking import Foreseen, QuestionTurn, foresee_remarking, remark
from learning.operations.site import Site
from learning.play.state import Finish
from learning.storage import audit, certificates
from learning.storage.certificates import CertificateRow
from learning.storage.schema import Attempt, Move, Practice
from tests.features.sums import database_sum
from tests.storage.conftest import Clock
from tests.storage.plays import (
    ASK,
    CALL,
    QUESTION,
    RIGHT,
    SPOT,
    WELL,
    WRONG,
    assert_counted,
    begin,
    play,
)
from tests.storage.quizzes import FIRST, LAST, QUIZ, TEXT, set_terms, take
from tests.storage.quizzes import WRONG as MISSED
from tests.storage.written import CASE, CASE_TEXT, COURSE, write

MISTAKEN = (SPOT, WRONG, ASK, CALL, Finish())
KEY = "- [x] When did it begin?\n  > An open question.\n- [ ] Why not move?"
CORRECTED = "- [ ] When did it begin?\n  > An open question.\n- [x] Why not move?"


def correct(site: Site, root: Path, old: str = KEY, new: str = CORRECTED) -> None:
    """Publish the case with its key the other way round."""
    assert old in CASE_TEXT
    write(root, CASE, CASE_TEXT.replace(old, new))
    assert publish(site, root, "test").published == (CASE,)


def remark_all(site: Site) -> Foreseen:
    digest = foresee_remarking(site, CASE).digest
    return remark(site, CASE, by="test", digest=digest)


def read_marks(site: Site) -> list[tuple[float | None, float | None]]:
    with site.database.read() as connection:
        rows = connection.execute(select(Attempt.earned, Attempt.best).order_by(Attempt.id))
        return [(row.earned, row.best) for row in rows]


def read_practice(site: Site) -> Sequence[tuple[str, int, int, bool]]:
    columns = (Practice.result, Practice.answered, Practice.right, Practice.due_at.is_not(None))
    with site.database.read() as connection:
        return [tuple(each) for each in connection.execute(select(*columns))]


def test_a_dry_run_says_whose_marks_would_change_and_stores_nothing(
    stocked: Site, content: Path, amina: Viewer, ben: Viewer
) -> None:
    play(stocked, amina, MISTAKEN)
    play(stocked, ben, WELL)
    play(stocked, ben, WELL[:2], anew=True)
    correct(stocked, content)
    before = database_sum(stocked)
    foreseen = foresee_remarking(stocked, CASE)
    assert database_sum(stocked) == before
    assert (foreseen.rising, foreseen.falling, foreseen.staying, foreseen.unfit) == (1, 1, 0, 0)
    assert (foreseen.learners, foreseen.title) == (2, "Damp")
    assert foreseen.questions == (QuestionTurn(QUESTION, 1, 1),)


def test_marks_rise_where_the_key_was_wrong(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, MISTAKEN)
    assert read_marks(stocked) == [(1, 2)]
    correct(stocked, content)
    remark_all(stocked)
    assert read_marks(stocked) == [(2, 2)]
    assert_counted(stocked, amina)
    again = foresee_remarking(stocked, CASE)
    assert (again.moving, again.unfit) == (0, 0)


def test_practice_follows_the_new_marks(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, MISTAKEN)
    assert read_practice(stocked) == [("wrong", 1, 0, True)]
    correct(stocked, content)
    remark_all(stocked)
    assert read_practice(stocked) == [("right", 1, 1, False)]


def test_what_becomes_wrong_comes_back(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, WELL)
    assert read_practice(stocked) == [("right", 1, 1, False)]
    correct(stocked, content)
    remark_all(stocked)
    assert read_practice(stocked) == [("wrong", 1, 0, True)]


def test_who_has_a_new_mark_is_told_once(
    stocked: Site, content: Path, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    play(stocked, amina, MISTAKEN)
    clock.wait(minutes=1)
    last = play(stocked, amina, MISTAKEN, anew=True)
    correct(stocked, content)
    remark_all(stocked)
    remark_all(stocked)
    (message,) = list_messages(stocked, amina)
    assert message.told == Remarked("Damp", last, Points(1, 2), Points(2, 2), others=1)
    assert attempts.show_debrief(stocked, amina, last).debrief.score.earned == 2
    assert list_messages(stocked, ben) == ()


def test_what_was_told_at_the_time_stays_with_the_move(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    play(stocked, amina, MISTAKEN)
    outcomes = select(Move.outcome).order_by(Move.no)
    with stocked.database.read() as connection:
        told = connection.execute(outcomes).scalars().all()
    correct(stocked, content)
    remark_all(stocked)
    with stocked.database.read() as connection:
        assert connection.execute(outcomes).scalars().all() == told


def test_one_line_says_who_marked_what_again(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, MISTAKEN)
    correct(stocked, content)
    remark_all(stocked)
    remark_all(stocked)
    with stocked.database.read() as connection:
        lines = [each for each in audit.list_entries(connection) if each.action == "re-marked"]
    (line,) = lines
    said = "marks: 1 rise, 0 fall, 0 stay, 0 do not fit; learners told: 1"
    assert (line.who, line.subject, line.detail) == ("test", CASE, said)


def test_an_attempt_that_does_not_fit_keeps_its_mark(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    play(stocked, amina, MISTAKEN)
    correct(stocked, content, "What would you ask first?", "What would you ask him?")
    before = database_sum(stocked)
    foreseen = remark_all(stocked)
    assert (foreseen.moving, foreseen.unfit) == (0, 1)
    assert foreseen.reasons == ((f"answers a question that is gone: {QUESTION}", 1),)
    assert database_sum(stocked) == before


def test_what_is_not_what_was_seen_is_not_stored(
    stocked: Site, content: Path, amina: Viewer, ben: Viewer
) -> None:
    play(stocked, amina, MISTAKEN)
    late = play(stocked, ben, MISTAKEN[:-1])
    correct(stocked, content)
    digest = foresee_remarking(stocked, CASE).digest
    attempts.take(stocked, ben, late, no=5, move=Finish())
    before = database_sum(stocked)
    with pytest.raises(Stale):
        remark(stocked, CASE, by="test", digest=digest)
    assert database_sum(stocked) == before


@pytest.mark.parametrize("path", [COURSE, "cases/none.md"])
def test_only_what_is_played_can_be_marked_again(stocked: Site, path: str) -> None:
    with pytest.raises(NotFound):
        foresee_remarking(stocked, path)


def test_nothing_is_marked_again_on_the_same_version(stocked: Site, amina: Viewer) -> None:
    play(stocked, amina, (SPOT, RIGHT, ASK, CALL, Finish()))
    foreseen = remark_all(stocked)
    assert (foreseen.moving, foreseen.unfit, foreseen.questions) == (0, 0, ())


def test_practice_goes_on_under_the_name_that_moved(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    play(stocked, amina, MISTAKEN)
    text = CASE_TEXT.replace(KEY, CORRECTED).replace("ask first?", "ask him?")
    moved = f"moved: {{{QUESTION}: what-would-you-ask-him}}\nstart: the-cough"
    write(content, CASE, text.replace("start: the-cough", moved))
    publish(stocked, content, "test")
    remark_all(stocked)
    with stocked.database.read() as connection:
        rows = connection.execute(select(Practice.question, Practice.right)).all()
    assert [tuple(each) for each in rows] == [("what-would-you-ask-him", 1)]
    assert_counted(stocked, amina)


def test_nobody_loses_points_to_a_question_they_never_saw(
    site: Site, amina: Viewer, tmp_path: Path, clock: Clock
) -> None:
    set_terms(site, tmp_path, "time_limit: 10\n")
    attempt_id = begin(site, amina, path=QUIZ)
    attempts.take(site, amina, attempt_id, no=1, move=FIRST)
    clock.wait(minutes=10)
    attempts.take(site, amina, attempt_id, no=2, move=Finish())
    more = "\n### Question: Who is asked now?\n\n- [x] The tenant\n- [ ] The agent\n"
    write(tmp_path / "quizzes", QUIZ, TEXT.format(more="time_limit: 10\n") + more)
    publish(site, tmp_path / "quizzes", "test")
    foreseen = foresee_remarking(site, QUIZ)
    assert foreseen.reasons == (("was never asked a question that is new: who-is-asked-now", 1),)


def test_a_quiz_that_tells_no_marks_tells_none_when_they_change(
    site: Site, amina: Viewer, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, "feedback: none\n")
    take(site, amina)
    text = TEXT.format(more="feedback: none\n")
    text = text.replace("- [x] The tenant", "- [ ] The tenant")
    write(tmp_path / "quizzes", QUIZ, text.replace("- [ ] The landlord", "- [x] The landlord"))
    publish(site, tmp_path / "quizzes", "test")
    foreseen = remark(site, QUIZ, by="test", digest=foresee_remarking(site, QUIZ).digest)
    assert foreseen.falling == 1
    (message,) = list_messages(site, amina)
    assert (message.told.before, message.told.after) == (None, None)


def test_a_certificate_that_was_given_is_not_taken_back(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    play(stocked, amina, WELL)
    row = CertificateRow(
        id="a-code",
        person_id=amina.person_id,
        path=COURSE,
        name="Amina",
        title="Hearing",
        minutes=10,
        outcomes="",
        words="",
        completed_on=stocked.clock().date(),
        issued_at=stocked.clock(),
    )
    with stocked.database.write() as connection:
        certificates.add_certificate(connection, row)
    correct(stocked, content)
    assert remark_all(stocked).falling == 1
    with stocked.database.read() as connection:
        assert certificates.list_certificates(connection) == [row]


def test_a_first_try_that_was_right_all_along_brings_the_whole_question(
    site: Site, tmp_path: Path, amina: Viewer
) -> None:
    set_terms(site, tmp_path, "tries: 3\n")
    attempt_id = begin(site, amina, anew=True, path=QUIZ)
    for no, move in enumerate((MISSED, FIRST, LAST, Finish()), 1):
        attempts.take(site, amina, attempt_id, no=no, move=move)
    assert [row[:3] for row in read_practice(site)] == [("wrong", 1, 0), ("right", 1, 1)]
    swapped = "- [ ] The tenant\n- [x] The landlord\n"
    text = TEXT.replace("- [x] The tenant\n- [ ] The landlord\n", swapped)
    write(tmp_path / "quizzes", QUIZ, text.format(more="tries: 3\n"))
    assert publish(site, tmp_path / "quizzes", "test").published == (QUIZ,)
    foreseen = foresee_remarking(site, QUIZ)
    assert (foreseen.rising, foreseen.unfit) == (1, 0)
    remark(site, QUIZ, by="test", digest=foreseen.digest)
    assert read_marks(site) == [(2, 2)]
    assert [row[:3] for row in read_practice(site)] == [("right", 1, 1), ("right", 1, 1)]
    assert_counted(site, amina)
