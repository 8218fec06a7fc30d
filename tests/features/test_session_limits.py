"""The times of phases as they are asked for when a session is opened."""

import pytest

from learning.web.forms.sessions import NEEDED, begin_opening, read_opening


@pytest.mark.parametrize(
    ("pace", "lead", "errors"),
    [
        ("days", "", {"days-alone": NEEDED}),
        ("days", "me", {}),
        ("live", "", {}),
        ("live", "me", {}),
    ],
)
def test_over_days_only_a_facilitator_can_leave_a_phase_without_an_end(
    pace: str, lead: str, errors: dict[str, str]
) -> None:
    times = {name: [text] for name, text in begin_opening("cases/damp.md").limits.items()}
    empty = {"days-alone": [""], "minutes-alone": [""]}
    fields = {"case": ["cases/damp.md"], "pace": [pace], "lead": [lead], **times, **empty}
    assert read_opening(fields).errors == errors
