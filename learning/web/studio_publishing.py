"""Publishing a work of the studio: seen first, reviewed where that is needed, then confirmed.

Knows forms and addresses; what may be published, and by whom, is decided below.
"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import InvalidInput, Stale
from learning.operations import studio_publishing, studio_reviews
from learning.operations.moments import find_zone
from learning.operations.studio_reviews import Asked
from learning.operations.studio_versions import list_versions, publish_again
from learning.web.current import current_site, current_viewer
from learning.web.guards import educator
from learning.web.pages.accounts import FormPage
from learning.web.pages.publishing import say_published
from learning.web.pages.studio_publishing import make_publish, make_review, make_versions
from learning.web.reviewing import note_review

blueprint = Blueprint("studio_publishing", __name__, url_prefix="/studio")
EMPTY = FormPage({}, {})


@blueprint.get("/publish/<path:prefix>")
@educator
def show(prefix: str) -> ResponseReturnValue:
    """Show what publishing a work would do."""
    return _publish_page(prefix, EMPTY)


@blueprint.post("/publish/<path:prefix>")
@educator
def publish(prefix: str) -> ResponseReturnValue:
    """Publish what the page has shown; where it has changed since, show that instead."""
    site, viewer = current_site(), current_viewer()
    digest = request.form.get("digest", "")
    done = studio_publishing.publish_work(site, viewer, prefix, digest=digest)
    if done.stored:
        flash(say_published(done.outcome.forecast), "good")
        return redirect(f"/studio/publish/{prefix}", 303)
    page = make_publish(done.outcome, EMPTY, overtaken=True)
    return render_template("studio/publish.html", page=page), 409


@blueprint.post("/withdraw/<path:prefix>")
@educator
def withdraw(prefix: str) -> ResponseReturnValue:
    """Take a work out of what learners find."""
    studio_publishing.withdraw_work(current_site(), current_viewer(), prefix)
    flash("It is withdrawn. Whoever has begun it can go on. Publish it to bring it back.", "good")
    return redirect(f"/studio/publish/{prefix}", 303)


@blueprint.post("/ask-review/<path:prefix>")
@educator
def ask_review(prefix: str) -> ResponseReturnValue:
    """Ask a second educator for a look at what publishing would do."""
    sent = {name: request.form.get(name, "") for name in ("digest", "email", "words")}
    try:
        asked = Asked(**sent)
        review_id = studio_reviews.ask_review(current_site(), current_viewer(), prefix, asked=asked)
    except InvalidInput as error:
        return _publish_page(prefix, FormPage(sent, error.fields)), 422
    except Stale as error:
        flash(str(error), "warn")
        return redirect(f"/studio/publish/{prefix}", 303)
    flash("Your review is asked for. You can also give its address to any educator.", "good")
    return redirect(f"/studio/review/{review_id}", 303)


@blueprint.get("/review/<review_id>")
@educator
def show_review(review_id: str) -> ResponseReturnValue:
    """Show a review to who may see it."""
    return _review_page(review_id, EMPTY)


@blueprint.post("/review/<review_id>")
@educator
def answer_review(review_id: str) -> ResponseReturnValue:
    """Agree to what is shown, or say "not yet"."""
    sent = {name: request.form.get(name, "") for name in ("verdict", "words")}
    site, viewer = current_site(), current_viewer()
    try:
        studio_reviews.answer_review(site, viewer, review_id, **sent)
    except InvalidInput as error:
        return _review_page(review_id, FormPage(sent, error.fields)), 422
    except Stale as error:
        flash(str(error), "warn")
        return redirect(f"/studio/review/{review_id}", 303)
    flash("Your answer is stored.", "good")
    return redirect(f"/studio/review/{review_id}", 303)


@blueprint.get("/versions/<path:path>")
@educator
def show_versions(path: str) -> ResponseReturnValue:
    """Show the versions of a file that were published."""
    return _versions_page(path)


@blueprint.post("/versions/<path:path>")
@educator
def roll_back(path: str) -> ResponseReturnValue:
    """Publish an older version again, as the page has shown it; the draft is not touched."""
    version, seen = request.form.get("version", ""), request.form.get("current", "")
    try:
        publish_again(current_site(), current_viewer(), path, version=version, seen=seen)
    except Stale as error:
        flash(str(error), "warn")
        return redirect(f"/studio/versions/{path}", 303)
    flash("Learners have that version again. Your draft is as it was.", "good")
    return redirect(f"/studio/versions/{path}", 303)


def _publish_page(prefix: str, form: FormPage) -> str:
    outcome = studio_publishing.look_at_publishing(current_site(), current_viewer(), prefix)
    return render_template("studio/publish.html", page=make_publish(outcome, form))


def _review_page(review_id: str, form: FormPage) -> str:
    review = studio_reviews.look_at_review(current_site(), current_viewer(), review_id)
    if review.may_answer and not review.may_write:
        note_review(review.row.prefix, review_id)
    return render_template("studio/review.html", page=make_review(review, form))


def _versions_page(path: str) -> str:
    site, chosen = current_site(), request.args.get("version", "")
    view = list_versions(site, current_viewer(), path, chosen=chosen)
    return render_template("studio/versions.html", page=make_versions(view, find_zone(site)))
