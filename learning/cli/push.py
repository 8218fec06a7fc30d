"""`learning push`: what was changed in a folder brought back to its site: all of it, or nothing.

What others saved meanwhile is merged there, and then pulled.
"""

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from learning.cli.check import run_check
from learning.cli.pull import (
    add_options,
    bring_in,
    demand_known,
    find_known,
    list_places,
    say_pull,
    tell,
)
from learning.cli.shape import Commands
from learning.cli.sync_folder import Folder, FolderFault, Known, Local, open_folder, tidy
from learning.cli.sync_plan import plan_push, say_change
from learning.cli.sync_site import (
    Place,
    SyncClashed,
    clean,
    pull_work,
    push_work,
    read_place,
    read_token,
)
from learning.exchange.sync import Pushed, Taken

DONE = 0


def add_parser(commands: Commands) -> None:
    """Add the command."""
    words = "bring what was changed in a folder back to the site it was pulled from"
    parser = commands.add_parser("push", help=words, description=f"Learning push: {words}.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="(default: here)")
    words = "push this one, also a new one, such as https://learning.example.org/cases/damp"
    parser.add_argument("--to", metavar="ADDRESS", help=words)
    words = "check the files first, and say what is found (drafts may have errors)"
    parser.add_argument("--check", action=argparse.BooleanOptionalAction, default=True, help=words)
    add_options(parser)
    parser.set_defaults(run=run_push)


def run_push(options: argparse.Namespace) -> int:
    """Push each work of the folder, or say what that would do; 1 where something clashes."""
    with open_folder(options.folder) as folder:
        state = folder.read_state()
        places = [read_place(options.to)] if options.to else list_places(state)
        if not places:
            raise FolderFault(
                f"Nothing was pulled to {folder.root} yet. Say where to push: "
                "learning push --to https://SITE/cases/NAME"
            )
        return max(_push(folder, place, state, options) for place in places)


def _push(
    folder: Folder, place: Place, state: Mapping[str, Known], options: argparse.Namespace
) -> int:
    token = read_token(place.site, options.token_file)
    known = (
        find_known(place, token, state)
        if options.to
        else demand_known(place, token, state, options=options)
    )
    local = folder.read_work(place.prefix)
    _demand_settled(folder, place, local)
    changes, files = plan_push(local, known)
    for each in local.odd:
        print(f"{clean(each)}: left out, as it is no part of a course or case")
    if not changes:
        print(f"Nothing has changed in {place.prefix} since it was pulled.")
        return DONE
    if options.check:
        _check(folder, place, local)
    for change in changes:
        print(clean(say_change(change)))
    if options.dry_run:
        print("This was a dry run: nothing was sent.")
        return DONE
    try:
        taken = push_work(place, token, Pushed(str(uuid4()), changes, files))
    except SyncClashed as error:
        raise SyncClashed(f"{error}\nTo settle it, type: {say_pull(place, options)}") from error
    print(f"{place.prefix} is at {place.site}.")
    older = known.stamps if known else {}
    if _keep(folder, place.prefix, local, Known(place.site, place.prove(token), older), taken):
        return DONE
    steps = bring_in(folder, place, pull_work(place, token), token=token, store=True)
    return tell(steps, place, stored=True)


def _demand_settled(folder: Folder, place: Place, local: Local) -> None:
    if local.theirs:
        names = "\n".join(f"  {clean(each)}" for each in local.theirs)
        told = "First settle what clashed. Put what you want of these into your own files, then "
        raise FolderFault(f"{told}delete:\n{names}")
    if not local.files:
        raise FolderFault(f"There is no {place.prefix} in {folder.root}")


def _check(folder: Folder, place: Place, local: Local) -> None:
    """Say what the checker finds; a draft may have errors."""
    main = f"{place.prefix}.md"
    path = folder.root / (main if main in local.files else place.prefix)
    if path.exists():
        plain = {"json": False, "reading": False, "strict": False, "fix": False, "explain": None}
        if run_check(argparse.Namespace(paths=[os.fspath(path)], **plain)):
            print("It is sent all the same: a draft may have errors.")


def _keep(folder: Folder, prefix: str, local: Local, older: Known, taken: Taken) -> bool:
    """Note what the site has now of what was sent; say whether that is all that it has.

    What others had a part in is known as it was before, until it is pulled.
    """
    now = {each.path: each for each in taken.stamps}
    changes, _ = plan_push(local, Known("", "", now))
    differ = {each.path for each in changes}
    same = {path: each for path, each in now.items() if path not in differ}
    for path in same:
        if path.endswith(".md"):
            folder.keep_base(tidy(path, local.files[path]))
    rest = {path: each for path, each in older.stamps.items() if path in differ}
    state = {**folder.read_state(), prefix: replace(older, stamps={**rest, **same})}
    folder.write_state(state)
    return not differ
