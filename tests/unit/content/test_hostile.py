"""Whatever bytes come in, a Reading comes out, and in time."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content.check import check_files
from learning.content.course_reader import read_course
from learning.content.reader import read_module
from tests.unit.content.fixture_reader import HEAD, TRUST

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


# A quarter of what a file may hold: times grow in step with the size.
HOSTILE = {
    "brackets": "[a" * 15_000,
    "brackets with emphasis": "[ a_" * 7_000,
    "pictures": "![[]()" * 5_000,
    "quotes": ">" * 15_000,
    "nested lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "autolinks": "<https://a." * 2_000,
    "fences": "::: if trust > 1\n" * 1_000,
    "fences in fences": "::: for law\n" * 1_000 + ":::\n" * 1_000,
    "fences and headings": "::: for law\n## A\n" * 1_000,
    "brackets in a condition": f"::: if {'(' * 15_000}\n",
    "a condition of many terms": f"::: if {'trust > 1 and ' * 2_000}\n",
    "choices to nowhere": "- [a](#bbbbbbbbbbbbbbbbbbbb)\n" * 1_000,
    "cues": '[a](#cue-debt "b") ' * 1_000,
    "footnotes": "".join(f"[^{n}]" for n in range(2_000)),
    "footnote definitions": "".join(f"[^{n}]: a\n\n" for n in range(1_000)),
    "questions": "### Question: a\n- [x] b\n\n" * 1_000,
    "scenes": "".join(f"## s{n}\n- [a](#s{n + 1})\n\n" for n in range(1_000)),
    "short table rows": "|a|b\n|-|-\n" + "|\n" * 15_000,
    "bars": "|" * 30_000,
    "backticks": "".join("`" * n + "a" for n in range(240)),
    "bullets": "• " * 7_000,
    "double brackets": "[[" * 15_000,
    "a box of blanks": f"### Question: a\n- [x] b\n- [{' ' * 25_000}]\n",
    "a question of blanks": f"### Question: a{' ' * 25_000}b\n- [x] b\n",
    "an ending of blanks": f"> Ending{' ' * 25_000}x\n",
    "a consequence of blanks": f"- [a](#start)\n  - trust{' ' * 25_000}x\n",
    "a label of blanks": f"> Why{' ' * 25_000}x\n",
    "tags": "<a " * 10_000,
    "spaces": " " * 30_000 + "a",
    "carriage returns": "\r" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_seconds_at_most(name: str) -> None:
    raw = f"{HEAD}## Start\n\n{HOSTILE[name]}\n".encode()
    begin = time.process_time()
    check_files({"cases/a.md": raw})
    assert time.process_time() - begin < 4


YAML_BOMBS = {
    "aliases": "a: &a [x]\nb: [*a, *a]",
    "merge keys": "a: &a {b: c}\nd: {<<: *a}",
    "tag": "a: !!python/object/apply:os.system [ls]",
    "depth": "a: " + "[" * 5_000,
    "events": "a: [" + "x, " * 4_000 + "]",
    "size": "a: " + "x" * 17_000,
    "day that is none": "law_checked: 2024-02-30",
    "long number": "minutes: " + "9" * 10_000,
    "control character": "title: a\x80b",
    "second document": "title: a\n...\ntitle: b",
    "tabs": "title:\n\t- a",
    "mapping as key": "{a: b}: c",
    "a colon in a value": "title: a: b",
}


@pytest.mark.parametrize("name", YAML_BOMBS)
def test_yaml_that_other_readers_choke_on(name: str) -> None:
    raw = f"---\n{YAML_BOMBS[name]}\n---\n## A\n> Ending (good): B.\n".encode()
    assert "F03" in {finding.code for finding in read_module("cases/a.md", raw).findings}
