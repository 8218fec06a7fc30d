"""`learning remark`: mark finished attempts again, once an answer was corrected and published."""

import argparse

from learning.cli.opening import opened_site
from learning.cli.shape import Commands
from learning.operations.remarking import Foreseen, foresee_remarking, remark

BY = "the command line"
SHOWN = 12


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "mark finished attempts again on the published version"
    parser = commands.add_parser("remark", help=words, description=f"Learning remark: {words}.")
    parser.add_argument("path", help="the case, lesson or quiz, such as cases/damp.md")
    parser.add_argument("--dry-run", action="store_true", help="say what would change (as without)")
    parser.add_argument(
        "--yes", metavar="CODE", help="store it: the code that the dry run has shown"
    )
    parser.set_defaults(run=run_remark)


def run_remark(options: argparse.Namespace) -> int:
    """Say what would change; store it where that was seen and is confirmed."""
    with opened_site() as site:
        foreseen = foresee_remarking(site, options.path)
        _tell(foreseen)
        code = foreseen.digest[:SHOWN]
        if not foreseen.moving:
            return 0
        if options.dry_run or options.yes is None:
            print(f"Nothing was stored. To store it: learning remark {options.path} --yes {code}")
            return 0
        if options.yes != code:
            print(f"Nothing was stored: this is not what --yes {options.yes} stands for.")
            return 1
        remark(site, options.path, by=BY, digest=foreseen.digest)
    print(
        f"Stored. {_count(foreseen.learners, 'learner')} will find a message on their first page."
    )
    return 0


def _tell(foreseen: Foreseen) -> None:
    print(f"{foreseen.title} ({foreseen.path})")
    if not foreseen.moving and not foreseen.unfit:
        print("Every finished attempt is marked by the published version: nothing would change.")
        return
    print(f"  marks that would rise: {foreseen.rising:,}")
    print(f"  marks that would fall: {foreseen.falling:,}")
    print(f"  marks that would stay: {foreseen.staying:,}")
    for each in foreseen.questions:
        print(f"    {each.name}: {each.rising:,} rise, {each.falling:,} fall")
    if foreseen.unfit:
        print(f"  {_count(foreseen.unfit, 'attempt')} cannot be marked again; the mark stays:")
    for reason, count in foreseen.reasons:
        print(f"    {count:,}: {reason}")


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"
