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
SOURCE_VARIABLE = "MOSTRADOR_BENCH_SOURCE"
"""Set to 1, both sides keep to the shell's setting of bytecode: in one that writes none, they compile everything."""


def run(*, json_lines: bool) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as home:
        os.environ["MOSTRADOR_HOME"] = home
        folder = _profile(Path(home))
        ours, bare = [], []
        client = ["bench.start_window", folder.name, KEY.hex()]
        for turn in range(RUNS + 1):
            # In turn, so that whatever else the machine does meets both; the first of each only warms the caches.
            times = _painted([*client, "0"]), _painted(["bench.empty_window"])
            if turn:
                ours.append(times[0])
                bare.append(times[1])
        opened = [line["open_ms"] for line in _lines([*client, str(OPENED)])[1:]]
        if len(opened) != OPENED:
            raise RuntimeError(f"of {OPENED} clicks {len(opened)} opened a ticket")
        for place, metric in enumerate(("first_rows_vs_bare_window", "first_rows_cpu_vs_bare_window")):
            figure = of_runs(
                "start", metric, "ms", [run[place] for run in ours], peer=[run[place] for run in bare],
                peer_name="empty window",
            )  # fmt: skip
            write(figure, json_lines=json_lines)
        p95 = percentile(opened, 0.95)
        write(
            Figure("start", "open_ticket_p95", "ms", p95, min(opened), max(opened), len(opened)), json_lines=json_lines
        )
        _with_keyring(folder.name, [run[0] for run in bare], json_lines=json_lines)


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


def _painted(arguments: list[str]) -> tuple[float, float]:
    """Return the time from the start of a process to what it shows first, and the processor's time for it, in ms."""
    began_s = time.monotonic()
    line = _lines(arguments)[0]
    return (line["painted_s"] - began_s) * 1000, line["cpu_s"] * 1000


def _lines(arguments: list[str]) -> list[dict[str, float]]:
    """Run a measured process and return what it said.

    Raises:
        RuntimeError: It showed nothing.
    """
    command = [sys.executable, "-m", *arguments]
    ended = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines or "error" in lines[0]:
        raise RuntimeError(f"{arguments[0]} showed nothing: {ended.stderr[-800:]}")
    return lines


def _environment() -> dict[str, str]:
    home = os.environ["MOSTRADOR_HOME"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": os.path.join(home, "keyring")}
    if not os.environ.get(SOURCE_VARIABLE):
        # Both with their bytecode, as a program that is installed has it, whatever this shell writes.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = os.path.join(home, "bytecode")
    return environment


def _with_keyring(folder: str, bare: list[float], *, json_lines: bool) -> None:
    """Measure with a real keyring under a session bus of its own, or name what is not there."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        if not json_lines:
            print("first rows with a real keyring: not measured, no gnome-keyring or no dbus-run-session here")
        return
    command = ["dbus-run-session", "--", sys.executable, "-m", "bench.keyring_session", folder, KEY.hex(), str(RUNS)]
    ended = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"the keyring did not answer: {ended.stderr[-800:]}")
    times = json.loads(lines[-1])["times_ms"]
    figure = of_runs("start", "first_rows_with_keyring", "ms", times, peer=bare, peer_name="empty window")
    write(figure, json_lines=json_lines)
