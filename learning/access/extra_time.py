"""Extra time in quizzes: how it may be written, and which holds where several are given.

The one rule for forms, commands and rosters. Percent; None stands for no time limit at all.
"""

import re
from collections.abc import Iterable

MOST_EXTRA_TIME = 100
_USUAL = frozenset({"", "none", "no"})
_NO_LIMIT = frozenset({"untimed", "unlimited", "nolimit", "notimelimit"})
# So few digits that no number is too long to be read.
_PERCENT = re.compile(r"\+? ?(\d{1,6})(?:[.,]0+)? ?(?:%|per ?cent)?", re.ASCII)


class NoExtraTime(ValueError):
    """What was written says no extra time, or more than there may be."""


def parse_extra_time(typed: str, *, most: int = MOST_EXTRA_TIME) -> int | None:
    """Read percent, or words for none and for no limit; raises NoExtraTime.

    >>> parse_extra_time("25"), parse_extra_time("+ 50 %"), parse_extra_time("none")
    (25, 50, 0)
    >>> parse_extra_time("untimed") is parse_extra_time("No time limit") is None
    True
    """
    said = " ".join(typed.lower().split())
    word = "".join(said.split())
    percent = _PERCENT.fullmatch(said)
    if word in _NO_LIMIT:
        return None
    if percent and int(percent[1]) <= most:
        return int(percent[1])
    if word in _USUAL:
        return 0
    raise NoExtraTime(typed)


def give_most(times: Iterable[int | None]) -> int | None:
    """Give the most generous of several; where there is none of them, the usual time.

    >>> give_most([25, 50, 0]), give_most([100, None]), give_most([])
    (50, None, 0)
    """
    percents = []
    for each in times:
        if each is None:
            return None
        percents.append(each)
    return max(percents, default=0)
