"""What the README says is so: its case is clean, and its links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

from tests.house.own_files import ROOT, read


def test_the_case_is_as_clean_as_a_published_one(tmp_path: Path) -> None:
    [case] = re.findall(r"^```markdown\n(.+?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "the-cold-flat.md").write_text(case, encoding="utf-8")
    command = [sys.executable, "-m", "learning", "check", "--strict", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_leads_somewhere() -> None:
    prose = re.sub(r"^```.*?^```", "", read("README.md"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", prose)
    assert links
    assert [each for each in links if not (ROOT / each).exists()] == []
