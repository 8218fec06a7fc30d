"""How counters are said: with one unit, right in number, and never as if they were marks."""

import pytest

from learning.model.case import Counter
from learning.model.names import CounterName
from learning.web.pages.counters import say_amount, say_move
from learning.web.pages.plots import plot_counter


def counter(label: str, unit: str = "") -> Counter:
    return Counter(CounterName("x"), label, 0, 0, 20, unit)


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("minutes", 1, "1 minute"),
        ("minutes", 4, "4 minutes"),
        ("points", 1, "1"),
        ("points", 3, "3"),
        ("", 2, "2"),
    ],
)
def test_an_amount_has_its_unit_in_the_right_number(unit: str, value: int, said: str) -> None:
    assert say_amount(counter("Time used", unit), value) == said


def test_a_move_fits_any_label() -> None:
    safe, time = counter("How safe Darren is", "points"), counter("Time used", "minutes")
    assert say_move(safe, 2, 3) == "How safe Darren is: from 2 up to 3"
    assert say_move(safe, 3, 2) == "How safe Darren is: from 3 down to 2"
    assert say_move(time, 0, 4) == "Time used: from 0 up to 4 minutes"


def test_a_plot_says_where_a_counter_ended() -> None:
    words = plot_counter(counter("Time used", "minutes"), (0, 4, 1)).words
    assert words == "Time used: 0 at first, 1 minute in the end, on a scale from 0 to 20."
