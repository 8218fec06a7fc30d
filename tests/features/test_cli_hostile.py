"""Whatever a file holds, `learning check` says what is wrong with it, and ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.content.corpus import MADE, list_repeated

# At a file's full size these take longest of all.
HEAVY = (
    "images in images",
    "opening brackets",
    "scenes with text",
    "inline footnotes",
    "wide tables",
)
NO_FAULT_OF_OURS = ("the checker itself fails", "checking it breaks off")


def write(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Write files as cases, and give the path of each from the folder by its name."""
    (folder / "cases").mkdir(parents=True)
    paths = {name: f"cases/{re.sub('[ ,]+', '-', name)}.md" for name in files}
    for name, path in paths.items():
        (folder / path).write_bytes(files[name])
    return paths


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Check as a person would, in a process of its own."""
    command = [sys.executable, "-m", "learning", "check", *words]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert "Traceback" not in done.stderr
    return done


def test_every_file_of_a_hostile_folder_gets_its_findings_or_none(tmp_path: Path) -> None:
    paths = write(tmp_path, {**MADE, "sound": MADE["a table within its limits"]})
    done = check(tmp_path, "--json")
    findings = json.loads(done.stdout)
    said = {each["file"] for each in findings}
    assert done.returncode == 1
    assert said <= set(paths.values())
    assert paths["sound"] not in said
    assert paths["NULs"] in said
    assert not [each for each in findings if each["message"].startswith(NO_FAULT_OF_OURS)]


def test_the_heaviest_files_end_within_the_limits(tmp_path: Path) -> None:
    repeated = list_repeated()
    paths = write(tmp_path, {name: repeated[name] for name in HEAVY})
    done = check(tmp_path, "--json")
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert {each["file"] for each in findings} == set(paths.values())
    assert not [each for each in findings if each["message"].startswith(NO_FAULT_OF_OURS)]


@pytest.mark.parametrize("name", ["nothing", "high bytes", "enormous counters"])
def test_one_file_by_itself(name: str, tmp_path: Path) -> None:
    (path,) = write(tmp_path, {name: MADE[name]}).values()
    done = check(tmp_path, path)
    assert done.returncode == (1 if done.stdout else 0)
    assert all(line.startswith((path, "  fix: ")) for line in done.stdout.splitlines())


def test_includes_in_a_circle(tmp_path: Path) -> None:
    shared = tmp_path / "cases" / "shared"
    (path,) = write(
        tmp_path, {"a": MADE["an include of itself"].replace(b"an-include-of-itself", b"shared/b")}
    ).values()
    shared.mkdir()
    (shared / "b.md").write_text("[Include: c](c.md)\n")
    (shared / "c.md").write_text("[Include: b](b.md)\n")
    done = check(tmp_path, path)
    assert "N01 error an include in a circle: cases/shared/b.md > cases/shared/c.md" in done.stdout


@pytest.mark.parametrize("make", ["link in a circle", "pipe", "folder"])
def test_what_is_no_file_is_a_finding(make: str, tmp_path: Path) -> None:
    write(tmp_path, {"a": MADE["a table within its limits"]})
    odd = tmp_path / "cases" / "odd.md"
    {
        "link in a circle": lambda: odd.symlink_to(odd),
        "pipe": lambda: os.mkfifo(odd),
        "folder": odd.mkdir,
    }[make]()
    done = check(tmp_path)
    assert done.returncode == (0 if make == "folder" else 1), done
    assert "F01" in done.stdout or make == "folder"
