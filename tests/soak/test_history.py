"""The check itself: sound records pass, and each kind of fault is seen."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from tests.soak.history import Diary, Sent, Stored, Told, list_delays, list_faults

LOG = [Stored(1, "open"), Stored(2, "amina-1"), Stored(3, None), Stored(4, "ben-1")]


def sound() -> list[Diary]:
    host = Diary("host", 0, [Told(1, 4, 3.0)], [Sent("open", 0.0, 0.1)])
    amina = Diary("amina", 1, [Told(2, 2, 1.2), Told(3, 4, 3.0)], [Sent("amina-1", 1.0, 1.1)])
    ben = Diary("ben", 1, [Told(2, 4, 3.5)], [Sent("ben-1", 2.0, None)])
    return [host, amina, ben]


def change(work: Callable[[list[Diary]], object]) -> list[Diary]:
    diaries = deepcopy(sound())
    work(diaries)
    return diaries


def test_sound_records_pass() -> None:
    assert list_faults(sound(), LOG) == []


@pytest.mark.parametrize(
    ("diaries", "log", "fault"),
    [
        (sound(), LOG[:3], "host was told up to 4 of 3"),
        (sound(), [LOG[0], Stored(2, "x"), *LOG[2:]], "amina-1 was acknowledged, and is lost"),
        (sound(), [*LOG, Stored(5, "amina-1")], "amina-1 is stored 2 times"),
        (sound(), [*LOG[:3], Stored(4, "eve-1")], "eve-1 was stored, and nobody sent it"),
        (sound(), [*LOG[:3], Stored(5, "ben-1")], "not 1, 2, 3"),
        (change(lambda all_: all_[1].told.pop(0)), LOG, "amina was told of 3 to 4 after 1"),
        (change(lambda all_: all_[1].told.reverse()), LOG, "amina was told of 3 to 4 after 1"),
        (change(lambda all_: all_[1].told.pop()), LOG, "amina was told up to 2 of 4"),
        (change(lambda all_: all_[1].told.append(Told(4, 4, 4.0))), LOG, "told of 4 to 4 after 4"),
        (change(lambda all_: all_[2].errors.append("500")), LOG, "ben: 500"),
    ],
)
def test_a_fault_is_seen(diaries: list[Diary], log: list[Stored], fault: str) -> None:
    found = list_faults(diaries, log)

    assert any(fault in each for each in found), found


def test_delays_run_from_the_acknowledgement_to_each_stream_of_the_team() -> None:
    host = Diary("host", 0, [Told(1, 1, 0.05), Told(2, 4, 3.0)], [Sent("open", 0.0, 0.1)])
    _, amina, ben = sound()
    amina.told.insert(0, Told(1, 1, 0.5))
    # Ben's stream came later, and what had been by then came with its first message.
    assert list_delays([host, amina, ben], LOG) == pytest.approx([0.0, 3.0 - 1.1, 1.2 - 1.1])
