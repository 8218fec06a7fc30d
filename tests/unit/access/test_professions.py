"""The professions, and the side each one plays."""

from learning.access.professions import PROFESSIONS
from learning.model.names import HEALTH, LAW


def test_every_profession_has_a_label_and_a_side() -> None:
    assert all(each.label and each.side in (HEALTH, LAW) for each in PROFESSIONS.values())


def test_medicine_is_on_the_health_side_and_law_on_the_law_side() -> None:
    assert (PROFESSIONS["medicine"].side, PROFESSIONS["law"].side) == (HEALTH, LAW)
