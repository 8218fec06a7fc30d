"""Shows a module of `docs/tour` in a real browser, and keeps pictures of parts of its pages.

It knows the preview and Chromium; not what is in the modules.
"""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from werkzeug.serving import make_server

from learning.app import create_preview
from learning.operations.drafts import open_drafts
from learning.operations.previews import DiskSource, Previews
from learning.operations.trials import Trials

WIDTH, HEIGHT, SCALE = 640, 900, 2
MARGIN = 10
# The browser that takes the picture can also pack it.
PACK = """async url => {
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  Object.assign(canvas, {width: image.naturalWidth, height: image.naturalHeight})
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas.toDataURL('image/webp', 0.82)
}"""


@dataclass(frozen=True, slots=True)
class Camera:
    """A page of a preview, and the folder in which its pictures are kept."""

    page: Page
    press: Page
    folder: Path

    def keep(self, name: str, *parts: str | Locator) -> None:
        """Take a picture of these parts of the page, with what lies between them."""
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        self.page.mouse.move(0, 0)
        shown = [self.page.locator(part) if isinstance(part, str) else part for part in parts]
        boxes = [part.first.bounding_box() for part in shown]
        known = [box for box in boxes if box]
        assert len(known) == len(boxes), name
        left = max(0, min(box["x"] for box in known) - MARGIN)
        top = max(0, min(box["y"] for box in known) - MARGIN)
        right = min(WIDTH, max(box["x"] + box["width"] for box in known) + MARGIN)
        bottom = max(box["y"] + box["height"] for box in known) + MARGIN
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        taken = self.page.screenshot(full_page=True, clip=clip, animations="disabled")
        self._pack(self.folder / f"{name}.webp", taken)

    def _pack(self, path: Path, png: bytes) -> None:
        given = base64.b64encode(png).decode()
        packed = self.press.evaluate(PACK, f"data:image/png;base64,{given}")
        path.write_bytes(base64.b64decode(packed.partition(",")[2]))

    def click(self, name: str) -> None:
        """Press the button that is so called, and wait for what comes of it."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def tick(self, words: str) -> None:
        """Tick the option with these words."""
        self.page.locator(".step:not(.step--done) label", has_text=words).first.click()

    def stand(self, scene: str, **values: str) -> None:
        """Go to a scene by the bar of the preview, with counters and so on as they are given."""
        self.page.get_by_text("Go to a scene").click()
        self.page.locator("#preview-scene").select_option(label=scene)
        for label, value in values.items():
            self.page.locator(f"[id='preview-counter-{label}']").fill(value)
        self.click("Go there")


@contextmanager
def show(browser: Browser, file: Path, folder: Path) -> Iterator[Camera]:
    """Preview a file, on a port of this machine that is free, as its first page."""
    drafts, path = open_drafts(file)
    app = create_preview(Trials(Previews(DiskSource(drafts))), path, port=0)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(10_000)
    try:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield Camera(page, context.new_page(), folder)
    finally:
        context.close()
        server.shutdown()
        server.server_close()
