"""Pictures, sound and video: their HTML, their words, and what they are to a version."""

import pytest

from learning.content.beside import Beside
from learning.content.reader import read_module
from learning.model.case import Prose
from learning.model.key import Module
from tests.unit.content.fixture_reader import HEAD

DIGEST = "0123456789abcdef" * 4
ADDRESS = "/media/0123456789abcdef0123/cases"


def read(text: str, *media: str) -> Module:
    raw = f"{HEAD}## A\n{text}\n\n> Ending (good): End.\n".encode()
    beside = Beside(media={f"cases/{path}": DIGEST for path in media})
    reading = read_module("cases/a.md", raw, beside)
    assert reading.value, reading.findings
    return reading.value


def show(text: str, *media: str) -> Prose:
    (block,) = read(text, *media).case.scenes["a"].body
    assert isinstance(block, Prose)
    return block


def test_a_sound_with_its_transcript() -> None:
    text = '![A "cough" & more](cough.mp3)\n\n> Transcript: She *coughs*.\n'
    prose = show(text, "cough.mp3")
    assert prose.html == (
        f'<p><audio controls preload="metadata" src="{ADDRESS}/cough.mp3"'
        ' aria-label="A &quot;cough&quot; &amp; more"></audio></p>\n'
        "<details>\n<summary>Transcript</summary>\n<p>She <em>coughs</em>.</p>\n</details>\n"
    )
    assert prose.words == ("transcript", "she", "coughs")


def test_a_video_with_captions_beside_it() -> None:
    text = "![The flat](film.mp4)\n\n> Transcript:\n> We see it.\n"
    module = read(text, "film.mp4", "film.vtt", "other.vtt")
    html = module.case.scenes["a"].body[0].html
    assert f'<track kind="captions" src="{ADDRESS}/film.vtt" srclang="en"' in html
    assert set(module.assets.media) == {"cases/film.mp4", "cases/film.vtt"}


def test_a_picture_that_changes_makes_another_version() -> None:
    text = f"{HEAD}## A\n![A wall](damp.jpg)\n\n> Ending (good): End.\n".encode()
    versions = [
        read_module("cases/a.md", text, Beside(media={"cases/damp.jpg": digest})).value
        for digest in ("1" * 64, "2" * 64)
    ]
    assert len({each.sha256 for each in versions if each}) == 2


@pytest.mark.parametrize("text", ["# T\n![A](a.png)\n", "[^1]: ![A](a.png)\n\nA.[^1]\n"])
def test_pictures_of_the_cover_and_of_footnotes_are_taken_too(text: str) -> None:
    raw = f"{HEAD}{text}\n## A\n[^1]\n\n> Ending (good): End.\n\n[^1]: B\n".encode()
    found = read_module("cases/a.md", raw, Beside(media={"cases/a.png": DIGEST}))
    assert found.value
    assert set(found.value.assets.media) == {"cases/a.png"}


def test_a_sound_in_a_question_keeps_its_transcript() -> None:
    text = (
        "### Question: What do you hear?\n![She coughs](cough.mp3)\n\n> Transcript: A cough.\n\n"
        "- [x] A cough\n- [ ] A sneeze\n  > No.\n"
    )
    asked = read(text, "cough.mp3").case.scenes["a"].body[0].question
    assert "<summary>Transcript</summary>" in asked.body_html
    assert asked.body_html.count("<audio") == 1
