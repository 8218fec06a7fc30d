"""Papers for tests: from rows of marks, and any that Hypothesis thinks of."""

from collections.abc import Sequence

from hypothesis import strategies as st

from learning.evidence.papers import MarkedAnswer, Paper
from learning.model.names import OptionId, QuestionId
from learning.quiz.answer import Mark, Result

NAMES = tuple(QuestionId(each) for each in ("damp", "rent", "visa", "debt", "wage"))
OPTIONS = tuple(OptionId(each) for each in "abc")
ALL = dict.fromkeys(NAMES, OPTIONS)
# Eight people by four questions. All know the first; the last is got right by those who know least.
WORTH = (1, 2, 1, 3)
ROWS: tuple[tuple[float, ...], ...] = (
    (1, 2, 1, 0),
    (1, 2, 0.5, 1),
    (1, 1.5, 1, 1),
    (1, 1, 1, 3),
    (1, 1.5, 0, 2),
    (1, 0.5, 0.5, 3),
    (1, 0, 0, 2),
    (1, 0, 0, 3),
)
CHOSEN = st.frozensets(st.sampled_from(OPTIONS))
EARNED = st.one_of(st.sampled_from((0.0, 1 / 3, 0.5, 1.0)), st.floats(0, 1))


def make_answer(
    earned: float, possible: float = 1, chosen: frozenset[OptionId] = frozenset()
) -> MarkedAnswer:
    return MarkedAnswer(Mark(earned, possible, Result.PARTLY), chosen)


def make_papers(rows: Sequence[Sequence[float | None]], worth: Sequence[float]) -> list[Paper]:
    """Make a paper of each row of marks; None stands where the question was not asked."""
    return [
        Paper(
            {
                name: make_answer(earned, possible)
                for name, earned, possible in zip(NAMES, row, worth, strict=False)
                if earned is not None
            }
        )
        for row in rows
    ]


@st.composite
def papers_of(draw: st.DrawFn, names: st.SearchStrategy[tuple[QuestionId, ...]]) -> list[Paper]:
    """Draw papers on the questions that `names` draws for each, all worth as much on each."""
    worth = {each: draw(st.sampled_from((0.0, 1.0, 2.0, 3.0))) for each in NAMES}
    asked = draw(st.lists(names, max_size=14))
    return [
        Paper(
            {one: make_answer(draw(EARNED) * worth[one], worth[one], draw(CHOSEN)) for one in each}
        )
        for each in asked
    ]


DRAWN = papers_of(st.lists(st.sampled_from(NAMES), unique=True).map(tuple))
FIXED = st.integers(0, len(NAMES)).flatmap(lambda count: papers_of(st.just(NAMES[:count])))
ANY = st.one_of(DRAWN, FIXED)
