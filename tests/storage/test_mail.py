"""Sending emails to a real server: what goes over, what is refused, and what may be tried again."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from learning.exchange.mail import Letter
from learning.operations.mail import Fate, opened_post
from learning.settings import Settings
from tests.smtp import CUT, Server, make_certificate, running_server

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
LETTER = Letter("amina@example.org", "Amina", "It begins", "Hello Amina,\n.\nélan\n")
# Also the machine's own, but not one of those at which encryption may be done without.
ELSEWHERE = "127.0.0.2"


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def settings_for(server: Server, scheme: str = "smtp", user: str = "") -> Settings:
    return Settings(
        smtp_url=f"{scheme}://{user}{server.host}:{server.port}", mail_from="site@example.org"
    )


def send(settings: Settings, *letters: Letter) -> list[Fate]:
    with opened_post(settings) as post:
        return [post.send(each, letter_id="7", at=AT) for each in letters or (LETTER,)]


def test_a_letter_goes_over_whole(server: Server) -> None:
    assert send(settings_for(server)) == [Fate.SENT]
    (letter,) = server.letters
    assert letter["To"] == "Amina <amina@example.org>"
    assert letter["From"] == "Side by Side <site@example.org>"
    assert letter["Date"].datetime == AT
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text


def test_many_letters_take_one_connection(server: Server) -> None:
    assert send(settings_for(server), LETTER, LETTER, LETTER) == [Fate.SENT] * 3
    assert server.count("EHLO") == 1


@pytest.mark.parametrize("name", ["Eve\r\nBcc: all@example.org", "Eve\nX: y", "E\u2028ve\x00"])
def test_a_name_adds_no_header_and_no_reader(server: Server, name: str) -> None:
    letter = Letter("eve@example.org", name, f"For {name}", "Hello")
    assert send(settings_for(server), letter) == [Fate.SENT]
    assert {*server.letters[0].keys()} == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert server.count("RCPT") == 1


@pytest.mark.parametrize("to", ["amina\r\nRCPT TO:<b@c.d>@example.org", "é@example.org", "nobody"])
def test_an_address_that_cannot_be_is_not_written_to(server: Server, to: str) -> None:
    assert send(settings_for(server), Letter(to, "A", "B", "C")) == [Fate.REFUSED]
    assert server.commands == []


@pytest.mark.parametrize(
    ("verb", "said", "fate"),
    [
        ("RCPT", "550 nobody here", Fate.REFUSED),
        ("RCPT", "450 busy", Fate.LATER),
        ("RCPT", CUT, Fate.LATER),
        ("MAIL", "550 not from you", Fate.LATER),
        ("DATA", "554 no", Fate.REFUSED),
        ("END", "554 spam", Fate.REFUSED),
        ("END", "452 full", Fate.LATER),
        ("END", CUT, Fate.UNSURE),
    ],
)
def test_what_became_of_a_letter_is_told_apart(
    server: Server, verb: str, said: str, fate: Fate
) -> None:
    server.replies[verb] = said
    assert send(settings_for(server)) == [fate]
    assert server.letters == []


def test_one_refused_reader_keeps_no_other_from_theirs(server: Server) -> None:
    with opened_post(settings_for(server)) as post:
        server.replies["RCPT"] = "550 nobody here"
        assert post.send(LETTER, letter_id="1", at=AT) is Fate.REFUSED
        server.replies["RCPT"] = "250 ok"
        assert post.send(LETTER, letter_id="2", at=AT) is Fate.SENT
        assert not post.failed


def test_a_server_that_is_away_is_asked_once(caplog: pytest.LogCaptureFixture) -> None:
    with running_server() as server:
        settings = settings_for(server)
    assert send(settings, LETTER, LETTER) == [Fate.LATER, Fate.LATER]
    assert len(caplog.records) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_elsewhere_the_password_is_said_encrypted_to_who_shows_who_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    certificate, trusted = make_certificate(tmp_path, ELSEWHERE)
    with running_server(ELSEWHERE, trusted=trusted, implicit=scheme == "smtps") as server:
        settings = settings_for(server, scheme, "me:p%40ss@")
        assert send(settings) == [Fate.LATER], "the certificate is not known yet"
        assert server.count("AUTH") == 0
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send(settings) == [Fate.SENT]
    assert server.count("AUTH") == 1


def test_a_password_that_cannot_be_said_breaks_nothing(server: Server) -> None:
    assert send(settings_for(server, user="me:p%C3%A4ss@")) == [Fate.LATER]


def test_elsewhere_nothing_is_said_in_the_clear() -> None:
    with running_server(ELSEWHERE) as server:
        assert send(settings_for(server, user="me:secret@")) == [Fate.LATER]
    assert len(server.commands) == server.count("EHLO") == 1


def test_without_a_server_letters_are_printed_without_the_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    assert send(Settings()) == [Fate.SENT]
    assert "Hello Amina" in caplog.text
    assert "amina@example.org" not in caplog.text
