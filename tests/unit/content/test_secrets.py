"""Planted markers: nothing that depends on role, state or time is in the public half."""

from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.reader import read_module
from tests.unit.content.fixture_reader import HEAD

SECRET = "zebrafish"
# Each says where a secret may stand; {} takes it, and every one of them leaves the file whole.
SECRETS = (
    "::: for law\n{}\n:::",
    "::: for facilitator\n{}.[^n]\n:::\n\n[^n]: {}",
    "::: if visited start\n{}\n::: otherwise\n{}\n:::",
    "::: for law\n### {}\n\n- a list with {}\n\n> and a quote of {}\n:::",
    '::: for law\n[{}](#cue-debt "{}") and [tea](#not-a-cue "{}")\n:::',
    '[plain](#cue-debt "{}") and [tea](#not-a-cue "{}")',
    "### Question: A?\n- [x] Yes\n  > {}\n- [ ] No\n  > {}\n\n> Why: {}\n\n> Hint: {}",
    "### Question: C?\n- [x] Yes\n\n> Tutor: {}\n\n> Correct: {}\n\n> Incorrect: {}",
    "::: for law\n### Question: {}?\n{}\n\n- [x] {}\n- [ ] No\n  > {}\n:::",
    "### Question: D?\nIn [[{}]] or\n\n- [[one | {}]]",
    "### Question: E?\n> Model answer: {}\n\n|Points|Criterion|\n|-|-|\n|1|{}|\n\n> Hint (-5%): {}",
    "### Plan: F?\n|Need|Action|Who|By when|Why|\n|-|-|-|-|-|\n|{}|{}|{}|{}|{}|",
    "### Question: G?\n= 14\n\n> Why: {}",
    "### Question: H?\n1. a\n   > {}\n2. b\n3. c\n\n> Incorrect: {}",
    "### Question: B?\n- [x] Yes[^q]\n\n> Why: So.[^w]\n\n[^q]: Shown.\n\n[^w]: {}",
)
CHOICES = (
    "### {}?\n\n- [Ask {}](#end)\n  > {}\n- [Tell {}](#end)\n",
    "::: for law\n### {}\n\n- [Ask {}](#end)\n:::\n\n- [Tell {}](#end)\n",
    "> Ending (good): {}\n",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SECRETS), unique=True), st.sampled_from(CHOICES))
def test_the_public_half_holds_no_secret(parts: list[str], choices: str) -> None:
    body = "\n\n".join(["## Start\nText.", *parts, choices, "## End\n> Ending (poor): {}\n"])
    reading = read_module("cases/a.md", (HEAD + body.replace("{}", SECRET)).encode())
    assert reading.value is not None, reading.findings
    assert SECRET not in repr(reading.value.case)
    assert repr(reading.value.key).count(SECRET) >= body.count("{}")


def test_which_option_is_right_is_not_in_the_public_half() -> None:
    body = "## Start\n### Question: A?\n- [{}] Yes\n- [{}] No\n\n> Ending (good): End.\n"
    right, wrong = (
        read_module("cases/a.md", (HEAD + body.format(*marks)).encode()).value
        for marks in ("x ", " x")
    )
    assert right
    assert wrong
    assert (right.case == wrong.case, right.key == wrong.key) == (True, False)
