"""The third-party files are those `vendor.json` names, and a changed one is noticed."""

import shutil
from pathlib import Path

from tools.vendor import VENDOR, find_faults


def test_vendored_files_are_as_listed() -> None:
    assert find_faults(VENDOR) == []


def test_a_changed_a_missing_and_a_strange_file_are_found(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(VENDOR, tmp_path / "vendor"))
    (folder / "nhsuk-frontend/nhsuk-frontend.min.js").write_text("alert(1)")
    (folder / "atkinson/OFL.txt").unlink()
    (folder / "strange.js").write_text("")
    faults = find_faults(folder)
    assert [fault.split(": ")[0] for fault in faults] == [
        "strange.js",
        "atkinson/OFL.txt",
        "nhsuk-frontend/nhsuk-frontend.min.js",
    ]
