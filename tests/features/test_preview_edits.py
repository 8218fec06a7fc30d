"""A file is saved while it is previewed: the new text is shown, and the place in it kept."""

import os
import time

import pytest

from tests.features.previewing import (
    CASE,
    Desk,
    act,
    open_desk,
    reach_letter,
    read_news,
    reload,
    url_of,
    wait_for_check,
    write,
)
from tests.features.visitor import Visitor

AGAIN = "in the same scene with the same counters"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("preview")
    write(root, "cases/the-cold-flat.md", CASE)
    return open_desk(root, "cases/the-cold-flat.md")


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """Give the desk with its file as it was."""
    opened.save(CASE)
    return opened


@pytest.fixture
def tab(desk: Desk) -> Visitor:
    """Give a browser that has played to the second scene."""
    visitor = desk.tab()
    reach_letter(visitor)
    return visitor


def test_the_moves_are_made_again_on_the_new_text(desk: Desk, tab: Visitor) -> None:
    desk.edit("> He takes it out.", "> He takes it out of his coat.")
    desk.edit("trust +1", "trust -1")
    page = reload(tab)
    assert page.h1 == "The letter"
    assert "out of his coat" in page.text
    assert "He puts it away." in page.text
    assert AGAIN not in page.html


def test_moves_that_no_longer_fit_leave_scene_and_counters(desk: Desk, tab: Visitor) -> None:
    desk.edit("[Ask for the letter]", "[Ask him for the letter]")
    page = reload(tab)
    assert page.h1 == "The letter"
    assert AGAIN in page.html
    assert "3 of 5" in page.text
    assert "He has come to know you." in page.text
    page = act(tab, "choose", choice="call-the-adviser")
    assert page.h1 == "A plan"
    assert AGAIN not in page.html


def test_what_was_done_in_the_scene_is_done_again(desk: Desk) -> None:
    tab = desk.tab()
    act(tab, "start")
    act(tab, "reply", answer="since-when")
    act(tab, "notice", nothing="1")
    desk.edit("[boiler has been off]", "[boiler has been off since May]")
    desk.edit("- [x] Since when", "- [x] Since when has it been so")
    page = reload(tab)
    assert page.h1 == "In the surgery"
    assert "You heard 0 of 1 cue" in page.text
    assert tab.page.soup.find("input", value="since-when-has-it-been-so")


def test_a_scene_that_is_gone_leads_to_the_last_one_on_the_way(desk: Desk, tab: Visitor) -> None:
    before, _, after = CASE.partition("## The letter")
    before = before.replace("[Ask for the letter](#the-letter)", "[Ask at once](#a-plan)")
    desk.save(f"{before}## A plan{after.partition('## A plan')[2]}")
    page = reload(tab)
    assert page.h1 == "In the surgery"
    assert "so you stand in the nearest one on your way" in page.html
    assert "2 of 5" in page.text


@pytest.mark.parametrize("moved", ["", "moved: {the-letter: the-paper}\n"])
def test_a_scene_is_found_under_its_new_name(desk: Desk, tab: Visitor, moved: str) -> None:
    new = CASE.replace("## The letter", "## The paper").replace("#the-letter", "#the-paper")
    desk.save(new.replace("needs:", f"{moved}needs:"))
    page = reload(tab)
    assert page.h1 == "The paper"
    assert "3 of 5" in page.text


def test_errors_leave_the_last_version_to_play(desk: Desk, tab: Visitor) -> None:
    desk.edit("::: if trust >= 3", "::: if turst >= 3")
    page = reload(tab)
    assert page.h1 == "The letter"
    assert "the last version without any" in page.texts(".preview__stale")[0]
    assert "cases/the-cold-flat.md:49:8 V01 error" in page.texts(".finding__place")
    assert act(tab, "choose", choice="call-the-adviser").h1 == "A plan"
    desk.edit("turst", "trust")
    page = reload(tab)
    assert (page.h1, page.texts(".preview__stale")) == ("A plan", [])


@pytest.mark.parametrize("text", ["", CASE[:300], CASE[:-40], "\0", "---\n" * 9])
def test_half_a_file_breaks_nothing(desk: Desk, tab: Visitor, text: str) -> None:
    desk.file.write_text(text, encoding="utf-8")
    assert reload(tab).h1 == "The letter"
    desk.file.write_text(CASE, encoding="utf-8")
    page = reload(tab)
    assert (page.h1, page.texts(".preview__stale")) == ("The letter", [])


def test_a_file_that_is_gone_is_told_of_and_can_come_back(desk: Desk, tab: Visitor) -> None:
    desk.file.unlink()
    page = reload(tab)
    assert page.h1 == "The letter"
    assert "the file is not there any more" in page.texts(".finding__message")
    desk.save(CASE)
    assert reload(tab).texts(".preview__stale") == []


def test_a_file_between_two_names_is_waited_for(desk: Desk, tab: Visitor) -> None:
    away = desk.file.with_suffix(".old")
    os.rename(desk.file, away)
    before = read_news(tab)["number"]
    os.rename(away, desk.file)
    assert "is not there" not in reload(tab).html
    assert read_news(tab)["number"] >= before


def test_an_include_that_is_saved_is_shown(desk: Desk, tab: Visitor) -> None:
    write(desk.root, "cases/shared/box.md", "I listen first.\n")
    desk.edit("## The letter\n", "## The letter\n\n[Include: the box](shared/box.md)\n")
    assert "I listen first." in reload(tab).text
    write(desk.root, "cases/shared/box.md", "I listen last.\n")
    assert "I listen last." in reload(tab).text


def test_roles_that_are_gone_are_left(desk: Desk, tab: Visitor) -> None:
    desk.edit("needs:", "roles: [law]\nneeds:")
    desk.edit("::: for health\nThe record shows four visits.\n:::\n", "")
    page = reload(tab)
    assert page.h1 == "The letter"
    assert page.texts(".preview__side[aria-pressed=true]") == ["Law side"]


def test_a_case_of_sixty_scenes_is_shown_in_time(desk: Desk, tab: Visitor) -> None:
    scenes = "".join(
        f"\n## Scene {number}\n\n{'Some words of the story. ' * 12}\n\n"
        f"- [Go on](#scene-{number + 1})\n  - trust +1\n- [End](#ten-days-later)\n"
        for number in range(60)
    )
    end = "\n## Scene 60\n\n> Ending (mixed): So it goes.\n"
    long = CASE.replace("(#a-plan)", "(#scene-0)", 1) + scenes + end
    desk.save(long)
    wait_for_check(tab)
    desk.save(long.replace("Some words", "Other words"))
    # Time on the processor: how many share it is not the preview's business.
    began = time.process_time()
    page = tab.client.get(url_of(tab), base_url=tab.base_url)
    took = time.process_time() - began
    assert "He lets you keep it." in page.text
    assert took < 0.3
