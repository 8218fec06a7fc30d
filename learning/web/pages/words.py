"""Wording that several pages share: points, needs, sides, dates and times. Knows no page."""

from datetime import date, datetime
from math import floor
from typing import Final

from learning.model.names import HEALTH, LAW, Grade, Kind, Need, Role, Setting

NEED_WORDS: Final = {
    Need.BENEFITS: "Benefits",
    Need.HOUSING: "Housing",
    Need.DEBT: "Debt",
    Need.EMPLOYMENT: "Employment",
    Need.EDUCATION: "Education",
    Need.COMMUNITY_CARE: "Community care",
    Need.IMMIGRATION: "Immigration",
}
SETTING_WORDS: Final = {
    Setting.PRIMARY: "Primary care",
    Setting.ACUTE: "Acute care",
    Setting.MENTAL_HEALTH: "Mental health",
    Setting.COMMUNITY: "Community",
}
GRADE_WORDS: Final = {
    Grade.GOOD: "A good ending",
    Grade.MIXED: "A mixed ending",
    Grade.POOR: "A poor ending",
}
KIND_WORDS: Final = {
    Kind.CASE: "Case",
    Kind.LESSON: "Lesson",
    Kind.QUIZ: "Quiz",
    Kind.SURVEY: "Survey",
    Kind.COURSE: "Course",
}
# From here on minutes are told in hours and quarters.
LONG = 120


def say_number(value: float) -> str:
    """Write points without a needless `.0`; what is not all is never rounded up to a whole number.

    >>> [say_number(points) for points in (7.0, 6.5, 1 / 3, 0.998, 0.1 + 0.2 + 0.7)]
    ['7', '6.5', '0.33', '0.99', '1']
    """
    rounded = round(float(value), 2)
    if rounded.is_integer() and value < rounded - 1e-9:
        rounded -= 0.01
    return f"{rounded:.2f}".rstrip("0").rstrip(".")


def lower_first(words: str) -> str:
    """Write words as they stand in the middle of a sentence: names in them stay as they are.

    >>> lower_first("Due on 1 December")
    'due on 1 December'
    """
    return words[:1].lower() + words[1:]


def say_count(count: float, one: str, many: str = "") -> str:
    """Write `1 point` or `2 points`; a hair that adding up leaves makes no difference.

    >>> say_count(0.1 + 0.2 + 0.7, "point"), say_count(0.5, "point")
    ('1 point', '0.5 points')
    """
    number = say_number(count)
    return f"{number} {one if number == '1' else many or one + 's'}"


def say_percent(part: float, whole: float) -> str:
    """Write a share, rounded down, so that nothing short of a pass mark reads like it.

    >>> say_percent(2, 3), say_percent(5, 5)
    ('66%', '100%')
    """
    return f"{floor(100 * part / whole + 1e-9)}%" if whole else "100%"


def say_points(earned: float, possible: float, *, whole: bool = True) -> str:
    """Write what an attempt earned, of the best path or, begun in the middle, of its own.

    >>> say_points(3, 5), say_points(1, 1, whole=False)
    ('3 of 5 points (60%)', '1 of 1 point, begun in the middle')
    """
    held = f"{say_number(earned)} of {say_count(possible, 'point')}"
    if not whole:
        return f"{held}, begun in the middle" if possible else "begun in the middle"
    return f"{held} ({say_percent(earned, possible)})" if possible else "no points to earn"


def say_side(role: Role | str) -> str:
    """Name a side as it is said in a sentence."""
    match role:
        case "health":
            return "the health side"
        case "law":
            return "the law side"
        case _:
            return f"the {role}"


def say_marker(side: Role | str) -> str:
    """Begin a sentence about somebody of a side without saying who it is.

    >>> say_marker("law")
    'A law student'
    """
    return f"A {side} student"


def other_side(role: Role | str) -> Role:
    """Give the side across the table."""
    return HEALTH if role == LAW else LAW


def say_date(day: date | datetime) -> str:
    """Write `21 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def say_time(moment: datetime | None) -> str:
    """Write `21 November 2026 at 09:30`, or nothing where there is no time.

    >>> say_time(datetime(2026, 11, 21, 9, 30)), say_time(None)
    ('21 November 2026 at 09:30', '')
    """
    return f"{say_date(moment)} at {moment:%H:%M}" if moment else ""


def say_minutes(minutes: int | None) -> str:
    """Write about how long something takes, or nothing where it is not known.

    >>> say_minutes(90), say_minutes(167), say_minutes(300), say_minutes(None)
    ('About 90 minutes', 'About 2 hours 45 minutes', 'About 5 hours', '')
    """
    if not minutes:
        return ""
    if minutes < LONG:
        return f"About {say_count(minutes, 'minute')}"
    quarters = round(minutes / 15)
    rest = f" {quarters % 4 * 15} minutes" if quarters % 4 else ""
    return f"About {say_count(quarters // 4, 'hour')}{rest}"


def say_beginning(came_by: tuple[str, ...], place: str = "here") -> str:
    """Say that play began in the middle of a case, by way of these scenes, and what follows."""
    if not came_by:
        return ""
    way = join_words(tuple(f"“{title}”" for title in came_by))
    return (
        f"You began {place}, as if you had come by way of {way}. The counters begin where that way"
        " leaves them, and only what comes after it is marked."
    )


def join_words(words: tuple[str, ...]) -> str:
    """Write `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
