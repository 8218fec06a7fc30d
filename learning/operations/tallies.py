"""Spotting as it is stored with progress: hits, misses and false alarms, legal need by need."""

from collections.abc import Iterable, Mapping

from learning.model.names import Need
from learning.play.shown import NeedTally
from learning.quiz.json_values import as_list, as_record, as_whole, read_json, write_json

Spotting = Mapping[Need, NeedTally]


def dump_spotting(spotting: Spotting) -> str:
    """Write tallies; equal ones are equal texts."""
    return write_json(
        {need: (each.hits, each.misses, each.false_alarms) for need, each in spotting.items()}
    )


def load_spotting(text: str) -> Spotting:
    """Read tallies back."""
    record = as_record(read_json(text))
    return {
        Need(need): NeedTally(*(as_whole(count) for count in as_list(counts, 3)))
        for need, counts in record.items()
    }


def add_up(parts: Iterable[Spotting]) -> Spotting:
    """Add tallies need by need, in the order in which needs are listed everywhere."""
    sums: dict[Need, NeedTally] = {}
    for part in parts:
        for need, each in part.items():
            known = sums.get(need, NeedTally())
            sums[need] = NeedTally(
                known.hits + each.hits,
                known.misses + each.misses,
                known.false_alarms + each.false_alarms,
            )
    return {need: sums[need] for need in Need if need in sums}
