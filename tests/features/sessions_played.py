"""Playing a shared session over HTTP: open it, join it, and do what its pages ask, as each person.

The pages are those that people get; every form is sent as a browser would send it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bs4 import Tag
from flask import Flask

from learning.operations.accounts import Registration, register
from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.visitor import Fields, Page, Visitor, form_values

NUMBERS = count(1)
PASSWORD = "four quiet green kettles"
PATH = "cases/the-shared-kitchen.md"
CASE = """---
title: The shared kitchen
kind: case
summary: Rosa coughs, and two people hear her.
jurisdiction: England
law_checked: 2026-11-21
needs: [housing, debt]
setting: primary
roles: [health, law]
counters:
  trust: {start: 2, min: 0, max: 5, label: "Rosa’s trust", unit: points}
minutes: 10
authors: [A. Tester]
licence: CC BY 4.0
---

# The shared kitchen

Two of you meet Rosa.

## The kitchen

Rosa says that [the boiler broke in May](#cue-housing "A repair that nobody made."), and that
[a bailiff wrote twice](#cue-debt "A debt with a date.").

::: for health
Her hands are blue.
:::

::: for law
The landlord has been fined before.
:::

### Question: What do you ask about first?

- [ ] The soup
  > Kind, but not now.
- [ ] The cat
  > She has none.
- [x] The boiler
  > It is where the trouble began.

> Why: The boiler is the landlord’s.

::: for health
### Question: What do you listen to?

- [x] Her chest
- [ ] Her radio
:::

::: for law
### Question: Whom do you write to?

- [x] The landlord
- [ ] The grocer
:::

### Question: How did that feel? (free text, individual)

> Model answer: As it felt.

### What do you do now?

- [Call the adviser](#warm)
  - trust +1
  > She picks up at once.[^picks]
- [Go home](#home)
  - trust -2
  > The bus is late.

## Warm

The radiators tick.

### Plan: What happens next?

| Need | Action | Who | By when | Why |
| --- | --- | --- | --- | --- |
| housing | Ring the council | The adviser | Friday | It has a duty |

> Ending (good): She is warm.

## Home

The rain goes on.

> Ending (poor): She is cold.

[^picks]: Advice Act 1999, s.3 (checked 2026-11)
"""
FIRST = "what-do-you-ask-about-first"
CHEST = "what-do-you-listen-to"
LETTER = "whom-do-you-write-to"
FEEL = "how-did-that-feel"
HEARD = {"words": ["the boiler broke in May"], "need": ["housing"], "confidence": "2"}


def publish_shared(site: Site, folder: Path, text: str = CASE) -> Site:
    """Publish the case that these tests share."""
    (folder / "cases").mkdir(parents=True)
    (folder / PATH).write_text(text, encoding="utf-8")
    assert publish(site, folder, "tests").broken == {}
    return site


def newcomer(app: Flask, site: Site, name: str, profession: str) -> Visitor:
    """Give a browser of somebody of that name: on one site it is always the same person."""
    known = app.extensions.setdefault("tests.people", {})
    if name not in known:
        known[name] = _register(site, name, profession)
    visitor = Visitor(app)
    visitor.client.set_cookie("learning-session", known[name])
    return visitor


def _register(site: Site, name: str, profession: str) -> str:
    email = f"{name.lower()}-{next(NUMBERS)}@shared.example.org"
    return register(site, Registration(name, email, PASSWORD, profession), "203.0.113.9").token


@dataclass
class Played:
    """A session and the browsers of the people in it, by name; the first of them is the host."""

    app: Flask
    site: Site
    url: str = ""
    browsers: dict[str, Visitor] = field(default_factory=dict)

    def come(self, name: str, profession: str = "medicine") -> Visitor:
        """Let somebody join by the code, which the lobby shows; the first is to open it."""
        visitor = newcomer(self.app, self.site, name, profession)
        code = self._read_code() if self.browsers else ""
        self.browsers[name] = visitor
        if code:
            visitor.get(f"/join/{code}")
            visitor.submit(f"/join/{code}")
        return visitor

    def open(self, **options: str) -> "Played":
        """Let the first who came open the session, which has no facilitator."""
        [host] = self.browsers.values()
        host.get(f"/sessions/open?case={PATH}")
        self.url = host.submit("/sessions/open", options).url
        return self

    def look(self, name: str) -> Page:
        """Open the session's page as somebody."""
        return self.browsers[name].get(self.url)

    def find_form(self, name: str, action: str, where: Mapping[str, str]) -> Tag:
        """Give the form for this act on somebody's page whose fields have these values."""
        page = self.browsers[name].page
        assert page is not None
        url = f"{self.url}/{action}"
        for form in page.soup.select(f"form[action='{url}'], form:has([formaction='{url}'])"):
            values = form_values(form)
            buttons = {
                str(each.get("name")): str(each.get("value")) for each in form.select("button")
            }
            if all({**values, **buttons}.get(key) == value for key, value in where.items()):
                return form
        raise AssertionError(f"no form to {action} with {where}: {page.actions()}")

    def read_form(self, name: str, action: str, **where: str) -> dict[str, str | Sequence[str]]:
        """Give what a browser would send of that form of the page at hand."""
        return form_values(self.find_form(name, action, where))

    def send(
        self, name: str, action: str, form: Fields | None = None, *, status: int = 200, **where: str
    ) -> Page:
        """Look at one's page anew, and send a form of it with these values."""
        self.look(name)
        return self.send_again(name, action, form, status=status, **where)

    def send_again(
        self, name: str, action: str, form: Fields | None = None, *, status: int = 200, **where: str
    ) -> Page:
        """Send a form of the page at hand, however old it is."""
        visitor = self.browsers[name]
        fields = self.read_form(name, action, **where)
        answer = visitor.send(f"{self.url}/{action}", {**fields, **(form or {})})
        return visitor._arrive(answer, status)

    def be_ready(self, *names: str) -> None:
        """Let these people, or all, say that they want to go on."""
        for name in names or tuple(self.browsers):
            reflecting = self.look(name).soup.select("button[form=form-reflection]")
            self.send_again(name, "reflect" if reflecting else "ready", {"ready": "1"})

    def answer_alone(
        self, name: str, *, first: str = "the-boiler", way: str = "call-the-adviser"
    ) -> None:
        """Do all that the first scene asks of somebody alone."""
        self.send(name, "notice", HEARD)
        self.send(name, "reply", {"answer": first, "why": f"{name} thinks so"}, question=FIRST)
        own = CHEST if CHEST in self.look(name).html else LETTER
        right = "her-chest" if own == CHEST else "the-landlord"
        self.send(name, "reply", {"answer": right}, question=own)
        self.send(name, "reply", {"answer": f"Cold, says {name}"}, question=FEEL)
        self.send(name, "propose", {"choice": way, "why": f"{name} would"})

    def _read_code(self) -> str:
        host = next(iter(self.browsers))
        return "".join(self.look(host).texts(".code [aria-hidden]")[0].split())


def begin(app: Flask, site: Site, **options: str) -> Played:
    """Let Amina, Ben and Carys begin a session that Amina opened; all are at the brief."""
    played = Played(app, site)
    played.come("Amina")
    played.open(**options)
    played.come("Ben", "law")
    played.come("Carys", "law")
    played.send("Amina", "start")
    return played
