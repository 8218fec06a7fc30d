"""Moves through the small case, and the checks that hold for whatever was played."""

from collections.abc import Sequence

from learning.model.names import ChoiceId, Need, OptionId, QuestionId
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.recount import recount, recount_spotting
from learning.operations.site import Site
from learning.operations.totals import list_counted
from learning.play.state import Choose, Finish, Move, Notice, Reply
from learning.quiz.answer import Chosen, Noticed
from learning.storage import progress, totals
from learning.storage.history import list_spotting
from learning.storage.totals import Amount, is_same
from tests.storage.written import CASE

QUESTION = QuestionId("what-would-you-ask-first")
SPOT = Notice((Noticed("wall behind the cot", Need.HOUSING),))
RIGHT = Reply(QUESTION, Chosen(frozenset({OptionId("when-did-it-begin")})))
WRONG = Reply(QUESTION, Chosen(frozenset({OptionId("why-not-move")})))
ASK = Choose(ChoiceId("ask-when-the-patches-began"))
CLOSE = Choose(ChoiceId("prescribe-and-close"))
CALL = Choose(ChoiceId("call-the-adviser-in"))
WELL: Sequence[Move] = (SPOT, RIGHT, ASK, CALL, Finish())
BADLY: Sequence[Move] = (Notice(()), WRONG, CLOSE, Finish())


def begin(site: Site, viewer: Viewer, *, anew: bool = False, path: str = CASE) -> str:
    return attempts.start(site, viewer, path, request_id=site.new_id(), anew=anew)


def play(site: Site, viewer: Viewer, moves: Sequence[Move], *, anew: bool = False) -> str:
    """Play an attempt from its beginning, and give its id."""
    attempt_id = begin(site, viewer, anew=anew)
    for no, move in enumerate(moves, 1):
        taken = attempts.take(site, viewer, attempt_id, no=no, move=move)
        assert taken == attempts.Taken(no), taken
    return attempt_id


def assert_counted(site: Site, viewer: Viewer) -> None:
    """Check that the stored progress is what the moves come to, and the totals with it."""
    with site.database.read() as connection:
        stored = progress.list_progress(connection, viewer.person_id)
        tallied = list_spotting(connection, viewer.person_id)
    counted = recount(site, viewer.person_id)
    assert [each.row for each in stored] == counted, "progress is not what the moves come to"
    assert tallied == recount_spotting(site, viewer.person_id)
    assert_totals(site)


def assert_totals(site: Site) -> None:
    """Check that every running total is what counting everything comes to."""
    with site.database.read() as connection:
        kept = totals.list_all(connection)
    counted = dict(list_counted(site))
    for key in kept.keys() | counted.keys():
        one, other = kept.get(key, Amount(0)), counted.get(key, Amount(0))
        assert is_same(one, other), (key, one, other)
