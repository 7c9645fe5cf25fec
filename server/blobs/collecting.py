"""Gives abandoned uploads up, now and then, beside the requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from starlette.concurrency import run_in_threadpool

from server.blobs.actions import Blobs
from server.db.errors import StorageError

EVERY_S = 3600.0

log = structlog.get_logger("server.blobs")


async def collect_now_and_then(blobs: Blobs, clock: Callable[[], datetime], every_s: float = EVERY_S) -> None:
    """Collect until cancelled. Several processes may: what is gone already harms none."""
    while True:
        await asyncio.sleep(every_s)
        try:
            count = await run_in_threadpool(blobs.collect_abandoned, clock())
        except StorageError as error:
            log.warning("abandoned uploads were not collected", kind=type(error).__name__)
            continue
        if count:
            log.info("abandoned uploads collected", count=count)
