"""Cells that a spreadsheet takes for text, and gets back as they were."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning.exchange.tables import guard, unguard

CELLS = st.text() | st.text("'=+-@\t\n ＝a", max_size=6)


@settings(deadline=None)
@given(CELLS)
@example("'=1")
@example("'' @a")
def test_what_was_guarded_comes_back_as_it_was(cell) -> None:
    assert unguard(guard(cell)) == cell


@settings(deadline=None)
@given(CELLS)
def test_no_guarded_cell_begins_as_a_formula(cell) -> None:
    assert not guard(cell).strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_an_apostrophe_of_ones_own_stays() -> None:
    assert [unguard(each) for each in ("'t Hooft", "O'Brien", "'")] == ["'t Hooft", "O'Brien", "'"]
