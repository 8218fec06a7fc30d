"""What can be set from outside: environment variables named LEARNING_*, each in docs/settings.md.

Knows nothing of what the settings are used for, and reads the environment only when asked to.
"""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from learning.errors import BadSettings
from learning.places import asset_folder

PREFIX = "LEARNING_"
# The tests' own switches are read by the tests alone.
TESTS_PREFIX = "LEARNING_TESTS_"
# What a command asks for by itself: no setting of a site.
OF_COMMANDS = frozenset({"LEARNING_TOKEN"})
LOG_LEVELS = ("debug", "info", "warning", "error")
SECRET_CHARACTERS = 32
# Django's measure for a key that somebody typed rather than drew.
SECRET_VARIETY = 5
LOOPBACK = ("127.0.0.1", "::1", "localhost")
BROADCAST_SCHEMES = {"valkey": "redis", "valkeys": "rediss"}
# A host, and after it nothing or the number of a database.
_DATABASE_NUMBER = re.compile(r"^[^/?#]+(/\d*)?$", re.ASCII)
_SENDER = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
YES_NO = {"1": True, "yes": True, "true": True, "on": True}
YES_NO |= {"0": False, "no": False, "false": False, "off": False, "": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with the value it has when nothing is said."""

    database_url: str = field(default="", repr=False)
    instance_folder: Path = Path("instance")
    content_folder: Path | None = None
    secret: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    production: bool = False
    demo: bool = False
    debug: bool = False
    trusted_proxies: int = 0
    log_level: str = "info"
    time_zone: str = "Europe/London"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    site_url: str = ""
    broadcast_url: str = field(default="", repr=False)
    streams: int = 1200

    def content_root(self) -> Path:
        """Give the folder that `cases/` and `courses/` lie in."""
        return self.content_folder or asset_folder("cases").parent


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise BadSettings with the name of each that cannot be used."""
    faults = list(_unknown_names(environ))
    values = _Values(environ, faults)
    settings = _read(values)
    faults.extend(_production_faults(settings, environ) if settings.production else ())
    if faults:
        raise BadSettings("\n".join(faults))
    return settings


def keep_secret(settings: Settings) -> str:
    """Give the secret that is set, or else one made once and kept in the instance folder."""
    if settings.secret:
        return settings.secret
    path = settings.instance_folder / "secret"
    try:
        settings.instance_folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write_new(path, secrets.token_urlsafe(48))
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadSettings(
            f"LEARNING_INSTANCE_FOLDER: the secret cannot be kept in {path} ({error.strerror}); "
            "name a folder that can be written to"
        ) from error


def _write_new(path: Path, text: str) -> None:
    """Write a file that only its owner reads; whoever comes second finds the first one's, whole."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def _unknown_names(environ: Mapping[str, str]) -> Iterator[str]:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.__dataclass_fields__} | OF_COMMANDS
    for name in sorted(environ):
        if name.startswith(PREFIX) and not name.startswith(TESTS_PREFIX) and name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]}?" if near else "docs/settings.md lists what there is"
            yield f"{name}: there is no such setting; {hint}"


@dataclass(frozen=True, slots=True)
class _Values:
    """The environment, with a list that collects what is wrong with it."""

    environ: Mapping[str, str]
    faults: list[str]

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(PREFIX + name, "").strip() or default

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if text.isascii() and text.isdecimal() and least <= int(text) <= most:
            return int(text)
        self.faults.append(f"{PREFIX}{name}: must be a whole number from {least} to {most}")
        return default

    def switch(self, name: str) -> bool:
        text = self.text(name).lower()
        if text not in YES_NO:
            self.faults.append(f"{PREFIX}{name}: must be yes or no, and is '{text}'")
        return YES_NO.get(text, False)

    def one_of(self, name: str, words: tuple[str, ...], default: str) -> str:
        text = self.text(name, default).lower()
        if text not in words:
            self.faults.append(f"{PREFIX}{name}: must be one of {', '.join(words)}")
        return text


def _read(values: _Values) -> Settings:
    instance = Path(values.text("INSTANCE_FOLDER", "instance")).absolute()
    content = values.text("CONTENT_FOLDER")
    return Settings(
        database_url=_database_url(values, instance),
        instance_folder=instance,
        content_folder=Path(content).absolute() if content else None,
        secret=_secret(values),
        host=values.text("HOST", "127.0.0.1"),
        port=values.number("PORT", 8000, least=1, most=65535),
        threads=values.number("THREADS", 8, least=1, most=256),
        production=values.switch("PRODUCTION"),
        demo=values.switch("DEMO"),
        debug=values.switch("DEBUG"),
        trusted_proxies=values.number("TRUSTED_PROXIES", 0, least=0, most=9),
        log_level=values.one_of("LOG_LEVEL", LOG_LEVELS, "info"),
        time_zone=_time_zone(values),
        smtp_url=_smtp_url(values),
        mail_from=_mail_from(values),
        site_url=_site_url(values),
        broadcast_url=_broadcast_url(values),
        streams=values.number("STREAMS", 1200, least=0, most=10000),
    )


def _secret(values: _Values) -> str:
    secret = values.text("SECRET")
    if secret and len(secret) < SECRET_CHARACTERS:
        values.faults.append(
            f"{PREFIX}SECRET: has {len(secret)} characters and must have {SECRET_CHARACTERS} or "
            'more; make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return secret


def _time_zone(values: _Values) -> str:
    name = values.text("TIME_ZONE", "Europe/London")
    if name not in available_timezones():
        near = get_close_matches(name, sorted(available_timezones()), n=1)
        hint = f"did you mean {near[0]}?" if near else "name one such as Europe/London"
        values.faults.append(f"{PREFIX}TIME_ZONE: there is no time zone '{name}'; {hint}")
    return name


def _smtp_url(values: _Values) -> str:
    url = values.text("SMTP_URL")
    if not url:
        return ""
    if not _is_address(url, ("smtp", "smtps")):
        values.faults.append(
            f"{PREFIX}SMTP_URL: must be like smtp://user:password@host:587 or smtps://host"
        )
    for name in ("MAIL_FROM", "SITE_URL"):
        if not values.text(name):
            values.faults.append(f"{PREFIX}{name}: must be set where {PREFIX}SMTP_URL is")
    return url


def _mail_from(values: _Values) -> str:
    sender = values.text("MAIL_FROM")
    if sender and not _SENDER.fullmatch(sender):
        values.faults.append(f"{PREFIX}MAIL_FROM: must be an address such as learning@example.org")
    return sender


def _site_url(values: _Values) -> str:
    url = values.text("SITE_URL").rstrip("/")
    if url and not _is_address(url, ("http", "https")):
        values.faults.append(f"{PREFIX}SITE_URL: must be like https://learning.example.org")
    return url


def _broadcast_url(values: _Values) -> str:
    """Give the address as the client reads it; none of one that cannot be used is repeated."""
    scheme, mark, rest = values.text("BROADCAST_URL").partition("://")
    if not scheme:
        return ""
    url = BROADCAST_SCHEMES.get(scheme, scheme) + mark + rest
    if not _is_address(url, ("redis", "rediss")) or not _DATABASE_NUMBER.search(rest):
        values.faults.append(
            f"{PREFIX}BROADCAST_URL: must be like redis://:password@host:6379, or rediss:// where "
            "the server speaks TLS; write signs such as @ # / ? in a password as %40 %23 %2F %3F"
        )
    return url


def _is_address(url: str, schemes: tuple[str, ...]) -> bool:
    """Whether a URL names a server by one of these schemes."""
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _database_url(values: _Values, instance: Path) -> str:
    url = values.text("DATABASE_URL", f"sqlite:///{instance / 'learning.sqlite3'}")
    scheme, _, rest = url.partition("://")
    match scheme:
        case "postgres" | "postgresql" | "postgresql+psycopg" if rest:
            return f"postgresql+psycopg://{rest}"
        case "sqlite" if rest.strip("/") and ":memory:" not in rest:
            return url
        case _:
            values.faults.append(
                f"{PREFIX}DATABASE_URL: must begin with sqlite:/// and name a file, or with "
                "postgresql:// and name a server"
            )
            return ""


def _production_faults(settings: Settings, environ: Mapping[str, str]) -> Iterator[str]:
    """Say what must not be so where real people sign in."""
    if not settings.secret:
        yield f"{PREFIX}SECRET: must be set in production"
    elif len(set(settings.secret)) < SECRET_VARIETY:
        yield f"{PREFIX}SECRET: must be drawn at random; this one repeats itself"
    if settings.debug:
        yield f"{PREFIX}DEBUG: must be off in production; it is for work on the templates"
    if environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"):
        yield "FLASK_DEBUG: must not be set in production; it shows code and values to anybody"
    if settings.demo:
        yield f"{PREFIX}DEMO: must be off in production; everybody knows its passwords"
    if settings.host not in LOOPBACK and settings.trusted_proxies == 0:
        yield (
            f"{PREFIX}TRUSTED_PROXIES: must be 1 or more when {PREFIX}HOST is {settings.host}: "
            "without a proxy that speaks HTTPS, passwords would cross the network in the clear"
        )
