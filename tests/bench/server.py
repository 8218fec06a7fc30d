"""The application beside a bare Flask page, so that both are measured on one server in one run."""

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from learning.app import open_app
from tests.bench.site import bench_settings


def make() -> DispatcherMiddleware:
    """Make what gunicorn serves."""
    bare = Flask("bare")
    bare.add_url_rule("/", "hello", lambda: "Hello")
    app = open_app(bench_settings(Path(os.environ["BENCH_FOLDER"]), os.environ["BENCH_DATABASE"]))
    return DispatcherMiddleware(app, {"/bare": bare})
