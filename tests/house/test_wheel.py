"""The wheel is whole: installed elsewhere from the locked files, it has all it needs to serve."""

import html
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.own_files import ROOT, kept_files
from tests.servers import cannot_run, free_port

SHIPPED = ("templates/", "static/", "courses/", "cases/", "docs/check/")
OFFLINE = ("Failed to fetch", "error sending request", "dns error")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if any(each in done.stderr for each in OFFLINE):
        cannot_run("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with the locked requirements into a fresh folder, and give its programs."""
    uv = Path(sys.executable).parent / "uv"
    venv = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(uv, "venv", "--python", sys.executable, venv)
    install = (uv, "pip", "install", "--python", venv / "bin" / "python")
    run(*install, "--require-hashes", "-r", ROOT / "requirements" / "run.txt")
    run(*install, "--no-deps", wheel)
    return venv / "bin"


def test_the_wheel_has_every_file_that_pages_and_content_need(wheel: Path) -> None:
    ours = {f"learning/_shipped/{each}" for each in kept_files() if each.startswith(SHIPPED)}
    assert ours
    assert ours - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_has_nothing_of_the_workshop(wheel: Path) -> None:
    tops = {each.split("/")[0] for each in zipfile.ZipFile(wheel).namelist()}
    assert {each for each in tops if not each.endswith(".dist-info")} == {"learning"}


def test_the_requirements_of_the_wheel_are_all_locked(installed: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    run(uv, "pip", "check", "--python", installed / "python")


def test_the_shipped_folders_are_found_elsewhere(installed: Path) -> None:
    script = "from learning.places import asset_folder; print(asset_folder('templates'))"
    folder = Path(run(installed / "python", "-c", script, cwd=installed).strip())
    assert folder.is_relative_to(installed.parent)
    assert folder.is_dir()


@pytest.fixture(scope="module")
def site(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve from the installed wheel, in an empty folder, and give the address."""
    port, folder = free_port(), tmp_path_factory.mktemp("empty")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [installed / "learning", "serve", "--port", str(port)],
            cwd=folder,
            env={"PATH": os.defpath, "LEARNING_INSTANCE_FOLDER": str(folder / "instance")},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(address := f"http://127.0.0.1:{port}", server, folder / "log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        else:
            return


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        return answer.read().decode()


def test_the_installed_site_serves_pages_with_their_styles(site: str) -> None:
    styles = re.findall(r'<link[^>]+href="(/[^"]+\.css[^"]*)"', fetch(site + "/"))
    assert styles
    assert all("{" in fetch(site + each) for each in styles)


def test_the_installed_site_has_published_the_starter_content(site: str) -> None:
    titles = re.findall(r"^title: (.+)$", "\n".join(shipped_cases()), re.MULTILINE)
    page = html.unescape(fetch(site + "/cases"))
    assert titles
    assert [each for each in titles if each not in page] == []


def shipped_cases() -> list[str]:
    paths = [each for each in kept_files() if re.fullmatch(r"cases/[\w-]+\.md", each)]
    return [text for each in paths if (text := (ROOT / each).read_text("utf-8")).startswith("---")]
