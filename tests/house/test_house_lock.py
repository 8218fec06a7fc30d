"""Every dependency we name is locked to one version with its hashes, so that installs are alike."""

import re
import tomllib

import pytest

from tests.house.own_files import read

PROJECT = tomllib.loads(read("pyproject.toml"))
GROUPS = PROJECT["dependency-groups"]
NAMED = {"run": PROJECT["project"]["dependencies"], "build": GROUPS["build"], "dev": GROUPS["dev"]}


def loose_lines(lock: str) -> list[str]:
    """Name what is not pinned, or has no hash."""
    wholes = lock.replace("\\\n", " ").splitlines()
    pinned = re.compile(r"[\w.-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}")
    return [each for each in wholes if each.strip() and not pinned.match(each)]


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


@pytest.mark.parametrize("group", NAMED)
def test_everything_is_pinned_with_its_hash(group: str) -> None:
    assert loose_lines(read(f"requirements/{group}.txt")) == []


@pytest.mark.parametrize("group", NAMED)
def test_everything_named_is_locked(group: str) -> None:
    lock = read(f"requirements/{group}.txt")
    locked = {name_of(each) for each in lock.splitlines() if "==" in each}
    assert {name_of(each) for each in NAMED[group]} <= locked


@pytest.mark.parametrize(
    "lock",
    ["flask==3.1.3", "flask>=3 --hash=sha256:" + "0" * 64, "-r other.txt", "flask==3.1.3 \\\n"],
)
def test_a_loose_line_is_found(lock: str) -> None:
    assert loose_lines(lock)
