"""The declaration of what is held about people whose texts are marked by others, and who mark.

Both sides of a mark get it in their copy; neither gets who the other is.
"""

from sqlalchemy import or_, select

from learning.storage.held import ME, TEACHING, WITH_ACCOUNT, YOURS, Holding
from learning.storage.peer_schema import PeerMark, PeerText

_MY_TEXTS = select(PeerText.id).where(PeerText.author_id == ME)

PEER_HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "texts-for-marking",
        PeerText,
        title="Texts of yours that the other side marks",
        purpose="So that somebody of the other side can read and mark them, without your name",
        basis=TEACHING,
        kept=WITH_ACCOUNT,
        whose=PeerText.author_id == ME,
        order=("written_at", "id"),
        given={
            "id": "text_id",
            "attempt_id": "attempt",
            "path": "module",
            "publication_id": "version_of_module",
            "question": "question",
            "title": "question_in_words",
            "side": "side",
            "text": "text",
            "marks": "marks_by_others",
            "written_at": "written_at",
            "offered_at": "offered_from",
        },
        withheld={"author_id": YOURS},
    ),
    Holding(
        "marks-by-rubric",
        PeerMark,
        title="Marks that you gave texts, or were given",
        purpose="So that whoever wrote the text learns from them",
        basis=TEACHING,
        kept=WITH_ACCOUNT,
        whose=or_(PeerMark.marker_id == ME, PeerMark.text_id.in_(_MY_TEXTS)),
        order=("given_at", "text_id", "marker_id"),
        given={
            "text_id": "text_id",
            "marker_id": "given_by",
            "points": "points_given_and_of_how_many",
            "words": "words",
            "given_at": "given_at",
        },
        texts=frozenset({"points"}),
    ),
)
