"""All that is held about a person as a zip: JSON for programs, a page and a note for people.

Knows how the files are written, row by row, so that a long history takes no more memory.
"""

import json
from collections.abc import Iterator
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from jinja2 import Environment

from learning.operations.holdings import Held
from learning.storage.held import Holding
from learning.storage.holdings import HOLDINGS
from learning.web.pages.holdings import ExportPart, say_row

# Of a template joined into one: each is a few letters.
PIECES = 200


def write_zip(held: Held, stream: IO[bytes], *, templates: Environment, zone: ZoneInfo) -> None:
    """Write the files of a download."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        note = templates.get_template("holdings/readme.txt").stream(holdings=HOLDINGS)
        _write(archive, "README.txt", note)
        page = templates.get_template("holdings/export.html")
        shown = page.stream(parts=_make_parts(held, zone), at=held.at)
        shown.enable_buffering(PIECES)
        _write(archive, "index.html", shown)
        for each in HOLDINGS:
            _write(archive, f"{each.name}.json", _dump(held, each))


def _write(archive: ZipFile, name: str, pieces: Iterator[str]) -> None:
    with archive.open(name, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _make_parts(held: Held, zone: ZoneInfo) -> Iterator[ExportPart]:
    for each in HOLDINGS:
        yield ExportPart(each, (say_row(row, zone) for row in held.rows(each)))


def _dump(held: Held, holding: Holding) -> Iterator[str]:
    about = {"what": holding.title, "why": holding.purpose, "kept": holding.kept}
    not_given = dict(holding.withheld)
    yield json.dumps({**about, "not_given": not_given}, ensure_ascii=False, indent=2)[:-2]
    yield ',\n  "entries": ['
    for number, row in enumerate(held.rows(holding)):
        yield ("," if number else "") + "\n    " + json.dumps(row, ensure_ascii=False)
    yield "\n  ]\n}\n"
