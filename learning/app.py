"""Wiring only: everything that makes up the web application, in one place and in order.

Nothing imports this module but what starts a server.
"""

import secrets

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from learning.operations.rounds import Rounds
from learning.operations.session_watch import Watch
from learning.operations.site import Site, open_site
from learning.operations.trials import Trials
from learning.places import asset_folder
from learning.settings import Settings
from learning.web import (
    accounts,
    attempts,
    catalogue,
    certificates,
    cohort_joining,
    cohort_people,
    cohort_plans,
    cohorts,
    debrief,
    figures,
    front,
    health,
    holdings,
    marking,
    media,
    messages,
    people,
    progress,
    publishing,
    recall,
    record,
    session_acts,
    session_console,
    session_exports,
    session_live,
    sessions,
    studio,
    studio_checks,
    studio_deleting,
    studio_edit,
    studio_map,
    studio_packages,
    studio_preview,
    studio_publishing,
    studio_sync,
    studio_works,
    teaching,
    teaching_evidence,
    tokens,
    tutor_marking,
)
from learning.web.assets import StaticFiles, read_assets
from learning.web.compression import add_compression
from learning.web.csrf import add_form_token
from learning.web.current import SITE, current_site
from learning.web.errors import add_errors
from learning.web.gate import Gate
from learning.web.guards import add_guard
from learning.web.journal import add_journal, log_config
from learning.web.preview import add_preview, add_preview_templates
from learning.web.render import add_rendering
from learning.web.security import add_security, file_headers
from learning.web.session_live import add_live
from learning.web.studio_checks import add_studio_checks
from learning.web.studio_preview import add_studio_previews
from learning.web.viewer import add_viewer

# `learning serve` hands the log's shape to the server before there is an application.
__all__ = ["BLUEPRINTS", "create_app", "create_preview", "end_streams", "log_config", "open_app"]

BLUEPRINTS = tuple(
    each.blueprint
    for each in (
        front,
        accounts,
        messages,
        people,
        record,
        figures,
        catalogue,
        certificates,
        cohorts,
        cohort_joining,
        cohort_people,
        cohort_plans,
        attempts,
        debrief,
        progress,
        publishing,
        recall,
        marking,
        media,
        health,
        holdings,
        session_acts,
        session_console,
        session_exports,
        session_live,
        sessions,
        studio_works,
        studio_checks,
        studio_deleting,
        studio_edit,
        studio_preview,
        studio_map,
        studio_publishing,
        studio_packages,
        studio,
        studio_sync,
        teaching,
        teaching_evidence,
        tokens,
        tutor_marking,
    )
)


def create_app(site: Site) -> Flask:
    """Make the application that serves a site."""
    settings = site.settings
    templates = str(asset_folder("templates"))
    app = Flask("learning", static_folder=None, template_folder=templates)
    app.secret_key = settings.secret
    app.config["TEMPLATES_AUTO_RELOAD"] = settings.debug
    app.extensions[SITE] = site
    assets = read_assets(asset_folder("static"))
    add_rendering(app, assets)
    # Flask asks before a request in this order, and after it in the reverse one.
    add_journal(app)
    add_compression(app)
    add_security(app, production=settings.production)
    add_form_token(app)
    add_viewer(app, site)
    add_guard(app)
    add_errors(app)
    for each in BLUEPRINTS:
        app.register_blueprint(each)
    add_live(app, site)
    add_studio_checks(app, site)
    add_studio_previews(app, site)
    own_headers = file_headers(settings.production)
    gate = Gate(app.wsgi_app, settings.threads, headers=tuple(own_headers.items()))
    files = StaticFiles(gate, assets, own_headers)
    # As many proxies are believed as were said to stand in front, and no header beyond them.
    count = settings.trusted_proxies
    layered = ProxyFix(files, x_for=count, x_proto=count, x_host=count)
    app.wsgi_app = layered  # type: ignore[method-assign]  # Flask's own way to add a layer
    return app


def open_app(settings: Settings) -> Flask:
    """Open the site of these settings and make its application, in a server's own process."""
    site = open_site(settings)
    Rounds(site).start()
    Watch(site).start()
    return create_app(site)


def end_streams(app: Flask) -> None:
    """Let the streams of a server end that is about to stop."""
    with app.app_context():
        current_site().presence.close()


def create_preview(trials: Trials, path: str, *, port: int) -> Flask:
    """Make the application that shows an author one file: no accounts, no database.

    It answers this machine alone, under no other name: a page of a website that has its own name
    lead here (DNS rebinding) is refused.
    """
    templates = str(asset_folder("templates"))
    app = Flask("learning", static_folder=None, template_folder=templates)
    app.secret_key = secrets.token_bytes(32)
    app.config.update(
        TRUSTED_HOSTS=["127.0.0.1", "localhost"],
        # Cookies do not know ports: the site, and other previews, are on this machine too.
        SESSION_COOKIE_NAME=f"learning-preview-{port}",
        SESSION_COOKIE_SAMESITE="Strict",
    )
    assets = read_assets(asset_folder("static"))
    add_preview_templates(app, assets)
    add_compression(app)
    add_security(app, production=False)
    add_form_token(app)
    add_errors(app)
    add_preview(app, trials, path)
    files = StaticFiles(app.wsgi_app, assets, file_headers(production=False))
    app.wsgi_app = files  # type: ignore[method-assign]  # Flask's own way to add a layer
    return app
