"""Every code of a finding, by files that have the fault and files that do not."""

import re
from dataclasses import replace
from datetime import date

import pytest

from learning.content.beside import Beside
from learning.content.check import check_files
from learning.content.codes import SEVERITIES
from learning.content.reader import read_module
from learning.content.rules.history import list_ids
from learning.model.finding import Finding
from learning.model.names import Feedback
from tests.unit.content.fixture_reader import HEAD, Fixture, read_fixtures

GROUPS = (
    "front-matter",
    "scenes",
    "choices",
    "conditions",
    "fences",
    "questions",
    "ticks",
    "tables",
    "writing",
    "gaps",
    "numbers",
    "cues",
    "text",
    "includes",
    "media",
    "law",
)
FIXTURES = [fixture for group in GROUPS for fixture in read_fixtures(group)]
# Bytes, sizes and earlier versions, which no text fixture can show, have tests of their own below;
# story files have those of test_stories.py.
MEDIA = {f"cases/{path}": "ab" * 32 for path in ("img/damp.jpg", "cough.mp3", "film.mp4")}
TESTED_BESIDE = {"F01", "S08", "T02", "P01", "P02", "P03", "P04", "P05"}


def check(fixture: Fixture) -> tuple[Finding, ...]:
    files = {"cases/a.md": fixture.text.encode()}
    refused, others = {"cases/img/huge.png": "it is over 5 MiB"}, {"cases/other.md": b""}
    beside = Beside(fixture.includes, MEDIA, refused, others)
    return check_files(files, today=date(2026, 12, 1), beside=beside).findings


def tell(finding: Finding, shift: int) -> str:
    """Say a finding as if the fixture's input began on line 1."""
    if finding.file != "cases/a.md":
        return str(finding)
    told = str(replace(finding, line=finding.line - shift)).removeprefix("cases/a.md:")
    return re.sub(r"line (\d+)", lambda found: f"line {int(found[1]) - shift}", told)


def codes(raw: bytes) -> list[str]:
    return [finding.code for finding in read_module("cases/a.md", raw).findings]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.title)
def test_findings(fixture: Fixture) -> None:
    shift = fixture.head.count("\n")
    assert "\n".join(tell(each, shift) for each in check(fixture)) == fixture.expected


def test_every_code_has_a_fixture() -> None:
    said = " ".join(fixture.expected for fixture in FIXTURES)
    assert {code for code in SEVERITIES if f" {code} " not in said} == TESTED_BESIDE


def test_bytes_that_are_not_utf_8_have_a_place() -> None:
    (finding,) = read_module("cases/a.md", b"---\ntitle: Caf\xe9\n---\n").findings
    assert (finding.code, finding.line, finding.column) == ("F01", 2, 11)


def test_a_file_over_the_limit() -> None:
    assert codes(HEAD.encode() + b"x" * 128 * 1024) == ["F01"]


@pytest.mark.parametrize("control", ["\0", "\x07", "\x0b", "\x7f"])
def test_a_control_character_has_a_place(control: str) -> None:
    (finding,) = read_module("cases/a.md", f"{HEAD}## A\nsee{control}\n".encode()).findings
    assert (finding.code, finding.line, finding.column) == ("F01", HEAD.count("\n") + 2, 4)


def test_a_byte_order_mark() -> None:
    assert codes(b"\xef\xbb\xbf" + HEAD.encode() + b"## A\n> Ending (good): B.\n") == ["F02"]


def gone(moved: str) -> list[str]:
    before = read_module("cases/a.md", f"{HEAD}## One\n> Ending (good): B.\n".encode()).value
    assert before
    text = HEAD.replace("setting", f"moved: {{{moved}}}\nsetting") + "## Won\n> Ending (good): B.\n"
    report = check_files({"cases/a.md": text.encode()}, published={"cases/a.md": list_ids(before)})
    return [f"{finding.code} {finding.message}" for finding in report.findings]


def test_a_published_scene_that_is_gone() -> None:
    assert gone("") == ["S08 the scene 'one' was published and is gone"]
    assert gone("one: won") == []


def table(columns: int, rows: int) -> str:
    lines = ["|a" * columns, "|-" * columns, *["|b"] * rows]
    return "\n".join(lines) + "\n\n"


@pytest.mark.parametrize(
    "text",
    [table(21, 1), table(1, 301), table(2, 1) * 51, table(20, 290) * 10],
    ids=["columns", "rows", "tables", "cells"],
)
def test_tables_too_large_for_a_page_are_not_parsed(text: str) -> None:
    assert codes(f"{HEAD}## A\n\n{text}".encode()) == ["F07"]


def test_tables_of_the_largest_size() -> None:
    text = f"{HEAD}## A\n\n{table(20, 300)}> Ending (good): B.\n"
    assert codes(text.encode()) == []


def test_a_file_with_twenty_faults_names_twenty() -> None:
    choices = "".join(f"- [Go {number}](#nowhere-{number})\n" for number in range(20))
    assert codes(f"{HEAD}## A\n{choices}".encode()) == ["S02"] * 20


def test_findings_without_end_stop_with_an_error() -> None:
    choices = "".join(f"- [Go {number}](#nowhere-{number})\n" for number in range(2000))
    found = codes(f"{HEAD}## A\n{choices}".encode())
    assert (len(found), set(found)) == (201, {"S02", "F07"})


@pytest.mark.parametrize(
    "line",
    [f"summary: {'x' * 16_400}", f"authors: [{'a, ' * 2_100}]", "a: *b", "a: !x b", "a: &b c"],
    ids=["length", "events", "alias", "tag", "anchor"],
)
def test_front_matter_past_its_limits_is_one_finding(line: str) -> None:
    text = HEAD.replace("setting", f"{line}\nsetting") + "## A\n> Ending (good): B.\n"
    assert codes(text.encode()) == ["F03"]


def test_all_that_a_quiz_can_say_is_read() -> None:
    head = "---\ntitle: A\njurisdiction: England\nlaw_checked: 2026-11-01\nkind: quiz\n"
    said = "feedback: none\ndraw: 1\nconfidence: ask\ntime_limit: 20\nattempts: 3\npass_mark: 60%\n"
    body = "---\n## A\n### Question: What?\n- [x] This\n- [ ] That\n  > No.\n"
    module = read_module("cases/a.md", (head + said + body).encode()).value
    assert module
    case = module.case
    told = (case.feedback, case.draw, case.ask_confidence)
    assert told == (Feedback.NONE, 1, True)
    assert (case.time_limit, case.attempts, case.pass_mark) == (20, 3, 60)
