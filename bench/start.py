"""`python -m bench start`: how long until the queue stands there, beside an empty window; how fast a ticket opens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, of_p95, of_runs, write
from bench.measured import KEY, environment, lines
from bench.sample_cache import AGENT_ID, make_cache
from domain.ids import RecordId, SpaceId
from sync.replica.profile import ProfileCard, profile_of

TICKETS = 10_000
RUNS = 11
OPENED = 60


def run(*, json_lines: bool) -> None:
    """Measure and print."""

    def tell(figure: Figure) -> None:
        write(figure, json_lines=json_lines)

    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        home = Path(place)
        profile = _profile(home)
        bare = first_rows("start", home, profile.name, tell)
        opened = [
            line["open_ms"] for line in lines(["bench.start_window", profile.name, KEY.hex(), str(OPENED)], home)[1:]
        ]
        if len(opened) != OPENED:
            raise RuntimeError(f"of {OPENED} clicks {len(opened)} opened a ticket")
        tell(of_p95("start", "open_ticket_p95", "ms", opened))
        _with_keyring(home, profile.name, bare, tell)


def first_rows(bench: str, home: Path, profile: str, tell: Callable[[Figure], None]) -> list[float]:
    """Tell how long a client over a profile takes until its first rows beside an empty window; return that one's ms."""
    ours, bare = [], []
    for turn in range(RUNS + 1):
        # In turn, so that whatever else the machine does meets both; the first of each only warms the caches.
        times = _painted(["bench.start_window", profile, KEY.hex(), "0"], home), _painted(["bench.empty_window"], home)
        if turn:
            ours.append(times[0])
            bare.append(times[1])
    for place, metric in enumerate(("first_rows_vs_bare_window", "first_rows_cpu_vs_bare_window")):
        mine, its = ([run[place] for run in runs] for runs in (ours, bare))
        tell(of_runs(bench, metric, "ms", mine, peer=its, peer_name="empty window"))
    return [run[0] for run in bare]


def _profile(home: Path) -> Path:
    """Make a signed-out profile with a cache, as the client finds it at a start."""
    card = ProfileCard(
        server_url="http://127.0.0.1:9",
        user_id=AGENT_ID,
        account="agent",
        user_name="Agent 000 Smith",
        space_id=SpaceId("bench"),
        device=RecordId("01900000-0000-7000-8000-00000000be4c"),
    )
    profile = profile_of(home / "data" / "profiles", card)
    profile.save()
    make_cache(profile.cache_path, KEY, TICKETS)
    return profile.folder


def _painted(arguments: list[str], home: Path) -> tuple[float, float]:
    """Return the time from the start of a process to what it shows first, and the processor's time for it, in ms."""
    began_s = time.monotonic()
    line = lines(arguments, home)[0]
    return (line["painted_s"] - began_s) * 1000, line["cpu_s"] * 1000


def _with_keyring(home: Path, profile: str, bare: list[float], tell: Callable[[Figure], None]) -> None:
    """Measure with a real keyring under a session bus of its own, or name what is not there."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        sys.stderr.write("first rows with a real keyring: not measured, no gnome-keyring or no dbus-run-session here\n")
        return
    command = ["dbus-run-session", "--", sys.executable, "-m", "bench.keyring_session", profile, KEY.hex(), str(RUNS)]
    ended = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    said = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not said:
        raise RuntimeError(f"the keyring did not answer: {ended.stderr[-800:]}")
    times = json.loads(said[-1])["times_ms"]
    tell(of_runs("start", "first_rows_with_keyring", "ms", times, peer=bare, peer_name="empty window"))
