"""`learning play-test`, as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time

import pytest

from learning.cli.commands import run
from tests.house.own_files import ROOT

Try = Callable[..., tuple[int, str, str]]
FRONT = """---
title: {title}
summary: A case.
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
minutes: 40
counters:
{counters}
---

# {title}

Welcome.
"""
STUCK = """
## The door

- [Knock gently](#the-room)
- [Bang on it](#the-room)
  - trust -1

## The room

::: if trust >= 9
She smiles.
:::

- [Ask to see the wall](#the-wall)
  - only if trust >= 2

## The wall

> Ending (good): It is dry.

## The attic

> Ending (poor): Nobody comes here.
"""


@pytest.fixture
def play_test(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Try:
    """Write a case, play-test it, and give the code, output and complaints."""

    def type_in(text: str, *words: str, name: str = "a.md") -> tuple[int, str, str]:
        (tmp_path / "cases").mkdir(exist_ok=True)
        file = tmp_path / "cases" / name
        file.write_text(text, encoding="utf-8")
        try:
            code = run(["play-test", str(file), *words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


def make_case(body: str, **counters: int) -> str:
    lines = [f"  {name}: {{start: 2, min: 0, max: {most}}}" for name, most in counters.items()]
    return FRONT.format(title="The flat", counters="\n".join(lines)) + body


def make_long_case(scenes: int = 60) -> str:
    """Make a case of many scenes and four counters that all decide something."""
    rng, names = Random(7), ("trust", "time", "health", "money")
    parts = []
    for number in range(scenes):
        parts.append(f"## Scene {number}\n\n" + "The wall is damp and the letter is late. " * 12)
        parts.append(f"::: if {rng.choice(names)} >= 3\nHigh {number}.\n::: otherwise\nLow.\n:::")
        if number >= scenes - 4:
            parts.append(f"> Ending ({rng.choice(['good', 'poor'])}): The end.")
            continue
        choices = []
        for each in range(3):
            to = min(number + (rng.randint(1, 6) if each else 1), scenes - 1)
            one, two = rng.sample(names, 2)
            choices.append(f"- [Choice {each} of {number}](#scene-{to})\n  - {one} -1, {two} +2")
        choices[2] += f"\n  - only if {rng.choice(names)} >= {rng.randint(2, 4)}"
        parts.append("\n".join(choices))
    return make_case("\n" + "\n\n".join(parts) + "\n", trust=5, time=20, health=5, money=8)


def test_a_shipped_case_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    for file in sorted((ROOT / "cases").glob("*.md")):
        if file.name != "LICENCE.md" and not file.name.endswith(".test.md"):
            assert run(["play-test", str(file), "--runs", "100"]) == 0
            assert "No problems found." in capsys.readouterr().out


def test_problems_come_first_with_their_paths(play_test: Try) -> None:
    code, out, _ = play_test(make_case(STUCK, trust=5))
    assert code == 1
    assert out.index("Problems: 1 error, ") < out.index("Endings")
    assert "play gets stuck in “The room”" in out
    assert "path: Bang on it\n" in out
    assert "no play comes to “The attic”" in out


def test_the_report_fits_the_terminal(play_test: Try) -> None:
    _, out, _ = play_test(make_long_case(20), "--runs", "50")
    assert max(map(len, out.splitlines())) <= 80


def test_json_has_the_keys_that_are_documented(play_test: Try) -> None:
    code, out, _ = play_test(make_case(STUCK, trust=5), "--json", "--runs", "10", "--seed", "4")
    told = json.loads(out)
    assert code == 1
    assert (told["runs"], told["seed"], told["minutes_stated"]) == (10, 4, 40)
    assert {each["kind"] for each in told["problems"]} >= {"stuck", "unreached-scene"}
    page = (ROOT / "docs" / "play-testing.md").read_text(encoding="utf-8")
    side = told["sides"][0]
    lists = [each[0] for each in side.values() if isinstance(each, list) and each]
    keys = {
        *told,
        *told["problems"][0],
        *side,
        *side["lengths"],
        *(k for row in lists for k in row),
    }
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_the_same_seed_gives_the_same_report(play_test: Try) -> None:
    case = make_long_case(12)
    one, same, other = (play_test(case, "--runs", "30", "--seed", each) for each in "778")
    assert one == same != other


def test_a_case_that_does_not_compile_shows_its_findings(play_test: Try) -> None:
    code, out, complaint = play_test("no front matter")
    assert (code, "a.md:1:1 F03 error" in out) == (1, True)
    assert complaint == "learning play-test: mend these first, then play\n"


@pytest.mark.parametrize(
    ("words", "name"), [((), "a.txt"), (("--runs", "0"), "a.md"), (("--seed", "x"), "a.md")]
)
def test_what_cannot_be_tested_is_usage(play_test: Try, words: tuple[str, ...], name: str) -> None:
    code, out, complaint = play_test(make_case(STUCK, trust=5), *words, name=name)
    assert (code, out) == (2, "")
    assert complaint


def test_a_missing_file_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["play-test", "nowhere.md"]) == 2
    assert capsys.readouterr().err == "learning play-test: there is no file nowhere.md\n"


def test_a_course_is_not_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "course.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert run(["play-test", str(tmp_path / "course.md")]) == 2
    assert "test its modules" in capsys.readouterr().err


def test_sixty_scenes_and_four_counters_take_under_five_seconds(play_test: Try) -> None:
    case, start = make_long_case(), process_time()
    _, out, _ = play_test(case)
    assert process_time() - start < 5
    assert "Scene 59" in out
