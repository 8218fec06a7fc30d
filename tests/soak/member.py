"""One person in a session, as their browser would be: joining, listening, and doing what is asked.

Knows pages and forms by what stands on them; keeps a diary of what was sent and told.
"""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tests.soak.crowd import COOKIE, Visitor
from tests.soak.history import Diary, Sent, Told
from tests.soak.wire import Browser, Form, follow, read_forms

# What a member does in each phase, by the last word of a form's address, in this order.
ACTS = {
    "alone": ("reply", "propose"),
    "decide": ("vote", "choose"),
    # What was written goes with the word that one is done.
    "reflection": ("reflect",),
}
# The right answers of the crowd's case: one that is not right would have to be given again.
RIGHT = ("what-happened-last-night", "friday")
TRIES = 60
AGAIN_AFTER = 0.5
QUIET_FOR = 5.0
# A page asks at most this often for what others change on it.
PARTS_EVERY = 1.5


@dataclass
class Member:
    """A person with a browser, a stream and a diary. `port` says where to turn to, each time."""

    visitor: Visitor
    ports: list[int]
    session_id: str
    code: str
    dice: random.Random
    hold: float = 0.0
    diary: Diary = field(init=False)
    position: str = "lobby"
    chosen: str = ""
    over: bool = False
    moved_on: asyncio.Event = field(default_factory=asyncio.Event)
    seen: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    at: int | None = None
    lasting: asyncio.Timeout | None = None

    def __post_init__(self) -> None:
        self.diary = Diary(self.visitor.viewer.person_id)
        self.cookies = {COOKIE: self.visitor.token}
        self.browser = Browser(self.ports[0], self.cookies)

    @property
    def url(self) -> str:
        return f"/sessions/{self.session_id}"

    async def join(self) -> None:
        """Take a seat by the code, as a person does who reads it from the wall."""
        forms = read_forms((await self._get(f"/join/{self.code}")).body)
        form = next(each for each in forms if each.action.startswith("/join/"))
        await self.send(form)

    async def listen(self) -> None:
        """Follow the stream until the session is over, again and again when it breaks."""
        while not self.over:
            with suppress(OSError, asyncio.IncompleteReadError):
                async with asyncio.timeout(None) as self.lasting:
                    await self._follow()
            self.lasting = None
            await asyncio.sleep(self.dice.uniform(0.05, 0.2))

    def cut_off(self) -> None:
        """Break the stream, if there is one just now, as a network does."""
        if self.lasting:
            self.lasting.reschedule(0)

    async def play(self) -> None:
        """Do what each phase asks for, until the session is over."""
        done = ""
        while not self.over:
            if self.position == "lobby":
                await self._hear()
            elif self.position != done:
                done = self.position
                forms = await self._look("/stage")
                await asyncio.sleep(self.dice.uniform(0.0, self.hold))
                await self._do_all(forms)
            elif not await self._hear() or done.endswith(".decide"):
                # Others have voted, so that there may be more to decide; or nothing was heard for
                # a while: perhaps what was sent came to nothing.
                await asyncio.sleep(PARTS_EVERY)
                await self._do_all(await self._look("/stage"))

    async def _hear(self) -> bool:
        """Wait for news; say whether there were any."""
        self.moved_on.clear()
        with suppress(TimeoutError):
            return await asyncio.wait_for(self.moved_on.wait(), QUIET_FOR)
        return False

    async def send(self, form: Form) -> int:
        """Send a form until it is answered: again under the same name while nobody answers."""
        fields = dict(self._fill(form))
        name, began = fields["request_id"], time.monotonic()
        if form.action.endswith("/reflect"):
            # Nothing was written, so that being done is all that is stored.
            name = f"{name}.ready"
        for _ in range(TRIES):
            try:
                answer = await self.browser.post(form.action, list(fields.items()))
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                self._turn_elsewhere()
                await asyncio.sleep(AGAIN_AFTER)
                continue
            if answer.status in (502, 503):
                await asyncio.sleep(AGAIN_AFTER)
                continue
            return self._note(name, began, answer.status)
        self.diary.errors.append(f"{form.action} was never answered")
        return 0

    def _note(self, name: str, began: float, status: int) -> int:
        now = time.monotonic()
        if status == 303:
            self.diary.sent.append(Sent(name, began, now))
            self.waits.append(now - began)
        else:
            # Refused, as what comes late is: it must not be stored, nor is it missed.
            self.diary.sent.append(Sent(name, began, None))
            if status not in (409, 422):
                self.diary.errors.append(f"a form was answered with {status}")
        return status

    async def _do_all(self, forms: list[Form]) -> None:
        """Do one thing after another as the pages offer them, each page that of the last answer."""
        for act in ACTS.get(self.position.rpartition(".")[2], ("ready",)):
            form = next((each for each in forms if each.action.endswith(f"/{act}")), None)
            if form is None or self._is_done(act, form):
                continue
            if await self.send(form) != 303:
                return
            forms = await self._look("")

    def _is_done(self, act: str, form: Form) -> bool:
        """Say whether all was said: that one is ready, or which way one wants to go."""
        if act in ("choose", "reflect"):
            before, self.chosen = self.chosen, self.position
            return before == self.chosen
        # A button to take it back says that it was said.
        return form.radios.get("ready") == ["0"]

    async def _look(self, part: str) -> list[Form]:
        return read_forms((await self._get(self.url + part)).body)

    async def _get(self, path: str) -> "Answered":
        for _ in range(TRIES):
            with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                answer = await self.browser.get(path)
                if answer.status == 200:
                    return Answered(answer.body)
                if answer.status not in (502, 503):
                    self.diary.errors.append(f"{path} was answered with {answer.status}")
                    return Answered("")
            self._turn_elsewhere()
            await asyncio.sleep(AGAIN_AFTER)
        self.diary.errors.append(f"{path} was never answered")
        return Answered("")

    def _turn_elsewhere(self) -> None:
        self.browser.close()
        self.browser.port = self.dice.choice(self.ports)

    async def _follow(self) -> None:
        port = self.dice.choice(self.ports)
        async for message in follow(port, f"{self.url}/live", self.cookies, self.at):
            first, last = int(str(message.data["from"])), int(str(message.data["to"]))
            now = time.monotonic()
            if self.at is None:
                self.diary.joined = first - 1
            self.at = last
            self.diary.told.append(Told(first, last, now))
            self.position = str(message.data["position"])
            self.over = message.data["stage"] == "ended"
            self.seen.setdefault(self.position, now)
            self.moved_on.set()

    def _fill(self, form: Form) -> Iterator[tuple[str, str]]:
        yield from form.fields
        if form.action.endswith("/reflect"):
            yield "ready", "1"
            yield from (("words", "") for name, _ in form.fields if name == "was")
        for name, values in form.radios.items():
            yield name, next((each for each in values if each in RIGHT), values[0])


@dataclass(frozen=True)
class Answered:
    """A page that was got."""

    body: str
