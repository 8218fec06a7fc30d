"""How people went through a case: stays, pauses, ways, and everybody counted once."""

from datetime import UTC, datetime, timedelta

from learning.evidence.journeys import Journey, Made, count_traffic, list_stays
from learning.model.names import ChoiceId, SceneId

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def go(traveller: str, *moves: tuple[str, float, str], last: str, over: bool = True) -> Journey:
    """Give an attempt: of each move scene, minutes after noon, and choice ("" where none)."""
    made = [Made(SceneId(""), NOON, leaves=True)]
    for scene, minutes, choice in moves:
        at = NOON + timedelta(minutes=minutes)
        made.append(Made(SceneId(scene), at, bool(choice), ChoiceId(choice) if choice else None))
    return Journey(traveller, made, SceneId(last), over)


def test_a_stay_lasts_from_the_way_in_to_the_way_out() -> None:
    journey = go("amina", ("door", 1, ""), ("door", 4, "in"), ("desk", 6, ""), last="desk")
    assert [(stay.scene, stay.seconds) for stay, _ in list_stays(journey)] == [
        ("door", 240.0),
        ("desk", 120.0),
    ]


def test_a_gap_of_more_than_half_an_hour_counts_for_nothing() -> None:
    journey = go("amina", ("door", 2, ""), ("door", 33, "in"), ("desk", 63, ""), last="desk")
    stays = list(list_stays(journey))
    assert [(stay.seconds, paused) for stay, paused in stays] == [(120.0, True), (1800.0, False)]


def test_a_stay_that_was_all_a_pause_is_in_no_median() -> None:
    traffic = count_traffic([go("amina", ("door", 90, "in"), last="desk", over=False)])
    assert traffic.scenes[SceneId("door")].seconds is None
    assert traffic.scenes[SceneId("door")].pauses == 1


def test_who_is_still_there_has_no_stay_there() -> None:
    journey = go("amina", ("door", 1, "in"), ("desk", 9, ""), last="desk", over=False)
    assert [stay.seconds for stay, _ in list_stays(journey)] == [60.0, None]


def test_everybody_counts_once_on_a_way_and_each_visit_by_itself() -> None:
    round_trip = (("door", 1, "in"), ("desk", 2, "out"), ("door", 3, "in"), ("desk", 4, ""))
    traffic = count_traffic([go("amina", *round_trip, last="desk"), go("ben", last="door")])
    assert traffic.people == 2
    assert traffic.ways[SceneId("door"), ChoiceId("in"), SceneId("desk")] == 1
    door = traffic.scenes[SceneId("door")]
    assert (door.people, door.visits) == (2, 3)
