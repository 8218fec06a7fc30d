"""`learning certificate list`, `revoke` and `reinstate`, for whoever runs the site."""

import argparse

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.certificates import list_all, reinstate, revoke

BY = "the command line"
WHY = "the reason; it is kept in the audit record, and of a revocation the learner reads it"


def add_parser(commands: Commands) -> None:
    """Add the command with its three parts."""
    words = "list all certificates, revoke one, or let it be valid again"
    parser = commands.add_parser(
        "certificate", help=words, description=f"Learning certificate: {words}."
    )
    title, metavar = "what to do", "list | revoke | reinstate"
    parts = parser.add_subparsers(title=title, metavar=metavar, required=True)
    parts.add_parser("list", help="list all certificates").set_defaults(run=run_list)
    revoking = parts.add_parser("revoke", help="revoke one; its page says so from then on")
    revoking.set_defaults(run=run_revoke)
    reinstating = parts.add_parser("reinstate", help="let a revoked one be valid again")
    reinstating.set_defaults(run=run_reinstate)
    for each in (revoking, reinstating):
        each.add_argument("code", help="the code on the certificate")
        each.add_argument("--why", required=True, help=WHY)


def run_list(_: argparse.Namespace) -> int:
    """Print a line for each certificate: code, state, day, holder, course."""
    with opened_site() as site:
        for each in list_all(site):
            state = f"revoked {each.revoked_at:%Y-%m-%d}" if each.revoked_at else "valid"
            columns = (each.code, state, str(each.completed_on), each.name, each.title)
            print("\t".join(columns))
    return 0


def run_revoke(options: argparse.Namespace) -> int:
    """Revoke one."""
    with opened_site() as site:
        done = revoke(site, options.code, why=options.why, by=BY)
    print(f"Revoked {done.code}, of {done.name} for “{done.title}”.")
    return 0


def run_reinstate(options: argparse.Namespace) -> int:
    """Let one be valid again."""
    with opened_site() as site:
        done = reinstate(site, options.code, why=options.why, by=BY)
    print(f"{done.code} is valid again, of {done.name} for “{done.title}”.")
    return 0
