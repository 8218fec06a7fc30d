"""The difference between the published version of a module or course and a draft of it, in words.

For educators alone, before they publish: the words tell what is right. What becomes of attempts is
another matter, and is worked out from their moves (`play.fitting`).
"""

from learning.content.changing import courses
from learning.content.changing.change import Change, ChangeKind, Weight, sort_changes
from learning.content.changing.edition import make_edition
from learning.content.changing.questions import list_question_changes
from learning.content.changing.scenes import (
    find_lines,
    list_scene_changes,
    stage_scenes,
)
from learning.content.changing.terms import (
    FIRST_LINE,
    list_media_changes,
    list_source_changes,
    list_term_changes,
)
from learning.content.changing.wording import quote, say_count
from learning.model.course import Course
from learning.model.key import Module

__all__ = [
    "Change",
    "ChangeKind",
    "Weight",
    "count_course",
    "count_module",
    "list_changes",
    "list_course_changes",
]


def list_changes(before: Module | None, after: Module) -> tuple[Change, ...]:
    """Say what a draft changes in a module: what matters to marks first, then as it stands there.

    `before` is the published version, None where there is none. A version and itself, or one that
    is only written in another way, have no differences. Scenes and questions are followed through
    `moved`; without it, a likely rename is told as gone, with a hint.

    >>> from learning.content.reader import read_module
    >>> text = '''---
    ... title: A
    ... kind: survey
    ... ---
    ... ## How was it?
    ... Tell us.
    ... '''
    >>> old, new = (read_module("courses/a/b.md", each.encode()).value
    ...             for each in (text, text.replace("Tell us", "Please tell us")))
    >>> [(change.words, change.line) for change in list_changes(old, new)]
    [('The text of “How was it?” changed', 5)]
    """
    if before is None:
        return (_tell_new(after),)
    old, new = make_edition(before, after), make_edition(after, after)
    olds, news = stage_scenes(old), stage_scenes(new)
    lines = find_lines(olds, news)
    asked = [[each for one in side for each in one.list_posed()] for side in (olds, news)]
    return sort_changes(
        (
            *list_term_changes(old, new),
            *list_source_changes(old, new),
            *list_media_changes(before.assets, after.assets),
            *list_scene_changes(olds, news, lines=lines),
            *list_question_changes(*asked, lines=lines),
        )
    )


def list_course_changes(before: Course | None, after: Course) -> tuple[Change, ...]:
    """Say what a draft changes in a course, as `list_changes` does for a module.

    >>> from learning.content.course_reader import read_course
    >>> text = "---\\ntitle: One\\nkind: course\\n---\\n## Modules\\n1. [A](a.md)\\n"
    >>> old, new = (read_course("courses/one/course.md", each.encode()).value
    ...             for each in (text, f"{text}   - seen\\n"))
    >>> [change.words for change in list_course_changes(old, new)]
    ['“A” is done once begun instead of done once finished']
    """
    if before is None:
        words = f"The course {quote(after.title)} is new, with {count_course(after)}"
        return (Change(ChangeKind.MODULE, words, FIRST_LINE, Weight.WAY),)
    told = courses.list_term_changes(before, after)
    return sort_changes((*told, *courses.list_module_changes(before, after)))


def count_module(module: Module) -> str:
    """Say how much a module holds, such as "3 scenes and 1 question"."""
    asked = sum(len(each.questions) for each in module.key.scenes.values())
    return f"{say_count(len(module.case.scenes), 'scene')} and {say_count(asked, 'question')}"


def count_course(course: Course) -> str:
    """Say how much a course holds, such as "4 modules"."""
    return say_count(len(course.modules), "module")


def _tell_new(module: Module) -> Change:
    case = module.case
    words = f"The {case.kind} {quote(case.title)} is new, with {count_module(module)}"
    return Change(ChangeKind.MODULE, words, FIRST_LINE, Weight.WAY)
