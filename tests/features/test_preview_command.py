"""`learning preview` in a process of its own, as an author starts and stops it."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from learning.cli.commands import run
from tests.features.previewing import CASE, write
from tests.servers import free_port

PATH = "cases/the-cold-flat.md"


@contextmanager
def started(root: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a preview; give its process and its first line."""
    command = [sys.executable, "-u", "-m", "learning", "preview", str(root / PATH), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline()
        finally:
            process.kill()


def test_it_says_where_it_is_and_stops_when_told(tmp_path: Path) -> None:
    write(tmp_path, PATH, CASE)
    port = free_port()
    with started(tmp_path, "--port", str(port)) as (process, said):
        url = f"http://127.0.0.1:{port}/"
        assert said == f"{PATH} is at {url} (Ctrl-C stops it)\n"
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert "<h1>The cold flat</h1>" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_two_previews_take_two_ports(tmp_path: Path) -> None:
    write(tmp_path, PATH, CASE)
    with started(tmp_path) as (_, first), started(tmp_path) as (_, second):
        assert "is at http://127.0.0.1:80" in first
        assert "is at http://127.0.0.1:80" in second
        assert first != second


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cases/nowhere.md"], "there is no file cases/nowhere.md"),
        (["cases"], "there is no file cases"),
        (["cases/notes.txt"], "notes.txt is no case, lesson, quiz, survey or course"),
        ([PATH, "--port", "80000"], "a port is a whole number from 1 to 65535"),
    ],
)
def test_what_cannot_be_shown_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    write(tmp_path, PATH, CASE)
    write(tmp_path, "cases/notes.txt", "")
    monkeypatch.chdir(tmp_path)
    try:
        code = run(["preview", *words])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert (code, said in capsys.readouterr().err) == (2, True)


def test_a_port_in_use_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, PATH, CASE)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["preview", str(tmp_path / PATH), "--port", str(port)]) == 2
    assert f"port {port} is in use" in capsys.readouterr().err
