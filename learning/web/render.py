"""The Jinja environment, and what every page is given besides its own page object.

Knows the layout's needs (docs/look.md); a page's words are in `pages/` and the templates.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, g, get_flashed_messages, request
from flask.templating import Environment
from jinja2 import BaseLoader, StrictUndefined

from learning.model.names import HEALTH, LAW
from learning.operations.accounts import Viewer
from learning.web.assets import Assets
from learning.web.csrf import masked_token
from learning.web.current import loaded_viewer, viewer_or_none
from learning.web.security import page_nonce

# Macros that draw from a few plain arguments alone: each drawing is made once and kept.
DRAWN_ONCE = ("bar", "button", "icon", "mark")
MOST_DRAWINGS = 512
SIDE_LABELS = {str(HEALTH): "health side", str(LAW): "law side"}


@dataclass(frozen=True, slots=True)
class ShownViewer:
    """What the masthead says of the person who looks."""

    name: str
    side: str
    side_label: str
    may_teach: bool
    may_run: bool


def show_viewer(viewer: Viewer) -> ShownViewer:
    """Give the words of the masthead for a person."""
    return ShownViewer(
        name=viewer.name,
        side=viewer.side,
        side_label=SIDE_LABELS.get(viewer.side, ""),
        may_teach=viewer.is_educator,
        may_run=viewer.is_admin,
    )


class Templates(Environment):
    """Flask's environment, with the globals of a template in one plain mapping.

    Jinja compares them at every `import` of a macro; in its own chain of mappings that takes a
    tenth of a page's time.
    """

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Give what is known in a template, `d` before the environment's own."""
        return {**self.globals, **(d or {})}


def add_rendering(app: Flask, assets: Assets) -> None:
    """Set the environment up, and let the layout find who is looking."""
    add_templates(app, assets)
    app.context_processor(_frame)


def add_templates(app: Flask, assets: Assets) -> None:
    """Set the environment up: misspelt names raise, and templates find what all of them need."""
    app.jinja_environment = Templates
    app.jinja_options = {
        **app.jinja_options,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_env.globals.update(asset=assets.url, csrf=masked_token)
    _keep_drawings(app.jinja_env)


def overlay_templates(app: Flask, loader: BaseLoader) -> Environment:
    """Give a second environment that finds its templates by another loader."""
    environment: Environment = app.jinja_env.overlay(loader=loader)
    _keep_drawings(environment)
    return environment


def _keep_drawings(environment: Environment) -> None:
    for name in DRAWN_ONCE:
        module = environment.get_template(f"components/{name}.html").module
        # Typed: a bar of 5 steps and one of 5.0 are drawn differently.
        keep = lru_cache(maxsize=MOST_DRAWINGS, typed=True)
        setattr(module, name, keep(getattr(module, name)))


def _frame() -> dict[str, object]:
    # A page that says the database is away must not ask it who is looking.
    failing = bool(g.get("failing"))
    viewer = loaded_viewer() if failing else viewer_or_none()
    return {
        "viewer": show_viewer(viewer) if viewer else None,
        "nonce": page_nonce(),
        "request_path": request.path,
        "flashes": [] if failing else get_flashed_messages(with_categories=True),
        "current": request.path.split("/")[1],
    }
