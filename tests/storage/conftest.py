"""A site on each database, with a clock that stands still until it is told."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learning.operations import accounts
from learning.operations.accounts import Registration, SignedIn, Viewer
from learning.operations.publishing import publish
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.settings import Settings
from tests.servers import Postgres
from tests.storage.written import write_content

SECRET = "k7Xw2-pQz9_LmN4vRt8sYb3cGh6dJf1a"
PASSWORD = "damp in the nursery"


class Clock:
    """Shows the hour it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


def settings_for(url: str) -> Settings:
    return Settings(database_url=url, secret=SECRET)


@pytest.fixture(scope="session")
def lite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an upgraded SQLite file once; tests take copies."""
    path = tmp_path_factory.mktemp("model") / "model.db"
    upgrade(settings_for(f"sqlite:///{path}"))
    return path


@pytest.fixture
def lite_url(lite_model: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(lite_model, tmp_path / 'learning.db')}"


@pytest.fixture(scope="session")
def postgres_model(postgres: Postgres) -> str:
    """Make an upgraded database once; tests take copies."""
    url = postgres()
    upgrade(settings_for(url))
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a database with the newest schema, once of each kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("lite_url"))
    server: Postgres = request.getfixturevalue("postgres")
    return server(like=request.getfixturevalue("postgres_model"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(ready_url: str, clock: Clock) -> Iterator[Site]:
    opened = replace(open_site(settings_for(ready_url)), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def lite_site(lite_url: str, clock: Clock) -> Iterator[Site]:
    opened = replace(open_site(settings_for(lite_url)), clock=clock)
    yield opened
    opened.close()


def join(site: Site, name: str, profession: str = "medicine") -> SignedIn:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    registration = Registration(name, email, PASSWORD, profession)
    return accounts.register(site, registration, "192.0.2.1")


def viewer_of(site: Site, signed_in: SignedIn) -> Viewer:
    viewer = accounts.find_viewer(site, signed_in.token)
    assert viewer
    return viewer


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Write a small content folder."""
    return write_content(tmp_path / "content")


@pytest.fixture
def stocked(site: Site, content: Path) -> Site:
    """Give the site with the small content published."""
    assert not publish(site, content, "test").broken
    return site


@pytest.fixture
def amina(site: Site) -> Viewer:
    return viewer_of(site, join(site, "Amina"))


@pytest.fixture
def ben(site: Site) -> Viewer:
    return viewer_of(site, join(site, "Ben", "law"))


def together(count: int, work: Callable[[], object]) -> None:
    """Do the work in so many threads at once."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert not any(each.is_alive() for each in threads)
