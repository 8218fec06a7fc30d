"""Every shipped file, broken in one place: the right finding on the right line, and no other."""

import random
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from learning.content.check import check_files
from learning.content.library import Library
from tests.unit.content.mutations import KINDS, Expected, Mutant

ROOT = Path(__file__).parents[3]
SCAN = Library(ROOT).scan()
TODAY = date(2026, 12, 1)
# Of each kind, always the same ones.
SAMPLE = 2


@cache
def find_mutants(path: str, kind: str) -> tuple[Mutant, ...]:
    lines = SCAN.files[path].decode().split("\n")
    return tuple(KINDS[kind](lines))


def check(path: str, lines: tuple[str, ...]) -> Expected:
    raw = "\n".join(lines).encode()
    report = check_files({path: raw}, today=TODAY, beside=SCAN.beside)
    return tuple((finding.line, finding.code) for finding in report.findings)


@pytest.mark.parametrize("path", SCAN.files)
def test_what_is_broken_was_sound(path: str) -> None:
    assert check(path, tuple(SCAN.files[path].decode().split("\n"))) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_found_where_it_is_and_nothing_else(kind: str) -> None:
    found = [(path, mutant) for path in SCAN.files for mutant in find_mutants(path, kind)]
    assert found, "no shipped file has a place for this slip"
    chosen = random.Random(kind).sample(found, min(SAMPLE, len(found)))
    for path, mutant in chosen:
        assert check(path, mutant.lines) == tuple(sorted(mutant.expected)), (path, mutant.line)
