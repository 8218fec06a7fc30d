"""Stories: what each step may say, and what is said of one that does not come true."""

import pytest

from learning.content.check import check_files
from learning.content.reader import read_module
from learning.content.stories import check_stories
from learning.content.story_steps import Unreadable, read_step
from learning.play.story import See, Spot
from tests.unit.content.fixture_reader import HEAD

COUNTERS = HEAD.replace(
    "setting", "counters: {trust: {start: 2, max: 5, label: His trust}}\nsetting"
)
CASE = f"""{COUNTERS}## The flat

The [boiler is off](#cue-housing "The landlord must mend it"). He [likes tea](#not-a-cue "A habit").

::: for law
The lease names **Tern Valley**.
:::

::: for health
His chest is clear.
:::

### Question: Who mends it?

- [x] The landlord
  > Yes, he does.
- [ ] The doctor
  > No, she does not.

> Hint: Look at the lease.

- [Ask about the boiler](#the-letter)
  - trust +1
  > He takes a letter out.
- [Say goodbye](#later)
- [Call the adviser](#later)
  - only if trust >= 3, otherwise shown greyed
- [Ring the court](#later)
  - only if trust >= 4

## The letter

He waits.

- [Call the adviser in](#later)
  - only if trust >= 3
- [Go home](#later)

## Later

> Ending (mixed): The boiler is still off.
"""
LESSON = """---
title: All forms
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---

## Start

### Question: Which help? (choose all)

- [x] A letter
- [x] A call
- [ ] A lecture
  > No.

### Question: Who does what?

| Task | Who |
| --- | --- |
| Repairs | Landlord |
| Prescribing | Doctor |
| | Adviser |

### Question: In which order?

1. Listen
2. Ask
3. Write

### Question: Fill it in

You have [[one month | 1 month]], and ask the [[*landlord* | doctor]].

### Question: How many days?

= 14 ± 1 days

### Question: Say it to her (free text, 2 points)

> Model answer: I hear you.

| Points | Criterion |
| --- | --- |
| 2 | Warm words |

### Question: What does it change?

| If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2 |
| --- | --- | --- | --- | --- | --- | --- |
| asthma | black mould | 0 | 0 | 1 | 3 | 6 |
| a cold | a smoker | 0 | 1 | 6 | 2 | 1 |

### Plan: What now?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | Write to the landlord | Doctor | Friday | The clock runs |

## The end

Well done.
"""


def check(
    *steps: str, case: str = CASE, head: str = "## A story (health)"
) -> list[tuple[str, str]]:
    """Replay one story; give the code and message of each finding."""
    module = read_module("cases/a.md", case.encode()).value
    assert module
    text = "\n".join((head, "", *(f"- {step}" for step in steps)))
    return [(each.code, each.message) for each in check_stories(module, "a.test.md", text.encode())]


@pytest.mark.parametrize(
    "steps",
    [
        [
            'see "boiler is off"',
            'do not see "Tern Valley"',
            'law sees "the lease names tern valley"',
        ],
        ['law does not see "His chest is clear"', 'see "“His chest is clear.”"'],
        [
            'choose "Ask about the boiler"',
            'scene "The letter"',
            'see "takes a letter"',
            "trust is 3",
        ],
        ['choose "ask about the…"', 'scene "the-letter"', "trust >= 3", "His trust is at least 3"],
        ['greyed "Call the adviser"', 'hidden "Ring the court"', 'open "Say goodbye"'],
        ['choose "Say goodbye"', "ending mixed", "finish", "trust is 2"],
        ['notice "boiler is off" as housing', 'see "The landlord must mend it"', "points are 1"],
        ["notice nothing", 'do not see "Yes, he does"', 'answer "Who mends it?" rightly'],
        [
            'answer "Who mends it?" with "The doctor"',
            '"Who mends it?" is wrong',
            'see "she does not"',
        ],
        [
            'hint "Who mends it?"',
            'see "Look at the lease"',
            'answer "Who mends it?" wrongly (sure)',
        ],
        ['do not see "Look at the lease"', 'do not see "He takes a letter out"'],
        ['begin at "Later"', "ending is mixed"],
        ['begin at "The letter"', 'open "Call the adviser in", "Go home"'],
    ],
)
def test_what_is_so_comes_true(steps: list[str]) -> None:
    assert check(*steps) == []


@pytest.mark.parametrize(
    ("step", "code", "said"),
    [
        ('see "Tern Valley"', "P02", "law sees it"),
        ('see "the boiler was off"', "P02", "the nearest there is “The boiler is off.”"),
        ('do not see "boiler"', "P02", "the page says: “The boiler is off.”"),
        ('do not see "Yes, he does"', "P02", "Yes, he does"),
        ('law does not see "Tern Valley"', "P02", "the page that law sees says"),
        ("trust is 4", "P02", "trust is 2"),
        ('greyed "Say goodbye"', "P02", "this choice is open"),
        ('hidden "Call the adviser"', "P02", "this choice is greyed: Not open yet"),
        ('open "Ring the court"', "P02", "this choice is hidden"),
        ('scene "The letter"', "P02", "play is in “The flat”"),
        ("ending good", "P02", "no ending has come: play is in “The flat”"),
        ('choose "Ask about the boilr"', "P03", "no choice “Ask about the boilr”"),
        ('scene "The lettr"', "P03", "no scene"),
        ('answer "Who mends?" rightly', "P03", "no question"),
        ('answer "Who mends it?" with "The mayor"', "P03", "no option “The mayor”"),
        ("trst is 2", "P03", "no counter “trst”"),
        ('nurse sees "boiler"', "P03", "no role “nurse”"),
        ('choose "Go home"', "P04", "stands in “The letter”, and play is in “The flat”"),
        ('choose "Call the adviser"', "P04", "this choice is greyed: Not open yet"),
        ('choose "Ring the court"', "P04", "this choice is hidden here"),
        ('notice "damp" as housing', "P04", "“damp” does not stand in the text"),
        ("go on", "P04", "no next page"),
        ("finish", "P04", "no ending"),
        ('"Who mends it?" is right', "P04", "not answered yet"),
        ('rate "Who mends it?" with 1', "P04", "not answered yet"),
        ('chose "Say goodbye"', "P01", "the start of a step is wanted"),
        ("choose Say goodbye", "P01", 'a choice in "quotes" is wanted'),
        ('see "boiler" often', "P01", "the end of the step is wanted"),
        ('notice "boiler" as house', "P01", "a legal need is wanted"),
        ("ending happy", "P01", "one of good, mixed, poor is wanted"),
        ('see ""', "P01", "nothing between these quotes"),
    ],
)
def test_what_is_not_so_is_said_with_what_is(step: str, code: str, said: str) -> None:
    found = check(step)
    assert [each for each, _ in found] == [code]
    assert said in found[0][1]


@pytest.mark.parametrize(
    ("step", "fix"),
    [
        ('choose "Ask about the boilr"', "did you mean Ask about the boiler?"),
        ('scene "The lettr"', "did you mean The letter?"),
        ('answer "Who mend it?" rightly', "did you mean Who mends it??"),
        ("trst is 2", "did you mean trust?"),
        ('chose "Say goodbye"', "did you mean choose?"),
        ('notice "boiler" as house', "did you mean housing?"),
    ],
)
def test_a_name_that_is_gone_is_followed_by_the_nearest(step: str, fix: str) -> None:
    module = read_module("cases/a.md", CASE.encode()).value
    found = check_stories(module, "a.test.md", f"## A (health)\n- {step}\n".encode())
    assert [each.fix for each in found] == [fix]


def test_a_finding_names_its_place() -> None:
    module = read_module("cases/a.md", CASE.encode()).value
    text = '# Stories\n\n## A (health)\n\nA note.\n\n- see "boiler"\n- notice "boiler" as houses\n'
    (found,) = check_stories(module, "cases/a.test.md", text.encode())
    assert (found.file, found.line, found.column) == ("cases/a.test.md", 8, 22)


def test_a_story_goes_on_after_what_was_not_seen_and_ends_where_it_cannot() -> None:
    assert [code for code, _ in check("trust is 4", "trust is 5")] == ["P02", "P02"]
    assert [code for code, _ in check('choose "Go home"', "trust is 5")] == ["P04"]


def test_a_story_without_a_side_is_played_from_each() -> None:
    found = check('see "Tern Valley"', head="## A story")
    assert len(found) == 1
    assert found[0][1].startswith("as health: ")
    assert check('see "boiler"', head="## A story (health, law)") == []


def test_steps_that_are_left_out_are_done_and_the_page_looked_at_with_them() -> None:
    assert check('see "Yes, he does."', 'choose "Say goodbye"') == []
    assert check('do not see "Yes, he does."', 'answer "Who mends it?" rightly') == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Stories\n\nNothing yet.\n",
        "## A (health)\n\nNo step.\n",
        '- see "boiler"\n',
        '## A (health)\n\n– see "boiler"\n',
        '## A (health)\n\nsee "boiler"\n\n- trust is 2\n',
        '## A (health)\n\n```\n- see "boiler"\n```\n\n- trust is 2\n',
        "## A (health)\n\n-\n- trust is 2\n",
        '## A (health)\n\n- see "boiler"\n  - see "flat"\n',
    ],
)
def test_what_would_test_nothing_is_an_error(text: str) -> None:
    module = read_module("cases/a.md", CASE.encode()).value
    found = check_stories(module, "a.test.md", text.encode())
    assert {each.code for each in found} == {"P01"}


def test_a_role_that_does_not_play_is_named() -> None:
    assert check("trust is 2", head="## A (lawyer)") == [("P03", "the case has no role “lawyer”")]


def test_stories_need_a_module_and_leave_a_broken_one_alone() -> None:
    stories = {"cases/a.test.md": b'## A (health)\n- see "x"\n'}
    assert [each.code for each in check_files(stories).findings] == ["P05"]
    broken = check_files({"cases/a.md": b"---\ntitle: A\n---\n", **stories})
    assert {each.file for each in broken.findings} == {"cases/a.md"}


def test_check_replays_the_stories_beside_a_case() -> None:
    report = check_files({"cases/a.md": CASE.encode(), "cases/a.test.md": b"## A\n- trust is 1\n"})
    told = [each.code for each in report.findings if each.file == "cases/a.test.md"]
    assert told == ["P02", "P02"]
    assert set(report.modules) == {"cases/a.md"}


RIGHT = (
    'answer "Which help?" with "A letter", "A call"',
    'answer "Who does what?" with "Repairs" to "Landlord", "Prescribing" to "Doctor"',
    'answer "In which order?" with "Listen", "Ask", "Write"',
    'answer "Fill it in" with "1 month" and "landlord"',
    'answer "How many days?" with 15 days',
    'answer "What does it change?" with +2, 0',
)
NAMES = ("Which help?", "Who does what?", "In which order?", "Fill it in", "How many days?")


def test_every_form_of_question_can_be_answered() -> None:
    told = (f'"{step.split(chr(34))[1]}" is right' for step in RIGHT)
    written = 'answer "Say it to her" with "Tell me more."', 'rate "Say it to her" with 1'
    plan = 'answer "What now?" with\n  - "housing", "Write", "Doctor", "Friday", "The clock"'
    assert check(*RIGHT, *told, *written, plan, "go on", 'scene "The end"', case=LESSON) == []


@pytest.mark.parametrize("question", [*NAMES, "What does it change?"])
def test_a_stand_in_answers_every_form_rightly_and_wrongly(question: str) -> None:
    assert check(f'answer "{question}" rightly', f'"{question}" is right', case=LESSON) == []
    found = check(f'answer "{question}" wrongly', f'"{question}" is right', case=LESSON)
    assert [code for code, _ in found] == ["P02"]


def test_a_stand_in_goes_through_a_page_of_every_form() -> None:
    assert check("go on", 'scene "The end"', "finish", case=LESSON) == []


def test_an_answer_that_does_not_fit_is_said() -> None:
    assert check('answer "How many days?" with "soon"', case=LESSON) == [
        ("P04", "this cannot be read as a number")
    ]
    assert check('answer "What does it change?" with +3, 0', case=LESSON)[0][0] == "P04"
    assert check('answer "Say it to her" wrongly', case=LESSON)[0][0] == "P04"


def test_quotes_may_be_curly_and_words_of_any_case() -> None:
    assert read_step("See “the damp”, “the wall” and “it”") == (
        See("the damp"),
        See("the wall"),
        See("it"),
    )
    assert read_step("notice nothing") == (Spot("", None),)


def test_a_step_that_cannot_be_read_says_where() -> None:
    with pytest.raises(Unreadable) as refused:
        read_step('answer "Q" by "x"')
    assert refused.value.start == 11


QUIZ_HEAD = HEAD.replace("needs: [housing]\nsetting: primary\n", "kind: quiz\n{keys}\n")
PAGES = """## One

### Question: Who mends it?

- [x] The landlord
- [ ] The doctor
  > No, she does not.

## Two

### Question: For how many days?

= 14 days
"""
LATER = QUIZ_HEAD.replace("{keys}", "feedback: deferred") + PAGES
TRIES = QUIZ_HEAD.replace("{keys}", "tries: 3\ntry_cost: 25%") + PAGES


def test_a_story_goes_back_and_answers_anew() -> None:
    steps = (
        'answer "Who mends it?" wrongly',
        "go on",
        "go back",
        'scene "One"',
        'answer "Who mends it?" rightly',
        "go on",
        "finish",
        "points are 2",
    )
    assert check(*steps, case=LATER) == []
    assert check("go back", case=LATER) == [("P04", "there is no earlier page to go back to here")]


def test_a_story_tries_again() -> None:
    steps = (
        'answer "Who mends it?" with "The doctor"',
        '"Who mends it?" is wrong',
        'see "she does not"',
        'answer "Who mends it?" rightly',
        '"Who mends it?" is right',
        "points are 0.75",
    )
    assert check(*steps, case=TRIES) == []
