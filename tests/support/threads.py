"""A thread that outlives its test fails it."""

import sys
import threading
import time
from collections.abc import Iterator

import pytest

GRACE_S = 2.0
"""How long a thread that has been told to stop may take; a stopped one is gone within milliseconds."""


def strangers(known: set[threading.Thread]) -> list[threading.Thread]:
    """Python's threads that were not there before.

    Threads that Qt started only appear here as dummies that never leave the list, once Python code has run on them;
    Qt's own pool is asked instead.
    """
    return [
        thread
        for thread in threading.enumerate()
        if thread not in known and not isinstance(thread, threading._DummyThread)
    ]


def busy_pool_threads() -> int:
    """How many threads of Qt's shared pool are still at work."""
    if "PySide6.QtCore" not in sys.modules:
        return 0
    from PySide6.QtCore import QThreadPool

    return QThreadPool.globalInstance().activeThreadCount()


@pytest.fixture(autouse=True)
def leaked_threads() -> Iterator[None]:
    """Fails the test for every thread it started and did not stop."""
    known = set(threading.enumerate())
    yield
    give_up_at = time.monotonic() + GRACE_S
    while (strangers(known) or busy_pool_threads()) and time.monotonic() < give_up_at:
        time.sleep(0.005)
    left = [f"{thread.name}{' (daemon)' if thread.daemon else ''}" for thread in strangers(known)]
    if busy_pool_threads():
        left.append("a thread of QThreadPool.globalInstance()")
    if left:
        pytest.fail("threads left running: " + ", ".join(left), pytrace=False)
