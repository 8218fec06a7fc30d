"""Marks by tutors as their learner is shown them, on the page of a scene and in the debrief.

A tutor's marks come before those of others, and these before one's own; none changes any points.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from learning.model.key import Module
from learning.model.names import QuestionId
from learning.operations.site import Site
from learning.play.marked import TutorMarks, is_told
from learning.play.moving import follow_question
from learning.play.shown import PeerMarks, ShownBlock
from learning.quiz.answer import Marker, RubricMarks
from learning.quiz.json_values import as_list, as_whole, read_json
from learning.storage import tutor_marks

Pairs = tuple[tuple[int, int], ...]


def find_tutor_marks(
    site: Site, module: Module, *, attempt_id: str, shown: Iterable[ShownBlock]
) -> TutorMarks:
    """Give by question what a tutor gave an attempt's texts; asks nothing where there are none."""
    if not any(map(is_told, shown)):
        return {}
    with site.database.read() as connection:
        return {
            follow_question(module, question): marks
            for (_, question), marks in load_tutor_marks(connection, [attempt_id]).items()
        }


def load_tutor_marks(
    connection: Connection, attempt_ids: Sequence[str]
) -> dict[tuple[str, QuestionId], PeerMarks]:
    """Give by attempt and question, as it was called then, the marks by a tutor that hold."""
    rows = tutor_marks.list_of_attempts(connection, attempt_ids) if attempt_ids else {}
    return {
        (attempt_id, QuestionId(question)): make_marks(row.points, row.words, by=Marker.TUTOR)
        for (attempt_id, question), row in rows.items()
    }


def make_marks(points: str, words: str, *, by: Marker) -> PeerMarks:
    """Make marks from their points as they are stored."""
    pairs = load_pairs(points)
    given = tuple(given for given, _ in pairs)
    return PeerMarks(RubricMarks(given, by), tuple(of for _, of in pairs), words)


def load_pairs(points: str) -> Pairs:
    """Read points as they are stored: of each criterion those given, and of how many."""
    pairs = [as_list(each, 2) for each in as_list(read_json(points))]
    return tuple((as_whole(given), as_whole(of)) for given, of in pairs)
