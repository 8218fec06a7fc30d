"""The forms around a session: opening one, and coming in by its code.

Knows field names and limits; who may open or join what is for the operation to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from learning.model.names import Role
from learning.team.session import Options, Pace, Phase, Way
from learning.web.forms.replies import Fields

# Phases whose time can be limited, in their order: minutes when people meet, days when not.
USUAL: Mapping[Phase, tuple[int, int]] = {
    Phase.BRIEF: (5, 2),
    Phase.ALONE: (10, 3),
    Phase.SHARE: (10, 2),
    Phase.DECIDE: (10, 2),
    Phase.REVEAL: (5, 2),
    Phase.APPEAL: (5, 2),
    Phase.CONSEQUENCE: (5, 1),
    Phase.PLAN: (15, 4),
    Phase.DEBRIEF: (15, 3),
    Phase.REFLECTION: (10, 3),
}
MOST_MINUTES = 240
MOST_DAYS = 60
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """A session as somebody wants it; `errors` are by field where it cannot be taken so.

    `limits` are the numbers as typed, by field.
    """

    path: str
    options: Options
    limits: Mapping[str, str]
    errors: Mapping[str, str]


def read_opening(fields: Fields) -> Opening:
    """Read which case, who leads, the pace, how teams decide, and the times of phases."""
    pace = Pace.DAYS if _text(fields, "pace") == Pace.DAYS else Pace.LIVE
    way = next((each for each in Way if each == _text(fields, "way")), Way.AGREE)
    typed = {name: _text(fields, name).strip() for name in list_limit_fields()}
    led = _text(fields, "lead") == "me"
    missing = None if led or pace is Pace.LIVE else NEEDED
    read = {phase: _read_limit(typed[name_limit(pace, phase)], pace) or missing for phase in USUAL}
    errors = {
        name_limit(pace, phase): each for phase, each in read.items() if isinstance(each, str)
    }
    path = _text(fields, "case")
    options = Options(
        facilitated=led,
        pace=pace,
        way=way,
        appeals="no_appeals" not in fields,
        limits={phase: each for phase, each in read.items() if isinstance(each, timedelta)},
    )
    return Opening(path, options, typed, errors if path else {"case": CHOOSE_CASE, **errors})


CHOOSE_CASE = "Choose the case that you want to work on"
# Over days a team waits for each of its members, whoever of them never comes back.
NEEDED = "Enter a number of days: without a facilitator, a team could otherwise wait for ever"


def name_limit(pace: Pace, phase: Phase) -> str:
    """Name the field for the time of a phase: `minutes-alone`, `days-alone`."""
    return f"{'days' if pace is Pace.DAYS else 'minutes'}-{phase}"


def list_limit_fields() -> Iterator[str]:
    """Name the fields for the times of all phases, at both paces."""
    return (name_limit(pace, phase) for pace in Pace for phase in USUAL)


def _read_limit(text: str, pace: Pace) -> timedelta | str | None:
    """Read a time; an empty field is none, and what is no number of them says what to enter."""
    most = MOST_DAYS if pace is Pace.DAYS else MOST_MINUTES
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= most:
        return f"Enter a whole number from 1 to {most}, or leave it empty for no limit"
    return timedelta(days=number) if pace is Pace.DAYS else timedelta(minutes=number)


def begin_opening(path: str) -> Opening:
    """Give what stands in the form before anybody touched it."""
    limits = {
        name_limit(pace, phase): str(days if pace is Pace.DAYS else minutes)
        for pace in Pace
        for phase, (minutes, days) in USUAL.items()
    }
    return Opening(path, Options(), limits, {})


def read_typed_code(fields: Fields) -> str:
    """Read a code as somebody typed it."""
    return _text(fields, "code").strip()[:LONGEST_CODE]


def read_side(fields: Fields) -> Role:
    """Read the side that a seat is wanted on."""
    return Role(_text(fields, "side"))


def read_request(fields: Fields) -> str:
    """Read what the page called this sending; "" where there is nothing of the kind."""
    return _text(fields, "request_id")[:64]


def _text(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, ())[:1])
