"""Two versions of a course: its welcome and certificate, and the modules it leads through."""

from collections.abc import Iterator, Mapping

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.pairing import pair
from learning.content.changing.terms import (
    FIRST_LINE,
    list_media_changes,
    say_list,
    say_minutes,
    say_term,
    say_time,
)
from learning.content.changing.wording import name_files, quote, say_count, say_instead
from learning.model.course import Course, CourseModule
from learning.model.names import OutcomeId, Rule

_MODULE, _WAY, _WORDS = ChangeKind.MODULE, Weight.WAY, Weight.WORDS
_DONE = {Rule.SEEN: "begun", Rule.FINISHED: "finished", Rule.PASSED: "passed"}


def list_term_changes(old: Course, new: Course) -> Iterator[Change]:
    """Say what differs in a course beside its modules."""
    told = (
        say_term("The title is", quote(old.title), quote(new.title)),
        say_term("The summary", old.summary, new.summary, long=True),
        say_term("The expected time is", say_minutes(old.minutes), say_minutes(new.minutes)),
        say_term("The outcomes are", say_list(old.outcomes), say_list(new.outcomes)),
        say_term("The authors are", say_list(old.authors), say_list(new.authors)),
        say_term("The reviewers are", say_list(old.reviewers), say_list(new.reviewers)),
        say_term("The licence is", old.licence, new.licence),
        say_term("The picture is", old.picture or "", new.picture or ""),
        _compare_html("The welcome", old.welcome_html, new.welcome_html),
        _compare_html("The certificate", old.certificate_html, new.certificate_html),
        *_compare_outcomes(old.outcome_texts, new.outcome_texts),
    )
    for words in filter(None, told):
        yield Change(ChangeKind.TERMS, words, FIRST_LINE, _WORDS)
    yield from list_media_changes(old.assets, new.assets)


def _compare_html(subject: str, old: str, new: str) -> str:
    return say_term(subject, name_files(old), name_files(new), long=True)


def _compare_outcomes(old: Mapping[OutcomeId, str], new: Mapping[OutcomeId, str]) -> Iterator[str]:
    for each in dict.fromkeys((*old, *new)):
        if each not in new:
            yield f"The outcome {each} is no longer listed"
        elif each not in old:
            yield f"The outcome {each} is new: {quote(new[each])}"
        elif old[each] != new[each]:
            yield f"The outcome {each} reads {quote(new[each])} instead of {quote(old[each])}"


def list_module_changes(old: Course, new: Course) -> Iterator[Change]:
    """Say what differs between the modules of a course and their rules."""
    pairs = pair(old.modules, new.modules, lambda each: each.path, lambda each: each.title)
    partners = {one.number: other for one, other in pairs.kept}
    for gone in pairs.gone:
        line = max((partners[each].line for each in partners if each < gone.number), default=1)
        yield Change(_MODULE, f"The module {quote(gone.title)} is gone", line, _WAY)
    for each in pairs.new:
        yield Change(_MODULE, f"The module {quote(each.title)} is new", each.line, _WAY)
    # What a module rests on is named by its number, which shifts with every module before it.
    before = {each.number: partners.get(each.number, each).title for each in old.modules}
    after = {each.number: each.title for each in new.modules}
    for one, other in pairs.kept:
        for weight, words in _compare_names(one, other):
            yield Change(_MODULE, words, other.line, weight)
        olds, news = _list_rules(one, before), _list_rules(other, after)
        for (weight, was), (_, now) in zip(olds, news, strict=True):
            words = say_term(f"{quote(other.title)} is", was, now)
            if words:
                yield Change(_MODULE, words, other.line, weight)
    places = [partners[number].number for number in sorted(partners)]
    if places != sorted(places):
        line = new.modules[0].line
        yield Change(_MODULE, "The modules stand in another order", line, _WAY)


def _compare_names(old: CourseModule, new: CourseModule) -> Iterator[tuple[Weight, str]]:
    if old.title != new.title:
        yield _WORDS, f"The module {quote(old.title)} is called {quote(new.title)} now"
    if old.path != new.path:
        yield _WAY, say_instead(f"The file of {quote(new.title)} is", old.path, new.path)


def _list_rules(module: CourseModule, titles: Mapping[int, str]) -> tuple[tuple[Weight, str], ...]:
    """Give each rule of a module in words, "" where it has none, and what it matters to."""

    def name(number: int) -> str:
        return quote(titles.get(number, str(number)))

    return (
        (Weight.MARKS, f"done once {_say_rule(module)}"),
        (_WAY, "optional" if module.optional else "required"),
        (_WAY, "worked in a shared session" if module.shared_session else "worked alone"),
        (_WAY, f"open only after {name(module.opens_after)}" if module.opens_after else ""),
        (_WAY, "a pre-test" if module.pre_test else ""),
        (_WAY, f"the post-test of {name(module.post_test_of)}" if module.post_test_of else ""),
        (_WAY, "crossed with its pre-test" if module.crossed else ""),
        (_WAY, f"the follow-up of {name(module.follow_up_of)}" if module.follow_up_of else ""),
        *_list_times(module),
    )


def _list_times(module: CourseModule) -> Iterator[tuple[Weight, str]]:
    opens, closes = say_time(module.opens), say_time(module.closes, ends=True)
    due, follows = say_time(module.due, ends=True), module.follow_up_weeks
    yield _WAY, f"open only {_say_weeks(follows)} after what it follows" if follows else ""
    yield _WAY, f"open from {opens}" if opens else ""
    yield _WAY, f"open until {closes}" if closes else ""
    yield _WAY, f"due by {due}" if due else ""
    yield _WAY, f"due {_say_weeks(module.due_weeks)} after enrolling" if module.due_weeks else ""


def _say_rule(module: CourseModule) -> str:
    mark = f" with {module.pass_mark}%" if module.pass_mark is not None else ""
    return f"{_DONE[module.rule]}{mark}"


def _say_weeks(weeks: int) -> str:
    return say_count(weeks, "week")
