"""Two files that differ only in what is right give the same page to the letter, before answering.

So neither words nor order, ids, values or length of what is asked can say what is right.
"""

import re
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from flask import Flask

from learning.content.check import check_files
from learning.model.case import Question
from learning.model.form import Gaps, Matching, Option, Ordering, Ticks
from learning.model.key import Module
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.play.reveal import order_form
from tests.features.crawling import list_twin_differences
from tests.features.playing import begin, move, newcomer, reply

HEAD = """---
title: Twins
kind: {kind}
summary: Of two files.
jurisdiction: England
law_checked: 2026-11-21
shuffle: {shuffle}
authors: [A. Tester]
licence: CC BY 4.0
{keys}---

# Twins

"""
CASE_KEYS = "needs: [housing]\nsetting: primary\ncounters: {trust: {start: 2, max: 9}}\n"
FILE = Path(__file__).parent / "language" / "twins.txt"


def read_twins() -> dict[str, tuple[str, str]]:
    """Read `kind: what differs . one . other .`"""
    parts = FILE.read_text().split("\n.\n")
    return {
        name.strip(): (one, other)
        for name, one, other in zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    }


TWINS = read_twins()


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("content")
    for at, (name, pair) in enumerate(TWINS.items()):
        kind = name.partition(":")[0]
        keys = CASE_KEYS if kind == "case" else ""
        for each, body in zip("ab", pair, strict=True):
            file = root / f"courses/twin-{each}/n{at}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(HEAD.format(kind=kind, keys=keys, shuffle="false") + body)
    assert publish(site, root, "tests").broken == {}
    return site


@pytest.mark.parametrize("name", TWINS)
def test_what_is_right_leaves_no_trace_on_the_page(app: Flask, site: Site, name: str) -> None:
    pages = []
    visitor = newcomer(app, site)
    for each in "ab":
        url = f"/courses/twin-{each}/n{list(TWINS).index(name)}"
        begin(visitor, url)
        assert visitor.page
        pages.append(visitor.page.html)
    assert list_twin_differences(*pages) == []


def test_twins_are_told_apart_by_a_single_word(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    begin(visitor, "/courses/twin-a/n0")
    assert visitor.page
    other = visitor.page.html.replace(">One<", ">Won<")
    assert len(list_twin_differences(visitor.page.html, other)) == 5


ASK = """## First

### Question: Which?{brackets}

- [{one}] One
- [{two}] Two
  > Not two.
- [{six}] Six
  > Not six.

> Why: So it is.

## Second

### Question: How many?

= 3
"""
ONE, SIX, TWO = {"answer": "one"}, {"answer": "six"}, {"answer": "two"}
# Of each: the keys, the brackets, what is right in the one and in the other, the answers given.
DONE = {
    "a wrong try": ("tries: 3", "", "one", "six", [TWO]),
    "two wrong tries": ("tries: 4", "", "one", "six", [TWO, TWO]),
    "a try partly right": ("tries: 3", " (choose all)", "one two", "one six", [ONE]),
    "an answer kept": ("feedback: deferred", "", "one", "two", [ONE]),
    "an answer replaced": ("feedback: deferred", "", "one", "two", [ONE, TWO]),
    "an answer never told": ("feedback: none", "", "one", "six", [SIX, ONE]),
}


def write_twin(keys: str, brackets: str, right: str) -> str:
    ticks = {each: "x" if each in right.split() else " " for each in ("one", "two", "six")}
    head = HEAD.format(kind="quiz", keys=f"{keys}\n", shuffle="false")
    return head + ASK.format(brackets=brackets, **ticks)


@pytest.fixture(scope="module")
def answered(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("answered")
    for at, (keys, brackets, one, other, _) in enumerate(DONE.values()):
        for each, right in zip("ab", (one, other), strict=True):
            file = root / f"courses/done-{each}/n{at}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(write_twin(keys, brackets, right))
    assert publish(site, root, "tests").broken == {}
    return site


@pytest.mark.parametrize("name", DONE)
def test_what_is_right_leaves_no_trace_after_answering(
    app: Flask, answered: Site, name: str
) -> None:
    """Not while it may be tried again, nor while a quiz holds back what was right."""
    pages = []
    visitor = newcomer(app, answered)
    for each in "ab":
        begin(visitor, f"/courses/done-{each}/n{list(DONE).index(name)}")
        for form in DONE[name][4]:
            reply(visitor, "Which?", form)
        assert visitor.page
        pages.append([visitor.page.html])
        if "feedback" in DONE[name][0]:
            pages[-1] += [move(visitor, kind).html for kind in ("continue", "back")]
    assert [list_twin_differences(one, other) for one, other in zip(*pages, strict=True)] == [
        [] for _ in pages[0]
    ]


def read_question(block: str, brackets: str = "") -> tuple[Module, Question]:
    text = (
        HEAD.format(kind="quiz", keys="", shuffle="true") + f"### Question: Q{brackets}\n\n{block}"
    )
    module = check_files({"courses/a/b.md": text.encode()}).modules["courses/a/b.md"]
    scene = next(iter(module.case.scenes.values()))
    return module, scene.body[0].question


def list_shown(question: Question, seed: str) -> tuple[Option, ...]:
    match order_form(question, seed):
        case Ticks(options) | Matching(_, options) | Ordering(options):
            return options
        case Gaps(_, gaps):
            return gaps[0].menu
        case form:
            raise TypeError(f"{form} has no order")


WORDS = ("Apple", "Brick", "Cloud", "Delta")
# Of four words, the block in which the first is right, or all are in their right order.
BLOCKS = {
    "ticks": lambda one, *rest: "\n".join([f"- [x] {one}", *(f"- [ ] {each}" for each in rest)]),
    "menu": lambda one, *rest: f"It is [[*{one}* | {' | '.join(rest)}]].",
    "order": lambda *all_: "\n".join(f"{at}. {each}" for at, each in enumerate(all_, 1)),
    "pairs": lambda *all_: "\n".join(
        ["| A | B |", "| --- | --- |", *(f"| {at} | {each} |" for at, each in enumerate(all_))]
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_one_seed_gives_one_order_whatever_is_right(kind: str) -> None:
    shown = {
        list_shown(read_question(BLOCKS[kind](*words))[1], "a seed")
        for words in permutations(WORDS)
    }
    assert len(shown) == 1


@pytest.mark.parametrize("kind", BLOCKS)
def test_over_many_attempts_what_is_right_stands_anywhere(kind: str) -> None:
    _, question = read_question(BLOCKS[kind](*WORDS))
    shown = [list_shown(question, f"seed {at}") for at in range(800)]
    places = Counter([each.id for each in options].index("apple") for options in shown)
    assert all(150 < places[at] < 250 for at in range(4)), places


@pytest.mark.parametrize("kind", ["order", "pairs", "menu"])
def test_over_many_files_what_is_right_stands_anywhere_unshuffled(kind: str) -> None:
    places: Counter[int] = Counter()
    for at in range(240):
        words = [f"{word} {at}" for word in WORDS]
        question = read_question(BLOCKS[kind](*words))[1]
        form = question.form
        options = form.items if isinstance(form, Ordering) else list_unshuffled(form)
        places[[each.html for each in options].index(words[0])] += 1
    assert all(35 < places[at] < 85 for at in range(4)), places


def list_unshuffled(form: Matching | Gaps) -> tuple[Option, ...]:
    return form.options if isinstance(form, Matching) else form.gaps[0].menu


@pytest.mark.parametrize("kind", ["ticks", "order"])
def test_ids_say_nothing_of_what_is_right(kind: str) -> None:
    """Words that make one id are told apart by what they say, not by where they stand."""
    alike = ("Call!", "Call?", "Call …", "Call,")
    named = {}
    for words in permutations(alike):
        question = read_question(BLOCKS[kind](*words))[1]
        found = {each.html: each.id for each in list_shown(question, "a")}
        named = named or found
        assert found == named
    assert not re.search(r"-\d$", " ".join(named.values()))
