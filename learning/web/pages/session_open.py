"""Opening a session and joining one: the questions that are asked before either.

Knows forms and cases by title; nothing of what happens in a session.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.model.names import HEALTH, LAW
from learning.operations.accounts import Viewer
from learning.operations.catalogue import CaseCard
from learning.operations.sessions import Invitation
from learning.team.session import Pace, Refusal, Refused, Way
from learning.web.forms.sessions import USUAL, Opening, name_limit
from learning.web.pages.session_lobby import group_code
from learning.web.pages.session_mine import PACE_WORDS
from learning.web.pages.session_words import PHASE_WORDS
from learning.web.pages.words import lower_first

Item = tuple[str, str, str | None]
LEADS: tuple[Item, ...] = (
    (
        "me",
        "Yes, I facilitate it",
        "You lead from a console: you reveal, extend, pause and answer.",
    ),
    ("nobody", "No, the group works by itself", "The session moves on when all are done."),
)
PACES: tuple[Item, ...] = (
    (Pace.LIVE, "Live", "You meet, in one room or on a call, for an hour or two."),
    (Pace.DAYS, "Over days", "Each does their part when they can; emails say what is due."),
)
WAYS: tuple[Item, ...] = (
    (Way.AGREE, "All agree", "You talk until everybody wants the same."),
    (Way.MAJORITY, "The majority", "What most want counts when the time is up."),
    (Way.REPORTER, "A reporter", "You name one of you, who answers for the team."),
)
SIDE_ITEMS: tuple[Item, ...] = (
    (HEALTH, "The health side", "You read what a health professional would know."),
    (LAW, "The law side", "You read what a legal adviser would know."),
)
OPEN = "What you study or practise says it; you can change it until the session starts."
FIXED = "What you study or practise says it. The session has started, so your side stays as it is."
REFUSALS = {
    Refusal.UNKNOWN: "Choose a side. This case may have a place for one side only",
    Refusal.FULL: "Every team of this session is full. Ask whoever runs it to make room",
    Refusal.ENDED: "This session has ended, so nobody can join it any more",
}


@dataclass(frozen=True, slots=True)
class LimitField:
    """The field for how long a phase may take."""

    name: str
    label: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """What `open.html` prints."""

    cases: tuple[tuple[str, str], ...]
    case: str
    case_error: str
    leads: tuple[Item, ...]
    lead: str
    pace: str
    way: str
    appeals: bool
    minutes: tuple[LimitField, ...]
    days: tuple[LimitField, ...]
    limits_open: bool
    request_id: str
    errors: tuple[tuple[str, str], ...]
    paces: tuple[Item, ...] = PACES
    ways: tuple[Item, ...] = WAYS


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What `join.html` prints. `take_over` is where an educator can take it over, "" for others."""

    url: str
    code: str
    title: str
    words: str
    side: str
    error: str
    errors: tuple[tuple[str, str], ...]
    take_over: str
    side_hint: str
    request_id: str = ""
    sides: tuple[Item, ...] = SIDE_ITEMS


def make_opening(
    opening: Opening, cases: Sequence[CaseCard], *, may_lead: bool, request_id: str
) -> OpenPage:
    """Make the form, with what was typed in it and not taken."""
    options = opening.options
    listed = tuple((each.path, each.title) for each in cases)
    known = opening.path if opening.path in dict(listed) else ""
    return OpenPage(
        cases=(("", "Choose a case"), *listed),
        case=known,
        case_error=opening.errors.get("case", ""),
        leads=LEADS if may_lead else (),
        lead="me" if may_lead and options.facilitated else "nobody",
        pace=options.pace,
        way=options.way,
        appeals=options.appeals,
        minutes=tuple(_list_limits(opening, Pace.LIVE)),
        days=tuple(_list_limits(opening, Pace.DAYS)),
        limits_open=any(name != "case" for name in opening.errors),
        request_id=request_id,
        errors=tuple(_list_errors(opening)),
    )


def _list_errors(opening: Opening) -> Iterator[tuple[str, str]]:
    """Give what to mend; several times can be wrong alike, so that each is named."""
    labels = {name_limit(pace, phase): PHASE_WORDS[phase] for pace in Pace for phase in USUAL}
    for name, words in opening.errors.items():
        said = f"{labels[name]}: {lower_first(words)}" if name in labels else words
        yield said, f"#{name}"


def _list_limits(opening: Opening, pace: Pace) -> Iterator[LimitField]:
    for phase in USUAL:
        name = name_limit(pace, phase)
        error = opening.errors.get(name, "")
        yield LimitField(name, PHASE_WORDS[phase], opening.limits.get(name, ""), error)


def make_join(
    found: Invitation, viewer: Viewer, *, code: str, refused: Refused | None = None
) -> JoinPage:
    """Offer a seat on the side of one's profession, or the other."""
    error = REFUSALS.get(refused.why, "This seat cannot be taken just now") if refused else ""
    leads = viewer.is_educator and found.facilitated
    led = "with a facilitator" if found.facilitated else "without a facilitator"
    return JoinPage(
        url=f"/join/{code}",
        code=group_code(code.upper()),
        title=found.title,
        words=f"{PACE_WORDS[Pace(found.pace)]}, {led}",
        side=viewer.side,
        error=error,
        errors=((error, "#side"),) if error else (),
        take_over=f"/sessions/{found.session_id}/console/take-over" if leads else "",
        side_hint=FIXED if found.begun else OPEN,
    )
