"""Gives abandoned uploads up, now and then, beside the requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from server.background import Work, in_thread
from server.blobs.actions import Blobs

EVERY_S = 3600.0

log = structlog.get_logger("server.blobs")


def now_and_then(blobs: Blobs, clock: Callable[[], datetime]) -> Work:
    """Return the work of collecting. Several processes may: what is gone already harms none."""

    async def work() -> float:
        count = await in_thread(blobs.collect_abandoned, clock())
        if count:
            log.info("abandoned uploads collected", count=count)
        return EVERY_S

    return work
