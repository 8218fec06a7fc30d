"""The project's errors. Each is one HTTP status and one page, mapped once in `web/errors.py`.

What is to be expected of a learner (a wrong answer, a closed choice) is a return value instead.
"""

from collections.abc import Mapping, Sequence


class LearningError(Exception):
    """Anything the project raises on purpose. The message is fit for the person to read."""


class NotFound(LearningError):
    """There is no such thing, or it is not this person's to know of."""


class NotAllowed(LearningError):
    """The person is known, the thing is known, and the answer is no."""


class Stale(LearningError):
    """The page was overtaken: the attempt has moved on since it was shown."""


class TimeUp(NotAllowed):
    """The time of a quiz is over: nothing more is taken but handing it in."""


class InvalidInput(LearningError):
    """A form that cannot be taken as it is: field name -> what to do about it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


class TooMany(LearningError):
    """Throttled. `wait` says after how many seconds it may work."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


class ContentBroken(LearningError):
    """A file cannot be published. `findings` are the checker's, each with file, line and column."""

    def __init__(self, findings: Sequence[object]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


class StorageBusy(LearningError):
    """The database is locked, full, read-only or away. Nothing was stored; trying again is safe."""


class BadSettings(LearningError):
    """The settings do not allow a start; the message names the setting and the mend."""
