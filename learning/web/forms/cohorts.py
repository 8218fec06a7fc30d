"""What teachers and learners send about cohorts: names, days and times, rosters, courses.

Knows fields; what may be, and who may, is decided below.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from learning.errors import InvalidInput
from learning.operations.cohort_people import Given
from learning.operations.cohorts import Wanted
from learning.web.pages.accounts import FormPage

NO_DAY = "Enter a day as it stands in a calendar, or leave this empty"
NO_TIME = "Enter a time such as 14:30, together with a day, or leave both empty"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
Fields = Mapping[str, str]


def read_wanted(fields: Fields) -> Wanted:
    """Read what a cohort shall be like; raises InvalidInput."""
    opens, closes = _read_days(fields)
    return Wanted(fields.get("name", ""), opens, closes)


def read_given(fields: Fields) -> Given:
    """Read what a learner is given; raises InvalidInput."""
    opens, closes = _read_days(fields)
    return Given(fields.get("extra-time", ""), opens, closes)


def _read_days(fields: Fields) -> tuple[date | None, date | None]:
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("opens", "closes"):
        try:
            days[name] = read_day(fields, name)
        except InvalidInput as error:
            faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    return days["opens"], days["closes"]


def read_day(fields: Fields, name: str) -> date | None:
    """Read a day, or nothing; raises InvalidInput.

    >>> read_day({"due": "2026-12-01"}, "due"), read_day({}, "due")
    (datetime.date(2026, 12, 1), None)
    """
    typed = fields.get(name, "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InvalidInput({name: NO_DAY}) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput({name: NO_DAY})
    return day


def read_moment(fields: Fields) -> datetime | None:
    """Read a day and a time as a local time, or nothing; raises InvalidInput.

    >>> read_moment({"day": "2026-12-01", "time": "14:30"})
    datetime.datetime(2026, 12, 1, 14, 30)
    """
    day, typed = read_day(fields, "day"), fields.get("time", "").strip()
    if day is None and not typed:
        return None
    try:
        at = time.fromisoformat(typed)
    except ValueError:
        raise InvalidInput({"time": NO_TIME}) from None
    if day is None or at.tzinfo is not None:
        raise InvalidInput({"time": NO_TIME})
    return datetime.combine(day, at.replace(second=0, microsecond=0))


def refill(fields: Fields, errors: Mapping[str, str]) -> FormPage:
    """Give a form back as it was sent, with what to mend."""
    return FormPage({name: fields[name] for name in fields}, errors)
