"""Runs the app: uvicorn, told to let live streams say goodbye before it waits for them."""

from __future__ import annotations

import contextlib
import gc
import socket
import sys

import uvicorn
from fastapi import FastAPI

from server.app import Parts

GRACE_S = 10
COLLECT_EVERY = (20_000, 20, 20)
"""The collector's thresholds. With thousands of streams open nearly all objects are there to stay: looking at them
as often as a small program does takes a quarter of the processor while a change goes out."""


def take_process() -> None:
    """Set this process up as a server's and nothing else: for thousands of connections, each there to stay."""
    _raise_file_limit()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_EVERY)


def _raise_file_limit() -> None:
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != hard:
            # A shell starts programs with about a thousand; one stream is one open file.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Server(uvicorn.Server):
    """uvicorn waits for open requests before the app's own end begins; live streams would keep it waiting."""

    def __init__(self, app: FastAPI, *, host: str, port: int, log_level: str = "info") -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                log_level=log_level,
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
                timeout_keep_alive=75,
                h11_max_incomplete_event_size=64 * 1024,
                server_header=False,
                lifespan="on",
            )
        )
        parts: Parts = app.state.parts
        self._hub = parts.hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye to live streams, then wait for what is under way."""
        self._hub.close()
        await super().shutdown(sockets)

    def address(self) -> str:
        """Return the URL it listens on; only once it has started."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"
