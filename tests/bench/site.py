"""A site to measure: the shipped cases, and learners who stand before an open choice."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from learning.model.names import Need
from learning.operations.accounts import Registration, Viewer, find_viewer, register
from learning.operations.attempts import open_attempt, start, take
from learning.operations.publishing import publish
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.places import asset_folder
from learning.play.shown import SceneView, ShownQuestion
from learning.play.state import Move, Notice, Reply
from learning.quiz.answer import Chosen, Noticed
from learning.settings import Settings

CASE = "cases/damp-in-the-nursery.md"
SECRET = "only for a bench that lives for a minute on one machine"
MOVES_AN_ATTEMPT = 20


@dataclass(frozen=True)
class Learner:
    """Somebody signed in, with an attempt and the choice that is open in it."""

    viewer: Viewer
    token: str
    attempt_id: str
    no: int
    choice: str


def bench_settings(folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'bench.sqlite3'}", instance_folder=folder, secret=SECRET
    )


def make_site(folder: Path) -> Site:
    settings = bench_settings(folder)
    upgrade(settings)
    site = open_site(settings)
    report = publish(site, asset_folder("cases").parent, "bench")
    assert CASE in report.published, report
    return site


def add_learner(site: Site, number: int) -> tuple[Viewer, str]:
    wanted = Registration("Farah", f"farah-{number}@example.org", "four quiet kettles", "medicine")
    token = register(site, wanted, "203.0.113.7").token
    viewer = find_viewer(site, token)
    assert viewer
    return viewer, token


def bring_to_choice(site: Site, viewer: Viewer, token: str) -> Learner:
    """Begin an attempt and do every step before the first choice."""
    attempt_id = start(site, viewer, CASE, request_id=site.new_id(), anew=True)
    while True:
        place = open_attempt(site, viewer, attempt_id)
        if place.view.choices:
            choice = next(each.id for each in place.view.choices if not each.closed_reason)
            return Learner(viewer, token, attempt_id, place.next_no, choice)
        move = next_step(place.view)
        taken = take(site, viewer, attempt_id, no=place.next_no, move=move)
        assert taken.refused is None, taken


def next_step(view: SceneView) -> Move:
    if view.cues and view.cues.score is None:
        return Notice((Noticed("cough", Need.HOUSING),))
    open_ones = [
        each for each in view.blocks if isinstance(each, ShownQuestion) and each.mark is None
    ]
    question = open_ones[0].question
    return Reply(question.id, Chosen(frozenset({question.options[0].id})))


COPY_ATTEMPTS = text(
    """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :each)
    INSERT INTO attempt (id, person_id, publication_id, path, request_id, role, state, state_format,
        last_no, started_at, moved_at, finished_at, earned, reachable)
    SELECT id || :mark || n, person_id, publication_id, path, id || :mark || n, role, state,
        state_format, :moves - 1, started_at, moved_at, moved_at, 1, 2
    FROM attempt CROSS JOIN number WHERE id IN (SELECT min(id) FROM attempt GROUP BY person_id)
    """
)
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
    values = {"each": each, "mark": mark, "moves": MOVES_AN_ATTEMPT}

    def store(connection: Connection) -> None:
        connection.execute(COPY_ATTEMPTS, values)
        connection.execute(COPY_MOVES, values)

    site.database.transact(store)


def count_moves(site: Site) -> int:
    with site.database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM move")).scalar_one())
