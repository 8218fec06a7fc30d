"""Spotting as it is stored with attempts and progress: a short text, legal need by legal need."""

from learning.evidence.spotting import NeedTally, Spotting
from learning.model.names import Need
from learning.quiz.json_values import as_list, as_record, as_whole, read_json, write_json


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
