"""`learning pull`: a course or case of a site taken to a folder, merged with what one changed.

What clashes leaves one's own file as it is, with the site's version beside it.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from learning.cli.shape import Commands
from learning.cli.sync_folder import THEIRS, Folder, FolderFault, Known, Local, open_folder
from learning.cli.sync_plan import Step, plan_pull
from learning.cli.sync_site import Place, pull_work, read_place, read_token, tell_lines
from learning.exchange.sync import Pulled

DONE, CLASHED = 0, 1
NOTHING_HERE = Local({}, (), ())


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "take a course or case of a site to a folder, or bring it up to date there"
    parser = commands.add_parser("pull", help=words, description=f"Learning pull: {words}.")
    parser.add_argument("address", help="such as https://learning.example.org/cases/damp")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="(default: here)")
    add_options(parser)
    parser.set_defaults(run=run_pull)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what pulling and pushing share."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    words = "a file with the token that you alone can read (or set LEARNING_TOKEN)"
    parser.add_argument("--token-file", type=Path, metavar="FILE", help=words)


def run_pull(options: argparse.Namespace) -> int:
    """Pull, or say what that would do; 1 where something clashes."""
    place = read_place(options.address)
    token = read_token(place.site, options.token_file)
    pulled = pull_work(place, token)
    if options.dry_run and not options.folder.exists():
        steps: Sequence[Step] = tuple(
            plan_pull(NOTHING_HERE, None, pulled, read_base=lambda _: None)
        )
    else:
        with open_folder(options.folder, make=not options.dry_run) as folder:
            steps = bring_in(folder, place, pulled, token=token, store=not options.dry_run)
    return tell(steps, place, stored=not options.dry_run)


def bring_in(
    folder: Folder, place: Place, pulled: Pulled, *, token: str, store: bool
) -> Sequence[Step]:
    """Bring the files of a folder up to date, unless `store` is false; say what was done."""
    local = folder.read_work(place.prefix)
    if local.theirs:
        raise FolderFault("\n".join(_say_unsettled(local)))
    state = folder.read_state()
    known = state.get(place.prefix)
    proof = place.prove(token)
    # What somebody else's token, or another site, has left there says nothing of this one.
    known = known if known and known.proof == proof else None
    steps = tuple(plan_pull(local, known, pulled, read_base=folder.read_base))
    if store:
        for path, raw in pulled.files.items():
            if path.endswith(".md"):
                folder.keep_base(raw)
        for step in steps:
            _do(folder, step)
        stamps = {each.path: each for each in pulled.stamps}
        folder.write_state({**state, place.prefix: Known(place.site, proof, stamps)})
    return steps


def _do(folder: Folder, step: Step) -> None:
    if folder.read(step.path) != step.mine:
        raise FolderFault(f"{folder.root / step.path} was saved this very moment. Pull again")
    if step.theirs is not None:
        folder.write(step.path + THEIRS, step.theirs)
    elif step.goes:
        folder.remove(step.path)
    elif step.raw is not None:
        folder.write(step.path, step.raw)


def _say_unsettled(local: Local) -> Iterator[str]:
    yield "First settle what clashed. Put what you want of these into your own files, then delete:"
    yield from (f"  {each}" for each in local.theirs)


def tell(steps: Sequence[Step], place: Place, *, stored: bool) -> int:
    """Print what was done, or would be, and give the exit code."""
    for step in steps:
        print(f"{step.path}: {step.words}")
        for clash in step.clashes:
            for line in tell_lines(clash.theirs, clash.at.theirs, whose="theirs"):
                print(line)
            for line in tell_lines(clash.mine, clash.at.mine, whose="yours"):
                print(line)
        if step.theirs is not None:
            verb = "lies" if stored else "would lie"
            print(f"  Yours is as it was; the site's version {verb} in {step.path}{THEIRS}")
    clashed = any(step.theirs is not None for step in steps)
    print(_sum_up(steps, place, stored=stored))
    return CLASHED if clashed else DONE


def _sum_up(steps: Sequence[Step], place: Place, *, stored: bool) -> str:
    if not steps:
        return f"{place.prefix} is up to date with {place.site}."
    if not stored:
        return "This was a dry run: nothing was written."
    if any(each.theirs is not None for each in steps):
        return (
            f"Put what you want of each file ending in {THEIRS} into your own, and delete it: "
            "then push."
        )
    return f"{place.prefix} is as it is at {place.site}, and as you changed it."
