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


def test_secrets_are_not_shown() -> None:
    settings = load_settings(SAFE | {"LEARNING_DATABASE_URL": "postgresql://u:hidden@db/x"})
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
