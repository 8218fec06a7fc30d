"""Local times, as authors write and learners read them, and the moments they are.

A local time that a change of the clocks leaves out or repeats is the first moment it can mean.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from learning.operations.site import Site


def find_zone(site: Site) -> ZoneInfo:
    """Give the time zone that the site keeps."""
    return ZoneInfo(site.settings.time_zone)


def to_moment(site: Site, local: datetime | None) -> datetime | None:
    """Give the moment that a local time is; nothing for nothing."""
    return None if local is None else local.replace(tzinfo=find_zone(site)).astimezone(UTC)


def say_from(local: datetime) -> str:
    """Say from when on something is, in local time.

    >>> say_from(datetime(2027, 1, 10)), say_from(datetime(2027, 1, 10, 9, 30))
    ('on 10 January 2027', 'on 10 January 2027 at 09:30')
    """
    day = f"on {local.day} {local:%B %Y}"
    return day if local.time() == time() else f"{day} at {local:%H:%M}"


def say_until(local: datetime) -> str:
    """Say until when something is, in local time; the first moment of a day ends the one before.

    >>> say_until(datetime(2027, 2, 2)), say_until(datetime(2027, 2, 1, 17))
    ('at the end of 1 February 2027', 'on 1 February 2027 at 17:00')
    """
    if local.time() != time():
        return say_from(local)
    day = local - timedelta(days=1)
    return f"at the end of {day.day} {day:%B %Y}"
