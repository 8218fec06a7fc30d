"""A quiz of two questions, published with whatever terms a test needs."""

from pathlib import Path

from learning.model.names import OptionId, QuestionId
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.play.state import Finish, Reply
from learning.quiz.answer import Chosen
from tests.storage.plays import begin
from tests.storage.written import FRONT, write

QUIZ = "courses/listening/quiz.md"
TEXT = (
    FRONT.format(title="What did you hear?", kind="quiz", more="{more}")
    + """Two questions.

### Question: Who is asked first?

- [x] The tenant
- [ ] The landlord
  > Not first.

### Question: Who is asked last?

- [x] The landlord
- [ ] The tenant
  > Not last.
"""
)


def say(question: str, option: str) -> Reply:
    return Reply(QuestionId(question), Chosen(frozenset({OptionId(option)})))


FIRST = say("who-is-asked-first", "the-tenant")
WRONG = say("who-is-asked-first", "the-landlord")
LAST = say("who-is-asked-last", "the-landlord")
NOT_LAST = say("who-is-asked-last", "the-tenant")


def set_terms(site: Site, folder: Path, more: str) -> None:
    """Publish the quiz with these lines in its front matter."""
    write(folder / "quizzes", QUIZ, TEXT.format(more=more))
    assert not publish(site, folder / "quizzes", "test").broken


def take(site: Site, viewer: Viewer, *, right: int = 2) -> str:
    """Begin another attempt, answer so many rightly, and finish it."""
    attempt_id = begin(site, viewer, anew=True, path=QUIZ)
    moves = (FIRST if right else WRONG, LAST if right > 1 else NOT_LAST, Finish())
    for no, move in enumerate(moves, 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)
    return attempt_id
