"""A zip file is brought in without scripts, in a real Chromium, and its pages are looked at."""

from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Browser, Page, expect

from learning.exchange.package_writer import write_package
from learning.operations import studio
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.studio_export import export_work
from learning.operations.studio_saving import Sent, save_text
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import LOOKS_AT_390, check_looks

TEXT = "# Damp\n\nShe coughs, and says that it is worse in the bedroom.\n\nHe waits.\n"
CASE = """---
title: Brought
kind: case
---
# Brought

## The hall

It is damp.

- [Ask](#the-end)

## The end

They act.
"""


def choose(page: Page, files: dict[str, bytes] | bytes) -> None:
    data = files if isinstance(files, bytes) else write_package(files)
    sent = {"name": "work.zip", "mimeType": "application/zip", "buffer": data}
    page.get_by_label("Zip file", exact=True).set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="See what it would do").last.press("Enter")


def rewrite(data: bytes, old: str, new: str) -> dict[str, bytes]:
    """Give the files of a zip file that was taken away, with other words."""
    with ZipFile(BytesIO(data)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    return {name: raw.replace(old.encode(), new.encode()) for name, raw in files.items()}


def test_a_zip_file_is_looked_at_and_brought_in(
    page: Page, browser: Browser, base_url: str, site: Site, cole: Viewer
) -> None:
    prefix = studio.make_work(site, cole, kind="case", title="Zipped by two", text=TEXT)
    away = export_work(site, cole, prefix)
    save_text(site, cole, f"{prefix}.md", sent=Sent(TEXT.replace("coughs", "weeps"), 1, "theirs"))
    sign_in(page, EDUCATOR)
    page.goto("/studio/import")
    check_looks(page, LOOKS_AT_390)
    choose(page, {"cases/brought.md": CASE.encode(), f"{prefix}.md": TEXT.encode()})
    expect(page.get_by_role("heading", level=1)).to_have_text("What the zip file would do")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("button", name="Bring it in").press("Enter")
    expect(page.get_by_text("It is brought in.")).to_be_visible()
    page.goto("/studio/import")
    choose(page, away.replace(b"PK", b"PX", 1))
    expect(page.get_by_text("Nothing is stored: mend this first")).to_be_visible()
    check_looks(page, LOOKS_AT_390)


def test_a_clash_is_shown_line_by_line(page: Page, site: Site, cole: Viewer) -> None:
    prefix = studio.make_work(site, cole, kind="case", title="Zipped and clashing", text=TEXT)
    away = export_work(site, cole, prefix)
    save_text(site, cole, f"{prefix}.md", sent=Sent(TEXT.replace("coughs", "weeps"), 1, "theirs"))
    sign_in(page, EDUCATOR)
    page.goto("/studio/import")
    choose(page, rewrite(away, "coughs", "sleeps"))
    expect(page.get_by_text("Nothing is stored: others changed the same")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
