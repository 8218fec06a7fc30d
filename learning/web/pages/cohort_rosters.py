"""The page of a roster: where it is put in, what it would do, and every fault by its line."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from operator import attrgetter

from learning.exchange.sheets import Unreadable, decode_file
from learning.operations.cohort_rosters import Fate, Preview, Step
from learning.operations.cohorts import CohortView
from learning.storage.cohort_people import Place
from learning.web.pages.accounts import FormPage
from learning.web.pages.cohorts import HOME, say_profession
from learning.web.pages.words import say_count

FATE_WORDS = {
    Fate.ADDED: ("Added", "good"),
    Fate.CHANGED: ("Changed", "primary"),
    Fate.THERE: ("Already there", "plain"),
    Fate.EXPECTED: ("Expected", "warn"),
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """What one line would do."""

    line: int
    name: str
    words: str
    tag: str
    tone: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A roster before it is taken in. `text` is what it says, to be mended where it was pasted.

    `wrapped` is what was sent, byte for byte, to be sent again to confirm it.
    """

    id: str
    name: str
    url: str
    text: str
    form: FormPage
    wrapped: str = ""
    rows: tuple[StepRow, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    untold: str = ""
    sums: str = ""
    digest: str = ""
    read: bool = False

    @property
    def sound(self) -> bool:
        """Whether it can be taken in as it is."""
        return self.read and not self.faults and bool(self.rows)


def make_roster(
    view: CohortView, data: bytes, *, form: FormPage, plan: Preview | None = None
) -> RosterPage:
    """Show the form of a roster, and with a plan what it would do."""
    page = RosterPage(view.id, view.name, f"{HOME}/{view.id}", _read_text(data), form)
    if plan is None:
        return page
    return replace(
        page,
        wrapped=urlsafe_b64encode(data).decode(),
        rows=tuple(_make_row(each) for each in plan.steps),
        faults=tuple(map(str, sorted(plan.faults, key=attrgetter("line")))),
        notes=plan.notes,
        untold=f"and {say_count(plan.untold, 'more fault')}" if plan.untold else "",
        sums=_sum_up(plan),
        digest=plan.digest,
        read=True,
    )


def _make_row(step: Step) -> StepRow:
    tag, tone = FATE_WORDS[step.fate]
    parts = [step.row.email, "teacher" if step.place.role == "teacher" else "learner"]
    if step.account is None and step.row.profession:
        parts.append(say_profession(step.row.profession).lower())
    parts.append(_say_time(step.place))
    if step.stays_teacher:
        parts.append("stays a teacher: a roster takes nobody out of teaching")
    if step.account is not None and step.account.name != step.row.name:
        parts.append(f"the account says {step.account.name}")
    name = step.account.name if step.account else step.row.name
    return StepRow(step.row.line, name, ", ".join(filter(None, parts)), tag, tone)


def _say_time(place: Place) -> str:
    if place.untimed:
        return "no time limit"
    return f"{place.extra_time}% more time" if place.extra_time else ""


def _sum_up(plan: Preview) -> str:
    counts = [(plan.count(fate), words) for fate, (words, _) in FATE_WORDS.items()]
    return ", ".join(f"{count} {words.lower()}" for count, words in counts if count)


def unwrap(sent: str) -> bytes:
    """Give the bytes of a roster back from the form that confirms it; b"" for what is none.

    >>> unwrap(urlsafe_b64encode(b"Name,Email").decode()), unwrap("é")
    (b'Name,Email', b'')
    """
    try:
        return urlsafe_b64decode(sent)
    except ValueError:
        return b""


def _read_text(data: bytes) -> str:
    text = decode_file(data)
    return "" if isinstance(text, Unreadable) else text.words
