"""`learning pull`: a course or case of a site taken to a folder, merged with what one changed.

What clashes leaves one's own file as it is, with the site's version beside it.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shlex import join

from learning.cli.shape import Commands
from learning.cli.sync_folder import THEIRS, Folder, FolderFault, Known, Local, open_folder
from learning.cli.sync_plan import Step, plan_pull
from learning.cli.sync_site import Place, pull_work, read_place, read_token, tell_lines
from learning.errors import BadSettings
from learning.exchange.sync import Pulled

DONE, CLASHED = 0, 1
NOTHING_HERE = Local({}, (), ())


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "take a course or case of a site to a folder, or bring it up to date there"
    parser = commands.add_parser("pull", help=words, description=f"Learning pull: {words}.")
    words = "such as https://learning.example.org/cases/damp (default: what was pulled there)"
    parser.add_argument("address", nargs="?", help=words)
    parser.add_argument("folder", nargs="?", type=Path, help="(default: here)")
    add_options(parser)
    parser.set_defaults(run=run_pull)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what pulling and pushing share."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    words = "a file with the token that you alone can read (or set LEARNING_TOKEN)"
    parser.add_argument("--token-file", type=Path, metavar="FILE", help=words)


def run_pull(options: argparse.Namespace) -> int:
    """Pull, or say what that would do; 1 where something clashes."""
    address, options.folder = _read_where(options.address, options.folder)
    if address is None:
        return _pull_known(options)
    place = read_place(address)
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


def _read_where(address: str | None, folder: Path | None) -> tuple[str | None, Path]:
    """Tell an address from a folder: either may be left out."""
    if address is None or (folder is None and Path(address).is_dir()):
        return None, Path(address or "")
    return address, folder or Path()


def _pull_known(options: argparse.Namespace) -> int:
    """Pull each work that was pulled to a folder before."""
    with open_folder(options.folder) as folder:
        state = folder.read_state()
        if not state:
            told = "Say where from: learning pull https://SITE/cases/NAME"
            raise FolderFault(f"Nothing was pulled to {folder.root} yet. {told}")
        return max(_pull_again(folder, each, state, options) for each in list_places(state))


def _pull_again(
    folder: Folder, place: Place, state: Mapping[str, Known], options: argparse.Namespace
) -> int:
    token = read_token(place.site, options.token_file)
    demand_known(place, token, state, options=options)
    pulled = pull_work(place, token)
    steps = bring_in(folder, place, pulled, token=token, store=not options.dry_run)
    return tell(steps, place, stored=not options.dry_run)


def list_places(state: Mapping[str, Known]) -> list[Place]:
    """Give where works came from. Their addresses were written by us, or by somebody else."""
    return [read_place(f"{known.site}/{prefix}") for prefix, known in sorted(state.items())]


def find_known(place: Place, token: str, state: Mapping[str, Known]) -> Known | None:
    """Give what is known of a work; None where another token or site left it there."""
    known = state.get(place.prefix)
    return known if known and known.proof == place.prove(token) else None


def demand_known(
    place: Place, token: str, state: Mapping[str, Known], *, options: argparse.Namespace
) -> Known:
    """Give what is known of a work; raise BadSettings before a token goes where nobody said."""
    if known := find_known(place, token, state):
        return known
    raise BadSettings(
        f"This folder was not pulled with this token. If you trust {place.site}, pull first: "
        f"{say_pull(place, options)}"
    )


def say_pull(place: Place, options: argparse.Namespace) -> str:
    """Give the command by which a work comes to a folder, to be typed as it stands."""
    words = ["learning", "pull", f"{place.site}/{place.prefix}"]
    words += [str(options.folder)] if options.folder != Path() else []
    words += ["--token-file", str(options.token_file)] if options.token_file else []
    return join(words)


def bring_in(
    folder: Folder, place: Place, pulled: Pulled, *, token: str, store: bool
) -> Sequence[Step]:
    """Bring the files of a folder up to date, unless `store` is false; say what was done."""
    local = folder.read_work(place.prefix)
    if local.theirs:
        raise FolderFault("\n".join(_say_unsettled(local)))
    state = folder.read_state()
    # What somebody else's token, or another site, has left there says nothing of this one.
    known = find_known(place, token, state)
    steps = tuple(plan_pull(local, known, pulled, read_base=folder.read_base))
    if store:
        for path, raw in pulled.files.items():
            if path.endswith(".md"):
                folder.keep_base(raw)
        for step in steps:
            _do(folder, step)
        stamps = {each.path: each for each in pulled.stamps}
        folder.write_state({**state, place.prefix: Known(place.site, place.prove(token), stamps)})
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
