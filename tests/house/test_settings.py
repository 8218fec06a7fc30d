"""Every setting is documented and can be read; what cannot be used is refused by its name."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from learning.errors import BadSettings
from learning.settings import Settings, keep_secret, load_settings
from tests.house.own_files import read

SECRET = "k7Xw2-pQz9_LmN4vRt8sYb3cGh6dJf1a"
SAFE = {"LEARNING_PRODUCTION": "yes", "LEARNING_SECRET": SECRET}


def refusal(**environ: str) -> str:
    with pytest.raises(BadSettings) as refused:
        load_settings(environ)
    return str(refused.value)


def test_every_setting_is_documented_and_nothing_else() -> None:
    listed = re.findall(r"^\| `LEARNING_(\w+)`", read("docs/settings.md"), re.MULTILINE)
    assert listed == [each.name.upper() for each in fields(Settings)]


def test_the_documented_defaults_are_the_real_ones() -> None:
    rows = re.findall(r"^\| `LEARNING_(\w+)` \| `([^`]+)`", read("docs/settings.md"), re.MULTILINE)
    values = {"no": False}
    real = Settings()
    assert rows
    for name, default in rows:
        assert str(getattr(real, name.lower())) == str(values.get(default, default))


def test_nothing_set_keeps_all_in_the_instance_folder() -> None:
    settings = load_settings({})
    assert settings.database_url.endswith("/instance/learning.sqlite3")
    assert settings.database_url.startswith("sqlite:////")
    assert not settings.production


def test_a_postgresql_address_gets_its_driver() -> None:
    settings = load_settings({"LEARNING_DATABASE_URL": "postgres://u:p@db/learning"})
    assert settings.database_url == "postgresql+psycopg://u:p@db/learning"


def test_the_tests_own_switches_are_left_alone() -> None:
    assert load_settings({"LEARNING_TESTS_REQUIRE_ALL": "1"}) == load_settings({})


def test_an_unknown_name_gets_a_hint() -> None:
    message = refusal(LEARNING_DATABSE_URL="sqlite:///x")
    assert "LEARNING_DATABSE_URL" in message
    assert "did you mean LEARNING_DATABASE_URL?" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("THREADS", "1000"),
        ("TRUSTED_PROXIES", "-1"),
        ("PRODUCTION", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("SECRET", "too short"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("BROADCAST_URL", "localhost:6379"),
        ("BROADCAST_URL", "http://cache"),
        ("BROADCAST_URL", "redis://"),
        ("BROADCAST_URL", "redis://:pa/ss@cache"),
        ("BROADCAST_URL", "redis://cache:0"),
        ("BROADCAST_URL", "redis://cache/first"),
        ("BROADCAST_URL", "redis://cache?socket_timeout=1"),
        ("STREAMS", "-1"),
        ("SMTP_URL", "localhost:25"),
        ("SMTP_URL", "https://mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org:99999"),
        ("MAIL_FROM", "Side by Side <learning@example.org>"),
        ("MAIL_FROM", "learning@example.org\nBcc: all@example.org"),
        ("SITE_URL", "learning.example.org"),
        ("SITE_URL", "ftp://learning.example.org"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    assert f"LEARNING_{name}: " in refusal(**{f"LEARNING_{name}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEARNING_SECRET", ""),
        ("LEARNING_SECRET", "ab" * 20),
        ("LEARNING_DEBUG", "yes"),
        ("FLASK_DEBUG", "1"),
        ("LEARNING_DEMO", "on"),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: str) -> None:
    assert f"{name}: must " in refusal(**(SAFE | {name: value}))


def test_production_refuses_to_speak_in_the_clear() -> None:
    assert "LEARNING_TRUSTED_PROXIES" in refusal(**SAFE, LEARNING_HOST="192.0.2.7")
    behind = SAFE | {"LEARNING_HOST": "192.0.2.7", "LEARNING_TRUSTED_PROXIES": "1"}
    assert load_settings(behind).production


def test_who_sends_emails_says_from_whom_and_about_which_site() -> None:
    said = refusal(LEARNING_SMTP_URL="smtps://mail.example.org")
    assert re.findall(r"LEARNING_(\w+): must be set", said) == ["MAIL_FROM", "SITE_URL"]


@pytest.mark.parametrize("url", ["redis://:p%40ss@cache:6379/0", "rediss://cache", "valkey://c/"])
def test_a_server_for_news_is_taken_by_either_name(url: str) -> None:
    settings = load_settings({"LEARNING_BROADCAST_URL": url})
    assert settings.broadcast_url == url.replace("valkey", "redis")


def test_a_password_that_breaks_an_address_is_not_repeated() -> None:
    assert "ss@" not in refusal(LEARNING_BROADCAST_URL="redis://:pa/ss@cache")


def test_secrets_are_not_shown() -> None:
    settings = load_settings(
        SAFE
        | {
            "LEARNING_DATABASE_URL": "postgresql://u:hidden@db/x",
            "LEARNING_BROADCAST_URL": "redis://:hidden@cache",
        }
    )
    assert SECRET not in repr(settings)
    assert "hidden" not in repr(settings)


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(instance_folder=tmp_path / "instance")
    first = keep_secret(settings)
    assert len(first) >= 32
    assert keep_secret(settings) == first
    assert (tmp_path / "instance" / "secret").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "instance").iterdir()] == ["secret"]


def test_a_place_where_no_secret_can_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match="LEARNING_INSTANCE_FOLDER"):
        keep_secret(Settings(instance_folder=tmp_path / "file"))
