"""The stream of a session as a page reads it: opened by a browser, read by a thread of its own."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

from tests.features.visitor import Visitor

Message = Mapping[str, object]


@dataclass
class Followed:
    """What a stream has told so far, whole messages only; `over` once it has ended."""

    answer: TestResponse
    messages: list[Message] = field(default_factory=list)
    text: str = ""
    over: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def read(self) -> None:
        for piece in self.answer.iter_encoded():
            with self.news:
                self.text += piece.decode()
                self.messages = list(read_messages(self.text))
                self.news.notify_all()
        with self.news:
            self.over = True
            self.news.notify_all()

    def reaches(self, seq: int, within: float = 5.0) -> bool:
        """Wait until the stream has told of a number."""
        with self.news:
            return self.news.wait_for(lambda: self.last >= seq, within)

    def ends(self, within: float = 6.0) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.over, within)

    @property
    def last(self) -> int:
        return max((int(str(each["to"])) for each in self.messages), default=0)


def read_messages(text: str) -> Iterator[Message]:
    """Give the messages of a stream that came whole."""
    for block in text.split("\n\n")[:-1]:
        lines = dict(line.partition(": ")[::2] for line in block.splitlines())
        if "data" in lines:
            message = json.loads(lines["data"])
            assert lines["event"] == "went"
            assert lines["id"] == str(message["to"])
            yield message


@contextmanager
def follow(visitor: Visitor, url: str, after: int) -> Iterator[Followed]:
    """Follow a session from a number on, and let go of the stream: ten are all anybody has."""
    presence = visitor.app.extensions["learning.site"].presence
    before = presence.list_streams()
    answer = visitor.client.get(f"{url}/live?after={after}", base_url=visitor.base_url)
    assert answer.status_code == 200, answer.status
    followed = Followed(answer)
    reader = threading.Thread(target=followed.read, daemon=True)
    reader.start()
    await_streams(visitor, 1)
    yield followed
    presence.end_streams([each for each in presence.list_streams() if each not in before])


def await_streams(visitor: Visitor, least: int) -> None:
    """Wait until a stream that was just asked for is known as open."""
    presence = visitor.app.extensions["learning.site"].presence
    deadline = time.monotonic() + 5
    while len(presence.list_streams()) < least:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_whole(messages: list[Message], *, after: int) -> None:
    """Check that each stretch begins where the one before ended."""
    at = after
    for each in messages:
        assert each["from"] == at + 1, (at, each)
        assert int(str(each["to"])) > at
        at = int(str(each["to"]))
