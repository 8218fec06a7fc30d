"""Teaching pages about people: a cohort at a glance, who may need help, one learner's story.

Knows addresses; who may look, and what there is to see, is decided below.
"""

from flask import Blueprint, Response, render_template, request

from learning.operations import teaching, teaching_help, teaching_story
from learning.operations.moments import find_zone
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.forms.teaching import read_asked
from learning.web.guards import educator
from learning.web.pages.teaching import make_glance, write_glance
from learning.web.pages.teaching_help import make_help, read_reason, write_help
from learning.web.pages.teaching_story import list_tables, make_story
from learning.web.pages.teaching_tables import write_tables

blueprint = Blueprint("teaching", __name__, url_prefix="/cohorts")


@blueprint.get("/<cohort_id>")
@educator
def show_glance(cohort_id: str) -> str:
    """Show the learners of a cohort by the modules of its courses."""
    site = current_site()
    glance = teaching.load_glance(site, current_viewer(), cohort_id)
    page = make_glance(glance, read_asked(request.args), find_zone(site))
    return render_template("teaching/glance.html", page=page)


@blueprint.post("/<cohort_id>/csv")
@educator
def take_glance(cohort_id: str) -> Response:
    """Send the glance as a table."""
    site = current_site()
    glance = teaching.take_glance(site, current_viewer(), cohort_id)
    return _send("".join(write_glance(glance, find_zone(site))), "cohort.csv")


def _send(table: str, name: str) -> Response:
    return attach(Response(table, content_type="text/csv; charset=utf-8"), name, kept=False)


@blueprint.get("/<cohort_id>/help")
@educator
def show_help(cohort_id: str) -> str:
    """Show who may need help, and why."""
    helped = teaching_help.load_help(current_site(), current_viewer(), cohort_id)
    page = make_help(helped, read_reason(request.args.get("reason", "")))
    return render_template("teaching/help.html", page=page)


@blueprint.post("/<cohort_id>/help/csv")
@educator
def take_help(cohort_id: str) -> Response:
    """Send who may need help as a table."""
    helped = teaching_help.take_help(current_site(), current_viewer(), cohort_id)
    return _send("".join(write_help(helped)), "help.csv")


@blueprint.get("/<cohort_id>/learners/<person_id>")
@educator
def show_story(cohort_id: str, person_id: str) -> str:
    """Show one learner's whole story."""
    site = current_site()
    story = teaching_story.load_story(site, current_viewer(), cohort_id, person_id=person_id)
    page = make_story(story, find_zone(site))
    return render_template("teaching/story.html", page=page)


@blueprint.post("/<cohort_id>/learners/<person_id>/csv")
@educator
def take_story(cohort_id: str, person_id: str) -> Response:
    """Send the story as a table."""
    site = current_site()
    story = teaching_story.take_story(site, current_viewer(), cohort_id, person_id=person_id)
    zone = find_zone(site)
    return _send(write_tables(list_tables(make_story(story, zone), zone)), "learner.csv")
