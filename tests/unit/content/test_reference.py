"""The public reference says what the reader does."""

import re
from datetime import date
from pathlib import Path

import pytest

from learning.content.check import check_files
from learning.content.codes import SEVERITIES
from learning.content.front_matter import KEYS
from tests.unit.content.fixture_reader import HEAD

TEXT = (Path(__file__).parents[3] / "docs" / "case-markdown.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
# What the examples name and a file around them has to hold.
AROUND = HEAD.replace(
    "setting",
    "counters: {trust: {start: 2, max: 5}, time: {start: 0}, health: {start: 9}}\nsetting",
)
SCENES = ("the-letter", "ten-days-later", "referral")


def test_the_whole_case_is_clean() -> None:
    report = check_files({"cases/a.md": EXAMPLES[0].encode()}, today=date(2026, 12, 1))
    assert report.findings == ()


@pytest.mark.parametrize("example", [each for each in EXAMPLES[1:] if "## Modules" not in each])
def test_each_example_can_be_read(example: str) -> None:
    end = "" if "Ending" in example else "\n> Ending (good): End.\n"
    end = "" if "(#the-letter)" in example else end
    scenes = "".join(f"\n## {name}\n> Ending (good): End.\n" for name in SCENES)
    text = f"{AROUND}## Here\n{example}{end}{scenes}"
    findings = check_files({"cases/a.md": text.encode()}).findings
    assert [str(each) for each in findings if each.severity == "error"] == []


def test_every_code_is_in_the_table() -> None:
    rows = dict(re.findall(r"^\| ([A-Z]\d\d) \| (error|warning) \|", TEXT, re.MULTILINE))
    assert rows == {code: str(severity) for code, severity in SEVERITIES.items()}


def test_every_key_is_in_the_reference() -> None:
    assert [key for key in KEYS if f"`{key}`" not in TEXT] == []
