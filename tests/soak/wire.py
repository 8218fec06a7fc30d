"""A small asynchronous browser: pages, forms and streams over plain sockets, thousands at once.

Knows HTTP and server-sent events, not what they are about.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

TIMEOUT = 30.0
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(input|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:=\"([^\"]*)\")?")


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Message:
    """One message of a stream."""

    id: int
    data: Mapping[str, object]


@dataclass
class Form:
    """A form of a page: where it goes, and its fields as a browser would send them untouched."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    radios: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Browser:
    """One person's cookies, over a connection that is kept between requests."""

    port: int
    cookies: dict[str, str]
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        return await self._ask("POST", path, urlencode(fields).encode())

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        for again in (True, False):
            fresh = self.connection is None
            try:
                return await asyncio.wait_for(self._send(method, path, body), TIMEOUT)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                # A connection kept open may have been closed just now; a fresh one that breaks
                # says that the server did.
                if fresh or not again:
                    raise
        raise AssertionError

    async def _send(self, method: str, path: str, body: bytes) -> Answer:
        if self.connection is None:
            self.connection = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.connection
        writer.write(head_of(method, path, self.cookies, body) + body)
        await writer.drain()
        status, headers = await read_head(reader)
        for name, value in headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        known = dict(headers)
        text = (await read_body(reader, known)).decode()
        if known.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, known, text)

    def close(self) -> None:
        if self.connection is not None:
            self.connection[1].close()
            self.connection = None


async def follow(
    port: int, path: str, cookies: Mapping[str, str], after: int | None
) -> AsyncIterator[Message]:
    """Give the messages of a stream until it breaks; whoever stops listening closes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    more = {} if after is None else {"Last-Event-ID": str(after)}
    try:
        writer.write(head_of("GET", path, cookies, b"", more))
        status, headers = await asyncio.wait_for(read_head(reader), TIMEOUT)
        if status != 200:
            raise OSError(f"the stream was answered with {status}")
        chunked = dict(headers).get("transfer-encoding") == "chunked"
        async for lines in read_events(reader, chunked=chunked):
            yield lines
    finally:
        writer.close()


async def read_events(reader: asyncio.StreamReader, *, chunked: bool) -> AsyncIterator[Message]:
    buffered = ""
    while True:
        piece = await (read_chunk(reader) if chunked else reader.read(65536))
        if not piece:
            return
        buffered += piece.decode()
        while "\n\n" in buffered:
            text, _, buffered = buffered.partition("\n\n")
            message = read_message(text)
            if message is not None:
                yield message


def read_message(text: str) -> Message | None:
    """Read one message; comments and `retry` alone are none."""
    values = dict(re.findall(r"^(\w+): ?(.*)$", text, re.MULTILINE))
    return Message(int(values["id"]), json.loads(values["data"])) if "data" in values else None


def head_of(
    method: str,
    path: str,
    cookies: Mapping[str, str],
    body: bytes,
    more: Mapping[str, str] | None = None,
) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if method == "POST":
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in (more or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode()


async def read_head(reader: asyncio.StreamReader) -> tuple[int, list[tuple[str, str]]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    return int(head[0].split()[1]), [(name.lower(), value.strip()) for name, _, value in pairs]


async def read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        pieces = []
        while piece := await read_chunk(reader):
            pieces.append(piece)
        return b"".join(pieces)
    return await reader.readexactly(int(headers.get("content-length", "0")))


async def read_chunk(reader: asyncio.StreamReader) -> bytes:
    with suppress(asyncio.IncompleteReadError):
        size = int(await reader.readuntil(b"\r\n"), 16)
        piece = await reader.readexactly(size)
        await reader.readexactly(2)
        return piece
    return b""


def read_forms(html: str) -> list[Form]:
    """Give the forms of a page: patterns do for pages of our own, and a crowd needs haste."""
    return [
        _read_form(dict(ATTRIBUTE.findall(head)), body)
        for head, body in FORM.findall(html)
        if 'method="post"' in head
    ]


def _read_form(head: Mapping[str, str], body: str) -> Form:
    form = Form(unescape(head["action"]))
    for tag, text in FIELD.findall(body):
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(text)}
        if "name" not in given or "disabled" in given:
            continue
        if tag == "button" or given.get("type") in ("radio", "checkbox"):
            form.radios.setdefault(given["name"], []).append(given.get("value", "on"))
        else:
            form.fields.append((given["name"], given.get("value", "")))
    return form
