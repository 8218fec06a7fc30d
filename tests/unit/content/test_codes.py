"""Every code has a page; its wrong example gives that code and no other, its right one nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from learning.content.beside import Beside
from learning.content.check import check_files
from learning.content.codes import SEVERITIES
from learning.content.reader import read_module
from learning.content.rules.history import list_ids
from learning.content.targets import is_story_file
from tests.unit.content.fixture_reader import HEAD, TRUST

FOLDER = Path(__file__).parents[3] / "docs" / "check"
PAGES = sorted(page.stem for page in FOLDER.glob("[A-Z]??.md"))
LESSON = """\
---
title: A lesson
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---

## Start

"""
BESIDE = Beside(
    includes={"cases/shared/ihelp.md": b"Income, Housing, Education, Legal status.\n"},
    media={"cases/img/damp.jpg": "0" * 64},
)
EXAMPLE = re.compile(r"(?:^(?P<label>[^\n]+):\n\n)?^```markdown\n(?P<text>.*?)^```$", re.M | re.S)
EARLIER = "as it was published"


@dataclass(frozen=True)
class Example:
    path: str
    label: str
    raw: bytes


def frame(text: str) -> str:
    """Put an example into what docs/check/README.md says that it stands in."""
    if "\n---\n" in f"\n{text}":
        return text
    if "\n## " in f"\n{text}":
        return (TRUST if "trust" in text else HEAD) + text
    return LESSON + text


def read_examples(code: str, section: str) -> Iterator[Example]:
    page = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    body = re.split(r"^## (?=(?:Wrong|Right)$)", page, flags=re.M)
    (chosen,) = (part for part in body if part.startswith(f"{section}\n"))
    for found in EXAMPLE.finditer(chosen):
        label = found["label"] or ""
        path = re.search(r"`([^`]+\.md)`", label)
        encoding = "cp1252" if "Windows-1252" in label else "utf-8"
        name = path[1] if path else "cases/example.md"
        text = found["text"] if is_story_file(name) else frame(found["text"])
        yield Example(name, label, text.encode(encoding))


def check(code: str, section: str) -> set[str]:
    """Give the codes of all findings on the examples of a section."""
    examples = list(read_examples(code, section))
    assert examples
    before = {
        each.path: read_module(each.path, each.raw).value
        for each in examples
        if EARLIER in each.label
    }
    report = check_files(
        {each.path: each.raw for each in examples if EARLIER not in each.label},
        today=date(2026, 12, 1),
        published={path: list_ids(module) for path, module in before.items() if module},
        beside=BESIDE,
    )
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("code", PAGES)
def test_the_wrong_example_gives_this_code_and_no_other(code: str) -> None:
    assert check(code, "Wrong") == {code}


@pytest.mark.parametrize("code", PAGES)
def test_the_right_example_gives_none(code: str) -> None:
    assert check(code, "Right") == set()


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(SEVERITIES) == PAGES


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_how_grave_its_code_is(code: str) -> None:
    lines = (FOLDER / f"{code}.md").read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith(f"# {code}: ")
    assert lines[2].startswith(f"{SEVERITIES[code].capitalize()}.")


def test_the_index_lists_every_page_by_its_title() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[(\w+)\]\(\w+\.md\) \| (.+) \|$", index, re.M))
    titles = {code: (FOLDER / f"{code}.md").read_text("utf-8").split("\n")[0][2:] for code in PAGES}
    assert {code: f"{code}: {row.split(' | ')[1]}" for code, row in rows.items()} == titles
