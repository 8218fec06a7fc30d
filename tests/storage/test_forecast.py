"""What publishing would mean is said beforehand, and comes to pass."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.forecast import Forecast, Outlook, make_forecast
from learning.operations.publishing import draft_publication, publish, store_draft
from learning.operations.site import Site
from learning.play.state import Move
from tests.features.sums import database_sum
from tests.storage.conftest import join, viewer_of
from tests.storage.plays import BADLY, WELL, play
from tests.storage.written import CASE, CASE_TEXT, COURSE, LESSON, write

GONE = "answers a question that is gone: what-would-you-ask-first"


def edit(root: Path, old: str, new: str) -> None:
    assert old in CASE_TEXT
    write(root, CASE, CASE_TEXT.replace(old, new))


def look_ahead(site: Site, root: Path) -> Forecast:
    return make_forecast(site, draft_publication(site, root))


def play_all(site: Site, plays: Sequence[Sequence[Move]]) -> list[tuple[Viewer, str]]:
    viewers = [viewer_of(site, join(site, f"Learner {no}")) for no in range(len(plays))]
    return [(each, play(site, each, moves)) for each, moves in zip(viewers, plays, strict=True)]


def count_kept(site: Site, played: list[tuple[Viewer, str]], words: str) -> int:
    """Open every attempt, and count those that are shown the new words."""
    views = [str(attempts.open_attempt(site, who, each).view) for who, each in played]
    return sum(words in each for each in views)


def test_a_dry_run_stores_nothing(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, WELL[:3])
    edit(content, "It asks for repairs.", "It asks for repairs by Friday.")
    write(content, "cases/broken.md", "no front matter")
    (content / COURSE).unlink()
    before = database_sum(stocked)
    report = look_ahead(stocked, content).report
    assert database_sum(stocked) == before
    assert (report.published, report.unchanged, report.withdrawn) == ((CASE,), (LESSON,), (COURSE,))
    assert list(report.broken) == ["cases/broken.md"]


def test_who_would_go_on_and_who_would_stay_is_what_then_happens(
    stocked: Site, content: Path
) -> None:
    played = play_all(stocked, (WELL[:1], WELL[:2], WELL[:3], WELL, BADLY))
    edit(content, "### Question: What would you ask first?", "### Question: Where do you begin?")
    draft = draft_publication(stocked, content)
    foreseen = make_forecast(stocked, draft).outlooks[CASE]
    assert foreseen == Outlook(going_on=1, staying=2, reasons=((GONE, 2),), finished=2)
    store_draft(stocked, draft, "test")
    assert count_kept(stocked, played[:1], "Where do you begin?") == foreseen.going_on
    assert count_kept(stocked, played[1:3], "Where do you begin?") == 0


def test_names_that_moved_are_followed(stocked: Site, content: Path) -> None:
    play_all(stocked, (WELL[:3], WELL[:2]))
    text = CASE_TEXT.replace("What would you ask first?", "What would you ask him?")
    moved = "moved: {what-would-you-ask-first: what-would-you-ask-him}\nstart: the-cough"
    write(content, CASE, text.replace("start: the-cough", moved))
    assert look_ahead(stocked, content).outlooks[CASE] == Outlook(going_on=2)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "[Ask when the patches began]",
            "[Ask about the patches]",
            "takes a choice that is gone or closed: ask-when-the-patches-began",
        ),
        (
            "When did it begin?",
            "Since when?",
            "gives an answer that is not asked for now: what-would-you-ask-first",
        ),
        (
            "wall behind the cot",
            "wall beside the cot",
            "marks words in a scene whose words or cues have changed",
        ),
        ("## The cough", "## A cough", "begins in a scene, or by a way, that is gone: the-cough"),
        ("### What now?", "### Question: Is it?\n\n- [x] Yes\n- [ ] No\n\n### What now?", "step"),
    ],
)
def test_why_an_attempt_would_stay_is_said(
    stocked: Site, content: Path, amina: Viewer, old: str, new: str, why: str
) -> None:
    play(stocked, amina, WELL[:3])
    text = CASE_TEXT.replace(old, new).replace(
        "start: the-cough", "start: a-cough" if "A cough" in new else "start: the-cough"
    )
    write(content, CASE, text)
    draft = draft_publication(stocked, content)
    assert draft.broken == {}
    ((said, count),) = make_forecast(stocked, draft).outlooks[CASE].reasons
    assert (count, why in said) == (1, True), said


def test_attempts_at_what_is_withdrawn_stay(stocked: Site, content: Path, amina: Viewer) -> None:
    play(stocked, amina, WELL[:3])
    play(stocked, amina, WELL, anew=True)
    (content / CASE).unlink()
    (content / COURSE).unlink()
    outlooks = look_ahead(stocked, content).outlooks
    assert outlooks[CASE] == Outlook(staying=1, finished=1)


def test_the_digest_names_the_changes(stocked: Site, content: Path) -> None:
    def digest() -> str:
        return draft_publication(stocked, content).digest

    nothing = digest()
    edit(content, "summary: Damp", "summary: Mould")
    one = digest()
    edit(content, "summary: Damp", "summary: Rot")
    assert len({nothing, one, digest()}) == 3
    edit(content, "summary: Damp", "summary: Mould")
    assert digest() == one
    publish(stocked, content, "test")
    assert digest() == nothing
