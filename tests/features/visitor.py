"""Somebody with a browser but no eyes: gets pages that were checked, sends their forms.

Every page that passes through here is held against `page_faults` and the content policy.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from learning.web.security import content_policy
from tests.features.page_faults import page_faults, parse

Fields = Mapping[str, str | Sequence[str]]
NONCE = re.compile(r"script-src 'nonce-([\w-]+)'")
NONCES = re.compile(r'nonce="([^"]*)"')
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')
# Hashes of pages without a fault; what is drawn anew each time they are asked for is left out.
SOUND: set[int] = set()
MOST_REDIRECTS = 5

# The pages that stand beside the editor, and those that have the editor on them.
FRAMED = ("/studio/preview/", "/studio/map/")
HOLDING = (
    "/studio/edit/",
    "/studio/settle/",
    "/studio/restore/",
    "/studio/history/",
    "/studio/bring-back/",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    name: str
    email: str
    password: str


@dataclass(frozen=True)
class Page:
    """A page as it came, already checked; parsed when a test looks into it."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str = field(repr=False)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return parse(self.html)

    @property
    def title(self) -> str:
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    @property
    def h1(self) -> str:
        return " ".join(self.soup.h1.get_text().split()) if self.soup.h1 else ""

    @property
    def text(self) -> str:
        """The words of the main part, with single spaces."""
        return " ".join(self.soup.main.get_text(" ").split()) if self.soup.main else ""

    def texts(self, selector: str) -> list[str]:
        return [" ".join(each.get_text(" ").split()) for each in self.soup.select(selector)]

    def link(self, text: str) -> str:
        """Give where the link with this text leads."""
        links = self.soup.find_all("a", href=True)
        return next(str(each["href"]) for each in links if text in each.get_text(" ", strip=True))

    def form(self, action: str) -> Tag:
        forms = [each for each in self.soup.find_all("form") if each.get("action") == action]
        assert forms, f"{self.url} has no form to {action}: {self.actions()}"
        return forms[0]

    def actions(self) -> list[str]:
        return [str(each.get("action")) for each in self.soup.find_all("form")]


class Visitor:
    """One browser. It remembers its cookies and the page it is on."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = base_url
        self.page: Page | None = None

    def get(self, url: str, status: int = 200) -> Page:
        """Open a page, following redirects, and check it."""
        return self._arrive(self.client.get(url, base_url=self.base_url), status)

    def post(self, url: str, form: Fields | None = None, status: int = 200) -> Page:
        """Send fields with this browser's token, follow the redirect, check the page."""
        sent = {"csrf_token": self.token(), **(form or {})}
        return self._arrive(self.send(url, sent), status)

    def submit(self, action: str, form: Fields | None = None, status: int = 200) -> Page:
        """Send a form of the page at hand: its own values with these instead. Its fields only."""
        assert self.page, "open a page first"
        fields = form_values(self.page.form(action))
        unknown = set(form or {}) - field_names(self.page.form(action))
        assert not unknown, f"the form to {action} has no fields {unknown}"
        return self._arrive(self.send(action, {**fields, **(form or {})}), status)

    def send(self, url: str, form: Fields, **headers: str) -> TestResponse:
        """Send exactly these fields, as a browser on a page of ours would, and give the answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Sec-Fetch-Site": "same-origin", **named}
        return self.client.post(url, data=dict(form), headers=sent, base_url=self.base_url)

    def token(self) -> str:
        """Give a valid form token: from the page at hand, or from a page that has one."""
        found = TOKEN.search(self.page.html) if self.page else None
        if found is None:
            page = self._take(self.client.get("/register", base_url=self.base_url))
            page = page if page.status == 200 else self.get("/account")
            found = TOKEN.search(page.html)
        assert found is not None
        return found[1]

    def sign_in(self, person: Person) -> Page:
        self.get("/sign-in?next=/account")
        return self.submit("/sign-in", {"email": person.email, "password": person.password})

    def sign_out(self) -> Page:
        return self.post("/sign-out")

    def _arrive(self, answer: TestResponse, status: int) -> Page:
        for _ in range(MOST_REDIRECTS):
            if answer.status_code not in {301, 302, 303, 307, 308}:
                break
            answer = self.client.get(answer.headers["Location"], base_url=self.base_url)
        return self.read(answer, status)

    def read(self, answer: TestResponse, status: int) -> Page:
        """Take an answer as the page at hand, and check it."""
        self.page = self._take(answer)
        assert self.page.status == status, (
            f"{self.page.status} from {self.page.url}: {self.page.h1}"
        )
        self._check(self.page)
        return self.page

    def _take(self, answer: TestResponse) -> Page:
        url, headers = answer.request.path, dict(answer.headers)
        return Page(url, answer.status_code, headers, answer.text)

    def _check(self, page: Page) -> None:
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        policy = page.headers["Content-Security-Policy"]
        found = NONCE.search(policy)
        assert found, policy
        framed, frames = page.url.startswith(FRAMED), page.url.startswith(HOLDING)
        assert policy == content_policy(found[1], framed=framed, frames=frames)
        assert set(NONCES.findall(page.html)) <= {found[1]}
        steady = hash(TOKEN.sub("", NONCES.sub("nonce", page.html)))
        if steady not in SOUND:
            faults = page_faults(page.soup)
            assert not faults, f"{page.url}: {faults}"
            SOUND.add(steady)


def form_values(form: Tag) -> dict[str, str | Sequence[str]]:
    """Give what a browser would send of a form that nobody touched."""
    values: dict[str, str | Sequence[str]] = {}
    for control in form.find_all(["input", "textarea"]):
        kind = control.get("type", "text")
        ticked = kind not in {"radio", "checkbox"} or control.has_attr("checked")
        if control.get("name") and kind != "submit" and ticked:
            written = control.name == "textarea"
            text = str(control.get_text() if written else control.get("value", ""))
            _add_value(values, str(control["name"]), text)
    for menu in form.find_all("select"):
        chosen = menu.find("option", selected=True) or menu.find("option")
        values[str(menu["name"])] = str(chosen["value"]) if chosen else ""
    return values


def _add_value(values: dict[str, str | Sequence[str]], name: str, text: str) -> None:
    """Add one more text; where several fields have one name, they stand in their order."""
    before = values.get(name)
    if before is None:
        values[name] = text
    else:
        values[name] = [before, text] if isinstance(before, str) else [*before, text]


def field_names(form: Tag) -> set[str]:
    named = form.find_all(["input", "textarea", "select", "button"], attrs={"name": True})
    return {str(each["name"]) for each in named}
