"""The questions of one module by a cohort's first attempts: how hard each was, and whom it tells.

One statement reads the attempts; the figures are those of `docs/evidence.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from learning.evidence.items import ItemFigures, study_items
from learning.evidence.papers import MarkedAnswer, Paper, lay_out
from learning.evidence.reliability import PaperFigures, study_papers
from learning.model.case import Asked, Question
from learning.model.form import Ticks
from learning.model.key import Module
from learning.model.names import Kind, OptionId, QuestionId, SceneId
from learning.model.solution import TicksSolution
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.teaching_evidence import Desk, open_desk, open_module
from learning.operations.versions import play_moves
from learning.play.moving import follow_question
from learning.play.record import load_state
from learning.play.score import list_counting, list_left
from learning.play.sifted import list_blocks
from learning.play.state import STATE_FORMAT, Refused, State
from learning.quiz.answer import Chosen, Mark, Result
from learning.quiz.marking import is_marked
from learning.storage import teaching_evidence
from learning.storage.teaching_evidence import AttemptLine

_HAIR = 1e-9
KINDS = (Kind.CASE, Kind.LESSON, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it stands in its scene, with what is right of its options."""

    scene: SceneId
    question: Question
    right: frozenset[OptionId]

    @property
    def options(self) -> tuple[OptionId, ...]:
        """The options that can be ticked, none where nothing is ticked."""
        form = self.question.form
        return tuple(each.id for each in form.options) if isinstance(form, Ticks) else ()


@dataclass(frozen=True, slots=True)
class ItemStudy:
    """The questions of a module with their figures, and the figures of it as a whole.

    `older` of the papers were written on versions before this one; `gone` counts the answers in
    them to questions that this version does not have, which are in no figure of a question.
    """

    desk: Desk
    module: Module
    items: tuple[tuple[Item, ItemFigures], ...]
    whole: PaperFigures
    older: int
    gone: int


def load_items(site: Site, viewer: Viewer, cohort_id: str, *, path: str) -> ItemStudy:
    """Study the questions of a module by a cohort's first attempts; raises NotFound."""
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        module = open_module(site, connection, desk, path=path)
        rows = teaching_evidence.list_firsts(connection, cohort_id, path)
        papers = [_read_paper(site, connection, module, row=row) for row in rows]
    items = {each.question.id: each for each in list_items(module)}
    here = {name for key in module.key.scenes.values() for name in key.questions}
    laid = lay_out(papers)
    figures = study_items(laid, {name: each.options for name, each in items.items()})
    return ItemStudy(
        desk=desk,
        module=module,
        items=tuple((items[each.question], each) for each in figures),
        whole=study_papers(laid),
        older=sum(not row.newest for row in rows),
        gone=sum(name not in here for paper in papers for name in paper.answers),
    )


def list_items(module: Module) -> Iterator[Item]:
    """Give the questions that are marked, whichever side is asked, in the file's order."""
    if module.case.kind not in KINDS:
        return
    for scene, key in module.key.scenes.items():
        found: dict[QuestionId, Question] = {}
        for role in module.case.roles:
            for block, _ in list_blocks(module, role, scene):
                if isinstance(block, Asked):
                    found[block.question.id] = block.question
        for name, each in key.questions.items():
            if name in found and is_marked(each):
                solution = each.solution
                right = solution.right if isinstance(solution, TicksSolution) else frozenset()
                yield Item(scene, found[name], right)


def load_played(
    site: Site, connection: Connection, path: str, *, row: AttemptLine
) -> tuple[Module, State] | None:
    """Give the version an attempt was played on, and its state; None where it plays no more."""
    module = site.shelf.modules.get(connection, path, row.sha256)
    if row.state_format == STATE_FORMAT:
        return module, load_state(row.state)
    state = play_moves(connection, module, row.id, role=row.role)
    return None if isinstance(state, Refused) else (module, state)


def _read_paper(site: Site, connection: Connection, module: Module, *, row: AttemptLine) -> Paper:
    played = load_played(site, connection, module.case.path, row=row)
    if played is None:
        return Paper({})
    own, state = played
    answers = {
        name: _take(each.answer, each.mark) for name, each in list_counting(own, state).items()
    }
    answers |= _find_left(own, state, row)
    return Paper({follow_question(module, name): each for name, each in answers.items()})


def _take(answer: object, mark: Mark) -> MarkedAnswer:
    chosen = answer.options if isinstance(answer, Chosen) else frozenset()
    # Points taken for hints may leave less than nothing.
    return MarkedAnswer(replace(mark, earned=max(0.0, mark.earned)), chosen)


def _find_left(module: Module, state: State, row: AttemptLine) -> Mapping[QuestionId, MarkedAnswer]:
    """Give the questions that were asked and left out; where all points are there, none were."""
    marks = [each.mark for each in state.answers.values()]
    marks += [each.mark for each in state.spotted.values()]
    possible = sum(each.possible for each in marks)
    if row.reachable is not None and abs(possible - row.reachable) < _HAIR:
        return {}
    return {
        name: MarkedAnswer(Mark(0.0, points, Result.WRONG))
        for (_, name), points in list_left(module, state).items()
        if name is not None
    }
