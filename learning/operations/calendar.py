"""The dates of a course as a calendar file (RFC 5545), for a person to add to their own calendar.

Every date is an event, also what is due: most calendars leave out what is a task. A whole day
stays one wherever it is read; a time is written in UTC, so that no zone has to be explained.
"""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar
from icalendar import Event as Entry
from icalendar.enums import TRANSP

from learning.errors import NotFound
from learning.operations.accounts import Viewer
from learning.operations.catalogue import show_course
from learning.operations.dates import Date, Event
from learning.operations.site import Site

NO_DATES = "This course has no dates that are still to come for you"
_WORDS = {Event.OPENS: "Opens", Event.DUE: "Due", Event.CLOSES: "Closes"}
_PRODUCT = "-//Side by Side//Course dates//EN"


def write_calendar(site: Site, viewer: Viewer, path: str, *, url: str) -> bytes:
    """Write the dates of a course that a person has to keep; raises NotFound where there are none.

    `url` is the address of the course. An event keeps its id however often it is written, so that
    a calendar that takes the file in again changes the event it has.
    """
    desk = show_course(site, viewer, path)
    if not desk.dates:
        raise NotFound(NO_DATES)
    calendar = Calendar.new(prodid=_PRODUCT, method="PUBLISH", name=desk.course.title)
    for each in desk.dates:
        words, title = _WORDS[each.event], desk.course.title
        module = each.stop.module if each.stop else None
        named = f"{module.title} ({title})" if module else title
        part = f"Module {module.number} of the" if module else "The"
        calendar.add_component(
            Entry.new(
                uid=_name_event(
                    viewer.person_id, path, module.path if module else path, each.event
                ),
                summary=f"{words}: {named}",
                description=f"{part} course “{title}”: {url}",
                start=find_start(each),
                stamp=site.clock(),
                url=url,
                transparency=TRANSP.TRANSPARENT,
            )
        )
    written: bytes = calendar.to_ical()
    return written


def find_start(dated: Date) -> date | datetime:
    """Give the day of a date, or its moment in UTC where it has an hour.

    What ends at midnight ends with the day before.
    """
    if dated.at.time() != time():
        return dated.at.astimezone(UTC)
    ends = dated.event is not Event.OPENS
    return dated.at.date() - timedelta(days=ends)


def _name_event(*parts: str) -> str:
    return f"{sha256('|'.join(parts).encode()).hexdigest()[:32]}@side-by-side"
