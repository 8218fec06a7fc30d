"""The page of a member of a session: the board, the scene, and the part of the phase they are in.

Knows what every part is made from and what holds them together; each part has a module of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from learning.team.shown import MemberView
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Fields
from learning.web.pages.session_board import BoardPage
from learning.web.pages.session_people import People
from learning.web.pages.session_scene import ScenePart


@dataclass(frozen=True, slots=True)
class Returned:
    """What was sent and not taken, to be shown again with what to mend, and what was saved.

    `typed` is for questions and what one notices, `fields` is all of it as it was sent; `errors`
    are (words, link) that no field of a part tells by itself. `unsent` are texts that were typed in
    phases that are over, and not sent.
    """

    typed: Typed = field(default_factory=Typed)
    fields: Fields = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()
    unsent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the parts of a member's page are made from."""

    url: str
    view: MemberView
    people: People
    returned: Returned = field(default_factory=Returned)


class Part(Protocol):
    """What a phase shows. `kind` names its template: `sessions/_<kind>.html`."""

    @property
    def kind(self) -> str:
        """The template's name."""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What to mend in it, as (words, link)."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything that the page of a member prints; `_stage.html` and the fragments get it too.

    Every form that is sent carries `position` and a `new_id()` of its own as `request_id`: the
    macro `sent_with(page)` of `sessions/_sent_with.html` writes them. `now` is in milliseconds
    since 1970, as scripts count. `no` and `saves` are what the forms of questions ask a page for;
    `me` is whose page it is, as a browser keeps what is typed apart.
    """

    url: str
    seq: int
    now: int
    position: str
    stage: str
    title: str
    kicker: tuple[str, ...]
    phase: str
    board: BoardPage | None
    scene: ScenePart | None
    part: Part
    errors: tuple[tuple[str, str], ...]
    new_id: Callable[[], str]
    me: str = ""
    side: str = ""
    ready: bool = False
    may_ready: bool = False
    no: str = ""
    saves: bool = True
    unsent: tuple[str, ...] = ()

    def having(self, part: Part) -> Self:
        """Give the same page with another part, for templates that show several."""
        return replace(self, part=part)
