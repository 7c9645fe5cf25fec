"""The longest stall of the GUI thread during a first sync of 500,000 rows, from the window's first painting to the end.

Meanwhile the list of tickets is scrolled as soon as it has some: a stall is what somebody would see.
"""

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

RUNS = 1
"""It takes minutes, and the longest of some ten thousand beats is told."""
SCROLL_MS = 200


def measure(tell: Tell) -> None:
    """Measure and tell."""
    longest = []
    with served() as server:
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as home:
                (end,) = server.played("bench.desktop_first_sync", Path(home))
            longest.append(end["longest_ms"])
    tell(of_runs("desktop", "longest_stall_first_sync", "ms", longest))


def scenario(client: Client, account: str, password: str) -> Scenario:
    """Sign in, scroll until everything is there; say the longest stall."""
    from PySide6.QtWidgets import QAbstractItemView

    from bench.desktop_online import Rest, signed_in
    from bench.gestures import Painted, Until, child, is_seen, say, scroll_back_and_forth
    from bench.pulse import Pulse
    from desktop.shell import names

    window = yield from signed_in(client, account, password)
    yield Painted(window, lambda: True, "the window")
    pulse = Pulse(window)
    # Before the first page has come, nobody knows whose window it is.
    yield Until(lambda: is_seen(window, names.QUEUE_LIST), "a queue")
    rest, rows = Rest(window), child(window, QAbstractItemView, names.QUEUE_LIST)
    yield from scroll_back_and_forth(rows, SCROLL_MS, lambda: not rest.has_come())
    pulse.stop()
    say(longest_ms=pulse.longest_ms, noted=pulse.noted_ms)
