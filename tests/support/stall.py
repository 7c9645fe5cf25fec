"""A watchdog over the GUI thread: nothing may keep it from its events for longer than 50 ms."""

import faulthandler
import gc
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import pytest
from PySide6.QtCore import Qt, QTimer

from desktop.app import SWITCH_INTERVAL_S

LIMIT_MS = 50.0
BEAT_MS = 5
SAMPLE_S = 0.010


def starved_s() -> float:
    """How long this thread has been ready and got no processor since it began; 0 where the system does not tell."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as schedstat:
            return int(schedstat.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def is_waiting(native_id: int) -> bool:
    """Whether a thread sleeps, in a lock or a call; one that computes, or would if it got a processor, does not."""
    try:
        with open(f"/proc/self/task/{native_id}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] in ("S", "D")
    except (OSError, IndexError):
        return True


def stack_of(thread_id: int) -> str:
    """Where another thread is, its latest call first.

    Not by `sys._current_frames`: whoever holds a frame keeps its painter alive beyond the painting, and ends it in a
    thread where that crashes Qt.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        threads = file.read().decode(errors="replace").split("\n\n")
    return next(("\n".join(one.splitlines()[1:13]) + "\n" for one in threads if f"{thread_id:016x}" in one), "")


@dataclass
class Stall:
    """One stretch in which the GUI thread answered no event, and what it was seen doing."""

    wall_ms: float
    cpu_ms: float
    collector_ms: float = 0.0
    stacks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        seen = self.stacks[len(self.stacks) // 2] if self.stacks else "  (no sample: it held the interpreter)\n"
        at_work = f"{self.cpu_ms:.0f} ms of it computing, {self.collector_ms:.0f} ms of that in the collector"
        return f"{self.wall_ms:.0f} ms without an event ({at_work}):\n{seen}"


class StallWatch:
    """Beats on the GUI thread and samples it from another one; leaving the context fails the test on a stall.

    Time in which the machine gave the GUI thread no processor is taken off first (Linux tells). A beat that is late
    all the same is a stall if the GUI thread itself computed for longer than the limit, or if the sampler, on time,
    saw it waiting; where both were late the machine was busy elsewhere, and nobody is blamed. Everything done inside
    the context counts, the test's own code too: type with a pause between keys (`delay=1`), wait with
    `qtbot.waitUntil`, and put what is not the client's work (starting a server) into `with watch.paused():`.

    The collector counts as the client's work, but not for what other tests have left in memory: as the client does
    once it has started, the watch freezes what is there when it begins. Threads take turns as in the client.
    """

    def __init__(self, limit_ms: float = LIMIT_MS) -> None:
        self.limit_ms = limit_ms
        self.longest_ms = 0.0
        self.longest_cpu_ms = 0.0
        self.stalls: list[Stall] = []
        self._samples: list[tuple[float, bool, str]] = []
        self._gui_thread = threading.get_ident()
        self._gui_native = threading.get_native_id()
        self._stop = threading.Event()
        self._sampler = threading.Thread(target=self._sample, name="stall-sampler", daemon=True)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._collecting_since = 0.0
        self._collector_s = 0.0
        self._turns_s = sys.getswitchinterval()
        self._restart()

    def __enter__(self) -> Self:
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self._on_collection)
        self._restart()
        self._sampler.start()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beat()
        self._timer.stop()
        self._stop.set()
        self._sampler.join()
        gc.callbacks.remove(self._on_collection)
        gc.unfreeze()
        sys.setswitchinterval(self._turns_s)
        if kind is None and self.stalls:
            pytest.fail(f"the GUI thread stalled {len(self.stalls)} times:\n" + "\n".join(map(str, self.stalls)), False)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What happens inside is not measured."""
        self._beat()
        self._timer.stop()
        try:
            yield
        finally:
            self._restart()
            self._timer.start()

    def _on_collection(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() != self._gui_thread:
            return
        if phase == "start":
            self._collecting_since = time.monotonic()
        else:
            self._collector_s += time.monotonic() - self._collecting_since

    def _restart(self) -> None:
        self._beat_at = time.monotonic()
        self._collector_s = 0.0
        self._cpu_s = time.thread_time()
        self._starved_s = starved_s()

    def _beat(self) -> None:
        """Judges the time since the last beat; runs on the GUI thread."""
        wall_ms = (time.monotonic() - self._beat_at - (starved_s() - self._starved_s)) * 1000
        cpu_ms = (time.thread_time() - self._cpu_s) * 1000
        samples, self._samples = self._samples, []
        if wall_ms > self.limit_ms:
            stacks = [stack for taken_at, _, stack in samples if taken_at >= self._beat_at]
            waiting = sum(waits for taken_at, waits, _ in samples if taken_at >= self._beat_at)
            # On time, a stretch of n × SAMPLE_S brings n samples; half of them prove that others could run.
            seen_waiting = waiting * SAMPLE_S * 1000 * 2 >= wall_ms
            if cpu_ms > self.limit_ms or seen_waiting:
                self.stalls.append(Stall(wall_ms, cpu_ms, self._collector_s * 1000, stacks))
        self.longest_ms = max(self.longest_ms, wall_ms)
        self.longest_cpu_ms = max(self.longest_cpu_ms, cpu_ms)
        self._restart()

    def _sample(self) -> None:
        """Notes where the GUI thread is whenever its beat is late; runs on the sampler's thread."""
        while not self._stop.wait(SAMPLE_S):
            if time.monotonic() - self._beat_at < 2 * SAMPLE_S:
                continue
            self._samples.append((time.monotonic(), is_waiting(self._gui_native), stack_of(self._gui_thread)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever watches the GUI thread can be run alone: another worker beside it makes it slower."""
    for item in items:
        if "stall_watch" in getattr(item, "fixturenames", ()):
            item.add_marker("stalls")


@pytest.fixture
def stall_watch(qapp: object) -> Callable[[], StallWatch]:
    """The maker of watchdogs; inside a `with` of one, a blocked GUI thread fails the test."""
    return StallWatch
