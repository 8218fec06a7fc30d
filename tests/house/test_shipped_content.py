"""The cases and courses that are shipped are as clean as we ask of everybody's."""

import subprocess
import sys

from tests.house.own_files import ROOT


def test_the_shipped_content_passes_the_strict_check() -> None:
    command = [sys.executable, "-m", "learning", "check", "--strict", "cases", "courses"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
