"""Why a way is closed, in words that name nothing a learner may not have met."""

import pytest

from learning.content.wording import Wording
from learning.model.condition import And, Answered, Chose, Compare, Condition, Not, Or, Visited
from learning.model.names import ChoiceId, CounterName, QuestionId, SceneId

TRUST = CounterName("trust")
WORDING = Wording({TRUST: "How safe he is"})
AT_LEAST = Compare(TRUST, ">=", 3)
VISITED = Visited(SceneId("next-door"))
CHOSE = Chose(frozenset({(SceneId("flat"), ChoiceId("knock"))}))
RIGHT = Answered(QuestionId("which"), right=True)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (AT_LEAST, "yet: it needs “How safe he is” at 3 or more."),
        (Compare(TRUST, "<=", 8), "now: it needs “How safe he is” at 8 or less."),
        (Not(AT_LEAST), "now: it needs “How safe he is” at less than 3."),
        (VISITED, "yet: it needs something that has not happened yet."),
        (CHOSE, "yet: it needs something that has not happened yet."),
        (Not(VISITED), "now: it needs that something has not happened."),
        (RIGHT, "yet: it needs a right answer to an earlier question."),
        (
            And((VISITED, CHOSE, AT_LEAST)),
            "yet: it needs something that must happen first, and “How safe he is” at 3 or more.",
        ),
        (
            Or((VISITED, AT_LEAST)),
            "yet: it needs something that must happen first, or “How safe he is” at 3 or more.",
        ),
    ],
)
def test_a_closed_way_says_what_it_needs_and_names_nothing_unmet(
    condition: Condition, said: str
) -> None:
    assert WORDING.describe(condition) == f"Not open {said}"
