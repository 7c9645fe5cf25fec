"""What the client costs the processor while it is online with 500,000 rows and nothing happens, in 30 seconds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.desktop_online import served
from bench.figures import of_runs
from bench.groups import Tell

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

RUNS = 3
SETTLE_MS = 10_000
WINDOW_MS = 30_000


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with served() as server, tempfile.TemporaryDirectory(prefix="mostrador-bench-") as home:
        said = server.played("bench.desktop_idle", Path(home))
    tell(of_runs("desktop", "idle_cpu", "%", [each["cpu_percent"] for each in said]))


def scenario(client: Client, account: str, password: str) -> Scenario:
    """Sign in, wait until everything is there, then do nothing; say the processor's time of the whole process."""
    import resource
    import time

    from bench.desktop_online import LOOK_MS, Rest, is_at_rest, signed_in
    from bench.gestures import GaveUp, Pause, say

    def spent_s() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    window = yield from signed_in(client, account, password)
    rest = Rest(window)
    while not rest.has_come():
        yield Pause(LOOK_MS)
    yield Pause(SETTLE_MS)
    for _ in range(RUNS):
        before_s, began_s = spent_s(), time.monotonic()
        yield Pause(WINDOW_MS)
        spent = spent_s() - before_s
        if not is_at_rest(window):
            raise GaveUp("the client was not online, or something went on")
        say(cpu_percent=100 * spent / (time.monotonic() - began_s))
