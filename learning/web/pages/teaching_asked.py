"""Which learners of a cohort are asked for, and in which order: what links say of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from learning.access.professions import PROFESSIONS
from learning.operations.teaching import Cell, Column, Line, State

NEVER = datetime.min.replace(tzinfo=UTC)
# Lines come by name, and stay so where nothing else tells them apart.
SORTED: Mapping[str, tuple[str, Callable[[Line], float]]] = {
    "": ("Name", lambda line: 0),
    "done": ("Least done", lambda line: line.done),
    "overdue": ("Most overdue", lambda line: -line.overdue),
    "active": ("Longest away", lambda line: (line.moved_at or NEVER).timestamp()),
}
SHOWN: Mapping[str, tuple[str, Callable[[Cell], bool]]] = {
    "": ("Everybody", lambda cell: True),
    "overdue": ("With something overdue", lambda cell: cell.overdue),
    "not-begun": ("With something not begun", lambda cell: cell.state is State.NOT_BEGUN),
    "under-way": ("With something under way", lambda cell: cell.state is State.UNDER_WAY),
    "below": ("Below a pass mark", lambda cell: cell.state is State.BELOW),
    "over": ("With something done", lambda cell: cell.over),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which learners are asked for, in which order, with all modules or one."""

    sort: str = ""
    show: str = ""
    profession: str = ""
    module: str = ""
    number: int = 1

    @property
    def query(self) -> str:
        """Write it as the end of an address."""
        asked = {
            "sort": self.sort,
            "show": self.show,
            "profession": self.profession,
            "module": self.module,
            "page": str(self.number) if self.number > 1 else "",
        }
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"?{said}" if said else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to see other learners, or these in another order."""

    text: str
    url: str
    current: bool


def find_places(columns: Sequence[Column], module: str) -> Sequence[int]:
    """Give the places of the columns to show: all of them, or the one that is asked for."""
    one = [place for place, each in enumerate(columns) if each.id == module]
    return one or range(len(columns))


def find_lines(lines: Sequence[Line], asked: Asked, places: Sequence[int]) -> Sequence[Line]:
    """Give the learners that are asked for, in the order that is."""
    _, holds = SHOWN[asked.show]
    _, order = SORTED[asked.sort]
    found = [
        each
        for each in lines
        if asked.profession in ("", each.learner.profession)
        if not asked.show or any(holds(each.cells[place]) for place in places)
    ]
    return sorted(found, key=order)


def list_sorts(url: str, asked: Asked) -> Iterator[Link]:
    """Give a link for each order."""
    for word, (text, _) in SORTED.items():
        yield _link(url, text, asked, replace(asked, sort=word))


def list_shows(url: str, asked: Asked) -> Iterator[Link]:
    """Give a link for each kind of learner."""
    for word, (text, _) in SHOWN.items():
        yield _link(url, text, asked, replace(asked, show=word))


def list_professions(url: str, asked: Asked, lines: Sequence[Line]) -> Iterator[Link]:
    """Give a link for each profession, where there are several."""
    found = sorted({each.learner.profession for each in lines}, key=name_profession)
    if len(found) > 1:
        for word in ("", *found):
            text = name_profession(word) if word else "All professions"
            yield _link(url, text, asked, replace(asked, profession=word))


def list_modules(url: str, asked: Asked, columns: Sequence[Column]) -> Iterator[Link]:
    """Give a link for each module."""
    yield _link(url, "All modules", asked, replace(asked, module=""))
    for each in columns:
        text = f"{each.module.number}. {each.module.title}"
        yield _link(url, text, asked, replace(asked, module=each.id))


def name_profession(word: str) -> str:
    """Give what a profession is called."""
    found = PROFESSIONS.get(word)
    return found.label if found else word


def _link(url: str, text: str, asked: Asked, wanted: Asked) -> Link:
    first = replace(wanted, number=1)
    return Link(text, url + first.query, first == replace(asked, number=1))
