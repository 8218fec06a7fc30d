"""Local times, as authors write and learners read them, and the moments they are.

A local time that a change of the clocks leaves out or repeats is the first moment it can mean.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from learning.operations.site import Site


def find_zone(site: Site) -> ZoneInfo:
    """Give the time zone that the site keeps."""
    return ZoneInfo(site.settings.time_zone)


def to_moment(site: Site, local: datetime | None) -> datetime | None:
    """Give the moment that a local time is; nothing for nothing."""
    return None if local is None else local.replace(tzinfo=find_zone(site)).astimezone(UTC)
