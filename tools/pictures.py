"""Takes the pictures of `docs/authoring.md` again, from the modules in `docs/tour`.

`python -m tools.pictures [PART ...]` plays each module, or those named, as a learner does, and
keeps what comes to be seen. It needs Chromium: on the path, or where CHROMIUM says.
"""

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.servers import find_chromium
from tools.camera import Camera, show

ROOT = Path(__file__).resolve().parent.parent
TOUR, PICTURES = ROOT / "docs" / "tour", ROOT / "docs" / "img" / "authoring"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
STEP, DONE = "section.step:not(.step--done)", "section.step--done"
RIGHT = (
    "What is it like at home?",
    "“The boiler has been off since October.”",
    "The housing adviser",
)
SIDE, TEXT = ".side-note", ".with-aside__article .prose"
ASKED = "Give this answer"


def shoot_first(camera: Camera) -> None:
    """The first case of the tour, in the preview."""
    camera.click("Begin")
    camera.page.locator("[data-total]", has_text="No findings").wait_for(timeout=30_000)
    camera.keep("preview", ".preview", "#now", "#onward")


def shoot_case(camera: Camera) -> None:
    """A case from its cover to its second scene."""
    camera.keep("cover", ".with-aside__heading", "dl")
    camera.click("Begin")
    mark(camera, "boiler", "October")
    camera.keep("cue-mark", ".prose[data-words]", ".need-picker")
    camera.page.locator("[data-need=housing]").click()
    mark(camera, "walks", "church")
    camera.page.locator("[data-need=community-care]").click()
    camera.click("Hand in what I noticed")
    camera.keep("cue-result", "#spotting")
    camera.tick("What is it like at home?")
    camera.click(ASKED)
    camera.keep("choices", "#onward")
    camera.click("A Ask what it is like at home")
    camera.keep("consequence", ".stand", ".arrival")


def mark(camera: Camera, first: str, last: str) -> None:
    """Mark the words from one to another, as with two taps."""
    for words in (first, last):
        camera.page.locator(".word", has_text=words).first.click()


def shoot_fences(camera: Camera) -> None:
    """Who sees what, and when."""
    camera.click("Begin")
    camera.stand("The letter", trust="3")
    camera.keep("fence-health", SIDE, TEXT)
    camera.click("Law side")
    camera.keep("fence-law", SIDE, TEXT)
    camera.stand("The letter", trust="1")
    camera.keep("otherwise", f"{TEXT} >> text=again")
    camera.keep("greyed", "#onward")
    camera.click("Facilitator")
    camera.keep("facilitator", f"{SIDE} >> nth=0", f"{SIDE} >> nth=-1")


def shoot_endings(camera: Camera) -> None:
    """An ending, and what is looked at after it."""
    camera.click("Begin")
    camera.click("I noticed nothing here")
    camera.tick("What is it like at home?")
    camera.click(ASKED)
    camera.click("A Ask what it is like at home")
    camera.click("A Offer to call the adviser in now")
    write_plan(camera)
    camera.click("A Do it")
    camera.keep("ending", ".ending")
    camera.click("See how it went")
    camera.keep("debrief", "#map", ".map__drawing:visible")


def write_plan(camera: Camera) -> None:
    """Write one step of a plan."""
    row = camera.page.locator(".plan-row").first
    row.locator("select").select_option(label="Housing")
    row.get_by_label("Action").fill("Write to the landlord, and name a day")
    row.locator("[name=who]").fill("Adviser")
    row.locator("[name=by_when]").fill("today")
    row.get_by_label("Why").fill("His letter names none")
    camera.keep("plan-asked", ".plan-row >> nth=0", f"{STEP} h2")
    camera.click(ASKED)
    camera.keep("plan-told", DONE)


def shoot_questions(camera: Camera) -> None:
    """A question of each sort, asked and answered."""
    camera.click("Begin")
    for shoot in (answer_one, answer_several, answer_pairs, answer_order, answer_gaps):
        shoot(camera)
        turn(camera)
    for shoot in (answer_number, answer_text, answer_judgement):
        shoot(camera)
        turn(camera)


def turn(camera: Camera) -> None:
    """Go on to the next page."""
    camera.page.locator("#onward button").last.click()
    camera.page.wait_for_load_state()


def tell(camera: Camera, name: str) -> None:
    """Keep the question as it is filled in; give the answer, and keep what is told."""
    camera.keep(f"{name}-asked", STEP)
    camera.click(ASKED)
    camera.keep(f"{name}-told", DONE)


def answer_one(camera: Camera) -> None:
    """One option, after a hint."""
    camera.page.get_by_role("button", name="Show a hint").click()
    camera.page.locator(".hint").wait_for()
    camera.keep("hint", STEP)
    camera.tick("Do you smoke?")
    camera.click(ASKED)
    camera.keep("choice-told", DONE)


def answer_several(camera: Camera) -> None:
    """Several options, one of them wrong."""
    camera.tick("What you saw")
    camera.tick("When you saw it")
    camera.tick("That he smokes")
    tell(camera, "several")


def answer_pairs(camera: Camera) -> None:
    """Pairs, one of them wrong."""
    selects = camera.page.locator(".pairs select")
    selects.nth(0).select_option(label="Housing adviser")
    selects.nth(1).select_option(label="Estate agent")
    tell(camera, "pairs")


def answer_order(camera: Camera) -> None:
    """Items in an order, one of them too early."""
    for words in ("Ask whether you may pass it on", "Listen", "Call the adviser"):
        up = camera.page.get_by_role("button", name=f"Move “{words}” up")
        for _ in range(2):
            up.click()
    tell(camera, "order")


def answer_gaps(camera: Camera) -> None:
    """Gaps, one with a slip of the pen."""
    camera.page.get_by_label("Gap 1").fill("concent")
    camera.page.get_by_label("Gap 2").select_option(label="everything")
    tell(camera, "gaps")


def answer_number(camera: Camera) -> None:
    """A number within the tolerance."""
    camera.page.get_by_label("Your answer").fill("15")
    tell(camera, "number")


def answer_text(camera: Camera) -> None:
    """A text, which is then held against the rubric by who wrote it."""
    words = "Mr Osei agrees that I write. His boiler is off, and he is ill again."
    camera.page.get_by_label("Your answer").fill(words)
    camera.keep("text-asked", STEP)
    camera.click(ASKED)
    for line, points in enumerate(("1", "1")):
        camera.page.locator(".rate .sure").nth(line).locator("label", has_text=points).click()
    camera.keep("text-told", DONE)
    camera.click("Keep these marks")


def answer_judgement(camera: Camera) -> None:
    """A judgement of two situations."""
    rows = camera.page.locator(".judge__row")
    rows.nth(0).get_by_label("more likely", exact=True).check()
    rows.nth(1).get_by_label("less likely", exact=True).check()
    tell(camera, "judgement")


def shoot_lesson(camera: Camera) -> None:
    """A source, a picture, a recording and a passage that is shared."""
    camera.click("Begin")
    camera.keep("source", TEXT, ".sources")
    turn(camera)
    camera.page.locator("details summary").last.click()
    camera.keep("media", TEXT)
    turn(camera)
    camera.keep("include", TEXT)


def shoot_quiz(camera: Camera) -> None:
    """A quiz that asks how sure the learner is, and tells at the end."""
    camera.keep("quiz-cover", ".with-aside__heading", "dl")
    camera.click("Begin")
    camera.keep("confidence", "#now", f"{STEP} >> nth=0")
    for right in (True, False):
        pick(camera, right=right)
        camera.page.locator(STEP).first.locator(".sure label", has_text="Fairly sure").click()
        camera.click(ASKED)
    turn(camera)
    camera.keep("handed-in", "main h1", ".review > section >> nth=0")


def pick(camera: Camera, *, right: bool) -> None:
    """Tick an option of the first question that is open, whichever was drawn."""
    labels = camera.page.locator(STEP).first.locator(".nhsuk-radios__label")
    wanted = [each for each in labels.all() if (each.inner_text().strip() in RIGHT) == right]
    wanted[0].click()


def shoot_survey(camera: Camera) -> None:
    """A scale, and words without marks."""
    camera.click("Begin")
    camera.keep("scale", f"{STEP} >> nth=0")


def shoot_course(camera: Camera) -> None:
    """A course, with the rule of each of its modules."""
    camera.keep(
        "course", "ol.modules", ".with-aside__article h2", ".with-aside__article .prose >> nth=-1"
    )


COLD, WARM = "cases/the-cold-flat.md", "courses/warm-homes"
PARTS: Mapping[str, tuple[str, Callable[[Camera], None]]] = {
    "first": ("cases/the-first-visit.md", shoot_first),
    "case": (COLD, shoot_case),
    "fences": (COLD, shoot_fences),
    "endings": (COLD, shoot_endings),
    "questions": (f"{WARM}/questions.md", shoot_questions),
    "lesson": (f"{WARM}/lesson.md", shoot_lesson),
    "quiz": (f"{WARM}/before.md", shoot_quiz),
    "survey": (f"{WARM}/survey.md", shoot_survey),
    "course": (f"{WARM}/course.md", shoot_course),
}


def take_pictures(parts: list[str]) -> None:
    """Take those of the parts that are named."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for part in parts:
            file, shoot = PARTS[part]
            with show(browser, TOUR / file, PICTURES) as camera:
                shoot(camera)
        browser.close()


if __name__ == "__main__":
    take_pictures(sys.argv[1:] or list(PARTS))
