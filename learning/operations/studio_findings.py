"""What the checker says of drafts as they are stored; how much it is stays beside them.

The same check as publishing asks, in child processes. What is typed and not saved is no part of it.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.library import Scan
from learning.model.finding import Finding, Severity
from learning.operations.compiling import FileReport, check_apart
from learning.operations.site import Site
from learning.operations.studio import demand_file, demand_work
from learning.operations.studio_paths import find_prefix, is_module
from learning.operations.studio_scan import scan_work
from learning.storage import publications, studio

Findings = tuple[Finding, ...]


def check_file(site: Site, viewer: Asker, path: str) -> Findings:
    """Check one file; of one that is no module by itself nothing is said. Raises NotFound."""
    with site.database.read() as connection:
        demand_file(connection, viewer, path)
        numbers = _list_numbers(connection, find_prefix(path))
        scan = scan_work(site, connection, find_prefix(path))
        ids = _list_ids(connection, [path])
    paths = [path] if is_module(path) and path in scan.files else []
    reports = _check(site, scan, paths, ids)
    _keep_counts(site, reports, numbers)
    return tuple(each for report in reports.values() for each in report.findings)


def check_work(site: Site, viewer: Asker, prefix: str) -> Mapping[str, Findings]:
    """Check all modules of a work, and give the findings by path; raises NotFound."""
    with site.database.read() as connection:
        demand_work(connection, viewer, prefix)
        numbers = _list_numbers(connection, prefix)
        scan = scan_work(site, connection, prefix)
        paths = [path for path in numbers if path in scan.files]
        ids = _list_ids(connection, paths)
    reports = _check(site, scan, paths, ids)
    _keep_counts(site, reports, numbers)
    return {path: report.findings for path, report in sorted(reports.items())}


def _check(
    site: Site, scan: Scan, paths: Collection[str], ids: Mapping[str, Collection[str]]
) -> Mapping[str, FileReport]:
    files = {path: scan.files[path] for path in paths}
    today = site.clock().date()
    return check_apart(files, beside=scan.beside, today=today, published=ids) if files else {}


def _list_numbers(connection: Connection, prefix: str) -> Mapping[str, int]:
    return {each.path: each.no for each in studio.list_files(connection, prefix)}


def _list_ids(connection: Connection, paths: Collection[str]) -> Mapping[str, Collection[str]]:
    current = publications.list_current(connection)
    return {each.path: each.ids.splitlines() for each in current if each.path in paths}


def _keep_counts(site: Site, reports: Mapping[str, FileReport], numbers: Mapping[str, int]) -> None:
    """Store how much was found, unless the file was saved meanwhile."""
    if not reports:
        return
    with site.database.write() as connection:
        for path, report in reports.items():
            errors = sum(each.severity is Severity.ERROR for each in report.findings)
            rest = len(report.findings) - errors
            studio.set_counts(connection, path, numbers[path], errors=errors, warnings=rest)
