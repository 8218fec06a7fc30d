"""Holding an open page against axe and its own width, in every look that a reader may have."""

from collections.abc import Mapping, Sequence

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Rules = Mapping[str, object]
RULES: Rules = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Those that colours can break: of a width that was looked at in light, no others can.
COLOUR_RULES: Rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Without motion, so that no colour is measured half way to another.
LIGHT = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce"}
DARK = {**LIGHT, "color_scheme": "dark"}
FORCED = {**LIGHT, "forced_colors": "active"}
AXE = Axe()
Look = tuple[int, dict[str, str]]
LOOKS: tuple[Look, ...] = (
    (320, LIGHT), (320, DARK), (1280, FORCED), (1280, DARK), (1280, LIGHT),
)  # fmt: skip
# Where a table may scroll in its own box, the narrowest phone is that of the design.
LOOKS_AT_390: tuple[Look, ...] = ((390, LIGHT), (390, DARK), (1280, DARK), (1280, LIGHT))


def find_faults(page: Page, rules: Rules = RULES) -> list[str]:
    """List what axe finds once nothing moves, and how far the page goes beyond its window."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    report = AxeResults(page.evaluate("options => axe.run(document, options)", options))
    found = [report.generate_report()] if report.violations_count else []
    width = page.viewport_size["width"] if page.viewport_size else 0
    widest = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{widest} wide at {width}"] if widest > width else [])]


def check_looks(page: Page, looks: Sequence[Look] = LOOKS) -> None:
    """See that axe finds nothing in any look, and that nothing scrolls sideways."""
    found = []
    for width, look in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**look)
        rules = RULES if look is LIGHT else COLOUR_RULES
        found += [f"{width} {look}: {each}" for each in find_faults(page, rules)]
    assert not found, "\n".join(found)
