"""What the pages of teaching cost: a cohort of 300, and the figures of 100,000 learners."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from learning.app import create_app
from learning.operations.accounts import Registration, sign_in
from learning.operations.people import add_person
from learning.operations.site import Site, open_site
from learning.operations.totals import recount_totals
from learning.operations.upkeep import upgrade
from learning.storage.count import count_statements
from tests.bench.site import bench_settings
from tests.features.taught import Class, fill, gather, viewer_of

LEARNERS, MODULES, MANY = 300, 40, 100_000
ROUNDS = 9
EMAIL, PASSWORD = "cole@example.org", "four quiet kettles"
PEOPLE = text(
    """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :many)
    INSERT INTO person (id, email, name, password_hash, profession, side, standing, joined_at,
        extra_time, brings_back, reminds)
    SELECT 'many-' || n, 'many-' || n || '@example.org', 'Many', '', 'medicine', 'health',
        'learner', '2026-01-05 09:00:00.000000', 0, true, true
    FROM number
    """
)
ROWS = text(
    """
    INSERT INTO progress (person_id, path, attempts, moves, finished, moved_at, spotting, shares,
        kept, passed)
    SELECT person.id, publication.path, 2, 9, 1, '2026-11-05 09:00:00.000000', '{}', 0.5, 0.5, true
    FROM person JOIN publication ON publication.is_current AND publication.kind <> 'course'
        AND publication.path LIKE '%1.md'
    WHERE person.id LIKE 'many-%'
    """
)


def list_teaching_times() -> Iterator[tuple[str, str, str]]:
    """Measure both pages on SQLite, in this process: the least of some rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = bench_settings(folder, f"sqlite:///{folder / 'teaching.sqlite3'}")
        upgrade(settings)
        site = open_site(settings)
        wanted = Registration("Cole", EMAIL, PASSWORD, "nursing")
        add_person(site, wanted, standing="educator", by="bench")
        viewer = viewer_of(site, EMAIL, PASSWORD)
        taught = gather(site, viewer, folder / "content", learners=LEARNERS, modules=MODULES)
        fill(site, taught)
        yield from _list_times(site, taught)
        site.close()


def _list_times(site: Site, taught: Class) -> Iterator[tuple[str, str, str]]:
    yield _measure(site, taught.url, f"{LEARNERS} learners by {MODULES} modules; the bar is 150 ms")
    yield _measure(site, f"{taught.url}/help", "of the same cohort")
    site.database.transact(_add_many)
    recount_totals(site)
    yield _measure(site, "/figures", f"{MANY:,} learners; the bar is 300 ms")


def _add_many(connection: Connection) -> None:
    connection.execute(PEOPLE, {"many": MANY})
    connection.execute(ROWS)
    connection.execute(text("ANALYZE"))


def _measure(site: Site, url: str, remark: str) -> tuple[str, str, str]:
    client = create_app(site).test_client()
    client.set_cookie("learning-session", sign_in(site, EMAIL, PASSWORD, address="x").token)
    headers = {"Accept-Encoding": "gzip"}
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, answer.status_code
    with count_statements(site.database.engine) as statements:
        client.get(url, headers=headers)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(url, headers=headers)
        times.append(time.perf_counter() - began)
    size = f"{len(answer.data) / 1024:.1f} KiB packed, {len(statements)} statements"
    return _name(url), f"{1000 * min(times):.0f} ms", f"{size}; {remark}"


def _name(url: str) -> str:
    if not url.startswith("/cohorts"):
        return url
    return "who may need help" if url.endswith("/help") else "a cohort at a glance"
