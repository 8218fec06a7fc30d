"""Any case can be worked together as it stands, nothing in its file said for it: to the end."""

from random import Random

import pytest

from learning.content.beside import Beside
from learning.content.reader import read_module
from learning.team.session import Options, Stage, Way
from tests.house.own_files import ROOT, under
from tests.unit.team.robots import Room

SHIPPED = [each for each in under("cases", ".md") if not each.endswith((".test.md", "LICENCE.md"))]
EVERY_SORT = "tests/features/content/cases/the-long-day.md"
TOUR = "docs/tour/cases/the-cold-flat.md"


@pytest.mark.parametrize("teams", [("ha la", "hb lb lc"), ("ha hb",), ("la",)], ids=str)
@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("path", [*SHIPPED, EVERY_SORT, TOUR])
def test_any_case_is_played_to_its_end(path: str, way: Way, teams: tuple[str, ...]) -> None:
    module = read_module(path, (ROOT / path).read_bytes(), Beside()).value
    assert module
    room = Room(module, Options(way=way)).seat(*teams)
    room.run(Random(len(teams)).choice, most=3_000)
    assert room.session.stage is Stage.ENDED
