"""A whole site for each module of tests: a real SQLite file, published content, the cast.

A module that needs content of its own overrides the fixture `content_folders`.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from learning.app import create_app
from learning.operations.accounts import Registration
from learning.operations.people import add_person
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.settings import Settings
from tests.features.visitor import Person, Visitor

PASSWORD = "two chairs one table"
CAST = {
    "amina": ("Amina", "medicine", "learner"),
    "ben": ("Ben", "law", "learner"),
    "cole": ("Dr Cole", "nursing", "educator"),
    "dee": ("Dee", "other-law", "administrator"),
    "eve": ("Eve", "pharmacy", "learner"),
}


@dataclass
class Clock:
    """The real time, and whatever a test adds to it."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **by: float) -> None:
        self.ahead += timedelta(**by)


def settings_in(folder: Path) -> Settings:
    """Give the settings of a site that lives in one folder."""
    return Settings(
        database_url=f"sqlite:///{folder / 'learning.sqlite3'}",
        instance_folder=folder,
        secret="a secret that only the tests know, long enough",
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables and the cast once; modules take copies."""
    folder = tmp_path_factory.mktemp("empty")
    settings = settings_in(folder)
    upgrade(settings)
    site = open_site(settings)
    for name, profession, standing in CAST.values():
        email = f"{name.split()[-1].lower()}@example.org"
        wanted = Registration(name, email, PASSWORD, profession)
        add_person(site, wanted, standing=standing, by="tests")
    site.close()
    return folder / "learning.sqlite3"


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Give the site's clock, which a test may move on for the rest of its module."""
    return Clock()


@pytest.fixture(scope="module")
def site(
    empty_database: Path, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Site]:
    """Open this module's own site."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(empty_database, folder)
    opened = replace(open_site(settings_in(folder)), clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(site: Site) -> Flask:
    """Make this module's application."""
    return create_app(site)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give a fresh browser."""
    return Visitor(app)


@pytest.fixture(scope="module")
def cast(site: Site) -> Mapping[str, Person]:
    """Give everybody by name: amina, ben, cole, dee, eve."""
    return {key: Person(name, f"{key}@example.org", PASSWORD) for key, (name, _, _) in CAST.items()}
