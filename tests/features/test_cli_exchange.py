"""`learning import` and `learning export` as people type them."""

import subprocess
import sys
from pathlib import Path

GIFT = "Who repairs a flat?{=The landlord#Yes. ~The tenant#Not alone.}\n\nWrite.{}\n"
TWEE = ":: StoryTitle\nDamp\n\n:: Start\nA wall.\n\n[[Ask->Letter]]\n\n:: Letter\nIt is old.\n"


def learning(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "learning", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_gift_quiz_comes_in_ready_to_be_checked(tmp_path: Path) -> None:
    (tmp_path / "housing.gift").write_text(GIFT)
    known = ("--jurisdiction", "England", "--law-checked", "2026-11-01")
    done = learning("import", "housing.gift", "housing.md", *known, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Wrote housing.md: 2 questions." in done.stdout
    assert "line 3: nothing is lost, but GIFT has no model answer: write one" in done.stdout
    checked = learning("check", "housing.md", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout
    out = learning("export", "housing.md", "back.gift", folder=tmp_path)
    assert out.returncode == 0, out.stderr
    assert "=The landlord#<p>Yes.</p>" in (tmp_path / "back.gift").read_text()


def test_a_story_comes_in_as_a_case(tmp_path: Path) -> None:
    (tmp_path / "damp.twee").write_text(TWEE)
    about = ("--need", "housing", "--setting", "primary", "--jurisdiction", "England")
    known = (*about, "--law-checked", "2026-11-01")
    done = learning("import", "damp.twee", "damp.md", *known, folder=tmp_path)
    assert "'Letter' has no links" in done.stdout
    assert learning("check", "damp.md", folder=tmp_path).returncode == 0


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text(GIFT)
    (tmp_path / "a.md").write_text("mine")
    done = learning("import", "a.gift", "a.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "a.md is there already, and stays as it is\n")
    assert (tmp_path / "a.md").read_text() == "mine"


def test_a_file_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.aiken").write_text("no question here\n")
    done = learning("import", "a.aiken", "a.md", folder=tmp_path)
    assert done.returncode == 1
    assert "the question 'no question here': it has no ANSWER:" in done.stderr
    assert not (tmp_path / "a.md").exists()


def test_an_unknown_ending_asks_for_the_format(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xff")
    done = learning("import", "a.doc", "a.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "learning import: say --format gift, aiken or twee\n",
    )
    done = learning("import", "a.doc", "a.md", "--format", "gift", folder=tmp_path)
    assert done.stderr == "a.doc is not UTF-8: save it as UTF-8 first\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "damp.twee").write_text(TWEE)
    done = learning("import", "damp.twee", "cases/damp.md", folder=tmp_path)
    assert done.stderr == "cases/damp.md cannot be written: there is no folder cases\n"


def test_a_story_keeps_its_title(tmp_path: Path) -> None:
    (tmp_path / "damp.twee").write_text(TWEE.replace("Damp", "A wet wall"))
    assert learning("import", "damp.twee", "damp.md", folder=tmp_path).returncode == 0
    assert 'title: "A wet wall"' in (tmp_path / "damp.md").read_text()
