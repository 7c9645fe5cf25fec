"""Asking the system's own commands, with an end to waiting for them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence

WAIT_S = 6.0
Ask = Callable[[Sequence[str]], str]
"""Runs a command and returns what it printed; empty where there is no such command, or it took too long."""


def ask(command: Sequence[str]) -> str:
    """Run a command in plain English, without a shell and without a window of its own."""
    try:
        ended = subprocess.run(  # noqa: S603 - commands of ours, no input in them
            list(command),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WAIT_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout
