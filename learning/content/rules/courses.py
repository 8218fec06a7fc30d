"""Rules on what the modules of a course say of each other, and of the files they name.

T02, and F03 for what cannot be. Each module is known by its rules and its `Practice`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from learning.content.faults import Faults, Place
from learning.content.rules.outcomes import Practice
from learning.model.course import Course, CourseModule
from learning.model.names import Kind, Rule


def find_odd_tests(modules: Sequence[CourseModule], faults: Faults) -> None:
    """F03: a post-test or follow-up of a module that is no pre-test."""
    first = {module.number for module in modules if module.pre_test}
    numbers = {module.number for module in modules}
    for module in modules:
        for of in {module.post_test_of, module.follow_up_of} & (numbers - first):
            message = f"module {module.number} is compared to module {of}, which is no pre-test"
            fix = f"write `- pre-test` under module {of}"
            faults.add("F03", Place(module.line), message, fix=fix)


def find_odd_crossings(modules: Sequence[CourseModule], faults: Faults) -> None:
    """F03: a module that cannot be exchanged with its pre-test, or not once more."""
    taken: set[int | None] = {None}
    for module in (each for each in modules if each.crossed):
        if module.post_test_of in taken:
            message = f"module {module.number} is crossed with no pre-test of its own"
            fix = "write `- crossed` once for each pre-test, beside `- post-test of ...`"
            faults.add("F03", Place(module.line), message, fix=fix)
        taken.add(module.post_test_of)


def find_nothing_needed(modules: Sequence[CourseModule], faults: Faults) -> None:
    """F03: a course that nothing completes, as all of it is optional."""
    if modules and all(module.optional for module in modules):
        message = "every module is optional, so that nothing completes the course"
        fix = "delete `- optional` under one"
        faults.add("F03", Place(modules[0].line), message, fix=fix)


def find_impossible_times(modules: Sequence[CourseModule], faults: Faults) -> None:
    """F03: a module that closes or is due before it can open, or is due once it has closed."""
    opening: dict[int, datetime] = {}
    for module in modules:
        place, name = Place(module.line), f"module {module.number}"
        first = _find_opening(module, opening)
        if first is not None:
            opening[module.number] = first
            for ends, at in (("closes", module.closes), ("is due", module.due)):
                if at is not None and at <= first:
                    message = f"{name} {ends} before it opens, on {first:%Y-%m-%d} at the earliest"
                    faults.add("F03", place, message, fix="change one of the two dates")
        if module.due_weeks and module.due_weeks <= (module.follow_up_weeks or 0):
            message = f"{name} is due {module.due_weeks} weeks after enrolling, before it can open"
            faults.add("F03", place, message, fix="let it be due later than it opens")
        if module.closes and module.due and module.due > module.closes:
            fix = "let it be due on the day it closes, or before"
            faults.add("F03", place, f"{name} is due when it has closed already", fix=fix)


def _find_opening(module: CourseModule, opening: Mapping[int, datetime]) -> datetime | None:
    """Give when a module can open at the earliest, by its own date and by what it waits for."""
    after = opening.get(module.opens_after or 0)
    first = opening.get(module.follow_up_of or 0)
    if first is not None:
        first += timedelta(weeks=module.follow_up_weeks or 0)
    return max(filter(None, (module.opens, after, first)), default=None)


def find_unpassable(course: Course, practices: Mapping[str, Practice], faults: Faults) -> None:
    """F03: what must be passed and cannot be: a survey, or a file that says no pass mark."""
    for module in course.modules:
        practice = practices.get(module.path)
        if practice is None or module.rule is not Rule.PASSED:
            continue
        place = Place(module.line)
        if practice.kind is Kind.SURVEY:
            message = "a survey is not marked, and so cannot be passed"
            faults.add("F03", place, message, fix="write `- finished`")
        elif module.pass_mark is None and not practice.has_pass_mark:
            message = f"'{module.path[:80]}' has no pass mark of its own"
            faults.add("F03", place, message, fix="write the share here: `- pass mark 60%`")


def find_uneven_tests(course: Course, practices: Mapping[str, Practice], faults: Faults) -> None:
    """T02: a post-test or follow-up whose outcomes are not those of the test it is compared to."""
    by_number = {module.number: module for module in course.modules}
    for module in course.modules:
        for number in {module.post_test_of, module.follow_up_of} - {None}:
            first = by_number.get(number or 0)
            if first and first.path in practices and module.path in practices:
                _compare(module, first, practices, faults=faults)


def _compare(
    module: CourseModule,
    first: CourseModule,
    practices: Mapping[str, Practice],
    *,
    faults: Faults,
) -> None:
    own, others = practices[module.path].outcomes, practices[first.path].outcomes
    if own == others:
        return
    lacks = [f"lacks {name}" for name in sorted(others - own)]
    more = [f"adds {name}" for name in sorted(own - others)]
    message = f"'{module.path}' does not test what '{first.path}' tests: it "
    fix = "let both name the same outcomes"
    faults.add("T02", Place(module.line), message + ", ".join(lacks + more)[:300], fix=fix)


def find_lone_sessions(course: Course, practices: Mapping[str, Practice], faults: Faults) -> None:
    """F03: a shared session of what is no case."""
    for module in course.modules:
        practice = practices.get(module.path)
        if module.shared_session and practice and practice.kind is not Kind.CASE:
            message = f"only a case can be a shared session; this is a {practice.kind}"
            faults.add("F03", Place(module.line), message, fix="delete `- shared session`")
