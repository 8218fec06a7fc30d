"""Children: whatever a job does to its process, it is said, and the others get their results."""

import ctypes
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import inf

import pytest

from learning.operations.children import Broken, Cause, Limits, run_apart

# By the clock a busy machine may take its time; only a job that sleeps is ended by it.
TIGHT = Limits(processor=1, clock=60, memory=128 * 1024 * 1024)
HURRIED = replace(TIGHT, clock=5)


def spin(seconds: float = inf) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def hoard() -> None:
    kept = []
    while True:
        kept.append(bytes(1_000))


def fail() -> None:
    raise LookupError("nobody meant this")


DEEDS: dict[str, tuple[Callable[[], object], Broken]] = {
    "spin": (spin, Broken(Cause.PROCESSOR)),
    "match": (lambda: re.match("(a+)+$", "a" * 60 + "b"), Broken(Cause.PROCESSOR)),
    "sleep": (lambda: time.sleep(60), Broken(Cause.CLOCK)),
    "hoard": (hoard, Broken(Cause.MEMORY)),
    "grab": (lambda: bytearray(1024**3), Broken(Cause.MEMORY)),
    "exit": (lambda: os._exit(0), Broken(Cause.DIED)),
    "crash": (lambda: ctypes.string_at(0), Broken(Cause.DIED)),
    "raise": (fail, Broken(Cause.FAULT, "LookupError")),
}


def double(word: str) -> str:
    if word in DEEDS:
        DEEDS[word][0]()
    return word * 2


def tell_process(_: int) -> int:
    return os.getpid()


@pytest.fixture(params=["alone", "beside a thread"])
def company(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run with and without a second thread, which decides how children are started."""
    done = threading.Event()
    if request.param != "alone":
        threading.Thread(target=done.wait, daemon=True).start()
    yield
    done.set()


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("deed", DEEDS)
def test_a_job_that_breaks_its_child_is_said_and_the_others_go_on(
    deed: str, capfd: pytest.CaptureFixture[str]
) -> None:
    jobs = ["a", "b", deed, "c", "d"]
    expected = ["aa", "bb", DEEDS[deed][1], "cc", "dd"]
    limits = HURRIED if deed == "sleep" else TIGHT
    assert run_apart(double, jobs, limits=limits) == expected
    assert capfd.readouterr() == ("", "")


def test_many_jobs_share_few_processes_and_none_is_left() -> None:
    processes = set(run_apart(tell_process, range(500)))
    assert 1 <= len(processes) <= (os.cpu_count() or 1)
    assert os.getpid() not in processes
    for each in processes:
        assert isinstance(each, int)
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)


def test_time_is_counted_for_each_job_and_not_for_all() -> None:
    jobs = [0.4] * 8
    assert run_apart(spin, jobs, limits=TIGHT) == [None] * 8


def hold(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024**2)) // 1024**2


def test_a_job_is_not_blamed_for_what_another_left_behind() -> None:
    jobs = [100, 900, 100, 900, 100]
    expected = [100, Broken(Cause.MEMORY), 100, Broken(Cause.MEMORY), 100]
    assert run_apart(hold, jobs, limits=TIGHT) == expected


PREPARED = """
import os, threading
from learning.operations.children import Standby
def work(job): return job
def count(): return len(open(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read().split())
if __name__ == "__main__":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    standby = Standby(work)
    before = count()
    standby.prepare()
    print(before, count())
"""


def test_what_children_need_is_begun_before_the_first_job() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PREPARED], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    before, after = map(int, done.stdout.split())
    assert before == 0
    assert after > 0


def test_nothing_to_do_is_done() -> None:
    assert run_apart(double, []) == []
