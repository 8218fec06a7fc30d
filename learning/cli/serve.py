"""`learning serve`: bring the database and the content up to date, then serve until told to stop.

Wiring: the one command that knows the application exists.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from learning.cli.demo import PASSWORD, DemoAccount, make_demo_accounts
from learning.cli.publish import publish_content, tell
from learning.cli.shape import Commands
from learning.errors import NotFound
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.settings import PREFIX, Settings, keep_secret, load_settings

if TYPE_CHECKING:
    from learning.cli.server import Served


def add_parser(commands: Commands) -> None:
    """Add the command and its options."""
    words = "serve the site, publishing what has changed first"
    parser = commands.add_parser("serve", help=words, description=f"Learning serve: {words}.")
    parser.add_argument("--demo", action="store_true", help="make accounts to try it out with")
    parser.add_argument("--host", metavar="ADDRESS", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", metavar="NUMBER", help="on which port (8000)")
    parser.set_defaults(run=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished first."""
    from learning.cli.server import Server, demand_files, open_listener

    settings = load_settings({**os.environ, **_chosen(options)})
    settings = demand_files(replace(settings, secret=keep_secret(settings)))
    listener = open_listener(settings.host, settings.port)
    accounts = prepare(settings)
    # Other commands start without Flask.
    from learning.app import log_config

    server = Server(
        settings,
        listener,
        make_app=partial(_open, settings),
        log_config=log_config(settings.log_level),
        started=partial(_say_where, settings, accounts),
    )
    server.run()
    return 0


def _open(settings: Settings) -> "Served":
    from learning.app import end_streams, open_app
    from learning.cli.server import Served

    app = open_app(settings)
    return Served(app, partial(end_streams, app))


def _chosen(options: argparse.Namespace) -> dict[str, str]:
    """Give what was said on the command line as the settings it stands for."""
    said = {"HOST": options.host, "PORT": options.port, "DEMO": "yes" if options.demo else None}
    return {f"{PREFIX}{name}": value for name, value in said.items() if value is not None}


def prepare(settings: Settings) -> Sequence[DemoAccount]:
    """Upgrade the database, publish what changed, make the demo's accounts.

    A broken file is told of and keeps its last good version: one author's slip stops nobody.
    """
    upgrade(settings)
    site = open_site(settings)
    try:
        _publish(site)
        return make_demo_accounts(site) if settings.demo else ()
    finally:
        # The processes that serve are split off from this one, and no connection may be shared.
        site.close()


def _publish(site: Site) -> None:
    try:
        tell(publish_content(site), out=sys.stderr)
    except NotFound as error:
        # What was published before can still be learnt from.
        print(f"Nothing was published: {error}", file=sys.stderr)


def _say_where(settings: Settings, accounts: Sequence[DemoAccount]) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Side by Side is at http://{host}:{settings.port}/ (Ctrl-C stops it)")
    for each in accounts:
        print(f"  {each.email:<20} {each.profession}, {each.standing}")
    if accounts:
        print(f"  Their password is: {PASSWORD}")
    sys.stdout.flush()
