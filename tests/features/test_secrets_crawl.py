"""Planted words in every private place: none shows before its time, and each shows in its time.

After every move of a play all addresses and refusals are crawled, as the learner at play, and as
everybody else. What has shown by then must be what the move before had to tell.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.crawling import (
    RANDOM,
    Ground,
    Planted,
    intrude,
    list_addresses,
    misuse,
    plant,
    walk,
)
from tests.features.playing import answer, begin, choose, hint, move, newcomer, rate, reply
from tests.features.visitor import Fields, Person, Visitor

FILES = Path(__file__).parent / "language" / "crawl"
CASE, QUESTIONS, SURVEY = ((FILES / f"{name}.md").read_text() for name in (
    "case", "questions", "survey"))  # fmt: skip
INCLUDED = (FILES / "shared/zqzincludefile.md").read_text()
PICTURES = ("health", "law", "facilitator", "include")
HEAD = """---
title: Marked {name}
kind: {kind}
summary: Every private place of it holds a word of its own.
{keys}
authors: [A. Tester]
licence: CC BY 4.0
---

# Marked {name}

"""
LAWFUL = "jurisdiction: England\nlaw_checked: 2026-11-21\n"
COURSE = """---
title: Marked
kind: course
summary: All of it.
authors: [A. Tester]
licence: CC BY 4.0
---

# Marked

Welcome.

## Modules

1. [At once](immediate.md)
2. [Later](deferred.md)
3. [Never](none.md)
4. [Some](drawn.md)
5. [Asked](survey.md)
6. [Read](lesson.md)
7. [Told](../../cases/marked.md)
   - opens after 6

## Certificate

It says so.
"""
DRAWN = "".join(
    f"""### Question: Ask zqzdrawn{name}title

zqzdrawn{name}body[^{name}]

- [x] zqzdrawn{name}right
- [ ] zqzdrawn{name}wrong
  > zqzdrawn{name}feedback

> Hint: zqzdrawn{name}hint

> Why: zqzdrawn{name}why

[^{name}]: zqzdrawn{name}note

"""
    for name in "abcdef"
)
LESSON = """Read on.

## Here

Common.

### Question: Which one?

- [x] This
- [ ] That
  > zqzlessonfeedback

## The zqznextpage

zqznexttext[^next]

### Question: And zqznextquestion?

= 91733 ± 1277 days

> Why: zqznextwhy

[^next]: zqznextnote
"""
QUIZ_NUMBERS = ("91733", "1277", "131", "737", "141", "747", "37%", "63%", "41%", "12%")
CASE_PLANT = plant(CASE, INCLUDED, numbers=("4111", "4222", "4333", "4444", "1377", "1733", "13%"))
QUIZ_PLANT = plant(QUESTIONS, numbers=QUIZ_NUMBERS)
Answers = Iterator[tuple[str, TestResponse]]


def write(root: Path) -> None:
    """Write the generated case, quizzes, survey, lesson and course."""
    (root / "cases/shared").mkdir(parents=True)
    (root / "courses/marked").mkdir(parents=True)
    (root / "cases/marked.md").write_text(CASE)
    (root / "cases/shared/zqzincludefile.md").write_text(INCLUDED)
    for name in PICTURES:
        (root / "cases/img").mkdir(exist_ok=True)
        raw = b"\xff\xd8\xff zqzpixels " + name.encode()
        (root / f"cases/img/zqz{name}picture.png").write_bytes(raw)
    (root / "cases/sound").mkdir()
    (root / "cases/sound/zqzlawsound.mp3").write_bytes(b"ID3 zqzpixels law")
    for name in ("immediate", "deferred", "none"):
        write_module(root, name, "quiz", f"{LAWFUL}feedback: {name}", QUESTIONS)
    write_module(root, "drawn", "quiz", f"{LAWFUL}draw: 2", DRAWN)
    write_module(root, "survey", "survey", "minutes: 2", SURVEY)
    write_module(root, "lesson", "lesson", f"{LAWFUL}minutes: 2", LESSON)
    (root / "courses/marked/course.md").write_text(COURSE)


def write_module(root: Path, name: str, kind: str, keys: str, body: str) -> None:
    head = HEAD.format(name=name, kind=kind, keys=keys)
    (root / f"courses/marked/{name}.md").write_text(head + body)


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("content")
    write(root)
    site = replace(site, settings=replace(site.settings, content_folder=root))
    assert publish(site, root, "tests").broken == {}
    return site


@dataclass
class Play:
    """One attempt with all who look on, and what may have shown by now."""

    app: Flask
    visitor: Visitor
    others: Sequence[Visitor]
    planted: Planted
    module: str
    questions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    url: str = ""
    told: set[str] = field(default_factory=set)
    looks: int = 0

    def ground(self) -> Ground:
        named = {"course": "marked", "slug": "marked", "module": self.module.rpartition("/")[2]}
        named |= {"attempt_id": self.url.rpartition("/")[2]} if self.url else {}
        picture = {"path": "cases/img/damp.jpg", "digest": "0" * 20}
        foreign = {"attempt_id": "01930000-0000-7000-8000-000000000000"}
        return Ground((named | picture, named | foreign), self.questions, self.choices)

    def do(self, act: Callable[[Visitor], object], *tells: str) -> None:
        """Make a move: it tells all of this, and nothing else has shown by then anywhere."""
        self.visitor.get(self.url)
        act(self.visitor)
        page = self.visitor.client.get(self.url, follow_redirects=True)
        seen = self.planted.find(page)
        assert set(tells) - seen == set(), "what should show by now does not"
        self.told |= set(tells)
        self.look()

    def look(self) -> None:
        """Crawl what this attempt could change, as everybody."""
        ground = self.ground()
        near = (self.url, self.module, "/progress")
        mine = [each for each in list_addresses(self.app, ground) if each.startswith(near)]
        self.check("the learner", walk(self.visitor, mine, on=False), self.told)
        # Of many questions each is misused in its turn: a page is long, and looked at often.
        turn = self.looks % len(self.questions)
        one = replace(ground, questions=self.questions[turn : turn + 1])
        self.looks += 1
        self.check("the learner", misuse(self.visitor, self.url, one), self.told)
        for other in self.others:
            attempt = [each for each in mine if self.url in each]
            self.check("somebody else", walk(other, attempt, on=False), set())

    def check(self, who: str, answers: Answers, told: set[str]) -> None:
        for what, got in answers:
            sent = self.planted.find_in(what)
            early = self.planted.find(got) - told - sent
            assert not early, f"{who}: {sorted(early)} in {what} ({got.status_code})"

    def take_hint(self, title: str, *tells: str) -> None:
        self.do(lambda each: hint(each, title), *tells)

    def give(self, title: str, form: Fields) -> None:
        """Answer a question, and look no further."""
        self.visitor.get(self.url)
        reply(self.visitor, title, form)

    def look_around(self) -> None:
        """Let everybody go everywhere, and the others send what they like to the attempt."""
        ground = self.ground()
        addresses = list_addresses(self.app, ground)
        self.check("the learner", walk(self.visitor, addresses), self.told)
        for other in self.others:
            self.check("somebody else", walk(other, addresses), set())
            self.check("somebody else", intrude(other, self.app, ground), set())

    def begin(self, *tells: str) -> None:
        """Look around before the attempt, begin it, and see what the first page tells."""
        self.look_around()
        self.url = begin(self.visitor, self.module)
        self.do(lambda each: each, *tells)


@pytest.fixture
def others(app: Flask, site: Site, cast: Mapping[str, Person]) -> Sequence[Visitor]:
    """Give somebody of each side, an educator, and somebody who is not signed in."""
    educator = Visitor(app)
    educator.sign_in(cast["cole"])
    return newcomer(app, site), newcomer(app, site, "law"), educator, Visitor(app)


KITCHEN = ("what-do-you-ask", "whose-is-the-zqzlawquestion", "which-is-the-zqzhallquestion")
WAYS = (
    "go-on-with-zqzchoicego",
    "stay-with-zqzchoicestay",
    "ask-for-zqzgreyedwords",
    "open-the-zqzhiddendoor",
    "serve-the-zqzlawchoice",
)
OPEN = ("zqzprompt", "zqzchoicego", "zqzchoicestay", "zqzgreyedwords", "4333")
TOLD = ("zqzfeedbackwrong", "zqzfeedbackright", "zqzfeedbacknote", "zqzwhy", "zqzwhynote")
TOLD = (*TOLD, "zqzsourcenote")
CUES = ("zqzcuereason", "zqzsecondcue", "zqzlure")
HALL = ("zqzhall", "zqzhalltext", "zqzhallafter", "zqztoldgo", "zqztoldnote", "1377")
ASKED_IN_HALL = ("zqzhallquestion", "zqzhalloption")
ANSWERED_IN_HALL = ("zqzhallfeedback", "zqzhallwrong")
CELLAR = ("zqzcellar", "zqzcellartext", "zqztoldstay", "1733")
MAP = ("zqzhall", "zqzcellar", "zqzattic")
HEALTH = ("zqzhealthtext", "zqzhealthalt", "zqzhealthpicture", "zqzhealthnote")
LAW = (
    *("zqzlawtext", "zqzlawalt", "zqzlawpicture", "zqzlawnote", "zqzlawsoundname", "zqzlawsound"),
    *("zqzlawtranscript", "zqzincludetext", "zqzincludealt", "zqzincludepicture"),
)
LAW_ASKED = ("zqzlawquestion", "zqzlawright", "zqzlawwrong")
LAW_TOLD = ("zqzlawrightfeedback", "zqzlawwrongfeedback", "zqzlawwhy")
HEARD = {"words": ["boiler is off"], "need": ["housing"]}


def play_case(app: Flask, visitor: Visitor, others: Sequence[Visitor]) -> Play:
    return Play(app, visitor, others, CASE_PLANT, "/cases/marked", KITCHEN, WAYS)


def test_the_case_from_the_health_side(app: Flask, site: Site, others: Sequence[Visitor]) -> None:
    play = play_case(app, newcomer(app, site), others)
    play.begin(*HEALTH, "zqzopennote")
    play.do(lambda each: move(each, "notice", HEARD), *CUES, "zqzhealthcue")
    play.do(lambda each: hint(each, "What do you ask?"), "zqzhintone", "13%")
    play.do(lambda each: hint(each, "What do you ask?"), "zqzhinttwo", "zqzhintnote")
    told = (*TOLD, "zqzincorrect", "zqzansweredwrong")
    play.do(lambda each: answer(each, 0, "The soup"), *told, *OPEN)
    play.look_around()
    play.do(lambda each: choose(each, "Go on"), *HALL, *ASKED_IN_HALL)
    said = (*ANSWERED_IN_HALL, "zqzendinghall", "zqzendnote")
    play.do(lambda each: answer(each, 0, "This zqzhalloption"), *said)
    play.do(lambda each: move(each, "finish"), *LAW, *MAP)


def test_the_case_from_the_law_side(app: Flask, site: Site, others: Sequence[Visitor]) -> None:
    play = play_case(app, newcomer(app, site, "law"), others)
    play.begin(*LAW, *LAW_ASKED, "zqzopennote")
    play.do(lambda each: move(each, "notice", {"nothing": "1"}), *CUES, "zqzlawcue")
    told = (*TOLD, "zqzcorrect", "zqzansweredright")
    play.do(lambda each: answer(each, 0, "The boiler"), *told)
    play.do(lambda each: hint(each, "Whose is the zqzlawquestion?"), "zqzlawhint")
    play.do(lambda each: answer(each, 0, "zqzlawwrong"), *LAW_TOLD, *OPEN, "zqzlawchoice")
    play.do(lambda each: choose(each, "Stay"), *CELLAR, "zqzcellarlaw")
    play.do(lambda each: move(each, "finish"), *HEALTH, *MAP)


@dataclass(frozen=True)
class Marked:
    """A question of the quiz: how it is answered, and what the answer and the hint may tell."""

    right: Fields
    wrong: Fields
    always: tuple[str, ...]
    when_right: tuple[str, ...] = ()
    when_wrong: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


THOUGHTS = ("asthma-he-is-well-elsewhere", "an-allergy-the-cat-has-left")
PLAN = {"need": ["housing"], "action": ["Ring"], "who": [""], "by_when": [""], "why": [""]}
MARKED: Mapping[str, Marked] = {
    "One of them": Marked(
        {"answer": "the-adviser"},
        {"answer": "the-grocer"},
        ("zqzonewrong", "zqzoneright", "zqzonewhy", "zqzonenote"),
        ("zqzonecorrect",),
        ("zqzoneincorrect",),
        ("zqzonehint", "zqzonehinttwo"),
    ),
    "Several of them": Marked(
        {"answer": ["the-council", "the-adviser"]},
        {"answer": ["the-grocer"]},
        ("zqzseveralright", "zqzseveralwrong", "zqzseveralwhy"),
        hints=("zqzseveralhint",),
    ),
    "Pairs of them": Marked(
        {"answer-damp": "the-council", "answer-debt": "the-adviser"},
        {"answer-damp": "the-grocer", "answer-debt": "the-grocer"},
        ("zqzpairswhy",),
        ("zqzpairscorrect",),
        ("zqzpairsincorrect",),
        ("zqzpairshint",),
    ),
    "Order of them": Marked(
        {"answer-write-a-letter": "1", "answer-wait-a-month": "2", "answer-ring-the-council": "3"},
        {"answer-write-a-letter": "3", "answer-wait-a-month": "2", "answer-ring-the-council": "1"},
        ("zqzorderfeedback", "zqzorderwhy"),
        hints=("zqzorderhint",),
    ),
    "Gaps in them": Marked(
        {"answer-gap-1": "zqzcourt", "answer-gap-2": "one-month"},
        {"answer-gap-1": "nobody", "answer-gap-2": "two-weeks"},
        ("zqzgapswhy",),
        ("zqzgapscorrect", "zqzcourt"),
        ("zqztribunal",),
        ("zqzgapshint",),
    ),
    "Number of them": Marked(
        {"answer": "91734"},
        {"answer": "2"},
        ("zqznumberwhy", "91733", "1277"),
        (),
        ("zqznumberincorrect",),
        ("zqznumberhint",),
    ),
    "Text of them": Marked(
        {"answer": "Dear all"},
        {"answer": "No"},
        ("zqzmodel", "zqzmodelnote", "zqzcriterionone", "zqzcriteriontwo", "zqztextwhy"),
        hints=("zqztexthint",),
    ),
    "Thoughts of them": Marked(
        {f"answer-{each}": "2" for each in THOUGHTS},
        {f"answer-{each}": "-2" for each in THOUGHTS},
        ("zqzthoughtswhy", "131", "141", "737", "747"),
        hints=("zqzthoughtshint",),
    ),
    "Plan of them": Marked(
        PLAN,
        PLAN,
        (
            "zqzplanaction",
            "zqzplanwho",
            "zqzplanwhen",
            "zqzplanwhy",
            "zqzplannote",
            "zqzplanreason",
        ),
        hints=("zqzplanhint",),
    ),
}
IDS = tuple(title.lower().replace(" ", "-") for title in MARKED)


def play_quiz(app: Flask, site: Site, others: Sequence[Visitor], name: str) -> Play:
    visitor = newcomer(app, site)
    return Play(app, visitor, others, QUIZ_PLANT, f"/courses/marked/{name}", IDS)


def tell_all(*, right: bool) -> set[str]:
    """Give what is told of all questions together."""
    both = [
        (each.always, each.when_right if right else each.when_wrong) for each in MARKED.values()
    ]
    return {word for parts in both for part in parts for word in part}


@pytest.mark.parametrize("right", [True, False])
def test_a_quiz_that_tells_at_once(
    app: Flask, site: Site, others: Sequence[Visitor], right: bool
) -> None:
    play = play_quiz(app, site, others, "immediate")
    play.begin()
    for title, each in MARKED.items():
        for words in () if right else each.hints:
            cost = [] if words != "zqzonehint" else ["12%"]
            play.take_hint(title, words, *cost)
        play.give(title, each.right if right else each.wrong)
        told = (*each.always, *(each.when_right if right else each.when_wrong))
        play.do(lambda at: at, *told)
    play.do(lambda at: rate(at, {"points-1": "1", "points-2": "1"}))
    play.do(lambda at: move(at, "finish"), *tell_all(right=right))
    play.look_around()


@pytest.mark.parametrize("right", [True, False])
def test_a_quiz_that_tells_when_it_is_handed_in(
    app: Flask, site: Site, others: Sequence[Visitor], right: bool
) -> None:
    play = play_quiz(app, site, others, "deferred")
    play.begin()
    for title, each in MARKED.items():
        typed = {"zqzcourt"} if right and title == "Gaps in them" else set()
        play.told |= typed
        play.give(title, each.right if right else each.wrong)
    play.look()
    play.do(lambda at: move(at, "finish"), *tell_all(right=right))


def test_a_quiz_that_never_tells(app: Flask, site: Site, others: Sequence[Visitor]) -> None:
    play = play_quiz(app, site, others, "none")
    play.begin()
    for title, each in MARKED.items():
        play.give(title, each.wrong)
    play.look()
    play.do(lambda at: move(at, "finish"))
    play.look_around()


def test_a_survey_keeps_what_no_learner_is_to_read(
    app: Flask, site: Site, others: Sequence[Visitor]
) -> None:
    ids = ("i-know-whom-to-ask", "what-do-you-write", "what-do-you-use")
    planted = plant(SURVEY)
    play = Play(app, newcomer(app, site), others, planted, "/courses/marked/survey", ids)
    play.begin()
    play.do(lambda at: reply(at, "I know whom to ask", {"answer": "agree"}), "zqzscalewhy")
    play.take_hint("What do you write?", "zqzsurveyhint")
    play.do(lambda at: reply(at, "What do you write?", {"answer": "Ah"}), "zqzsurveymodel")
    used = {"answer": ["letters"]}
    told = ("zqzsurveyfeedback", "zqzsurveyother")
    play.do(lambda at: reply(at, "What do you use?", used), *told)
    play.do(lambda at: move(at, "finish"))


def test_a_lesson_says_nothing_of_the_page_after_next(
    app: Flask, site: Site, others: Sequence[Visitor]
) -> None:
    ids = ("which-one", "and-zqznextquestion")
    planted = plant(LESSON, numbers=("91733", "1277"))
    play = Play(app, newcomer(app, site), others, planted, "/courses/marked/lesson", ids)
    play.begin()
    play.do(lambda at: answer(at, 0, "That"), "zqzlessonfeedback")
    told = ("zqznextpage", "zqznexttext", "zqznextnote", "zqznextquestion")
    play.do(lambda at: move(at, "continue"), *told)
    number = {"answer": "91733"}
    play.told.add("91733")
    said = ("zqznextwhy", "1277")
    play.do(lambda at: reply(at, "And zqznextquestion?", number), *said)
    play.do(lambda at: move(at, "finish"))


def test_what_was_not_drawn_does_not_exist(
    app: Flask, site: Site, others: Sequence[Visitor]
) -> None:
    """The words that show are those of the two questions drawn, until the very end."""
    ids = tuple(f"ask-zqzdrawn{name}title" for name in "abcdef")
    visitor, planted = newcomer(app, site), plant(DRAWN)
    play = Play(app, visitor, others, planted, "/courses/marked/drawn", ids)
    play.url = begin(visitor, play.module)
    drawn = [each for each in ids if f'value="{each}"' in visitor.get(play.url).html]
    assert len(drawn) == 2
    for each in drawn:
        stem = each.removeprefix("ask-").removesuffix("title")
        play.told |= {f"{stem}{part}" for part in ("title", "body", "right", "wrong", "note")}
    play.look_around()
    for each in drawn:
        stem = each.removeprefix("ask-").removesuffix("title")
        title = f"Ask {stem}title"
        play.take_hint(title, f"{stem}hint")
        play.give(title, {"answer": f"{stem}right"})
        play.do(lambda at: at, f"{stem}feedback", f"{stem}why")
    play.do(lambda at: move(at, "finish"))
    play.look_around()


def test_an_undrawn_question_is_answered_for_as_one_that_never_was(app: Flask, site: Site) -> None:
    visitor = newcomer(app, site)
    url = begin(visitor, "/courses/marked/drawn")
    html, token = visitor.get(url).html, visitor.token()
    undrawn = next(each for each in "abcdef" if f"zqzdrawn{each}title" not in html)
    answers = set()
    for question in (f"ask-zqzdrawn{undrawn}title", "ask-zqzdrawnztitle"):
        for kind in ("reply", "hint", "rate"):
            form = {
                "csrf_token": token,
                "no": "1",
                "question": question,
                "answer": "x",
                "hint": "1",
            }
            answer = visitor.send(f"{url}/{kind}", form)
            answers.add((kind, answer.status_code, RANDOM.sub("", answer.text)))
    assert len(answers) == 3
