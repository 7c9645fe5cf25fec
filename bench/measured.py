"""Running a measured process: both sides with their bytecode, off-screen, their files in a home of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import scratch

ENDS_WITHIN_S = 600.0
"""Nothing that is measured takes longer; whatever waits then waits for ever."""
KEY = bytes(range(32))
"""Of every cache that is made to be measured."""
SOURCE_VARIABLE = "MOSTRADOR_BENCH_SOURCE"
"""Set to 1, processes keep to the shell's setting of bytecode: in one that writes none, they compile everything."""


def lines(arguments: Sequence[str], home: Path) -> list[dict[str, Any]]:
    """Run a module of the bench and return the JSON it printed, line by line.

    Raises:
        RuntimeError: It said nothing, or what went wrong.
        subprocess.TimeoutExpired: It did not end.
    """
    command = [sys.executable, "-m", *arguments]
    ended = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=False, timeout=ENDS_WITHIN_S
    )
    said = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    wrong = next((line["error"] for line in said if "error" in line), None)
    if not said or wrong is not None:
        raise RuntimeError(f"{arguments[0]}: {wrong or 'it showed nothing'}; {ended.stderr[-1500:]}")
    return said


def environment(home: Path) -> dict[str, str]:
    """Return what a measured process finds around it."""
    inherited = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    own = {"MOSTRADOR_HOME": str(home), "XDG_DATA_HOME": str(home / "keyring")}
    if not os.environ.get(SOURCE_VARIABLE):
        # With their bytecode, as a program that is installed has it, whatever this shell writes: kept from one run to
        # the next, since in a home that is new each time everything would be compiled while it is measured.
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        own["PYTHONPYCACHEPREFIX"] = str(scratch.folder() / "bytecode")
    return {**inherited, **own}
