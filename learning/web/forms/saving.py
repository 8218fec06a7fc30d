"""What is typed in one part of a page: form fields -> a draft to keep, and what to ask of it first.

Knows field names and limits; whether the part is still to be filled in is for play to say.
"""

from collections.abc import Iterator

from learning.operations.saving import Draft
from learning.play.state import Notice, Reply
from learning.quiz.details import Detail, find_details
from learning.quiz.json_values import write_json
from learning.web.forms.attempts import check_marks, read_marks, read_number
from learning.web.forms.replies import ANSWER, AS_IT_IS, CONFIDENCE, PLAN, Fields, read_reply

MAX_SAVED_BYTES = 64 * 1024
SAVED = ("question", "kind", CONFIDENCE, AS_IT_IS, *PLAN, "words")
# Fields that hold sentences: what is chosen from a menu names nobody.
WRITTEN = ("action", "who", "by_when", "why", "words")


def read_draft(fields: Fields) -> Draft | None:
    """Read what is to be kept of one part; None where it is more than is kept."""
    kept = {name: texts for name, texts in fields.items() if _is_saved(name)}
    if len(write_json(kept).encode(errors="surrogatepass")) > MAX_SAVED_BYTES:
        return None
    no = read_number(fields)
    if "question" not in fields:
        marks = check_marks(read_marks(fields), nothing=False)
        whole = isinstance(marks, Notice)
        return Draft(kept, marks if isinstance(marks, Notice) else Notice(()), no, whole=whole)
    reply = read_reply(fields)
    return Draft(kept, reply, no) if isinstance(reply, Reply) else None


def find_doubts(fields: Fields) -> tuple[Detail, ...]:
    """Name what may be details of a real person and was not said to be meant as it is."""
    meant = set(" ".join(fields.get(AS_IT_IS, ())).split())
    found = {kind for text in list_written(fields) for kind in find_details(text)}
    return tuple(kind for kind in Detail if kind in found and kind.value not in meant)


def _is_saved(name: str) -> bool:
    return name in SAVED or name == ANSWER or name.startswith(f"{ANSWER}-")


def list_written(fields: Fields) -> Iterator[str]:
    """Give what was written in sentences; what was chosen from a list is left out."""
    names = WRITTEN if "free-text" not in fields.get("kind", ()) else (ANSWER, *WRITTEN)
    for name in names:
        yield from fields.get(name, ())
