"""The server of the demo and of the tour is found on this machine, whatever is said of the world outside."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from demo.server_process import ServerProcess


class Healthy(BaseHTTPRequestHandler):
    """Answers as a server in good health."""

    def do_GET(self) -> None:  # noqa: N802 - the name is the standard library's
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_proxy_of_the_environment_is_not_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, "")
        try:
            assert ServerProcess(tmp_path, tmp_path / "log", listening.server_address[1]).answers()
        finally:
            listening.shutdown()
            thread.join()
