"""The bullets under a module of a course -> its rules: when it is done, when it is open.

Knows one bullet at a time and the module it stands under; what the modules say of each other is
compared in `rules/courses.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from learning.content.faults import Faults, Place
from learning.content.local_times import WRITE_SO, read_local_time
from learning.model.course import CourseModule
from learning.model.names import Rule

MOST_WEEKS = 156
_DATE = r"(\d{4}-\S+(?: \d\S*)?)"
# Meant as a date, but not written as one.
_DATED = re.compile(r"(?:opens|closes|due)\b.*?(?:\d{4}|\d[./]\d)", re.IGNORECASE)
_Set = Callable[[CourseModule, tuple[str, ...]], CourseModule]


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of bullet. Under a module may stand one of each `about`."""

    about: str
    pattern: str
    example: str
    apply: _Set


def _set_rule(rule: Rule) -> _Set:
    return lambda module, _: replace(module, rule=rule)


_SORTS = (
    _Sort(
        "being optional", "optional", "optional", lambda module, _: replace(module, optional=True)
    ),
    _Sort(
        "a session",
        "shared session",
        "shared session",
        lambda module, _: replace(module, shared_session=True),
    ),
    _Sort("a pre-test", "pre-test", "pre-test", lambda module, _: replace(module, pre_test=True)),
    _Sort("when it is done", "seen", "seen", _set_rule(Rule.SEEN)),
    _Sort("when it is done", "finished", "finished", _set_rule(Rule.FINISHED)),
    _Sort("when it is done", "passed", "passed", _set_rule(Rule.PASSED)),
    _Sort(
        "when it is done",
        r"pass mark (\d{1,3}) ?%",
        "pass mark 60%",
        lambda module, said: replace(module, rule=Rule.PASSED, pass_mark=int(said[0])),
    ),
    _Sort(
        "a module before it",
        r"opens after (\d{1,3})",
        "opens after 2",
        lambda module, said: replace(module, opens_after=int(said[0])),
    ),
    _Sort(
        "a post-test",
        r"post-test of (\d{1,3})",
        "post-test of 1",
        lambda module, said: replace(module, post_test_of=int(said[0])),
    ),
    _Sort("crossing", "crossed", "crossed", lambda module, _: replace(module, crossed=True)),
    _Sort(
        "a follow-up",
        r"follow-up of (\d{1,3}) after (\d{1,3}) weeks?",
        "follow-up of 1 after 6 weeks",
        lambda module, said: replace(
            module, follow_up_of=int(said[0]), follow_up_weeks=int(said[1])
        ),
    ),
    _Sort(
        "when it opens",
        f"opens {_DATE}",
        "opens 2027-01-10",
        lambda module, said: replace(module, opens=read_local_time(said[0])),
    ),
    _Sort(
        "when it closes",
        f"closes {_DATE}",
        "closes 2027-02-01 17:00",
        lambda module, said: replace(module, closes=read_local_time(said[0], ends=True)),
    ),
    _Sort(
        "when it is due",
        f"due {_DATE}",
        "due 2027-02-01",
        lambda module, said: replace(module, due=read_local_time(said[0], ends=True)),
    ),
    _Sort(
        "when it is due",
        r"due (\d{1,3}) weeks? after enrolling",
        "due 3 weeks after enrolling",
        lambda module, said: replace(module, due_weeks=int(said[0])),
    ),
)
_EXAMPLES = tuple(each.example for each in _SORTS)


class RuleReader:
    """Reads the bullets of one module, one after the other."""

    def __init__(self, module: CourseModule, faults: Faults) -> None:
        self.module = module
        self.faults = faults
        self._said: dict[str, str] = {}

    def refuse(self, place: Place, message: str, fix: str) -> None:
        self.faults.add("F03", place, message, fix=fix)

    def read(self, words: str, place: Place) -> None:
        """Take in one bullet; what cannot be read changes nothing but the findings."""
        words = words.strip()
        for sort in _SORTS:
            found = re.fullmatch(sort.pattern, words, re.IGNORECASE)
            if found:
                self.take(sort, words, found.groups(), place=place)
                return
        first = words.lower().partition(" ")[0]
        begun = [each for each in _EXAMPLES if each.partition(" ")[0] == first]
        fix = self.faults.near(words, _EXAMPLES) or f"one of: {', '.join(begun or _EXAMPLES)}"
        dated = _DATED.match(words)
        self.refuse(place, f"'{words[:60]}' cannot be read", WRITE_SO if dated else fix)

    def take(self, sort: _Sort, words: str, said: tuple[str, ...], *, place: Place) -> None:
        if sort.about in self._said:
            before = self._said[sort.about]
            message = f"a module can have only one bullet of a sort, and this one has '{before}'"
            self.refuse(place, message, f"delete one of them: both say {sort.about}")
        self._said[sort.about] = words
        self.module = sort.apply(self.module, said)
        self.check(sort, said, place)

    def check(self, sort: _Sort, said: tuple[str, ...], place: Place) -> None:
        """Refuse numbers and dates that cannot be."""
        if "%" in sort.pattern:
            self.check_mark(int(said[0]), place)
        elif _DATE in sort.pattern:
            if read_local_time(said[0]) is None:
                self.refuse(place, f"there is no '{said[0][:40]}'", WRITE_SO)
        elif "weeks" in sort.pattern:
            self.check_weeks(int(said[-1]), place)
        if sort.pattern.startswith(("opens after", "post-test", "follow-up")):
            self.check_number(int(said[0]), place)

    def check_mark(self, percent: int, place: Place) -> None:
        if not 1 <= percent <= 100:
            self.refuse(place, f"a pass mark of {percent}%", "from 1% to 100%")

    def check_weeks(self, weeks: int, place: Place) -> None:
        if not 1 <= weeks <= MOST_WEEKS:
            sort = "a follow-up" if self.module.follow_up_weeks == weeks else "due"
            self.refuse(place, f"{sort} after {weeks} weeks", f"from 1 week to {MOST_WEEKS}")

    def check_number(self, number: int, place: Place) -> None:
        """What a module rests on comes before it, so that no two wait for each other."""
        if not 1 <= number < self.module.number:
            message = f"module {self.module.number} cannot rest on module {number}"
            self.refuse(place, message, "name one that comes before it")
