"""A file with faults of twenty sorts names them all, each where it is, and nothing else."""

from datetime import date

from learning.content.check import check_files

# Each fault stands on a line of its own, which ends in its code.
FILE = """\
· F02
---
title: A cold flat
jurisdiction: England
law_checked: 2025-10-01 · L01
needs: [housing]
setting: primery · F03
start: in-surgery · S06
counters: {trust: {start: 2, max: 5}}
---

# A cold flat

## In the surgery

He has been <b>twice</b> this month.[^visits] · F06 N02

The [boiler is off](#cue-houses "A duty") and he [sings](#not-a-cue "A strength"). · Q13

::: for lawyers · B04
The letter is old.
:::

::: wenn trust >= 3 · B03
He keeps a copy.
:::

::: if trust >= 9 · V04
He nods.
:::

::: if visited the-flat · V05
He knows you.
:::

::: if chose “Ask him” · F05
He has answered.
:::

### Question: What first? · Q02

- [ ] The day
  > No.
- [ ] The shoes
  > No.

### Question: What second? · Q03

- [x] The day
- [x] The shoes

### Question: What third?

- [x] The day
- [ ] The shoes · Q05

### Question: What fourth?

- [x] The day
- [y] The shoes · Q10

### Question: What fifth? (chose all) · Q01

- [x] The day

### What now?

- [Ask him](#the-letter)
  - trust +1
- [Wait](#the-latter) · S02
  - turst +1 · V01
- [Ask him](#the-letter) · C05
  - trust plus one · V03

## The letter

::: if trust >= 3
His number is 07911 123456. · L03
:::

> Ending (god): You read it. · S04

## Nothing · S07

## Ten days later

[Back](#the-letter) · C01

> Ending (good): He is well.

## Ten days later · S01

> Ending (good): He is well.
"""


def test_faults_of_twenty_sorts_are_all_named() -> None:
    lines = [line.partition(" · ") for line in FILE.replace("· F02", " · F02").split("\n")]
    expected = [(at, code) for at, (_, _, said) in enumerate(lines, 1) for code in said.split()]
    raw = "\n".join(text.rstrip() for text, _, _ in lines).encode()
    findings = check_files({"cases/a.md": raw}, today=date(2026, 12, 1)).findings
    found = [(finding.line, finding.code) for finding in findings]
    assert sorted(found) == sorted(expected)
    assert len({code for _, code in expected}) >= 20
