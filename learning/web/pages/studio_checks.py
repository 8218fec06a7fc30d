"""What is found in a text, and what it names, as the editor's script reads it."""

from collections.abc import Mapping, Sequence

from learning.content.front_matter import guess_kind
from learning.content.vocabulary import VALUES, Named, list_keys
from learning.model.finding import Finding
from learning.model.names import Grade, Kind, Need
from learning.operations.studio_checks import Checked

Told = Mapping[str, object]
ROLES = ("health", "law", "facilitator")


def tell_checked(path: str, checked: Checked) -> Told:
    """Give findings and names; `whole` says whether it was played through."""
    words = checked.vocabulary
    kinds = list(Kind) if path.startswith("courses/") else [guess_kind(path)]
    return {
        "whole": checked.is_whole,
        "findings": [_tell_finding(path, each) for each in checked.findings],
        "names": {
            "scenes": _tell_named(words.scenes),
            "questions": _tell_named(words.questions),
            "counters": list(words.counters),
            "choices": list(words.choices),
            "outcomes": list(words.outcomes),
            "needs": list(Need),
            "grades": list(Grade),
            "roles": list(ROLES),
            "keys": list(dict.fromkeys(key for kind in kinds for key in list_keys(kind))),
            "values": {key: list(values) for key, values in VALUES.items()},
        },
    }


def _tell_finding(path: str, finding: Finding) -> Told:
    return {
        "file": "" if finding.file == path else finding.file,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "fix": finding.fix,
    }


def _tell_named(named: Sequence[Named]) -> list[Told]:
    return [{"id": each.id, "title": each.title, "line": each.line} for each in named]
