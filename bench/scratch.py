"""Data that takes minutes to make, kept outside the project until what it is made of changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

SCRATCH_VARIABLE = "MOSTRADOR_BENCH_SCRATCH"
"""Names the folder it is kept in; by default one in the system's folder for passing things."""


def folder() -> Path:
    """Return where it is kept."""
    return Path(os.environ.get(SCRATCH_VARIABLE) or Path(tempfile.gettempdir()) / "mostrador-bench-data")


def made_once(name: str, sources: Sequence[ModuleType], make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` filled, whole or not at all; what other versions of its `sources` made goes."""
    scratch = folder()
    digest = hashlib.sha256(b"".join(Path(str(source.__file__)).read_bytes() for source in sources)).hexdigest()
    kept = scratch / f"{name}-{digest[:12]}"
    if kept.exists():
        return kept
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in scratch.glob(f"{name}-*"):
        shutil.rmtree(old)
    sys.stderr.write(f"making {name} in {scratch}: some minutes, once\n")
    with tempfile.TemporaryDirectory(prefix=f"new-{name}-", dir=scratch) as place:
        whole = Path(place) / "whole"
        make(whole)
        whole.rename(kept)
    return kept
