"""Attempts under way when their module is edited: none is reset, none is told it has done more."""

from pathlib import Path

import pytest
from sqlalchemy import select

from learning.operations import attempts, saving
from learning.operations.accounts import Viewer
from learning.operations.attempts import Place
from learning.operations.forecast import Outlook, make_forecast
from learning.operations.progress import my_progress
from learning.operations.publishing import draft_publication, store_draft
from learning.operations.saving import Draft
from learning.operations.site import Site
from learning.operations.stages import Stage
from learning.play.shown import ShownQuestion
from learning.play.state import Continue, Finish, Move, Reply
from learning.quiz.answer import Chosen
from learning.storage.schema import Attempt, Publication
from tests.storage.plays import assert_counted, begin
from tests.storage.quizzes import FIRST, LAST, QUIZ, TEXT, WRONG, take
from tests.storage.written import LESSON, LESSON_TEXT, write

NEW = """
### Question: Who is asked now?

- [x] The tenant
- [ ] The agent
"""


def put(site: Site, folder: Path, text: str, more: str = "", path: str = QUIZ) -> Outlook:
    """Publish a text, and give what was foreseen for the attempts at it."""
    root = folder / "edited"
    write(root, path, text.replace("{more}", more))
    (root / "cases").mkdir(exist_ok=True)
    (root / "courses").mkdir(exist_ok=True)
    draft = draft_publication(site, root)
    assert draft.broken == {}
    foreseen = make_forecast(site, draft).outlooks[path]
    store_draft(site, draft, "test")
    return foreseen


def go(site: Site, viewer: Viewer, *moves: Move, path: str = QUIZ) -> str:
    attempt_id = begin(site, viewer, anew=True, path=path)
    for no, move in enumerate(moves, 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)
    return attempt_id


def is_current(site: Site, viewer: Viewer, attempt_id: str) -> bool:
    """Open an attempt, and say whether it is on the current version by then."""
    attempts.open_attempt(site, viewer, attempt_id)
    query = (
        select(Publication.is_current)
        .join(Attempt, Attempt.publication_id == Publication.id)
        .where(Attempt.id == attempt_id)
    )
    with site.database.read() as connection:
        return connection.execute(query).scalar_one()


@pytest.mark.parametrize(
    ("terms", "text", "new_terms", "goes_on"),
    [
        ("", TEXT + NEW, "", True),
        ("", TEXT.replace("Who is asked last?", "Who comes last?"), "", True),
        ("", TEXT.replace("Who is asked first?", "Who comes first?"), "", False),
        ("tries: 3\n", TEXT, "tries: 2\n", True),
        ("draw: 2\n", TEXT, "draw: 2\nshuffle: true\n", True),
        ("time_limit: 10\n", TEXT, "time_limit: 20\n", True),
        ("time_limit: 10\n", TEXT, "", True),
        ("time_limit: 10\n", TEXT, "time_limit: 9\n", False),
        ("", TEXT, "time_limit: 60\n", False),
    ],
)
def test_a_quiz_goes_on_or_stays_as_foreseen(
    site: Site, amina: Viewer, tmp_path: Path, terms: str, text: str, new_terms: str, goes_on: bool
) -> None:
    put(site, tmp_path, TEXT, terms)
    attempt_id = go(site, amina, FIRST)
    foreseen = put(site, tmp_path, text + "\n<!-- edited -->\n", new_terms)
    assert (foreseen.going_on, foreseen.staying) == (int(goes_on), int(not goes_on))
    assert is_current(site, amina, attempt_id) is goes_on
    place = attempts.open_attempt(site, amina, attempt_id)
    assert (place.next_no, place.time_up) == (2, False)
    assert_counted(site, amina)


def test_tries_that_were_made_are_not_taken_back(site: Site, amina: Viewer, tmp_path: Path) -> None:
    put(site, tmp_path, TEXT, "tries: 3\n")
    attempt_id = go(site, amina, WRONG, WRONG, FIRST)
    foreseen = put(site, tmp_path, TEXT, "tries: 1\n")
    assert foreseen.staying == 1
    assert not is_current(site, amina, attempt_id)


def test_a_lesson_goes_on_where_it_was(stocked: Site, amina: Viewer, tmp_path: Path) -> None:
    attempt_id = go(stocked, amina, Continue(), path=LESSON)
    foreseen = put(stocked, tmp_path, LESSON_TEXT + "\n## And then\n\nWait.\n", path=LESSON)
    assert foreseen == Outlook(going_on=1)
    assert is_current(stocked, amina, attempt_id)
    assert attempts.open_attempt(stocked, amina, attempt_id).view.scene == "then-ask"


def list_questions(place: Place) -> list[ShownQuestion]:
    return [each for each in place.view.blocks if isinstance(each, ShownQuestion)]


def keep(site: Site, viewer: Viewer, attempt_id: str, reply: Reply) -> None:
    assert isinstance(reply.answer, Chosen)
    fields = {"question": [reply.question], "answer": sorted(reply.answer.options)}
    saving.save(site, viewer, attempt_id, draft=Draft(fields, reply, 1))


DEFERRED = "feedback: deferred\n"


@pytest.mark.parametrize("old", ["Who is asked last?", "- [x] The landlord"])
def test_what_is_typed_and_has_no_place_any_more_is_not_lost(
    site: Site, amina: Viewer, tmp_path: Path, old: str
) -> None:
    put(site, tmp_path, TEXT, DEFERRED)
    attempt_id = go(site, amina)
    keep(site, amina, attempt_id, LAST)
    foreseen = put(site, tmp_path, TEXT.replace(old, f"{old} Or not"), DEFERRED)
    ((why, count),) = foreseen.reasons
    assert (count, why.endswith(" (typed, not handed in yet)")) == (1, True)
    assert not is_current(site, amina, attempt_id)
    assert [each.part for each in saving.list_kept(site, amina, attempt_id)] == [LAST.question]
    attempts.take(site, amina, attempt_id, no=1, move=FIRST)
    attempts.take(site, amina, attempt_id, no=2, move=Finish())
    assert my_progress(site, amina).modules[0].stand.best.earned == 2
    assert_counted(site, amina)


def test_what_is_typed_follows_its_question_under_a_new_name(
    site: Site, amina: Viewer, tmp_path: Path
) -> None:
    put(site, tmp_path, TEXT, DEFERRED)
    attempt_id = go(site, amina)
    keep(site, amina, attempt_id, LAST)
    text = TEXT.replace("Who is asked last?", "Who comes last?")
    moved = "moved: {who-is-asked-last: who-comes-last}\n"
    assert put(site, tmp_path, text, DEFERRED + moved) == Outlook(going_on=1)
    assert is_current(site, amina, attempt_id)
    (kept,) = saving.list_kept(site, amina, attempt_id)
    assert (kept.part, kept.fields["question"]) == ("who-comes-last", ["who-comes-last"])
    attempts.take(site, amina, attempt_id, no=1, move=FIRST)
    attempts.take(site, amina, attempt_id, no=2, move=Finish())
    assert my_progress(site, amina).modules[0].stand.best.earned == 2


def test_an_edit_resets_nobody(site: Site, amina: Viewer, tmp_path: Path) -> None:
    """What H5P does: content that is edited forgets where its learners were."""
    put(site, tmp_path, TEXT)
    attempt_id = go(site, amina, FIRST)
    for text in (TEXT + NEW, TEXT.replace("Who is asked first?", "Who?"), TEXT + "\nMore.\n"):
        put(site, tmp_path, text)
        place = attempts.open_attempt(site, amina, attempt_id)
        answered = [each for each in list_questions(place) if each.answer is not None]
        assert (place.attempt_id, place.next_no, len(answered)) == (attempt_id, 2, 1)
        (module,) = my_progress(site, amina).modules
        assert (module.stand.stage, module.stand.attempts) == (Stage.UNDER_WAY, 1)
        assert_counted(site, amina)


def test_an_edit_leaves_nobody_at_a_hundred_per_cent_of_what_they_never_saw(
    site: Site, amina: Viewer, ben: Viewer, tmp_path: Path
) -> None:
    """What Oppia does: who had finished is at 100 % of a chapter that has grown since."""
    put(site, tmp_path, TEXT)
    done = take(site, amina)
    under_way = go(site, ben, FIRST, LAST)
    put(site, tmp_path, TEXT + NEW)
    # The mark that was earned says of what: two points of two, on the version that was finished.
    stand = my_progress(site, amina).modules[0].stand
    assert (stand.best.earned, stand.best.possible) == (2, 2)
    assert len(attempts.show_debrief(site, amina, done).debrief.reviews[0].questions) == 2
    # Who is under way has the new question before them, and is not finished.
    assert is_current(site, ben, under_way)
    refused = attempts.take(site, ben, under_way, no=3, move=Finish()).refused
    assert refused is not None
    place = attempts.open_attempt(site, ben, under_way)
    left = [each.question.id for each in list_questions(place) if each.answer is None]
    assert (left, place.view.share < 1) == (["who-is-asked-now"], True)
    assert_counted(site, ben)


def test_publishing_changes_no_progress(site: Site, amina: Viewer, tmp_path: Path) -> None:
    put(site, tmp_path, TEXT)
    take(site, amina)
    before = my_progress(site, amina).modules
    put(site, tmp_path, TEXT + NEW)
    assert my_progress(site, amina).modules == before


def test_a_new_rule_counts_for_what_was_finished(site: Site, amina: Viewer, tmp_path: Path) -> None:
    put(site, tmp_path, TEXT, "keeps: best\npass_mark: 60\n")
    for right in (2, 0):
        take(site, amina, right=right)
    assert my_progress(site, amina).modules[0].stand.passed
    put(site, tmp_path, TEXT, "keeps: latest\npass_mark: 60\n")
    assert not my_progress(site, amina).modules[0].stand.passed
    assert_counted(site, amina)
