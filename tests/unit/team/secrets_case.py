"""A case in which everything that is secret for a while carries a word that stands nowhere else."""

from learning.content.reader import read_module
from learning.model.key import Module

TEXT = """\
---
title: Secrets
kind: case
summary: Everything in it is marked.
jurisdiction: England
law_checked: 2026-11-21
needs: [housing]
setting: primary
roles: [health, law]
counters:
  trust: {start: 2, min: 0, max: 5, label: Trust}
start: one
licence: CC BY 4.0
---

# Secrets

Everything is marked.

## One

zz9scene9one9zz [The wall is black](#cue-housing "zz9cue9all9one9zz") and [she is glad](#not-a-cue
"zz9cue9all9one9zz").

::: for health
zz9side9health9one9zz [The lights are off](#cue-debt "zz9cue9health9one9zz").
:::

::: for law
zz9side9law9one9zz [The letter is late](#cue-benefits "zz9cue9law9one9zz").
:::

::: for facilitator
zz9tutor9one9zz
:::

### Question: Which first qt?

- [ ] Ring
  > zz9told9qt9ring9zz
- [x] Write
  > zz9told9qt9write9zz
- [ ] Wait
  > zz9told9qt9wait9zz
- [ ] Ask
  > zz9told9qt9ask9zz

> Why: zz9told9qt9why9zz[^why]

> Correct: zz9told9qt9correct9zz

> Incorrect: zz9told9qt9incorrect9zz

> Hint: zz9hint9one9zz

> Tutor: zz9tutor9qt9zz

### Question: How many days qn?

= 14 days

> Why: zz9told9qn9why9zz

### Question: What would you say qf? (free text, individual, optional)

> Model answer: zz9told9qf9model9zz

### Question: Who goes qw? (team)

- [ ] Ruth
  > zz9told9qw9ruth9zz
- [x] Meera

> Why: zz9told9qw9why9zz

::: for health
### Question: zz9side9health9ask9zz for qh?

- [ ] zz9side9health9no9zz
  > zz9told9qh9no9zz
- [x] zz9side9health9yes9zz

> Why: zz9told9qh9why9zz
:::

::: for law
### Question: zz9side9law9ask9zz for ql?

- [ ] zz9side9law9no9zz
  > zz9told9ql9no9zz
- [x] zz9side9law9yes9zz

> Why: zz9told9ql9why9zz
:::

::: if answered which-first-qt right
zz9open9qt9zz
:::

### zz9way9one9prompt9zz

- [zz9way9one9on9zz](#two)
  - trust +1
  > zz9after9one9on9zz
- [zz9way9one9off9zz](#three)
  > zz9after9one9off9zz
- [zz9way9one9shut9zz](#three)
  - only if trust > 4, otherwise shown greyed

## Two

zz9scene9two9zz

::: for law
zz9side9law9two9zz
:::

### Question: Which two qx?

- [x] Yes
  > zz9told9qx9yes9zz
- [ ] No
  > zz9told9qx9no9zz

### zz9way9two9prompt9zz

- [zz9way9two9end9zz](#four)
  > zz9after9two9end9zz
- [zz9way9two9back9zz](#three)
  > zz9after9two9back9zz

## Three

zz9scene9three9zz [No light at all](#cue-debt "zz9cue9all9three9zz").
[A bus came](#not-a-cue "No need.").

::: for health
zz9side9health9three9zz
:::

- [zz9way9three9round9zz](#two)
  > zz9after9three9round9zz
- [zz9way9three9end9zz](#four)
  > zz9after9three9end9zz

## Four

zz9scene9four9zz

::: for health
zz9side9health9four9zz
:::

### Question: Which four qy?

- [x] Yes
- [ ] No
  > zz9told9qy9no9zz

### Plan: Write it down

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| Housing | zz9plan9action9zz | zz9plan9who9zz | Friday | zz9plan9why9zz |

> Why: zz9plan9reason9zz

> Ending (good): zz9ending9four9zz

[^why]: zz9told9qt9source9zz
"""


def read_secrets() -> Module:
    reading = read_module("cases/secrets.md", TEXT.encode())
    assert reading.value is not None, reading.findings
    return reading.value
