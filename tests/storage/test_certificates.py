"""A certificate is issued once, on either database, and says what was so on the day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from jinja2 import Environment, FileSystemLoader

from learning.errors import NotAllowed
from learning.model.names import Rule
from learning.operations import attempts, certificates
from learning.operations.accounts import Viewer
from learning.operations.certificates import find_done, issue
from learning.operations.holdings import count_held, opened_export
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.places import asset_folder
from learning.play.state import Finish
from learning.storage import audit
from learning.storage.certificates import DoneAttempt
from learning.storage.holdings import HOLDINGS
from learning.web.holdings_zip import write_zip
from tests.features.certified import PATH, publish_course
from tests.storage.conftest import Clock, join, viewer_of

LESSON = "courses/asking/how-to-ask.md"
BY = "the command line"


@pytest.fixture
def certifying(site: Site, tmp_path: Path) -> Site:
    return publish_course(site, tmp_path / "certifying")


def finish(site: Site, viewer: Viewer) -> None:
    attempt_id = attempts.start(site, viewer, LESSON, request_id=site.new_id(), anew=True)
    attempts.take(site, viewer, attempt_id, no=1, move=Finish())


def test_two_clicks_at_once_give_one(certifying: Site, amina: Viewer) -> None:
    finish(certifying, amina)
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: issue(certifying, amina, PATH).code, range(8)))
    assert len(set(codes)) == 1
    assert len(certificates.list_all(certifying)) == 1
    with certifying.database.read() as connection:
        actions = [each.action for each in audit.list_entries(connection)]
    assert actions.count("certificate issued") == 1


def test_the_day_is_that_of_the_first_completion_by_the_clock_of_the_site(
    certifying: Site, amina: Viewer, clock: Clock
) -> None:
    clock.now = clock.now.replace(month=6, day=30, hour=23, minute=30)
    finish(certifying, amina)
    clock.wait(days=40)
    finish(certifying, amina)
    assert issue(certifying, amina, PATH).completed_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("rule", "pass_mark", "day"),
    [
        (Rule.SEEN, 0, 1),
        (Rule.FINISHED, 0, 2),
        (Rule.PASSED, 60, 5),
        # No single one reaches it, as where the mean of them counts.
        (Rule.PASSED, 90, 6),
    ],
)
def test_a_module_is_done_on_the_day_that_its_rule_is_met(
    rule: Rule, pass_mark: int, day: int
) -> None:
    def attempt(began: int, ended: int | None, earned: float | None, best: float | None):
        begun, at = [each and datetime(2026, 11, each, tzinfo=UTC) for each in (began, ended)]
        return DoneAttempt(LESSON, begun, at, earned, best)

    played = [
        attempt(1, None, None, None),
        attempt(2, 2, 1.0, 5.0),
        # Begun in the middle of a case, which counts for nothing.
        attempt(3, 3, 5.0, None),
        attempt(4, 5, 3.0, 5.0),
        attempt(6, 6, 4.0, 5.0),
    ]
    done = find_done(rule, pass_mark, played)
    assert done
    assert done.day == day


def test_revoked_stays_revoked_until_it_is_taken_back(certifying: Site, amina: Viewer) -> None:
    finish(certifying, amina)
    code = issue(certifying, amina, PATH).code
    certificates.revoke(certifying, code.lower(), why="By mistake", by=BY)
    with pytest.raises(NotAllowed):
        certificates.revoke(certifying, code, why="Again", by=BY)
    with pytest.raises(NotAllowed):
        issue(certifying, amina, PATH)
    certificates.reinstate(certifying, code, why="It was right", by=BY)
    assert issue(certifying, amina, PATH).code == code


def test_a_revocation_needs_a_reason(certifying: Site, amina: Viewer) -> None:
    finish(certifying, amina)
    code = issue(certifying, amina, PATH).code
    with pytest.raises(NotAllowed, match="Say why"):
        certificates.revoke(certifying, code, why=" ", by=BY)


@contextmanager
def zipped(site: Site, viewer: Viewer, path: Path) -> Iterator[ZipFile]:
    """Write a person's download to a file, and open it."""
    templates = Environment(loader=FileSystemLoader(asset_folder("templates")), autoescape=True)
    with path.open("wb") as stream, opened_export(site, viewer) as held:
        write_zip(held, stream, templates=templates, zone=find_zone(site))
    with ZipFile(path) as archive:
        yield archive


def test_what_is_held_is_counted_and_given_on_either_database(
    certifying: Site, amina: Viewer, tmp_path: Path
) -> None:
    ben = viewer_of(certifying, join(certifying, "Ben", "law"))
    finish(certifying, amina)
    finish(certifying, ben)
    mine = issue(certifying, amina, PATH).code
    counts = {each.name: count for each, count in count_held(certifying, amina)}
    assert (counts["moves"], counts["certificates"], counts["attempts"]) == (2, 1, 1)
    with zipped(certifying, amina, tmp_path / "mine.zip") as archive:
        assert len(archive.namelist()) == len(HOLDINGS) + 2
        assert mine in archive.read("certificates.json").decode()
        assert ben.person_id not in "".join(map(str, map(archive.read, archive.namelist())))
