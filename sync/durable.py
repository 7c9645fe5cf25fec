"""Small files that must be whole after a power cut: a new one takes the place of the old one once it is on the disk."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(place: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is there.

    Raises:
        OSError: The disk refuses; what was there before still is.
    """
    draft = place.with_name(f"{place.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
    keep_names(place.parent)


def keep_names(folder: Path) -> None:
    """Have the new names in a folder on the disk, where the system can be told so."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
