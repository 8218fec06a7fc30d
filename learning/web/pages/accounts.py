"""What the account pages show: the values typed, what to mend, the professions to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from learning.access.professions import PROFESSIONS
from learning.operations.accounts import Viewer
from learning.storage.cohort_terms import GivenTime

Choices = tuple[tuple[str, str, None], ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form as it was sent, or empty."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    next: str = ""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def summary(self) -> list[tuple[str, str | None]]:
        """List what to mend, each with a link to its field; "" is the form as a whole."""
        return [(text, f"#{name}" if name else None) for name, text in self.errors.items()]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account, with its forms. `extra_time` has a line for each that gives some."""

    name: str
    email: str
    profession: str
    professions: tuple[tuple[str, str], ...]
    form: FormPage
    brings_back: bool
    reminds: bool
    extra_time: tuple[tuple[str, str], ...]


def make_account(viewer: Viewer, form: FormPage, times: Iterable[GivenTime]) -> AccountPage:
    """Show a person's own account, and the time that their cohorts give."""
    professions = tuple((name, each.label) for name, each in PROFESSIONS.items())
    return AccountPage(
        viewer.name,
        viewer.email,
        viewer.profession,
        professions,
        form,
        brings_back=viewer.brings_back,
        reminds=viewer.reminds,
        extra_time=tuple(_tell_extra_time(viewer.extra_time, times)),
    )


def _tell_extra_time(own: int | None, times: Iterable[GivenTime]) -> Iterator[tuple[str, str]]:
    """Give a line for the account's own time, and one for each cohort's; most say nothing."""
    if own != 0:
        yield "Time in quizzes", _say_extra_time(own)
    for each in times:
        yield f"Time in quizzes of {each.cohort}", _say_extra_time(each.extra_time)


def _say_extra_time(extra_time: int | None) -> str:
    if extra_time is None:
        return "No time limit for you"
    return f"{extra_time}% longer for you than the time limit says"


def profession_choices() -> Choices:
    """Give the professions in the shape that `radios` takes."""
    return tuple((name, each.label, None) for name, each in PROFESSIONS.items())


def wait_words(seconds: int) -> str:
    """Say how long to wait, in whole minutes.

    >>> wait_words(30), wait_words(61)
    ('a minute', '2 minutes')
    """
    minutes = max(1, -(-seconds // 60))
    return "a minute" if minutes == 1 else f"{minutes} minutes"
