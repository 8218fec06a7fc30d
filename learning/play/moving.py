"""Moves made on an older version, told in the names of a newer one (`moved` of Case Markdown)."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from learning.model.key import Module
from learning.model.names import QuestionId, SceneId
from learning.play.state import Move, Rate, Reply, TakeHint, Visit

Name = TypeVar("Name", SceneId, QuestionId)


def rename_moves(module: Module, moves: Iterable[Move]) -> Iterator[Move]:
    """Give the moves with scenes and questions by the ids that this version knows them by.

    Only what the version no longer has is renamed, through as many renames as it was given; so
    moves of any version can be handed in, and those of this one come back as they are.
    """
    moved = module.case.moved
    if not moved:
        yield from moves
        return
    questions = {each for scene in module.key.scenes.values() for each in scene.questions}
    for move in moves:
        match move:
            case Visit():
                yield _rename_visit(move, module, questions)
            case Reply() | TakeHint() | Rate():
                yield replace(move, question=_follow(move.question, questions, moved))
            case _:
                yield move


def follow_question(module: Module, question: QuestionId) -> QuestionId:
    """Give the id by which this version knows a question of an older one; itself where none."""
    questions = {each for scene in module.key.scenes.values() for each in scene.questions}
    return _follow(question, questions, module.case.moved)


def follow_scene(module: Module, scene: SceneId) -> SceneId:
    """Give the id by which this version knows a scene of an older one; itself where none."""
    return _follow(scene, module.case.scenes, module.case.moved)


def _rename_visit(visit: Visit, module: Module, questions: Container[QuestionId]) -> Visit:
    scenes, moved = module.case.scenes, module.case.moved
    return Visit(
        _follow(visit.scene, scenes, moved),
        tuple((_follow(scene, scenes, moved), choice) for scene, choice in visit.trail),
        tuple((_follow(each, questions, moved), right) for each, right in visit.assumed),
    )


def _follow(name: Name, known: Container[Name], moved: Mapping[str, str]) -> Name:
    # As many steps as there are renames: in a circle of them nothing is found, and nothing hangs.
    found = name
    for _ in moved:
        if found in known:
            return found
        found = type(name)(moved.get(found, found))
    return found if found in known else name
