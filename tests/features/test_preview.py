"""`learning preview`: the learner's own pages, around them what an author needs, over HTTP."""

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


def test_it_begins_on_the_cover(desk: Desk) -> None:
    page = desk.tab().page
    assert page.h1 == "The cold flat"
    assert "You play on the health side" in page.text
    assert page.texts(".preview__file") == ["Preview cases/the-cold-flat.md line 1"]
    assert page.texts(".preview__side") == ["Health side", "Law side", "Facilitator"]


def test_a_case_is_played_to_its_debrief(desk: Desk) -> None:
    tab = desk.tab()
    page = reach_letter(tab)
    assert page.h1 == "The letter"
    assert "He takes it out." in page.text
    assert "He lets you keep it." in page.text
    act(tab, "choose", choice="call-the-adviser")
    page = act(tab, "finish")
    assert page.h1 == "How it went"
    assert "You ring the adviser." in page.text
    assert act(tab, "again").h1 == "In the surgery"


def test_each_side_sees_its_own_and_two_tabs_stand_side_by_side(desk: Desk) -> None:
    health = desk.tab()
    act(health, "start")
    first = url_of(health)
    assert "four visits" in health.page.text
    assert "names no day" not in health.page.text
    beside = health.post(f"{url_of(health)}/beside", {"role": "law"})
    assert beside.h1 == "In the surgery"
    assert "names no day" in beside.text
    assert "four visits" not in beside.text
    assert "four visits" in health.get(first).text


def test_the_side_is_changed_and_the_place_kept(desk: Desk) -> None:
    tab = desk.tab()
    reach_letter(tab)
    page = act(tab, "side", role="law")
    assert page.h1 == "The letter"
    assert page.texts(".preview__side[aria-pressed=true]") == ["Law side"]
    assert "He lets you keep it." in page.text


def test_the_facilitator_sees_what_is_for_the_facilitator(desk: Desk) -> None:
    tab = desk.tab()
    act(tab, "start")
    assert "Ask the room first." not in tab.page.html
    page = act(tab, "side", role="facilitator")
    assert "Let both sides read aloud." in page.text
    assert "Ask the room first." in page.soup.header.get_text()


def test_what_is_typed_wrongly_comes_back_as_for_learners(desk: Desk) -> None:
    tab = desk.tab()
    act(tab, "start")
    page = tab.submit(f"{url_of(tab)}/reply", {}, status=422)
    assert "Choose an answer first" in page.text
    page = tab.submit(f"{url_of(tab)}/notice", {"words": ["a", "b", "c"], "more": "1"})
    assert len(page.soup.select("[data-row]")) == 4


def test_any_scene_is_reached_with_any_counters_and_flags(desk: Desk) -> None:
    tab = desk.tab()
    right = {"answered-what-would-you-ask": "right", "visited": "in-the-surgery"}
    page = act(tab, "place", scene="the-letter", **{"counter-trust": "1"}, **right)
    assert page.h1 == "The letter"
    assert "He puts it away." in page.text
    assert "He has come to know you." in page.text
    page = act(tab, "place", scene="the-letter", **{"counter-trust": "99"})
    assert "5 of 5" in page.text


def test_it_starts_again_on_the_cover(desk: Desk) -> None:
    tab = desk.tab()
    reach_letter(tab)
    assert act(tab, "restart").h1 == "The cold flat"
    assert act(tab, "start").h1 == "In the surgery"


def test_a_form_of_an_overtaken_page_does_nothing(desk: Desk) -> None:
    tab = desk.tab()
    page = reach_letter(tab)
    page = tab.post(f"{url_of(tab)}/choose", {"choice": "call-the-adviser", "no": "1"})
    assert page.h1 == "The letter"
    assert "so nothing was done" in page.text


def test_a_play_that_is_not_kept_begins_afresh(desk: Desk) -> None:
    page = desk.tab().get("/plays/0123456789ab")
    assert page.h1 == "The cold flat"
    assert "you begin afresh" in page.text


@pytest.mark.parametrize("path", ["/plays/x/news", "/plays/x/findings", "/progress", "/cases"])
def test_what_there_is_not_is_not_found(desk: Desk, path: str) -> None:
    assert desk.tab().client.get(path).status_code == 404


def test_findings_name_file_and_line(desk: Desk) -> None:
    desk.edit("::: for law", "::: for lawyers")
    tab = desk.tab()
    page = wait_for_check(tab)
    assert page.texts(".finding__place") == ["cases/the-cold-flat.md:24:9 B04 error"]
    assert page.texts(".finding__fix") == ["To mend it: did you mean law?"]


def test_findings_that_take_playing_come_later(desk: Desk) -> None:
    desk.save(f"{CASE}\n## Nowhere\n\n> Ending (poor): Nobody comes here.\n")
    tab = desk.tab()
    assert tab.page.texts("[data-total]") == ["Checking"]
    page = wait_for_check(tab)
    assert page.texts("[data-total]") == ["1 warning"]
    line = CASE.count("\n") + 2
    assert page.texts(".finding__place") == [f"cases/the-cold-flat.md:{line}:1 S03 warning"]
    assert f":{line}:1" in tab.client.get(f"{url_of(tab)}/findings").text


def test_what_is_included_is_told_of_by_its_own_name(desk: Desk) -> None:
    write(desk.root, "cases/shared/box.md", "> Ending (odd): No.\n\n<b>\n")
    desk.edit("## The letter\n", "## The letter\n\n[Include: the box](shared/box.md)\n")
    page = wait_for_check(desk.tab())
    assert any(each.startswith("cases/shared/box.md:") for each in page.texts(".finding__place"))


def test_stories_that_do_not_come_true_are_told_of(desk: Desk) -> None:
    tab = desk.tab()
    wait_for_check(tab)
    story = desk.root / "cases/the-cold-flat.test.md"
    story.write_text('# Stories\n\n## One (law)\n\n- choose "Sing"\n', encoding="utf-8")
    assert not read_news(tab)["checked"]
    page = wait_for_check(tab)
    story.unlink()
    assert page.texts(".finding__place") == ["cases/the-cold-flat.test.md:5:3 P03 error"]
    assert page.texts(".preview__stale") == []


def test_news_tell_that_it_was_saved(desk: Desk) -> None:
    tab = desk.tab()
    before = read_news(tab)["number"]
    desk.file.touch()
    assert read_news(tab)["number"] == before
    desk.edit("Mr Osei is back.", "Mr Osei is here.")
    assert read_news(tab)["number"] == before + 1
    assert "Mr Osei is here." in reload(tab).text
