"""What learners have done before anything is measured, and a million moves more of it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, text

from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.storage import publications
from learning.storage.schema import Attempt, Practice, Progress

MOVES_AN_ATTEMPT = 20
QUESTIONS = 60
SPOTTING = '{"housing": [2, 1, 1], "benefits": [1, 2, 0]}'
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = {
    "sqlite": "datetime(moved_at, '-' || n || ' minutes') || '.000000'",
    "postgresql": "moved_at - n * interval '1 minute'",
}
COPY_ATTEMPTS = """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :each)
    INSERT INTO attempt (id, person_id, publication_id, path, request_id, role, state, state_format,
        last_no, started_at, moved_at, finished_at, earned, reachable, best, spotting)
    SELECT id || :mark || n, person_id, publication_id, path, id || :mark || n, role, state,
        state_format, :moves - 1, {later}, {later}, {later}, 1, 2, 2, '{{"debt": [1, 1, 0]}}'
    FROM attempt CROSS JOIN number
    WHERE id IN (SELECT min(id) FROM attempt WHERE finished_at IS NULL GROUP BY person_id)
    """
COPY_MOVES = text(
    """
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < :moves - 1)
    INSERT INTO move (attempt_id, no, body, outcome, made_at)
    SELECT id, n, '{"kind": "choose", "choice": "ask-where-he-sleeps"}', '{"mark": null}', moved_at
    FROM attempt CROSS JOIN number WHERE id LIKE '%' || :mark || '%'
    """
)


def add_history(site: Site, *, people: int, moves: int, mark: str) -> None:
    """Store about so many moves more, in finished attempts of everybody there is."""
    each = max(1, moves // MOVES_AN_ATTEMPT // people)

    def store(connection: Connection) -> None:
        copy = text(COPY_ATTEMPTS.format(later=LATER[connection.dialect.name]))
        connection.execute(copy, {"each": each, "mark": mark, "moves": MOVES_AN_ATTEMPT})
        connection.execute(COPY_MOVES, {"mark": mark, "moves": MOVES_AN_ATTEMPT})

    site.database.transact(store)
    site.database.transact(lambda connection: connection.execute(text("ANALYZE")))


def add_evidence(site: Site, viewer: Viewer) -> None:
    """Store what fills a page of progress: each module finished once, questions practised."""

    def store(connection: Connection) -> None:
        versions = [each for each in publications.list_current(connection) if each.kind != "course"]
        for number, version in enumerate(versions):
            at = BEGAN + timedelta(days=9 * number)
            finish(connection, viewer.person_id, version, at)
        for number in range(QUESTIONS):
            version = versions[number % len(versions)]
            practise(connection, viewer.person_id, version.path, number)

    site.database.transact(store)


def finish(
    connection: Connection, person_id: str, version: publications.Version, at: datetime
) -> None:
    connection.execute(
        insert(Attempt).values(
            id=f"{person_id}-{version.path}",
            person_id=person_id,
            publication_id=version.id,
            path=version.path,
            request_id=version.path,
            role="health",
            state="{}",
            state_format=1,
            last_no=0,
            started_at=at,
            moved_at=at,
            finished_at=at,
            earned=1,
            reachable=2,
            best=2,
            spotting=SPOTTING,
        )
    )
    connection.execute(
        insert(Progress).values(
            person_id=person_id,
            path=version.path,
            attempts=1,
            moves=0,
            finished=1,
            moved_at=at,
            finished_at=at,
            best_earned=1,
            best_possible=2,
            latest_earned=1,
            latest_possible=2,
            latest_whole=True,
            spotting=SPOTTING,
            first_finished_at=at,
            first_earned=1,
            first_possible=2,
            shares=0.5,
            kept=0.5,
            passed=True,
        )
    )


def practise(connection: Connection, person_id: str, path: str, number: int) -> None:
    at = BEGAN + timedelta(hours=number)
    connection.execute(
        insert(Practice).values(
            person_id=person_id,
            path=path,
            question=f"question-{number}",
            title=f"Question {number}?",
            outcomes="spot-legal-need ask-openly",
            result="wrong" if number % 3 == 0 else "right",
            confidence=number % 3 + 1,
            attempt_id=f"{person_id}-{path}",
            told_at=at,
            answered=1,
            right=int(number % 3 != 0),
            answered_at=at,
        )
    )
