"""`mostrador demo`: an embedded server with sample content, and two windows: a franchisee's and an agent's."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from demo.embedded import AGENT_ACCOUNT, PASSWORD, STORE_ACCOUNT, set_up
from demo.server_process import ServerDidNotStart, ServerProcess
from desktop.command import has_display

LOOK_EVERY_S = 0.2
END_WITHIN_S = 15.0


def show(arguments: Sequence[str]) -> int:
    """Run the demo until both windows are closed."""
    parser = argparse.ArgumentParser(prog="mostrador demo", description="A server with sample content and two windows.")
    parser.add_argument("--lang", default="", choices=("en", "es"), help="language of both windows")
    parser.add_argument("--theme", default="", choices=("light", "dark"), help="theme of both windows")
    given = parser.parse_args(arguments)
    if sys.platform.startswith("linux") and not has_display():
        print(
            "There is no screen here. `mostrador tour --out DIR` walks through the same without one.", file=sys.stderr
        )
        return 1
    options = [f"--{name}={value}" for name in ("lang", "theme") if (value := getattr(given, name))]
    with tempfile.TemporaryDirectory(prefix="mostrador-demo-", ignore_cleanup_errors=True) as folder:
        return _show(Path(folder), options)


def _show(work: Path, options: list[str]) -> int:
    print("Setting up the sample franchise …", flush=True)
    set_up(work / "server")
    server = ServerProcess(work / "server", work / "server.log")
    try:
        server.start()
    except ServerDidNotStart as error:
        print(f"The embedded server did not start. Its last lines:\n{error}", file=sys.stderr)
        return 1
    print(f"Server: {server.url}. Every account's password: {PASSWORD}")
    windows = []
    # An ordinary request to end closes what was started, as Ctrl+C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        for place, (seat, account) in enumerate((("store", STORE_ACCOUNT), ("agent", AGENT_ACCOUNT))):
            windows.append(_open_window(work / seat, server.url, account, [*options, f"--place={place}"]))
            print(f"{seat}: signed in as {account}")
        while any(window.poll() is None for window in windows):
            time.sleep(LOOK_EVERY_S)
    except KeyboardInterrupt:
        print("Stopping.")
    finally:
        for window in windows:
            window.terminate()
        for window in windows:
            window.wait(END_WITHIN_S)
        server.stop()
    return 0


def _open_window(home: Path, server: str, account: str, options: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "demo.window", "--server", server, "--account", account, *options]
    environment = {**os.environ, "MOSTRADOR_HOME": str(home)}
    window = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, text=True)
    if window.stdin is not None:
        window.stdin.write(f"{PASSWORD}\n")
        window.stdin.close()
    return window
