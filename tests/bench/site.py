"""A site to measure: the shipped cases, and learners who stand before an open choice."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from learning.model.form import Ticks
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


@dataclass(frozen=True)
class Learner:
    """Somebody signed in, with an attempt and the choice that is open in it."""

    viewer: Viewer
    token: str
    attempt_id: str
    no: int
    choice: str


def bench_settings(folder: Path, url: str) -> Settings:
    return Settings(database_url=url, instance_folder=folder, secret=SECRET)


def make_site(folder: Path, url: str) -> Site:
    settings = bench_settings(folder, url)
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
        each for each in view.blocks if isinstance(each, ShownQuestion) and each.answer is None
    ]
    shown = open_ones[0]
    assert isinstance(shown.form, Ticks)
    return Reply(shown.question.id, Chosen(frozenset({shown.form.options[0].id})))


def count_moves(site: Site) -> int:
    with site.database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM move")).scalar_one())
