"""Cases such as authors write, of about 20 KB, as many as are asked for and no two the same."""

from collections.abc import Iterator, Mapping
from random import Random

SCENES = 8
HEAD = """---
title: Case {number}
summary: {summary}
jurisdiction: England
law_checked: 2026-11-01
needs: [housing, benefits]
setting: primary
roles: [health, law]
counters:
  trust: {{start: 2, min: 0, max: 5, label: "Trust", unit: points}}
  time: {{start: 0, min: 0, max: 20, label: "Time used", unit: minutes}}
outcomes: [spot-legal-need]
authors: [Side by Side contributors]
licence: CC BY 4.0
minutes: 20
---

# Case {number}

{summary}

{summary}
"""
SCENE = """
## Scene {at}

::: for health
{health}
:::

::: for law
{law}
:::

{first} [{cue}](#cue-housing "{reason}"). {second}

“{said},” she says. [{lure}](#not-a-cue "{reason}"). {third}

::: if trust >= 3
{if_so}
::: otherwise
{if_not}
:::
{question}
### What now in scene {at}?

{choices}"""
QUESTION = """
### Question: {words} ({at})?

- [ ] {wrong}
  > {why}
- [x] {right}
- [ ] {other}
  > {why}

> Why: {why}

> Outcome: spot-legal-need
"""
CHOICE = """- [{words} {at}](#scene-{to})
  - trust {change}, time +{time}
  > {told}
"""
ENDING = """
## Scene {at}

{words}

> Ending ({grade}): {told}
"""
WORDS = (
    "the wall behind his cot is black and she wipes it on Sunday before work while the landlord "
    "has said to open a window letter dated in May asks for repairs nobody came it smells of damp "
    "rent went up again benefit stopped after an appointment that was missed bus was late clinic "
    "waits for a note from school about the cough adviser next door is free at ten and knows what "
    "belongs in it by when to whom with her consent kept in the record"
).split()
CHANGES = ("+1", "-1", "+2", "= 3")


class Author:
    """Writes in sentences that are drawn, not copied."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count))

    def sentences(self, count: int) -> str:
        drawn = (self.words(self.random.randint(9, 18)) for _ in range(count))
        text = " ".join(f"{each.capitalize()}." for each in drawn)
        return text.replace(". The ", ".\nThe ").replace(" she ", " **she** ", 1)

    def question(self, at: int) -> str:
        said = {name: f"{self.words(8)} {name}" for name in ("wrong", "right", "other")}
        return QUESTION.format(at=at, words=self.words(7), why=self.sentences(2), **said)

    def choice(self, at: int, to: int) -> str:
        change, time = self.random.choice(CHANGES), self.random.randint(1, 5)
        words, told = self.words(7).capitalize(), self.sentences(2)
        return CHOICE.format(
            words=words, at=f"{at}-{to}", to=to, change=change, time=time, told=told
        )

    def scene(self, at: int) -> str:
        ways = [self.choice(at, to) for to in (at + 1, at + 2, at + 3)]
        if at > 2:
            # One of them only for those who have been somewhere else before.
            ways[1] = ways[1].replace("\n", f"\n  - only if visited scene-{at - 1}\n", 1)
        if at == SCENES - 1:
            ways[2] = ways[2].replace("\n", "\n  - only if time <= 15, otherwise shown greyed\n", 1)
        parts = ("health", "law", "first", "second", "third", "if_so", "if_not")
        return SCENE.format(
            at=at,
            question=self.question(at) if at % 2 else "",
            choices="".join(ways),
            cue=self.words(5),
            lure=self.words(5),
            said=self.words(9).capitalize(),
            reason=self.words(6).capitalize(),
            **{part: self.sentences(2) for part in parts},
        )

    def write(self, number: int) -> str:
        endings = ("good", "mixed", "poor")
        return (
            HEAD.format(number=number, summary=self.sentences(2).replace("\n", " "))
            + "".join(map(self.scene, range(1, SCENES + 1)))
            + "".join(
                ENDING.format(at=SCENES + at, words=self.sentences(3), grade=grade, told="It ends.")
                for at, grade in enumerate(endings, start=1)
            )
        )


def write_cases(count: int) -> Mapping[str, bytes]:
    """Write so many cases, by their paths."""
    return dict(_write_each(count))


def _write_each(count: int) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        text = Author(number).write(number)
        yield f"cases/case-{number:04}.md", text.encode()
