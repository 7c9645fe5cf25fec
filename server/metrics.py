"""What the server counts about itself, for Prometheus."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """One process's counters; each app has its own registry, so that several live in one test."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "mostrador_requests", "Requests by route and status.", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "mostrador_request_seconds",
            "Time to the last byte; streams are left out.",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.parked = Gauge(
            "mostrador_parked_mutations", "Changes given up after several failures.", registry=self.registry
        )
        self.waiting_mails = Gauge("mostrador_waiting_mails", "Mails that have not left yet.", registry=self.registry)
        self.parked_mails = Gauge("mostrador_parked_mails", "Mails that were refused for good.", registry=self.registry)
        self.streams = Gauge("mostrador_live_streams", "Open live streams.", registry=self.registry)

    def text(self) -> bytes:
        """Return the exposition."""
        return generate_latest(self.registry)


class CountRequests:
    """Middleware that counts every request under its route, never under what a caller typed."""

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: frozenset[str], stream_paths: frozenset[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = paths
        self._stream_paths = stream_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            path = _template(scope)
            route = path if path in self._paths else "unknown"
            self._metrics.requests.labels(route, str(status)).inc()
            if route not in self._stream_paths:
                self._metrics.seconds.labels(route).observe(time.perf_counter() - began)


def _template(scope: Scope) -> str:
    """Return the path with the names of its parameters in place of what a caller wrote there."""
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path
