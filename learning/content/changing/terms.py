"""The front matter of a module, its cover, counters, sources and media in two versions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.edition import Edition
from learning.content.changing.pairing import pair
from learning.content.changing.wording import quote, say_instead
from learning.model.case import Case, Counter, Source
from learning.model.key import Assets

FIRST_LINE = 1
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Term:
    """One key of the front matter: a subject with its verb, and its value in words.

    A text that is too long to be told twice is `long`: only that it changed is said.
    """

    subject: str
    say: Callable[[Case], str]
    weight: Weight
    long: bool = False


def say_list(texts: Iterable[str]) -> str:
    """Join texts with commas."""
    return ", ".join(texts)


def say_minutes(minutes: int | None) -> str:
    """Say how long something takes; "" where nothing says it."""
    return "" if minutes is None else f"{minutes} min"


def say_percent(percent: int | None) -> str:
    """Say a percentage; "" for none."""
    return "" if percent is None else f"{percent}%"


def say_time(moment: datetime | None, *, ends: bool = False) -> str:
    """Say a local time as authors write it; "" for none. A day alone `ends` with its last moment.

    >>> say_time(datetime(2027, 2, 2), ends=True), say_time(datetime(2027, 2, 1, 17))
    ('2027-02-01', '2027-02-01 17:00')
    """
    if moment is None:
        return ""
    day = moment - timedelta(days=1) if ends else moment
    return f"{day:%Y-%m-%d}" if moment.time() == _MIDNIGHT else f"{moment:%Y-%m-%d %H:%M}"


def _say_switch(on: bool) -> str:
    return "on" if on else "off"


def _say_cost(cost: Fraction) -> str:
    return "a third" if cost == Fraction(1, 3) else f"{float(cost):.0%}"


_MARKS, _WAY, _WORDS = Weight
TERMS: tuple[Term, ...] = (
    Term("The kind of module is", lambda case: case.kind, _WAY),
    Term("The title is", lambda case: quote(case.title), _WORDS),
    Term("The summary", lambda case: case.summary, _WORDS, long=True),
    Term("The jurisdiction is", lambda case: case.jurisdiction, _WORDS),
    Term(
        "The day on which the law was checked is",
        lambda case: case.law_checked.isoformat() if case.law_checked else "",
        _WORDS,
    ),
    Term("The needs are", lambda case: say_list(case.needs), _WORDS),
    Term("The setting is", lambda case: case.setting or "", _WORDS),
    Term("The roles are", lambda case: say_list(case.roles), _WAY),
    Term("The outcomes are", lambda case: say_list(case.outcomes), _WORDS),
    Term("The expected time is", lambda case: say_minutes(case.minutes), _WORDS),
    Term("The content note", lambda case: case.content_note, _WORDS, long=True),
    Term("The authors are", lambda case: say_list(case.authors), _WORDS),
    Term("The reviewers are", lambda case: say_list(case.reviewers), _WORDS),
    Term("The licence is", lambda case: case.licence, _WORDS),
    Term("Shuffling of options is", lambda case: _say_switch(case.shuffle), _WORDS),
    Term("Feedback is", lambda case: case.feedback, _WAY),
    Term(
        "The number of questions drawn for an attempt is",
        lambda case: str(case.draw or "all"),
        _MARKS,
    ),
    Term("Asking for confidence is", lambda case: _say_switch(case.ask_confidence), _WAY),
    Term("The time limit is", lambda case: say_minutes(case.time_limit), _WAY),
    Term("The number of attempts is", lambda case: str(case.attempts or "unlimited"), _WAY),
    Term("The pass mark is", lambda case: say_percent(case.pass_mark), _MARKS),
    Term("The number of tries at a question is", lambda case: str(case.tries), _MARKS),
    Term("The share that each try costs is", lambda case: _say_cost(case.try_cost), _MARKS),
    Term("The attempt that counts is", lambda case: f"the {case.keeps}", _MARKS),
    Term("What was right may be seen", lambda case: case.review, _WAY),
    Term("The time from which it is open is", lambda case: say_time(case.opens), _WAY),
    Term("The time until which it is open is", lambda case: say_time(case.closes, ends=True), _WAY),
)


def list_term_changes(before: Edition, after: Edition) -> Iterator[Change]:
    """Say what differs in the front matter and on the cover."""
    old, new = before.module.case, after.module.case
    for term in TERMS:
        words = say_term(term.subject, term.say(old), term.say(new), long=term.long)
        if words:
            yield Change(ChangeKind.TERMS, words, FIRST_LINE, term.weight)
    start, now = before.say_scene(old.start), after.say_scene(new.start)
    if start != now:
        words = say_instead("The scene that it begins in is", start, now)
        yield Change(ChangeKind.TERMS, words, FIRST_LINE, _WAY)
    if before.read(old.cover_html) != after.read(new.cover_html):
        yield Change(ChangeKind.TEXT, "The text of the cover changed", FIRST_LINE, _WORDS)
    yield from _compare_counters(old.counters, new.counters)


def say_term(subject: str, old: str, new: str, *, long: bool = False) -> str:
    """Say that a value is another one; "" where it is the same.

    >>> say_term("The summary", "A long one", "Another", long=True), say_term("It opens", "", "")
    ('The summary changed', '')
    """
    if old == new:
        return ""
    return f"{subject} changed" if long else say_instead(subject, old, new)


def _compare_counters(olds: Iterable[Counter], news: Iterable[Counter]) -> Iterator[Change]:
    pairs = pair(olds, news, lambda each: each.name)
    told = [(_WAY, f"The counter {each.name} is gone") for each in pairs.gone]
    told += [(_WAY, f"The counter {each.name} is new") for each in pairs.new]
    for old, new in pairs.kept:
        told += _compare_counter(old, new)
    for weight, words in told:
        yield Change(ChangeKind.COUNTER, words, FIRST_LINE, weight)


def _compare_counter(old: Counter, new: Counter) -> Iterator[tuple[Weight, str]]:
    name = f"The counter {new.name}"
    if old.start != new.start:
        yield _WAY, f"{name} starts at {new.start} instead of {old.start}"
    ranges = [f"{each.minimum} to {each.maximum}" for each in (old, new)]
    if ranges[0] != ranges[1]:
        yield _WAY, f"{name} runs from {ranges[1]} instead of {ranges[0]}"
    if old.label != new.label:
        yield _WORDS, f"{name} is called {quote(new.label)} instead of {quote(old.label)}"
    if old.unit != new.unit:
        units = [each.unit and quote(each.unit) for each in (old, new)]
        yield _WORDS, say_instead(f"The unit of the counter {new.name} is", *units)


def list_source_changes(before: Edition, after: Edition) -> Iterator[Change]:
    """Say what differs between the footnotes, wherever their sources are listed."""
    pairs = pair(_list_sources(before), _list_sources(after), lambda each: each.label)
    said = [f"The source {each.label} is gone" for each in pairs.gone]
    said += [f"The source {each.label} is new" for each in pairs.new]
    said += [
        f"The text of the source {new.label} changed"
        for old, new in pairs.kept
        if before.read(old.html) != after.read(new.html)
    ]
    for words in said:
        yield Change(ChangeKind.SOURCE, words, FIRST_LINE, _WORDS)


def _list_sources(edition: Edition) -> tuple[Source, ...]:
    return (*edition.module.case.sources, *edition.module.key.sources)


def list_media_changes(before: Assets, after: Assets) -> Iterator[Change]:
    """Say which pictures, sound or video became another file under the same name."""
    for path in before.media.keys() & after.media.keys():
        if before.media[path] != after.media[path]:
            words = f"{path} is another file under the same name"
            yield Change(ChangeKind.MEDIA, words, FIRST_LINE, _WORDS)
