"""Q12: cues without lures. (A cue without a reason is found where links are read.)"""

from learning.content.faults import Faults
from learning.content.parsed import Document, Run, list_parts
from learning.content.prose import find_cues


def find_missing_lures(document: Document, faults: Faults) -> None:
    """Q12: a scene with cues and no lure, in which marking everything would be right."""
    # A mark that was refused may be the lure.
    for scene in document.scenes if not faults.has("Q13") else ():
        runs = [part for part in list_parts(scene.parts) if isinstance(part, Run)]
        marks = [mark for run in runs for mark in find_cues(run.tokens)]
        if marks and all(mark.meta["need"] for mark in marks):
            message = "a scene with cues and no lure"
            fix = 'mark words that are no legal need: [words](#not-a-cue "why")'
            faults.add("Q12", marks[0].meta["place"], message, fix=fix)
