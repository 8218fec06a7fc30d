"""Looking everywhere on a site for planted words: every route, every link, every refusal.

A planted word begins with `zqz`, which no real word and no random token does; a planted number is
one that nothing else on a page comes to. Everything that comes over the wire is read, headers too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from flask import Flask
from werkzeug.test import TestResponse

from tests.features.routes import address_of, safe_rules, unsafe_rules
from tests.features.visitor import Fields, Visitor

WORD = re.compile(r"zqz[a-z]+")
NUMBER = re.compile(r"(?<![\w.-])\d{2,5}%?(?![\w-])")
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
LINK = re.compile(r'(?:href|src|action|formaction)="(/[^"#]*)')
JSON = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
RANDOM = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+|(?<=name="csrf_token" type="hidden" value=")[^"]+'
    r'|(?<=nonce=")[^"]+|(?<=/twin-)[ab]'
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
MOST_PAGES = 600


@dataclass(frozen=True)
class Planted:
    """The words and numbers that stand in private places of some files."""

    words: frozenset[str]
    numbers: frozenset[str] = frozenset()

    def find(self, answer: TestResponse) -> set[str]:
        return self.find_in(f"{answer.headers}{answer.get_data().decode('utf-8', 'replace')}")

    def find_in(self, text: str) -> set[str]:
        words = set(WORD.findall(text.lower())) & self.words
        return words | (set(NUMBER.findall(DRAWING.sub("", text))) & self.numbers)


def plant(*texts: str, numbers: Collection[str] = ()) -> Planted:
    """Take every planted word of these files, and say which numbers are planted."""
    words = frozenset(word for text in texts for word in WORD.findall(text.lower()))
    assert all(any(number in text for text in texts) for number in numbers)
    return Planted(words, frozenset(numbers))


@dataclass(frozen=True)
class Ground:
    """What a crawl goes over: the parts of addresses to fill in, and ids to guess with."""

    parts: tuple[Mapping[str, str], ...]
    questions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def list_addresses(app: Flask, ground: Ground) -> list[str]:
    """Give every address of every page, filled with all that is known."""
    found = (address_of(rule, **parts) for rule in safe_rules(app) for parts in ground.parts)
    return list(dict.fromkeys(each for each in found if not each.startswith("/static")))


def walk(
    visitor: Visitor, addresses: Iterable[str], *, on: bool = True
) -> Iterator[tuple[str, TestResponse]]:
    """Open addresses and, going `on`, what their pages lead to, each once; attempts as JSON too."""
    ahead, seen = list(addresses), set[str]()
    while ahead and len(seen) < MOST_PAGES:
        url = ahead.pop(0)
        if url in seen or url.startswith("/static"):
            continue
        seen.add(url)
        answer = visitor.client.get(url, base_url=visitor.base_url, buffered=True)
        yield url, answer
        if on and answer.mimetype == "text/html":
            ahead += LINK.findall(answer.text)
        if "/attempts/" in url:
            yield f"HEAD {url}", visitor.client.head(url, base_url=visitor.base_url)
            yield f"JSON {url}", visitor.client.get(url, headers=JSON, base_url=visitor.base_url)
    assert not ahead or len(seen) < MOST_PAGES, "there is more to crawl than this goes over"


def list_bad_forms(
    ground: Ground, no: str, offered: Collection[str]
) -> Iterator[tuple[str, Fields]]:
    """Give forms that can only be refused, by the last part of the address they go to."""
    for number in ("", no):
        yield "reply", {"no": number}
        yield "hint", {"no": number, "hint": "1"}
        yield "rate", {"no": number, "criteria": "1", "points-1": "1"}
        yield "notice", {"no": number, "words": "not in any text", "need": "housing"}
        yield "notice", {"no": number, "words": "x", "need": ""}
        yield "choose", {"no": number, "choice": "no-such-choice"}
    for kind in ("continue", "finish"):
        yield kind, {"no": "999"}
    for question in ground.questions:
        named = {"no": no, "question": question}
        for kind in ("multiple", "gap", "plan"):
            yield "reply", {**named, "kind": kind}
        yield "reply", {**named, "kind": "single", "answer": "no-such-option"}
        yield "reply", {**named, "kind": "number", "answer": "many"}
        for number in ("9", "0", "x"):
            yield "hint", {**named, "hint": number}
        yield "rate", {**named, "criteria": "2", "points-1": "99", "points-2": "99"}
    for choice in ground.choices:
        if choice not in offered:
            yield "choose", {"no": no, "choice": choice}


def misuse(visitor: Visitor, url: str, ground: Ground) -> Iterator[tuple[str, TestResponse]]:
    """Send every form of an attempt badly, and what was planted in the form itself."""
    page = visitor.client.get(url, base_url=visitor.base_url).text
    found = re.search(r'name="no" value="(\d+)"', page)
    offered = re.findall(r'name="choice" value="([^"]+)"', page)
    token = visitor.token()
    for kind, form in list_bad_forms(ground, found[1] if found else "1", offered):
        answer = visitor.send(f"{url}/{kind}", {"csrf_token": token, **form})
        # What was handed in already is handed in, from whichever page it is asked for once more.
        known = {409, 422, 200, 404, 303} if kind == "finish" else {409, 422, 200, 404}
        assert answer.status_code in known, (kind, form, answer.status_code)
        yield f"POST {url}/{kind} {form}", answer


def intrude(visitor: Visitor, app: Flask, ground: Ground) -> Iterator[tuple[str, TestResponse]]:
    """Send the forms of somebody else's attempt, with a good token and without."""
    token = visitor.token()
    for rule in unsafe_rules(app):
        for parts in ground.parts:
            url = address_of(rule, **parts)
            if "/attempts/" in url:
                for form in ({}, {"csrf_token": token, "no": "1"}):
                    yield f"POST {url}", visitor.send(url, form)


def list_twin_differences(one: str, other: str) -> list[str]:
    """Compare two pages line by line, without what is drawn at random or says which file it is."""
    return list(unified_diff(*(_level(page).splitlines() for page in (one, other)), n=0))


def _level(page: str) -> str:
    return RANDOM.sub("", page)
