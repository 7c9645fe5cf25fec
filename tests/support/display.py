"""An X server of a test's own, and keys pressed on it as a person would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SIZE = "1600x1000x24"


@contextmanager
def x_display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen that is nobody else's; its name is in the environment for as long."""
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=(writable,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writable)
    with os.fdopen(readable) as told:
        name = f":{told.readline().strip()}"
    monkeypatch.setenv("DISPLAY", name)
    try:
        yield name
    finally:
        server.terminate()
        server.wait()


def press(display: str, keys: str) -> None:
    """Press and release keys, as `ctrl+alt+m`, whatever window has the focus."""
    subprocess.run(["xdotool", "key", keys], env={**os.environ, "DISPLAY": display}, check=True, timeout=20)
