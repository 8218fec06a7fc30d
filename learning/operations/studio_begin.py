"""Beginning something new in the studio: a case, a course with its first modules, or a file."""

from learning.access.rules import Asker
from learning.content.outcomes import read_outcomes
from learning.errors import InvalidInput
from learning.operations.site import Site
from learning.operations.starters import FIRST, OUTCOME, write_blank, write_starter
from learning.operations.studio import NAMELESS, NewFile, add_file, make_work
from learning.operations.studio_paths import find_story_of, name_file

MODULES = ("lesson", "quiz", "survey")
LONGEST_TITLE = 200
STORY = '# Stories of this module\n\n## The way through\n\n- choose "The words of a choice"\n'


def begin_work(site: Site, viewer: Asker, *, kind: str, title: str, blank: bool) -> str:
    """Make a case or course from its starter, or from a blank page; its prefix."""
    title = _tidy(title)
    if kind not in ("case", "course"):
        raise InvalidInput({"kind": "Choose a case or a course"})
    text = _write(site, kind, title, blank=blank)
    prefix = make_work(site, viewer, kind=kind, title=title, text=text)
    if kind == "course" and not blank:
        # The starter of a course lists these two.
        for what, name in FIRST:
            first = NewFile(what, name, _write(site, what, name, blank=False))
            add_file(site, viewer, prefix, new=first)
    return prefix


def begin_file(site: Site, viewer: Asker, prefix: str, *, new: NewFile, blank: bool) -> str:
    """Add a file to a work from its starter, or from a blank page; its path."""
    title = _tidy(new.title) if new.title or new.kind != "story" else ""
    if new.kind in MODULES:
        text = _write(site, new.kind, title, blank=blank)
    elif new.kind == "story":
        text = STORY if find_story_of(name_file(prefix, "story", title)) else ""
    elif new.kind == "shared":
        text = f"{title}\n"
    else:
        raise InvalidInput({"kind": "Choose what to add"})
    return add_file(site, viewer, prefix, new=NewFile(new.kind, title, text))


def _tidy(title: str) -> str:
    tidied = " ".join(title.split())
    if not tidied or len(tidied) > LONGEST_TITLE:
        raise InvalidInput({"title": NAMELESS})
    return tidied


def _write(site: Site, kind: str, title: str, *, blank: bool) -> str:
    if blank:
        return write_blank(kind, title)
    today = site.clock().date()
    return write_starter(kind, title, today=today, outcome=_find_outcome(site))


def _find_outcome(site: Site) -> str:
    """Give an outcome that may be named: the first that the content folder has."""
    raw = site.disk.scan(site.settings.content_root()).beside.outcomes
    return next(iter(read_outcomes(raw)), OUTCOME) if raw else OUTCOME
