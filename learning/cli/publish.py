"""`learning publish`: check the cases and courses that changed, and let learners have them."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from textwrap import indent
from typing import TextIO

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.forecast import Forecast, Outlook, list_details, make_forecast
from learning.operations.publishing import (
    PublishReport,
    draft_publication,
    publish,
    store_draft,
)
from learning.operations.site import Site

BY = "the command line"
# What is said of files once it is done, and in a dry run.
WORDS = {
    True: ("published", "withdrawn", "not published"),
    False: ("would publish", "would withdraw", "cannot be published"),
}
NOBODY = Outlook()


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "publish the cases and courses that have changed"
    parser = commands.add_parser("publish", help=words, description=f"Learning publish: {words}.")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and store nothing"
    )
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.set_defaults(run=run_publish)


def run_publish(options: argparse.Namespace) -> int:
    """Publish, or say what that would do; 1 if a file could not be."""
    with opened_site() as site:
        draft = draft_publication(site, site.settings.content_root())
        forecast = make_forecast(site, draft)
        if not options.dry_run:
            store_draft(site, draft, BY, details=list_details(forecast))
    if options.json:
        print(json.dumps(_to_json(forecast, stored=not options.dry_run), ensure_ascii=False))
    else:
        _tell_forecast(forecast, stored=not options.dry_run, out=sys.stdout)
    return 1 if forecast.report.broken else 0


def publish_content(site: Site) -> PublishReport:
    """Publish what changed in the folder that the settings name."""
    return publish(site, site.settings.content_root(), by=BY)


def tell(report: PublishReport, *, out: TextIO) -> None:
    """Say what was published and what to look at in it, and of each broken file where and why."""
    _tell_report(report, {}, stored=True, out=out)


def _tell_forecast(forecast: Forecast, *, stored: bool, out: TextIO) -> None:
    report = forecast.report
    _tell_report(report, forecast.outlooks, stored=stored, out=out)
    if not stored:
        for path in report.unchanged:
            print(f"unchanged {path}", file=out)
    if not (report.published or report.withdrawn or report.broken):
        print("Nothing has changed.", file=out)
    elif not stored:
        print("This was a dry run: nothing was stored.", file=out)


def _tell_report(
    report: PublishReport, outlooks: Mapping[str, Outlook], *, stored: bool, out: TextIO
) -> None:
    published, withdrawn, refused = WORDS[stored]
    for path in report.published:
        print(f"{published} {path}", file=out)
        _tell_outlook(outlooks.get(path, NOBODY), out=out)
    for warning in report.warnings:
        print(indent(str(warning), "  "), file=out)
    for path in report.withdrawn:
        print(f"{withdrawn} {path}: its file is gone; attempts on it go on", file=out)
        _tell_outlook(outlooks.get(path, NOBODY), out=out)
    for prefix in report.left:
        print(f"left alone {prefix}: it is written in the studio and published there", file=out)
    for path, findings in report.broken.items():
        print(f"{refused}: {path}; the last good version, if any, stays", file=out)
        for each in findings:
            print(indent(str(each), "  "), file=out)


def _tell_outlook(outlook: Outlook, *, out: TextIO) -> None:
    """Say what becomes of attempts, where there are any."""
    if outlook.going_on or outlook.staying:
        ways = (
            f"{outlook.going_on:,} going on with it, {outlook.staying:,} staying on their version"
        )
        print(f"  attempts under way: {ways}", file=out)
    for reason, count in outlook.reasons:
        print(f"    {count:,}: {reason}", file=out)
    if outlook.finished:
        print(f"  finished attempts, which keep their marks: {outlook.finished:,}", file=out)


def _to_json(forecast: Forecast, *, stored: bool) -> dict[str, object]:
    report, outlooks = forecast.report, forecast.outlooks
    broken = {path: [asdict(each) for each in found] for path, found in report.broken.items()}
    return {
        "stored": stored,
        "digest": forecast.digest,
        "published": report.published,
        "withdrawn": report.withdrawn,
        "unchanged": report.unchanged,
        "left": report.left,
        "broken": broken,
        "warnings": [asdict(each) for each in report.warnings],
        "attempts": {path: asdict(each) for path, each in outlooks.items()},
    }
