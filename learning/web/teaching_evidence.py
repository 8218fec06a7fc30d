"""Teaching pages about content: the map of a case, questions, spotting, professions; as CSV too.

Knows addresses; who may look, and what there is to see, is decided below.
"""

from flask import Blueprint, Response, render_template, request

from learning.operations.teaching_evidence import load_desk, note_export
from learning.operations.teaching_items import load_items
from learning.operations.teaching_map import load_traffic
from learning.operations.teaching_professions import load_professions
from learning.operations.teaching_spotting import load_spotting_of
from learning.web.attachments import attach
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.teaching_items import ItemsPage, make_items, make_modules
from learning.web.pages.teaching_map import MapPage, make_map
from learning.web.pages.teaching_professions import ProfessionsPage, make_professions
from learning.web.pages.teaching_spotting import SpottingPage, make_spotting
from learning.web.pages.teaching_tables import write_tables

blueprint = Blueprint("teaching_evidence", __name__, url_prefix="/cohorts")


@blueprint.get("/<cohort_id>/items")
@educator
def show_modules(cohort_id: str) -> str:
    """List the modules of a cohort, each with its map and its questions."""
    desk = load_desk(current_site(), current_viewer(), cohort_id)
    return render_template("teaching/modules.html", page=make_modules(desk))


@blueprint.get("/<cohort_id>/cases/<path:path>")
@educator
def show_map(cohort_id: str, path: str) -> str:
    """Show which ways a cohort took through a case."""
    return render_template("teaching/map.html", page=_make_map(cohort_id, path))


@blueprint.post("/<cohort_id>/cases/<path:path>/csv")
@educator
def take_map(cohort_id: str, path: str) -> Response:
    """Send which ways a cohort took through a case as a table."""
    page = _make_map(cohort_id, path)
    return _send(page, "case-map", f"{page.cohort}, {page.title}")


@blueprint.get("/<cohort_id>/items/<path:path>")
@educator
def show_items(cohort_id: str, path: str) -> str:
    """Show the questions of a module by a cohort's answers."""
    return render_template("teaching/items.html", page=_make_items(cohort_id, path))


@blueprint.post("/<cohort_id>/items/<path:path>/csv")
@educator
def take_items(cohort_id: str, path: str) -> Response:
    """Send the figures of the questions of a module as a table."""
    page = _make_items(cohort_id, path)
    return _send(page, "questions", f"{page.cohort}, {page.title}")


@blueprint.get("/<cohort_id>/spotting")
@educator
def show_spotting(cohort_id: str) -> str:
    """Show what a cohort heard."""
    return render_template("teaching/spotting.html", page=_make_spotting(cohort_id))


@blueprint.post("/<cohort_id>/spotting/csv")
@educator
def take_spotting(cohort_id: str) -> Response:
    """Send what a cohort heard as a table."""
    page = _make_spotting(cohort_id)
    return _send(page, "spotting", page.cohort)


@blueprint.get("/<cohort_id>/professions")
@educator
def show_professions(cohort_id: str) -> str:
    """Show the professions and sides of a cohort beside one another."""
    return render_template("teaching/professions.html", page=_make_professions(cohort_id))


@blueprint.post("/<cohort_id>/professions/csv")
@educator
def take_professions(cohort_id: str) -> Response:
    """Send the professions and sides of a cohort as a table."""
    page = _make_professions(cohort_id)
    return _send(page, "professions", page.cohort)


def _make_map(cohort_id: str, path: str) -> MapPage:
    firsts = request.args.get("attempts") != "all"
    return make_map(
        load_traffic(current_site(), current_viewer(), cohort_id, path=path, firsts=firsts)
    )


def _make_items(cohort_id: str, path: str) -> ItemsPage:
    return make_items(load_items(current_site(), current_viewer(), cohort_id, path=path))


def _make_spotting(cohort_id: str) -> SpottingPage:
    path = request.args.get("case", "")
    return make_spotting(load_spotting_of(current_site(), current_viewer(), cohort_id, path=path))


def _make_professions(cohort_id: str) -> ProfessionsPage:
    return make_professions(load_professions(current_site(), current_viewer(), cohort_id))


def _send(
    page: MapPage | ItemsPage | SpottingPage | ProfessionsPage, what: str, detail: str
) -> Response:
    note_export(current_site(), current_viewer(), page.cohort_id, what=what, detail=detail)
    response = Response(write_tables(page.tables), content_type="text/csv; charset=utf-8")
    return attach(response, f"{what}.csv", kept=False)
