"""What the first page shows: the cases to a stranger, and to a learner where they stopped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page for those who are not signed in."""

    cases: tuple[object, ...]
