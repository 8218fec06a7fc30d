"""The joint plan: two who write one cell lose nothing, and see where they meant other things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.model.names import HEALTH, PersonId, SceneId
from learning.play.state import State
from learning.team.events import RemoveLine, Write
from learning.team.session import Cell, Column, Refusal, Refused, Team
from learning.team.writing import remove_line, write, write_cell

AMINA, BEN, CAZ = map(PersonId, ("amina", "ben", "caz"))
NOBODY_YET = Team(1, (AMINA, BEN), State(HEALTH, "seed", SceneId("a"), {}, ()), ())


def write_all(*written: tuple[PersonId, str, int]) -> Cell:
    cell = Cell()
    for person, text, base in written:
        cell = write_cell(cell, person, text=text, base=base)
        assert isinstance(cell, Cell), cell
    return cell


def test_who_saw_the_text_replaces_it() -> None:
    cell = write_all((AMINA, "Ring first", 0), (BEN, "Write first", 1))
    assert (cell.text, cell.by, cell.rival) == ("Write first", BEN, None)


def test_changes_in_different_places_become_one_text() -> None:
    cell = write_all((AMINA, "Ring them on Friday", 0), (AMINA, "Ring them on Monday", 1))
    cell = write_cell(cell, BEN, text="Write to them on Friday", base=1)
    assert (cell.text, cell.rival) == ("Write to them on Monday", None)


def test_what_cannot_be_merged_stands_beside_the_text() -> None:
    cell = write_all((AMINA, "Ring first", 0), (BEN, "Write first", 0))
    assert (cell.text, cell.by) == ("Ring first", AMINA)
    assert (cell.rival, cell.rival_by) == ("Write first", BEN)


def test_a_rival_stays_until_somebody_writes_who_saw_it() -> None:
    unseen = write_all((AMINA, "Ring", 0), (BEN, "Write", 0), (AMINA, "Ring today", 1))
    assert (unseen.text, unseen.rival) == ("Ring today", "Write")
    seen = write_cell(unseen, CAZ, text="Ring today, then write", base=unseen.version)
    assert (seen.text, seen.rival, seen.rival_by) == ("Ring today, then write", None, None)


def test_who_writes_the_text_as_it_stands_keeps_it_and_drops_the_rival() -> None:
    cell = write_all((AMINA, "Ring", 0), (BEN, "Write", 0), (CAZ, "Ring", 2))
    assert (cell.text, cell.by, cell.rival) == ("Ring", CAZ, None)


def test_a_second_rival_is_put_below_the_first() -> None:
    cell = write_all((AMINA, "Ring", 0), (BEN, "Write", 0), (CAZ, "Wait", 0))
    assert (cell.rival, cell.rival_by) == ("Write\nWait", CAZ)


def test_who_changed_nothing_changes_nothing() -> None:
    cell = write_all((AMINA, "Ring", 0), (AMINA, "Ring today", 1))
    assert write_cell(cell, BEN, text="Ring", base=1) is cell
    assert write_cell(cell, BEN, text="Ring today", base=0) is cell


def test_rivals_too_long_to_keep_are_refused_and_not_cut() -> None:
    cell = write_all((AMINA, "Ring", 0), (BEN, "w" * 15_000, 0))
    refused = write_cell(cell, CAZ, text="v" * 15_000, base=0)
    assert refused == Refused(Refusal.TOO_LONG)


def test_a_line_that_was_taken_out_comes_back_with_what_somebody_still_wrote_in_it() -> None:
    team = write(NOBODY_YET, AMINA, Write(0, Column.WHO, 0, "Ruth"))
    gone = remove_line(team, RemoveLine(1))
    assert [line.removed for line in gone.plan] == [True]
    back = write(gone, BEN, Write(1, Column.ACTION, 0, "Ring"))
    assert [(line.removed, line.cells[Column.WHO].text) for line in back.plan] == [(False, "Ruth")]


def test_a_plan_has_room_for_twelve_lines() -> None:
    team = NOBODY_YET
    for _ in range(12):
        team = write(team, AMINA, Write(0, Column.WHO, 0, "Ruth"))
    full = Refused(Refusal.FULL)
    assert write(team, AMINA, Write(0, Column.WHO, 0, "Meera")) == full
    room = remove_line(team, RemoveLine(3))
    room = write(room, AMINA, Write(0, Column.WHO, 0, "Meera"))
    assert remove_line(room, RemoveLine(3, removed=False)) == full
    assert write(room, BEN, Write(3, Column.WHO, 1, "Meera")) == full


@pytest.mark.parametrize(("line", "base"), [(2, 0), (-1, 0), (1, 2), (1, -1)])
def test_what_was_never_there_is_not_written(line: int, base: int) -> None:
    team = write(NOBODY_YET, AMINA, Write(0, Column.WHO, 0, "Ruth"))
    assert write(team, BEN, Write(line, Column.WHO, base, "x")) == Refused(Refusal.UNKNOWN)


@st.composite
def draw_edit(draw: st.DrawFn) -> tuple[int, frozenset[int], int, int]:
    """Draw who has seen how old a version, which words go, and where how many new ones come."""
    return (
        draw(st.integers(0, 3)),
        draw(st.frozensets(st.integers(0, 9), max_size=4)),
        draw(st.integers(0, 9)),
        draw(st.integers(0, 3)),
    )


def list_words(cell: Cell) -> set[str]:
    return set(cell.text.split()) | set((cell.rival or "").split())


@given(st.lists(draw_edit(), max_size=14))
def test_a_word_goes_only_where_somebody_who_saw_it_left_it_out(
    edits: list[tuple[int, frozenset[int], int, int]],
) -> None:
    cell, fresh = Cell(), iter(range(1_000))
    for behind, gone, place, count in edits:
        base = max(0, cell.version - behind)
        seen = cell.texts[base].split()
        words = [word for number, word in enumerate(seen) if number not in gone]
        typed = [f"w{next(fresh)}" for _ in range(count)]
        words[place:place] = typed
        shown = {*seen, *(list_words(cell) if base == cell.version else ())}
        after = write_cell(cell, BEN, text=" ".join(words), base=base)
        lost = (list_words(cell) | set(typed)) - list_words(after)
        assert lost <= shown - set(words)
        cell = after
