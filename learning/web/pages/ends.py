"""Which page an attempt ends on: the debrief of a story, or the result of a quiz or survey."""

from collections.abc import Sequence

from learning.model.names import Kind, Role
from learning.operations.catalogue import CourseDesk
from learning.play.shown import Debrief
from learning.web.pages.debrief import DebriefPage, make_debrief
from learning.web.pages.handed_in import HandedInPage, make_handed_in


def make_end(
    debrief: Debrief, *, url: str, path: str, side: Role | str, desks: Sequence[CourseDesk] = ()
) -> tuple[str, DebriefPage | HandedInPage]:
    """Give the template of the page and what it prints."""
    if debrief.kind in {Kind.QUIZ, Kind.SURVEY}:
        page = make_handed_in(debrief, url=url, path=path, desks=desks)
        return "debrief/handed_in.html", page
    story = make_debrief(debrief, url=url, path=path, side=side, desks=desks)
    return "debrief/debrief.html", story
