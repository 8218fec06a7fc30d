"""What a team has before it: sides, private passages, ways; and looked at once for each state."""

from learning.model.names import HEALTH, LAW
from learning.team import events as acts
from learning.team.sight import list_commits, list_missing, list_private, list_sides, stand
from tests.unit.factories import make_fence, make_prose
from tests.unit.team.playing import COLE, ON, RIGHT, begin, make_short


def list_ids(play, person: str) -> list[str]:
    private = list_private(play.module, play.session, play.team(), person=person)
    return [each.id for each in private]


def test_private_is_what_another_side_in_the_team_does_not_read() -> None:
    play = begin()
    assert (list_ids(play, "amina"), list_ids(play, "ben")) == (["chart"], ["app"])


def test_without_the_other_side_nothing_is_private_and_it_is_missing() -> None:
    play = begin(people=("amina", "ali"))
    assert list_sides(play.module, play.session, play.team()) == (HEALTH,)
    assert list_missing(play.module, play.session, play.team()) == (LAW,)
    assert list_ids(play, "amina") == []


def test_only_ones_own_sides_passages_can_be_told_and_untold() -> None:
    play = begin()
    play.go("1.share")
    play.do(acts.Tell("1.share", "chart"), "amina")
    assert play.team().turn.told == {"amina": {"chart"}}
    play.do(acts.Tell("1.share", "chart", told=False), "amina")
    assert play.team().turn.told == {"amina": frozenset()}
    assert play.refuse(acts.Tell("1.share", "app"), "amina") == ("UNKNOWN", "")


def test_a_scene_with_private_words_alone_is_shared() -> None:
    module = make_short(make_fence("f", make_prose("p", "Words"), roles=[LAW]), runs_on="done")
    play = begin(module)
    play.ready()
    play.do(acts.Tell("1.share", "p"), "ben")
    assert play.team().turn.told["ben"] == {"p"}


def test_a_state_is_looked_at_once_for_each_side() -> None:
    play = begin()
    seen = stand(play.module, play.team(), HEALTH)
    play.do(acts.Ready("1.brief"), "amina")
    assert stand(play.module, play.team(), HEALTH) is seen
    assert stand(play.module, play.team(), LAW) is not seen


def test_another_state_is_looked_at_anew() -> None:
    play = begin(make_short(make_prose("p", "Words"), choices=ON))
    seen = stand(play.module, play.team(), HEALTH)
    play.go("2.plan")
    assert stand(play.module, play.team(), HEALTH) is not seen


def test_all_that_somebody_locked_is_found_in_the_teams_that_they_were_in() -> None:
    play = begin(teams=(("amina", "ben"), ("ali", "bea")))
    for number in (1, 2):
        play.ready(number)
    play.do(acts.Reply("1.alone", "first", RIGHT), "amina")
    play.do(acts.MovePerson("amina", 2), COLE)
    [(scene, commit)] = list_commits(play.session, play.team(2), "amina")
    assert (scene, set(commit.replies)) == ("flat", {"first"})
