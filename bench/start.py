"""`python -m bench start`: how long until the queue stands there, beside an empty window; how fast a ticket opens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, of_runs, percentile, write
from bench.sample_cache import AGENT_ID, make_cache
from domain.ids import RecordId, SpaceId
from sync.replica.profile import ProfileCard, profile_of

TICKETS = 10_000
RUNS = 11
OPENED = 60
KEY = bytes(range(32))


def run(*, json_lines: bool) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as home:
        os.environ["MOSTRADOR_HOME"] = home
        folder = _profile(Path(home))
        ours, bare = [], []
        for turn in range(RUNS + 1):
            # In turn, so that whatever else the machine does meets both; the first of each only warms the caches.
            times = _painted_ms(["client", folder.name, KEY.hex(), "0"]), _painted_ms(["bare"])
            if turn:
                ours.append(times[0])
                bare.append(times[1])
        opened = [line["open_ms"] for line in _lines(["client", folder.name, KEY.hex(), str(OPENED)])[1:]]
    write(
        of_runs("start", "first_rows_vs_bare_window", "ms", ours, peer=bare, peer_name="empty window"),
        json_lines=json_lines,
    )
    p95 = percentile(opened, 0.95)
    write(Figure("start", "open_ticket_p95", "ms", p95, min(opened), max(opened), len(opened)), json_lines=json_lines)
    _say_keyring(json_lines=json_lines)


def _profile(home: Path) -> Path:
    """Make a signed-out profile with a cache, as the client finds it at a start."""
    from desktop.shell.profile_files import profiles_folder

    card = ProfileCard(
        server_url="http://127.0.0.1:9",
        user_id=AGENT_ID,
        account="agent",
        user_name="Agent 000 Smith",
        space_id=SpaceId("bench"),
        device=RecordId("01900000-0000-7000-8000-00000000be4c"),
    )
    profile = profile_of(profiles_folder(), card)
    profile.save()
    make_cache(profile.cache_path, KEY, TICKETS)
    return profile.folder


def _painted_ms(arguments: list[str]) -> float:
    """Return the time from the start of a process to what it shows first."""
    began_s = time.monotonic()
    return (_lines(arguments)[0]["painted_s"] - began_s) * 1000


def _lines(arguments: list[str]) -> list[dict[str, float]]:
    """Run a measured process and return what it said.

    Raises:
        RuntimeError: It showed nothing.
    """
    command = [sys.executable, "-m", "bench.start_window", *arguments]
    ended = subprocess.run(
        command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines or "error" in lines[0]:
        raise RuntimeError(f"{arguments[0]} showed nothing: {ended.stderr[-800:]}")
    return lines


def _say_keyring(*, json_lines: bool) -> None:
    """Name the peer that is absent where there is no keyring to ask."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")) and not json_lines:
        print("first rows with a real keyring: not measured, no session bus with a keyring on this machine")
