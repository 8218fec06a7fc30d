"""How long something takes, in words."""

import pytest

from learning.web.pages.words import say_minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (1, "About 1 minute"),
        (90, "About 90 minutes"),
        (120, "About 2 hours"),
        (167, "About 2 hours 45 minutes"),
        (300, "About 5 hours"),
    ],
)
def test_long_times_are_told_in_hours(minutes: int | None, words: str) -> None:
    assert say_minutes(minutes) == words
