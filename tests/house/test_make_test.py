"""`make test` gives what failed a second chance, alone, and fails with what fails twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
from pathlib import Path

def note(name):
    with Path(name).open("a") as file:
        file.write("x")
    return len(Path(name).read_text())

def test_sound():
    note("sound")

def test_unsteady():
    assert note("unsteady") >= {needed}
"""


@pytest.mark.parametrize(("needed", "status", "times"), [(1, 0, 1), (2, 0, 2), (3, 2, 2)])
def test_what_failed_is_run_once_more(tmp_path: Path, needed: int, status: int, times: int) -> None:
    (tmp_path / "test_both.py").write_text(TESTS.format(needed=needed))
    # What runs this test says in its surroundings how it was asked to.
    around = {name: each for name, each in os.environ.items() if "PYTEST" not in name}
    around.pop("MAKEFLAGS", None)
    tools = [f"BIN={Path(sys.executable).parent}", "PYTEST="]
    done = subprocess.run(
        ["make", "--file", ROOT / "Makefile", "--old-file", "lint", "test", *tools],
        cwd=tmp_path,
        env=around,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert (tmp_path / "unsteady").read_text() == "x" * times
    assert (tmp_path / "sound").read_text() == "x"
