"""`learning pull` and `push` against sites and folders that mean harm: nothing gets outside."""

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.cli.sync_folder import BASES, STATE
from learning.cli.sync_site import TOKEN, read_place
from learning.errors import BadSettings
from learning.exchange.package_writer import write_package
from learning.exchange.sync import MOST_MESSAGE
from tests.servers import cannot_run

SECRET = "sbs_" + "k" * 43
GOOD = {"cases/damp.md": b"# Damp\n"}


@dataclass
class Crook:
    """A site that answers whatever it was told to, and remembers what it was sent."""

    port: int = 0
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    endless: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/cases/damp"


def make_handler(crook: Crook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            crook.asked.append((self.command, self.headers.get("Authorization", "")))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(crook.status)
            for name, value in crook.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(crook.body)
            while crook.endless:
                try:
                    self.wfile.write(b"x" * 1_000_000)
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            pass

    # The names that the server looks for.
    for name in ("do_GET", "do_POST"):
        setattr(Handler, name, Handler.answer)
    return Handler


@pytest.fixture
def crook() -> Iterator[Crook]:
    made = Crook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(made))
    made.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a folder to pull to, with something beside it that nobody may touch."""
    (tmp_path / "beside.md").write_text("mine")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def answer_with(files: Mapping[str, bytes], *, listed: Mapping[str, bytes] | None = None) -> bytes:
    stamps = [
        {"path": path, "no": 1, "sha256": sha256(raw).hexdigest()}
        for path, raw in (files if listed is None else listed).items()
    ]
    return json.dumps({"files": stamps}).encode() + b"\n" + write_package(files)


def tree(folder: Path) -> Mapping[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


def pull(crook: Crook, home: Path) -> int:
    return run(["pull", crook.address, str(home)])


def test_a_good_answer_is_taken(crook: Crook, home: Path) -> None:
    crook.body = answer_with(GOOD)
    assert pull(crook, home) == 0
    assert (home / "cases/damp.md").read_bytes() == b"# Damp\n"


@pytest.mark.parametrize(
    "path",
    [
        "../beside.md",
        "cases/damp/../../../beside.md",
        "/etc/beside.md",
        "cases/damp/./a.md",
        "cases\\damp.md",
        "C:cases/damp.md",
        "cases/other.md",
        "cases/damp/.git/hooks.md",
        "cases/damp/.side-by-side/x.md",
        ".side-by-side.json",
        "cases/damp/run.sh",
        "cases/damp/a\x1b[2J.md",
        "cases/damp/" + "a" * 300 + ".md",
        "cases/damp/con.md",
    ],
)
def test_no_path_leads_anywhere_else(crook: Crook, home: Path, path: str) -> None:
    before = tree(home.parent)
    crook.body = answer_with({**GOOD, path: b"# X"})
    assert pull(crook, home) == 1
    assert tree(home.parent) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"files":[{"path":"cases/damp.md","no":"1","sha256":"x"}]}',
        b"\xff\n",
        answer_with(GOOD, listed={}),
        answer_with({}, listed=GOOD),
        answer_with(GOOD, listed={"cases/damp.md": b"# Else"}),
        answer_with({**GOOD, "cases/damp/a.png": b"GIF89a"}),
        answer_with({**GOOD, "cases/damp/A.md": b"a", "cases/damp/a.md": b"b"}),
        json.dumps({"files": []}).encode() + b"\nPK no zip file",
    ],
    ids=[str(number) for number in range(13)],
)
def test_what_makes_no_sense_is_not_written(crook: Crook, home: Path, body: bytes) -> None:
    crook.body = body
    assert pull(crook, home) == 1
    assert tree(home) == {}


def test_an_answer_without_end_is_not_read_to_the_end(
    crook: Crook, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crook.body, crook.endless = b"x" * MOST_MESSAGE, True
    assert pull(crook, home) == 1
    assert "more than" in capsys.readouterr().err
    assert tree(home) == {}


def test_a_site_that_never_sends_the_rest_is_not_asked_for_ever(crook: Crook, home: Path) -> None:
    crook.body = answer_with(GOOD, listed={**GOOD, "cases/damp/a.md": b"# A"})
    assert pull(crook, home) == 1
    assert (len(crook.asked), tree(home)) == (2, {})


def test_no_redirect_gets_the_token(
    crook: Crook, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Crook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(other))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    crook.status = 307
    crook.headers = {"Location": f"http://localhost:{server.server_port}/studio/sync/cases/damp"}
    assert pull(crook, home) == 1
    assert "leads elsewhere" in capsys.readouterr().err
    assert (len(crook.asked), other.asked) == (1, [])
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("status", [401, 404, 422, 500])
def test_what_a_site_says_cannot_steer_the_terminal(
    crook: Crook, home: Path, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    crook.status = status
    said = {"error": "No\x1b[2J\r\n\x07 work" + "x" * 9000, "details": ["a\x1b]0;b"]}
    crook.body = json.dumps(said).encode()
    assert pull(crook, home) == 1
    err = capsys.readouterr().err
    assert "No" in err
    assert not {"\x1b", "\r", "\x07"} & set(err)
    assert len(err) < 5000


@pytest.mark.parametrize("link", ["cases", "cases/damp", "cases/damp.md", BASES, STATE])
def test_no_link_in_the_folder_is_followed(crook: Crook, home: Path, link: str) -> None:
    outside = home.parent / "outside"
    outside.mkdir()
    (outside / "damp.md").write_text("mine")
    place = home / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "damp.md" if "." in link[1:] and link != BASES else outside)
    before = tree(outside)
    crook.body = answer_with({**GOOD, "cases/damp/img/a.md": b"# A"})
    assert pull(crook, home) == 1
    assert tree(outside) == before


@pytest.mark.parametrize("command", ["pull", "push"])
def test_a_folder_of_somebody_elses_gets_no_token_sent(
    crook: Crook, home: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Whoever clones a repository asks nothing of the site that it names, and sends it nothing."""
    crook.body = answer_with(GOOD)
    (home / "cases").mkdir()
    (home / "cases/damp.md").write_text("# Mine\n")
    site = crook.address.rpartition("/cases")[0]
    work = {"site": site, "proof": "0" * 64, "files": []}
    (home / STATE).write_text(json.dumps({"works": {"cases/damp": work}}))
    assert run([command, str(home)]) == 2
    told = f"not pulled with this token. If you trust {site}, pull first: "
    assert f"{told}learning pull {crook.address} {home}\n" in capsys.readouterr().err
    assert crook.asked == []


@pytest.mark.parametrize(
    "state",
    [
        "",
        "[]",
        '{"works":{"../x":{"site":"s","proof":"p","files":[]}}}',
        '{"works":{"cases/damp":{"site":1}}}',
        '{"works":{"cases/damp":{"site":"s","proof":"p","files":[{"path":"../beside.md","no":1,'
        '"sha256":"' + "a" * 64 + '"}]}}}',
    ],
    ids=["empty", "list", "prefix", "types", "path"],
)
@pytest.mark.parametrize("command", ["pull", "push"])
def test_a_state_that_makes_no_sense_stops_it(
    crook: Crook, home: Path, state: str, command: str
) -> None:
    crook.body = answer_with(GOOD)
    (home / STATE).write_text(state)
    before = tree(home.parent)
    words = [crook.address, str(home)] if command == "pull" else [str(home)]
    assert run([command, *words]) == 1
    assert tree(home.parent) == before


@pytest.mark.parametrize(
    "address",
    [
        "http://learning.example.org/cases/damp",
        "ftp://learning.example.org/cases/damp",
        "https://me:secret@learning.example.org/cases/damp",
        "https://learning.example.org/cases/../damp",
        "https://learning.example.org/cases/damp?x=1",
        "https://learning.example.org/cases",
        "https://learning.example.org/people/damp",
        "https://[::1/cases/damp",
        "https://h:99999/cases/damp",
        "cases/damp",
        "",
    ],
)
def test_an_address_that_is_none_or_unsafe_is_refused(home: Path, address: str) -> None:
    assert run(["pull", address, str(home)]) == 2
    assert tree(home) == {}


@pytest.mark.parametrize("token", ["short", "a b" * 20, "sbs_" + "\u00e9" * 40, "x" * 500])
def test_what_is_no_token_is_not_sent(
    crook: Crook, home: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv(TOKEN, token)
    assert pull(crook, home) == 2
    assert crook.asked == []


def test_a_line_that_breaks_is_tried_once_more_and_counts_once(crook: Crook, home: Path) -> None:
    crook.body = answer_with(GOOD)
    pull(crook, home)
    (home / "cases/damp.md").write_text("# Damper\n")
    crook.headers = {"Content-Length": "999999"}
    crook.body = b"{"
    assert run(["push", str(home), "--no-check"]) == 1
    assert [method for method, _ in crook.asked] == ["GET", "POST", "POST"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = shutil.which("openssl")
    if program is None:
        cannot_run("no openssl to make a certificate with")
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split()
    names = ["-addext", "subjectAltName=DNS:localhost"]
    command = [program, *words, *names, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    crook = Crook(body=answer_with(GOOD))
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(crook))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"https://localhost:{server.server_port}/cases/damp"
    assert run(["pull", address, str(home)]) == 1
    assert "CERTIFICATE_VERIFY_FAILED" in capsys.readouterr().err
    assert crook.asked == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(made))
        assert run(["pull", address, str(home)]) == 0
    assert crook.asked == [("GET", f"Bearer {SECRET}")]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["%2E%2E", "damp%2F..%2Fx", "damp%00", "damp%0A", "%ff", ""])
def test_an_address_leads_to_a_course_or_case_alone(name: str) -> None:
    with pytest.raises(BadSettings):
        read_place(f"https://learning.example.org/cases/{name}")
