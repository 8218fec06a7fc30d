"""The page before a work is deleted, in words."""

from dataclasses import dataclass

from learning.operations.studio_deleting import Deletion
from learning.web.pages.words import join_words, say_count


@dataclass(frozen=True, slots=True)
class DeletionPage:
    """What goes, line by line; `refused` where it cannot be deleted."""

    title: str
    prefix: str
    goes: tuple[str, ...]
    refused: str


def make_deletion(view: Deletion) -> DeletionPage:
    """Show what would go with a work."""
    held = view.held
    files = f"{say_count(held.texts, 'file')} of text, with {say_count(held.saves, 'save')} in all"
    media = say_count(held.media, "picture, sound or video", "pictures, sounds and videos")
    names = join_words(tuple(each.name for each in view.work.editors))
    goes = [files]
    if held.media:
        goes.append(media)
    if names:
        goes.append(f"What {names} can write and read of it")
    return DeletionPage(view.work.title, view.work.prefix, tuple(goes), view.refused)
