"""What members of a session saw and sent, checked against what was stored.

The invariants are those of a log that many follow: nothing acknowledged is lost or doubled, nothing
is there that nobody sent, and everybody is told every number once, in order. Knows no server.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass(frozen=True)
class Told:
    """A stretch of numbers that a stream told of, both ends in it, and when."""

    first: int
    last: int
    at: float


@dataclass(frozen=True)
class Sent:
    """What a member sent under one name: first when, and when it was acknowledged, if it was."""

    request_id: str
    at: float
    acknowledged_at: float | None


@dataclass
class Diary:
    """One member's own record; `joined` is the number their stream began after."""

    name: str
    joined: int = 0
    told: list[Told] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Stored:
    """An event as the database has it."""

    seq: int
    request_id: str | None


def list_faults(diaries: Sequence[Diary], log: Sequence[Stored]) -> list[str]:
    """Say everything that must not be, in words; nothing for a sound run."""
    return [
        *_check_log(log),
        *_check_sent(diaries, log),
        *(fault for diary in diaries for fault in _check_told(diary, len(log))),
        *(f"{diary.name}: {error}" for diary in diaries for error in diary.errors),
    ]


def list_delays(team: Sequence[Diary], log: Sequence[Stored]) -> list[float]:
    """Give the seconds from each acknowledgement of a team to when each of its streams told it.

    What was acknowledged before somebody's stream told anything came with its first message.
    """
    places = {each.request_id: each.seq for each in log if each.request_id}
    acknowledged = {
        places[sent.request_id]: sent.acknowledged_at
        for diary in team
        for sent in diary.sent
        if sent.acknowledged_at is not None and sent.request_id in places
    }
    return [
        max(0.0, told.at - acknowledged[place])
        for diary in team
        for told in diary.told
        for place in range(told.first, told.last + 1)
        if place in acknowledged and acknowledged[place] >= diary.told[0].at
    ]


def percentile(values: Sequence[float], percent: int) -> float:
    """Give a percentile, of a single value itself."""
    return values[0] if len(values) == 1 else quantiles(values, n=100)[percent - 1]


def _check_log(log: Sequence[Stored]) -> Iterator[str]:
    if [each.seq for each in log] != list(range(1, len(log) + 1)):
        yield "the numbers stored are not 1, 2, 3 ..."


def _check_sent(diaries: Sequence[Diary], log: Sequence[Stored]) -> Iterator[str]:
    stored = Counter(each.request_id for each in log if each.request_id)
    sent: Mapping[str, Sent] = {each.request_id: each for diary in diaries for each in diary.sent}
    yield from (f"{name} is stored {times} times" for name, times in stored.items() if times > 1)
    yield from (f"{name} was stored, and nobody sent it" for name in stored if name not in sent)
    for name, each in sent.items():
        if each.acknowledged_at is not None and name not in stored:
            yield f"{name} was acknowledged, and is lost"


def _check_told(diary: Diary, last: int) -> Iterator[str]:
    at = diary.joined
    for told in diary.told:
        if told.first != at + 1 or told.last < told.first:
            yield f"{diary.name} was told of {told.first} to {told.last} after {at}"
        at = max(at, told.last)
    if at != last:
        yield f"{diary.name} was told up to {at} of {last}"
