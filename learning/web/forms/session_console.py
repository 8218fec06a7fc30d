"""The forms of the console, read into acts. What cannot have come from a page is InvalidInput.

Whether an act counts, and for whom, is said by `team`.
"""

from collections.abc import Mapping
from typing import Final

from learning.errors import InvalidInput
from learning.model.names import PersonId, QuestionId, TeamId
from learning.team.events import Announce, Close, Extend, GoBack, MovePerson, Rule
from learning.team.session import Pace
from learning.web.pages.session_steer import MORE, count_time

Form = Mapping[str, str]
ACCEPTED: Final = {"yes": True, "no": False}
# The largest number that a team or a turn can have, and far more than there are of either.
MOST = 100_000


def read_request(form: Form) -> str:
    """Read the name that the page gave to what is asked for, so that it counts once."""
    name = form.get("request_id", "")
    if not 8 <= len(name) <= 64:
        raise InvalidInput({"request_id": "Open the console again, and do it from there"})
    return name


def read_number(text: str) -> int | None:
    """Read the number of a team or of a turn; None where there is none.

    >>> read_number("12"), read_number(""), read_number("-1"), read_number("all")
    (12, None, None, None)
    """
    plain = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST))
    return int(text) if plain else None


def read_picked(form: Form) -> TeamId | None:
    """Read which team is meant; None for all of them."""
    number = read_number(form.get("team", ""))
    if number is None and form.get("team", ""):
        raise InvalidInput({"team": "Choose a team, or all of them"})
    return None if number is None else TeamId(number)


def read_extend(form: Form, pace: Pace) -> Extend:
    """Read how much more time a team is given."""
    count = read_number(form.get("more", ""))
    if count not in MORE:
        raise InvalidInput({"more": "Choose one of the times that are offered"})
    return Extend(count_time(pace, count), read_picked(form))


def read_close(form: Form) -> Close:
    """Read whose phase is closed; for one team, which phase that is."""
    return Close(read_picked(form), form.get("position", ""))


def read_back(form: Form) -> GoBack:
    """Read which team is led back, and to which of its turns."""
    team, turn = read_number(form.get("team", "")), read_number(form.get("turn", ""))
    if team is None or turn is None:
        raise InvalidInput({"turn": "Choose the scene to lead the team back to"})
    return GoBack(TeamId(team), turn)


def read_announce(form: Form) -> Announce:
    """Read what is said, and to whom."""
    return Announce(form.get("words", "").strip(), read_picked(form))


def read_move(form: Form) -> MovePerson:
    """Read who is moved, and where to."""
    target = read_number(form.get("to", ""))
    if target is None or not form.get("person"):
        raise InvalidInput({"to": "Choose somebody, and the team to move them to"})
    return MovePerson(PersonId(form["person"]), TeamId(target))


def read_rule(form: Form) -> Rule:
    """Read what is said to an appeal: accepted or not, and why."""
    team = read_number(form.get("of", ""))
    accepted = ACCEPTED.get(form.get("accepted", ""))
    if team is None or accepted is None:
        raise InvalidInput({"accepted": "Accept the answer, or keep the mark"})
    words = form.get("reply", "").strip()
    return Rule(TeamId(team), QuestionId(form.get("question", "")), accepted, words)
