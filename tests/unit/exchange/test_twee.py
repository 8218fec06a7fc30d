"""Twee stories as skeletons of cases."""

from learning.exchange.carried import Carried
from learning.exchange.case_writer import write_case
from learning.exchange.front import Front
from learning.exchange.twee import read_story
from learning.model.names import Kind

STORY = """\
:: StoryTitle
The long wait

:: StoryData
{"ifid": "0", "start": "Front desk"}

:: Home
[[Front desk]]

:: Front desk [first] {"position": "1,1"}
(set: $trust to 1)A man //waits// with [[an envelope->The letter]].

[[Go home|Home]]
[[Wave him on<-Nowhere]]

:: The letter
It is ''black on white''.
"""


def carry(story: str) -> Carried:
    return write_case(Front("The wait", Kind.CASE), read_story(story))


def test_passages_become_scenes_and_links_choices() -> None:
    scene = carry(STORY).text.partition("## Front desk\n\n")[2].partition("\n\n##")[0]
    assert scene.splitlines() == [
        "A man *waits* with an envelope.",
        "",
        "- [an envelope](#the-letter)",
        "- [Go home](#home)",
        "- [Nowhere](#wave-him-on)",
    ]


def test_the_story_starts_where_its_own_settings_say() -> None:
    assert "\nstart: front-desk\n" in carry(STORY).text


def test_a_passage_without_links_is_an_ending() -> None:
    assert carry(STORY).text.endswith(
        "It is **black on white**.\n\n> Ending (mixed): The story ends here.\n"
    )


def test_what_cannot_come_along_is_said() -> None:
    assert [str(each) for each in carry(STORY).left] == [
        "line 10: the macro (set: $trust to 1), in 'Front desk'",
        "line 10: the passage 'Wave him on' that a link leads to",
        "line 10: the tags first of 'Front desk'",
        "line 16: 'The letter' has no links: say how the case ends there, and whether well",
    ]


def test_special_passages_and_variables_are_said() -> None:
    carried = carry(":: StoryInit\n<<set $a to 1>>\n\n:: Start\nHello $name [[Start]]")
    assert [each.what for each in carried.left] == [
        "the special passage 'StoryInit'",
        "the variable $name, in 'Start'",
    ]


def test_equal_names_and_words_are_told_apart() -> None:
    carried = carry(":: A\n[[go->B]] [[go->C]]\n\n:: A\nAgain\n\n:: B\nb\n\n:: C\nc")
    assert "\n## A (2)\n" in carried.text
    assert "- [go](#b)\n- [go (2)](#c)" in carried.text
