"""Days and times as authors write them, `2027-02-01` or `2027-02-01 17:00`, with no zone.

Knows no clock: which moment such a time is depends on where the site is.
"""

import re
from contextlib import suppress
from datetime import datetime, timedelta

WRITE_SO = "write it as 2027-02-01, or with a time as 2027-02-01 17:00"
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_YEARS = range(2000, 2200)


def read_local_time(words: str, *, ends: bool = False) -> datetime | None:
    """Read a day or a time, from 2000 to 2199; None for what is none.

    A day alone begins at 00:00; where something `ends` with it, it is the first moment after it.

    >>> read_local_time("2027-02-01 17:00")
    datetime.datetime(2027, 2, 1, 17, 0)
    >>> read_local_time("2027-02-28", ends=True)
    datetime.datetime(2027, 3, 1, 0, 0)
    >>> read_local_time("2027-02-30")
    """
    if not (words.isascii() and _WRITTEN.fullmatch(words)):
        return None
    with suppress(ValueError):
        read = datetime.fromisoformat(words)
        if read.year in _YEARS:
            return read + timedelta(days=ends and " " not in words)
    return None
