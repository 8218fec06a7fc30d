"""A content folder with one small case in it, and a preview of it to look at."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from learning.app import create_preview
from learning.operations.drafts import open_drafts
from learning.operations.previews import DiskSource, Previews
from learning.operations.trials import Trials
from tests.features.visitor import Page, Visitor

PORT = 8001
LONGEST = 20
CASE = """---
title: The cold flat
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
counters:
  trust: {start: 2, min: 0, max: 5, label: Trust}
---

# The cold flat

Mr Osei is back.

## In the surgery

His [boiler has been off](#cue-housing "The landlord must mend it"), and he
[walks to church](#not-a-cue "A strength, and not a legal need").

::: for health
The record shows four visits.
:::

::: for law
The letter names no day.
:::

::: for facilitator
Let both sides read aloud.
:::

### Question: What would you ask?

- [x] Since when
- [ ] Whether he smokes
  > It sounds like blame.

> Tutor: Ask the room first.

### What do you do?

- [Ask for the letter](#the-letter)
  - trust +1
  > He takes it out.
- [Close](#ten-days-later)

## The letter

::: if trust >= 3
He lets you keep it.
::: otherwise
He puts it away.
:::

::: if visited in-the-surgery and answered what-would-you-ask right
He has come to know you.
:::

- [Call the adviser](#a-plan)
- [Write to somebody](#ten-days-later)

## A plan

> Ending (good): You ring the adviser.

## Ten days later

> Ending (poor): The boiler is still off.
"""


@dataclass
class Desk:
    """An author at work: a file on the disk, and browsers that show it."""

    root: Path
    app: Flask
    path: str

    @property
    def file(self) -> Path:
        return self.root / self.path

    def tab(self) -> Visitor:
        """Open the preview in a browser of its own."""
        visitor = Visitor(self.app)
        visitor.get("/")
        return visitor

    def save(self, text: str) -> None:
        """Save as many editors do: to another file, which then takes the name."""
        beside = self.file.with_name(f".{self.file.name}.swp")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.file)

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.save(text.replace(old, new))


def write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def open_desk(root: Path, path: str) -> Desk:
    folder, named = open_drafts(root / path)
    app = create_preview(Trials(Previews(DiskSource(folder))), named, port=PORT)
    return Desk(root, app, named)


def url_of(visitor: Visitor) -> str:
    """Give the address of the play at hand; the page may be the answer to a form."""
    assert visitor.page
    return "/".join(visitor.page.url.split("/")[:3])


def act(visitor: Visitor, action: str, **fields: str) -> Page:
    return visitor.submit(f"{url_of(visitor)}/{action}", fields)


def reload(visitor: Visitor) -> Page:
    return visitor.get(url_of(visitor))


def read_news(visitor: Visitor) -> dict[str, int]:
    answer = visitor.client.get(f"{url_of(visitor)}/news", base_url=visitor.base_url)
    assert answer.status_code == 200
    return dict(answer.get_json())


def wait_for_check(visitor: Visitor) -> Page:
    """Wait until all findings are in, and show the page with them."""
    deadline = time.monotonic() + LONGEST
    while not read_news(visitor)["checked"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return reload(visitor)


def reach_letter(visitor: Visitor) -> Page:
    """Play the case to its second scene, with everything right."""
    act(visitor, "start")
    act(visitor, "notice", nothing="1")
    act(visitor, "reply", answer="since-when")
    return act(visitor, "choose", choice="ask-for-the-letter")
