"""The figures of the whole site, in counts alone, for educators."""

from flask import Blueprint, render_template

from learning.operations.totals import load_figures
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.figures import make_figures

blueprint = Blueprint("figures", __name__)


@blueprint.get("/figures")
@educator
def show() -> str:
    """Show what the whole site comes to."""
    figures = load_figures(current_site(), current_viewer())
    return render_template("teaching/figures.html", page=make_figures(figures))
