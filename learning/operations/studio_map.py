"""The map of a draft: the module it is drawn from, its text now, and how many plays come where.

Plays at random are made in a child, within limits, once for each text; nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType

from learning.access.rules import Asker
from learning.model.course import Course
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.children import Broken, Limits, run_apart
from learning.operations.previews import Edition
from learning.operations.studio import DraftView, read_file
from learning.operations.studio_previews import StudioPreviews, Visits
from learning.play.visits import count_visits
from learning.storage import publications

RUNS = 1000
PLAYING = Limits(processor=3.0, clock=6.0)


@dataclass(frozen=True, slots=True)
class DraftMap:
    """A file to be drawn. `module` is None where no version of it was ever without an error.

    `of_draft` says that it is of the text as it is now; else it is of an earlier text, or of what
    learners play now (`published`). `visits` are None where playing took too long.
    """

    draft: DraftView
    edition: Edition
    module: Module | None
    of_draft: bool
    published: bool
    visits: Visits | None
    runs: int = RUNS

    @property
    def course(self) -> Course | None:
        """The course, if the file is one: it has modules, and no scenes."""
        compiled = self.edition.compiled
        return compiled if isinstance(compiled, Course) else None


def draw_draft(previews: StudioPreviews, viewer: Asker, path: str) -> DraftMap:
    """Give what the map of a file shows; raises NotFound for who may not write it."""
    draft = read_file(previews.site, viewer, path)
    edition = previews.look_through(viewer, path)
    compiled = edition.compiled
    module = compiled if isinstance(compiled, Module) else None
    published = None if compiled else _load_published(previews, path)
    shown = module or published
    return DraftMap(
        draft,
        edition,
        module=shown,
        of_draft=edition.fresh,
        published=published is not None,
        visits=previews.visits.get(shown.sha256, lambda: _play(shown)) if shown else None,
    )


def _load_published(previews: StudioPreviews, path: str) -> Module | None:
    """Give what learners play now, where this process knows no text without an error."""
    site = previews.site
    with site.database.read() as connection:
        version = publications.load_current(connection, path)
        if version is None or version.kind == Kind.COURSE:
            return None
        return site.shelf.modules.get(connection, path, version.sha256)


def _play(module: Module) -> Visits | None:
    (found,) = run_apart(_count, [module], limits=PLAYING)
    return None if isinstance(found, Broken) else found


def _count(module: Module) -> Visits:
    """Play from each side, in a child."""
    return {role: count_visits(module, role, runs=RUNS) for role in module.case.roles}


def _freeze(values: Mapping[object, object]) -> Mapping[object, object]:
    return MappingProxyType(dict(values))


# Compiled modules hold such mappings, which Python sends to no other process by itself.
ForkingPickler.register(MappingProxyType, lambda values: (_freeze, (dict(values),)))
