"""The embedded server: the real program in a process of its own on a loopback port, to start, stop and start again."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

READY_WITHIN_S = 60.0
LOOK_EVERY_S = 0.05
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A proxy of the environment is for the world outside; it would look for this machine's server on its own."""


class ServerDidNotStart(Exception):
    """The server ended or did not answer in time; the message ends with its last lines."""


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """A server over a data folder that is already set up.

    Args:
        data: Its folder.
        log_path: Where its log goes.
        port: Kept over a restart, so that clients find it again.
    """

    def __init__(self, data: Path, log_path: Path, port: int | None = None) -> None:
        self._data = data
        self._log_path = log_path
        self._port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        """On which it listens."""
        return self._port

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            ServerDidNotStart: It did not.
        """
        command = [sys.executable, "-m", "server.command", "--data", str(self._data)]
        command += ["serve", "--host", "127.0.0.1", "--port", str(self._port)]
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        with self._log_path.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )
        deadline = time.monotonic() + READY_WITHIN_S
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise ServerDidNotStart("\n".join(self._log_path.read_text("utf-8", "replace").splitlines()[-12:]))
            time.sleep(LOOK_EVERY_S)

    def answers(self) -> bool:
        """Tell whether its health check says that all is well."""
        try:
            with DIRECTLY.open(f"{self.url}/healthz", timeout=2) as reply:
                return isinstance(json.load(reply), dict)
        except (urllib.error.URLError, OSError, ValueError):
            return False

    def stop(self) -> None:
        """End it as an administrator would, and wait."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._forget()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
        self._forget()

    def _forget(self) -> None:
        if self._process is not None:
            self._process.wait(15)
            self._process = None
