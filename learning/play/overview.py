"""The questions of a quiz that is about to be handed in: which are answered, on which page.

Knows pages and answers; not what is right, nor what is typed and not handed in.
"""

from dataclasses import replace

from learning.model.case import Asked
from learning.model.key import Module
from learning.model.names import Kind
from learning.play.pages import list_pages, next_page
from learning.play.shown import AskedLine
from learning.play.standing import visible_blocks
from learning.play.state import State


def list_asked(module: Module, state: State) -> tuple[AskedLine, ...]:
    """List every question of the attempt on the last page of a quiz or survey; else nothing."""
    pages = list_pages(module, state) or ()
    if module.case.kind not in {Kind.QUIZ, Kind.SURVEY} or next_page(module, state) is not None:
        return ()
    return tuple(
        AskedLine(
            block.question.id,
            block.question.title,
            page=number,
            here=page == state.scene,
            answered=block.question.id in state.answers or block.question.id in state.tried,
        )
        for number, page in enumerate(pages, 1)
        for block in (each.block for each in visible_blocks(module, replace(state, scene=page)))
        if isinstance(block, Asked)
    )
