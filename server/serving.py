"""Runs the app: uvicorn, told to let live streams say goodbye before it waits for them."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

from server.app import Parts

GRACE_S = 10


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
