"""The professions a person can name, and the side of a case that each one sees.

Knows no person; names a profession only by its code, which is what is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from learning.model.names import HEALTH, LAW, Role


@dataclass(frozen=True, slots=True)
class Profession:
    """What it is called, and whose half of the story its people read."""

    label: str
    side: Role


# The last two let anybody else say which side they work on.
PROFESSIONS: Mapping[str, Profession] = {
    "medicine": Profession("Medicine", HEALTH),
    "nursing": Profession("Nursing", HEALTH),
    "midwifery": Profession("Midwifery", HEALTH),
    "pharmacy": Profession("Pharmacy", HEALTH),
    "allied-health": Profession("Allied health profession", HEALTH),
    "social-work": Profession("Social work", HEALTH),
    "law": Profession("Law", LAW),
    "advice": Profession("Welfare rights or advice work", LAW),
    "other-health": Profession("Something else in health or care", HEALTH),
    "other-law": Profession("Something else in law or advice", LAW),
}
