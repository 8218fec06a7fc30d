"""`learning publish`: check the cases and courses that changed, and let learners have them."""

import argparse
import sys
from textwrap import indent
from typing import TextIO

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.publishing import PublishReport, publish
from learning.operations.site import Site

BY = "the command line"


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "publish the cases and courses that have changed"
    parser = commands.add_parser("publish", help=words, description=f"Learning publish: {words}.")
    parser.set_defaults(run=run_publish)


def run_publish(_: argparse.Namespace) -> int:
    """Publish; 1 if a file could not be."""
    with opened_site() as site:
        report = publish_content(site)
    tell(report, out=sys.stdout)
    if not (report.published or report.withdrawn or report.broken):
        print("Nothing has changed.")
    return 1 if report.broken else 0


def publish_content(site: Site) -> PublishReport:
    """Publish what changed in the folder that the settings name."""
    return publish(site, site.settings.content_root(), by=BY)


def tell(report: PublishReport, *, out: TextIO) -> None:
    """Say what was published and what to look at in it, and of each broken file where and why."""
    for path in report.published:
        print(f"published {path}", file=out)
    for warning in report.warnings:
        print(indent(str(warning), "  "), file=out)
    for path in report.withdrawn:
        print(f"withdrawn {path}: its file is gone; attempts on it go on", file=out)
    for path, findings in report.broken.items():
        print(f"not published: {path}; the last good version, if any, stays", file=out)
        for each in findings:
            print(indent(str(each), "  "), file=out)
