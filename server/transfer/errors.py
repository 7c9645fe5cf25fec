"""Errors of taking a server out and in.

TransferRefused    it cannot be done as it is; the text is a sentence that says what to do
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class TransferRefused(Exception):
    """It cannot be done as it is."""


@contextmanager
def place_errors(place: Path) -> Iterator[None]:
    """Say in a sentence what a folder needs that cannot be read or written."""
    try:
        yield
    except OSError as error:
        full = error.errno == errno.ENOSPC
        what = "the disk is full: make room" if full else f"{error.strerror}: choose another place"
        raise TransferRefused(f"{place} cannot be read or written, {what}.") from error
