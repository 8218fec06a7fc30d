"""Whatever bytes come in, a Reading comes out, and in time."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content.check import check_files
from learning.content.course_reader import read_course
from learning.content.reader import read_module
from tests.unit.content.corpus import MADE, list_repeated
from tests.unit.content.fixture_reader import TRUST

ROOT = Path(__file__).parents[3]
CASES = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("cases/*-*.md"))]
# One piece a line; ¶ stands for the end of a line and · for a blank.
PIECES = st.sampled_from(
    [
        piece.replace("¶", "\n").replace("·", " ")
        for piece in r"""¶
¶¶
## A¶
# t¶
---¶
### Question: B¶
- [ ] x¶
- [x] y¶
- [Go](#a)¶
  - trust +1¶
  - only if visited a, otherwise shown greyed¶
  > fb¶
> Ending (good): e¶
> Why: z¶
::: for law¶
::: if trust >= 1¶
::: otherwise¶
:::¶
[w](#cue-debt "r")·
[^1]
[^1]: n¶
(choose all)
|a ¶|-¶
![
](x.png)
<b>
[[
]]
•·
1.·
-·
>·
····
`
*
[
](
\\
é""".split("\n")
    ]
    + ["\N{ZERO WIDTH SPACE}", "\N{NO-BREAK SPACE}", "\r\n", "\t", "\0", "\u2028"]
)
LIMIT = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LIMIT
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    assert (read_module("cases/a.md", raw).value is None) or raw
    assert (read_course("courses/a/course.md", raw).value is None) or raw


@LIMIT
@given(st.lists(PIECES, max_size=60))
def test_any_order_of_constructs(pieces: list[str]) -> None:
    report = check_files({"cases/a.md": (TRUST + "".join(pieces)).encode()})
    assert bool(report.modules) is not any(each.severity == "error" for each in report.findings)


@LIMIT
@given(st.text(max_size=200))
def test_any_front_matter(text: str) -> None:
    raw = f"---\n{text}\n---\n## A\n> Ending (good): B.\n".encode(errors="replace")
    reading = read_module("cases/a.md", raw)
    assert (reading.value is None) is any(each.severity == "error" for each in reading.findings)


@settings(LIMIT, max_examples=25)
@given(st.data())
def test_any_mangling_of_a_real_case(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(CASES))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 80))
        text = text[:at] + data.draw(PIECES) + text[at + cut :]
    report = check_files({"cases/a.md": text.encode()})
    assert bool(report.modules) is not any(each.severity == "error" for each in report.findings)


# What grows faster than its text would take minutes at a file's full size.
REPEATED = list_repeated(12 * 1024)


@pytest.mark.parametrize("name", REPEATED)
def test_a_piece_repeated_takes_a_moment(name: str) -> None:
    begin = time.process_time()
    check_files({"cases/a.md": REPEATED[name]})
    assert time.process_time() - begin < 1.5


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_to_hurt_takes_seconds_at_most(name: str) -> None:
    begin = time.process_time()
    report = check_files({"cases/a.md": MADE[name]})
    assert time.process_time() - begin < 4
    assert bool(report.modules) is not any(each.severity == "error" for each in report.findings)


YAML_FAULTS = {
    "control character": "title: a\x80b",
    "second document": "title: a\n...\ntitle: b",
    "tabs": "title:\n\t- a",
    "mapping as key": "{a: b}: c",
    "a colon in a value": "title: a: b",
}


@pytest.mark.parametrize("name", YAML_FAULTS)
def test_yaml_that_other_readers_choke_on(name: str) -> None:
    raw = f"---\n{YAML_FAULTS[name]}\n---\n## A\n> Ending (good): B.\n".encode()
    assert "F03" in {finding.code for finding in read_module("cases/a.md", raw).findings}
