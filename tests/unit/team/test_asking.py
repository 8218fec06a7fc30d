"""Questions as a session shows them, where that is not as one alone sees them."""

from learning.model.form import FreeText
from learning.model.solution import Criterion, FreeTextSolution
from learning.play.state import Reply
from learning.quiz.answer import Written
from learning.team.asking import tell
from tests.unit.factories import make_asked, make_ending, make_module, make_scene, play, start

RUBRIC = (Criterion(1, "Names the duty"),)


def test_a_text_for_the_other_side_is_a_text_like_any_other() -> None:
    asked = make_asked("text", FreeText(peer=True), FreeTextSolution("the model", RUBRIC))
    case = make_module(make_scene("one", asked, endings=[make_ending()]))
    [block] = case.case.scenes["one"].body
    for moves in ((), (Reply("text", Written("Ours")),)):
        shown = tell(case, play(case, start(case), *moves), block.question)
        assert (shown.form, shown.may_rate) == (FreeText(), False)
