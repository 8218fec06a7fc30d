"""Texts for the other side, on both databases: what waits for whom, and two people at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from learning.errors import NotFound, Stale
from learning.model.names import QuestionId
from learning.operations import attempts, marking
from learning.operations.accounts import Viewer
from learning.operations.holdings import opened_export
from learning.operations.messages import Marked, list_messages
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.play.state import Finish, Reply
from learning.quiz.answer import Written
from learning.storage import audit
from learning.storage.holdings import HOLDINGS
from learning.storage.peer_texts import NewMark, add_mark
from learning.storage.waits import count_waits
from tests.storage.conftest import Clock, join, together, viewer_of
from tests.storage.plays import begin
from tests.storage.written import FRONT, write

PATH = "courses/listening/letter.md"
LETTER = QuestionId("write-to-the-council")
TEXT = """Two questions.

### Question: Write to the council (marked by the other side)

> Model answer: The wall is black.

| Points | Criterion |
| --- | --- |
| 2 | Names the damp |
| 1 | Says since when |

### Question: And for yourself? (free text, optional)

> Model answer: No more.
"""
WORDS = "Clear. Say since when."


@pytest.fixture
def letters(site: Site, tmp_path: Path) -> Site:
    return set_quiz(site, tmp_path)


def set_quiz(site: Site, folder: Path, more: str = "") -> Site:
    write(folder / "letters", PATH, FRONT.format(title="Letters", kind="quiz", more=more) + TEXT)
    assert not publish(site, folder / "letters", "test").broken
    return site


def hand_in(site: Site, viewer: Viewer, text: str = "The wall is black") -> str:
    attempt_id = begin(site, viewer, anew=True, path=PATH)
    for no, move in enumerate((Reply(LETTER, Written(text)), Finish()), 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)
    return attempt_id


def first_of(site: Site, viewer: Viewer) -> str:
    [row] = marking.show_desk(site, viewer).waiting
    return row.first_id


def give(site: Site, viewer: Viewer, text_id: str, points: Sequence[int] = (2, 0)) -> None:
    task = marking.open_task(site, viewer, text_id)
    marking.give_marks(site, viewer, task, points=points, words=WORDS)


def count(site: Site, viewer: Viewer) -> int:
    with site.database.read() as connection:
        waits = count_waits(connection, viewer.person_id, side=viewer.side, now=site.clock())
        return waits.to_mark


def more_law(site: Site, *names: str) -> list[Viewer]:
    found = [viewer_of(site, join(site, name, "law")) for name in names]
    for each in found:
        hand_in(site, each)
    return found


def test_it_waits_for_the_other_side_once_they_have_written(
    letters: Site, amina: Viewer, ben: Viewer
) -> None:
    hand_in(letters, amina)
    [row] = marking.show_desk(letters, ben).waiting
    assert (row.wrote, row.count, row.module, count(letters, ben)) == (False, 1, "Letters", 0)
    with pytest.raises(NotFound):
        marking.open_task(letters, ben, row.first_id)
    hand_in(letters, ben)
    assert (count(letters, ben), count(letters, amina)) == (1, 1)
    assert marking.open_task(letters, ben, row.first_id).text == "The wall is black"


def test_the_oldest_with_the_fewest_marks_comes_first(
    letters: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    (bea,) = more_law(letters, "Bea")
    for text in ("first", "second"):
        hand_in(letters, amina, text)
        clock.wait(minutes=1)
    hand_in(letters, ben)
    first = first_of(letters, ben)
    assert marking.open_task(letters, ben, first).text == "first"
    give(letters, ben, first)
    for each in (ben, bea):
        assert marking.open_task(letters, each, first_of(letters, each)).text == "second"
    assert (count(letters, ben), count(letters, bea)) == (1, 2)


def test_it_is_marked_twice_and_no_more_however_many_do_at_once(
    letters: Site, amina: Viewer
) -> None:
    hand_in(letters, amina)
    others = more_law(letters, "Bea", "Bob", "Bel", "Bo")
    text_id = first_of(letters, others[0])
    tasks = [(each, marking.open_task(letters, each, text_id)) for each in others]
    late: list[str] = []

    def mark() -> None:
        viewer, task = tasks.pop()
        try:
            marking.give_marks(letters, viewer, task, points=(2, 1), words=WORDS)
        except Stale as error:
            late.append(str(error))

    together(4, mark)
    assert late == [marking.FULL] * 2
    [own] = marking.show_desk(letters, amina).own
    assert len(own.stand.marks) == len(list_messages(letters, amina)) == 2
    assert {count(letters, each) for each in others} == {0}


def test_the_same_marks_at_once_are_one_mark(letters: Site, amina: Viewer, ben: Viewer) -> None:
    hand_in(letters, amina)
    hand_in(letters, ben)
    text_id = first_of(letters, ben)
    task = marking.open_task(letters, ben, text_id)
    together(4, lambda: marking.give_marks(letters, ben, task, points=(2, 0), words=WORDS))
    [own] = marking.show_desk(letters, amina).own
    [marks] = own.stand.marks
    assert (marks.rubric.points, marks.most, marks.words) == ((2, 0), (2, 1), WORDS)
    with pytest.raises(Stale, match="already"):
        give(letters, ben, text_id, (0, 0))


def test_its_author_is_told_and_the_record_says_who_marked(
    letters: Site, amina: Viewer, ben: Viewer
) -> None:
    hand_in(letters, amina)
    hand_in(letters, ben)
    text_id = first_of(letters, ben)
    give(letters, ben, text_id)
    [message] = list_messages(letters, amina)
    assert message.told == Marked("Letters", "Write to the council", text_id, "law")
    with letters.database.read() as connection:
        entry = audit.list_entries(connection)[-1]
    assert (entry.who, entry.action, entry.subject) == (ben.person_id, "text marked", text_id)


def test_marks_that_cannot_be_counted_leave_nothing(
    letters: Site, amina: Viewer, ben: Viewer
) -> None:
    hand_in(letters, amina)
    hand_in(letters, ben)
    bea, bob = more_law(letters, "Bea", "Bob")
    text_id = first_of(letters, ben)
    task = marking.open_task(letters, ben, text_id)
    for each in (bea, bob):
        give(letters, each, text_id)
    with pytest.raises(Stale, match="no more marks"):
        marking.give_marks(letters, ben, task, points=(0, 0), words="Late")
    [own] = marking.show_desk(letters, amina).own
    assert "Late" not in str(own)


def test_after_a_week_an_author_may_do_it_and_it_goes_on_waiting(
    letters: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    hand_in(letters, amina)
    [own] = marking.show_desk(letters, amina).own
    clock.wait(days=6, hours=14)
    with pytest.raises(NotFound):
        marking.open_task(letters, amina, own.stand.text_id)
    clock.wait(hours=1)
    task = marking.open_task(letters, amina, own.stand.text_id)
    marking.give_marks(letters, amina, task, points=(1, 1), words="")
    assert marking.open_task(letters, amina, task.text_id).gone == marking.MARKED
    assert list_messages(letters, amina) == ()
    hand_in(letters, ben)
    give(letters, ben, task.text_id)
    [own] = marking.show_desk(letters, amina).own
    assert [each.rubric.by for each in own.stand.marks] == ["self", "peer"]


def test_nothing_is_offered_before_the_quiz_tells_what_was_right(
    site: Site, amina: Viewer, ben: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_quiz(site, tmp_path, "feedback: deferred\nreview: after closing\ncloses: 2026-11-30\n")
    for each in (amina, ben):
        hand_in(site, each)
    assert count(site, ben) == 0
    clock.wait(days=10)
    assert count(site, ben) == 1


def test_nothing_waits_of_a_module_that_was_withdrawn(
    letters: Site, amina: Viewer, ben: Viewer, tmp_path: Path
) -> None:
    for each in (amina, ben):
        hand_in(letters, each)
    (tmp_path / "letters" / PATH).unlink()
    publish(letters, tmp_path / "letters", "test")
    assert (count(letters, ben), marking.show_desk(letters, ben).waiting) == (0, [])


def test_a_text_that_its_author_marks_is_not_offered(letters: Site, amina: Viewer) -> None:
    attempt_id = begin(letters, amina, path=PATH)
    own = Reply(QuestionId("and-for-yourself"), Written("Mine"))
    attempts.take(letters, amina, attempt_id, no=1, move=own)
    assert marking.show_desk(letters, amina).own == []


def test_both_get_the_mark_in_their_copy_and_neither_who_the_other_is(
    letters: Site, amina: Viewer, ben: Viewer
) -> None:
    hand_in(letters, amina)
    hand_in(letters, ben)
    give(letters, ben, first_of(letters, ben))
    for viewer, other, by in ((amina, ben, "somebody else"), (ben, amina, "you")):
        with opened_export(letters, viewer) as held:
            rows = {each.name: list(held.rows(each)) for each in HOLDINGS}
        [mark] = rows["marks-by-rubric"]
        assert (mark["given_by"], mark["words"], mark["points_given_and_of_how_many"]) == (
            by,
            WORDS,
            [[2, 2], [0, 1]],
        )
        assert other.person_id not in str(rows)


def test_nobody_is_stored_to_mark_a_text_twice(letters: Site, amina: Viewer, ben: Viewer) -> None:
    hand_in(letters, amina)
    hand_in(letters, ben)
    mark = NewMark(first_of(letters, ben), ben.person_id, "[]", "", letters.clock())
    with letters.database.write() as connection:
        assert [add_mark(connection, mark) for _ in range(2)] == [True, False]
