"""Work done in child processes, each job within limits of time and memory.

Knows processes, limits and pipes; not what the work is. A job that breaks its child is said to be
broken, and the others still get their results.
"""

import faulthandler
import gc
import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
_MOST_CHILDREN = 8
# After so many jobs a child is tidied; the collector would run, for nothing, in the middle of each.
_TIDY = 20


class Cause(StrEnum):
    """Why a job has no result. A `fault` is an exception that nobody meant, and ours to mend."""

    PROCESSOR = "processor"
    CLOCK = "clock"
    MEMORY = "memory"
    DIED = "died"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Broken:
    """A job that came to nothing; `fault` is the name of the exception."""

    cause: Cause
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use: seconds of a processor, seconds by the clock, bytes beyond the start."""

    processor: float = 3.0
    clock: float = 5.0
    memory: int = 512 * 1024 * 1024


LIMITS = Limits()
_ENDED_BY = {-signal.SIGPROF: Cause.PROCESSOR, -signal.SIGALRM: Cause.CLOCK}
# What earlier jobs left behind may be to blame: such a job is tried once more, in a new child.
_PERHAPS_ANOTHER = frozenset({Cause.MEMORY, Cause.DIED})


@dataclass(slots=True)
class _Child(Generic[Job, Result]):
    """A process, the job it has in hand by its number, and how many jobs it was given in all."""

    process: BaseProcess
    pipe: "Connection[Job, Result | Broken]"
    number: int = 0
    given: int = 0

    def give(self, number: int, job: Job) -> None:
        self.number = number
        self.given += 1
        # One that died meanwhile is found when its answer is read.
        with suppress(OSError):
            self.pipe.send(job)

    def read(self) -> Result | Broken:
        """Take its answer; of one that is gone, say why."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return Broken(_ENDED_BY.get(self.process.exitcode or 0, Cause.DIED))

    def dismiss(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class _Crew(Generic[Job, Result]):
    """The children at work, the jobs that wait, and what came of the others, by number."""

    work: Callable[[Job], Result]
    jobs: Sequence[Job]
    limits: Limits
    waiting: deque[int]
    children: list[_Child[Job, Result]] = field(default_factory=list)
    results: dict[int, Result | Broken] = field(default_factory=dict)

    def run(self) -> None:
        most = min(os.cpu_count() or 1, _MOST_CHILDREN)
        while self.waiting or self.children:
            while self.waiting and len(self.children) < most:
                self.children.append(_start(self.work, self.limits))
                self.give(self.children[-1])
            ready = wait([each.pipe.fileno() for each in self.children])
            for child in [each for each in self.children if each.pipe.fileno() in ready]:
                self.take(child)

    def give(self, child: _Child[Job, Result]) -> None:
        number = self.waiting.popleft()
        child.give(number, self.jobs[number])

    def take(self, child: _Child[Job, Result]) -> None:
        """Take what came of a job, and give the child another if it can go on."""
        answer = child.read()
        broken = isinstance(answer, Broken)
        if isinstance(answer, Broken) and answer.cause in _PERHAPS_ANOTHER and child.given > 1:
            self.waiting.appendleft(child.number)
        else:
            self.results[child.number] = answer
        if self.waiting and not broken:
            self.give(child)
        else:
            self.children.remove(child)
            child.dismiss()


def run_apart(
    work: Callable[[Job], Result], jobs: Sequence[Job], *, limits: Limits = LIMITS
) -> list[Result | Broken]:
    """Do the work for every job in child processes, and give what came of each, in their order.

    `work`, jobs and results must pickle. A job that uses up its limits, or kills its process, is
    Broken; so is one whose work raises.
    """
    crew = _Crew(work, jobs, limits, deque(range(len(jobs))))
    try:
        crew.run()
    finally:
        for child in crew.children:
            child.dismiss()
    return [crew.results[number] for number in range(len(jobs))]


@dataclass(slots=True)
class Standby(Generic[Job, Result]):
    """Children that stay for the next job, for work that somebody waits for. For many threads.

    At most `most` jobs are done at once; others wait. `work`, jobs and results must pickle.
    """

    work: Callable[[Job], Result]
    most: int = 2
    limits: Limits = LIMITS
    _idle: "list[_Child[Job, Result]]" = field(default_factory=list)
    _places: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        """Make as many places as may be taken."""
        self._places = threading.BoundedSemaphore(self.most)

    def do(self, job: Job) -> Result | Broken:
        """Do a job in a child, within the limits, and give what came of it."""
        with self._places:
            answer, is_new = self._try(job)
            if isinstance(answer, Broken) and answer.cause in _PERHAPS_ANOTHER and not is_new:
                answer, _ = self._try(job)
            return answer

    def prepare(self) -> None:
        """Begin to import what children need, beside: nobody waits, and the first is quick then."""
        if isinstance(_choose_context(self.work), ForkServerContext):
            forkserver.ensure_running()

    def close(self) -> None:
        """Let the children go."""
        while self._idle:
            self._idle.pop().dismiss()

    def _try(self, job: Job) -> tuple[Result | Broken, bool]:
        try:
            child = self._idle.pop()
        except IndexError:
            child = _start(self.work, self.limits)
        child.give(0, job)
        answer = child.read()
        if isinstance(answer, Broken):
            child.dismiss()
        else:
            self._idle.append(child)
        return answer, child.given == 1


def _choose_context(work: Callable[[Job], Result]) -> ForkContext | ForkServerContext:
    """Fork where nothing else runs, which is quickest; beside threads a lock could be held."""
    if threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    # It imports this once, and each child has it.
    context.set_forkserver_preload([getattr(work, "func", work).__module__])
    return context


def _start(work: Callable[[Job], Result], limits: Limits) -> _Child[Job, Result]:
    context = _choose_context(work)
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, limits, theirs, ours), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _serve(
    work: Callable[[Job], Result],
    limits: Limits,
    pipe: "Connection[Result | Broken, Job]",
    parents: "Connection[Job, Result | Broken]",
) -> None:
    """Work in the child until the parent lets go. Nothing is printed whatever happens."""
    # As long as the parent's end is open here too, its death would not be seen.
    parents.close()
    _obey(limits)
    with suppress(EOFError, OSError, MemoryError):
        for number in count(1):
            job = pipe.recv()
            _wind(limits)
            pipe.send_bytes(_do(work, job))
            _wind(Limits(0, 0))
            if number % _TIDY == 0:
                gc.collect()


def _do(work: Callable[[Job], Result], job: Job) -> bytes:
    """Work, and give the result as it goes through the pipe."""
    try:
        return bytes(ForkingPickler.dumps(work(job)))
    except MemoryError:
        broken = Broken(Cause.MEMORY)
    except Exception as error:  # noqa: BLE001 (the edge of a process: the parent is told)
        broken = Broken(Cause.FAULT, type(error).__name__)
    return bytes(ForkingPickler.dumps(broken))


def _obey(limits: Limits) -> None:
    """Let limits end this process, and a person's Ctrl-C only the parent, which ends this one."""
    for each in (signal.SIGPROF, signal.SIGALRM, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    # What the parent had is not the child's to clear up: open databases above all.
    gc.freeze()
    gc.disable()
    # macOS keeps no such limit; there time alone is one.
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _wind(limits: Limits) -> None:
    """Set the two clocks; at their end the system ends the process, whatever it is doing."""
    signal.setitimer(signal.ITIMER_PROF, limits.processor)
    signal.setitimer(signal.ITIMER_REAL, limits.clock)
