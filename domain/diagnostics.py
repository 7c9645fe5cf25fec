"""What a store's computer says of itself: as the file of a message, and how the desk asks for it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.attachments import FileRef

MEDIA_TYPE = "application/vnd.mostrador.diagnostics+json"
FILE_NAME = "diagnostics.json"
ASKED = "@diagnostics"
"""Stands among what a ticket's requester is asked for; no line of a form has such a key."""
BYTES_MOST = 512 * 1024
"""A larger file is none of ours."""
FORMAT = 1


class DiagnosticsLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was sent: what it is, and what it says."""

    chapter: str
    label: str
    value: str


class Diagnostics(msgspec.Struct, frozen=True, kw_only=True):
    """All that was sent, in the language of whoever sent it, exactly as it was shown to them before."""

    format: int = FORMAT
    at: str
    """When it was collected, as `domain.records.time_text`."""
    lines: tuple[DiagnosticsLine, ...]


def packed(diagnostics: Diagnostics) -> bytes:
    """Return the file: JSON, a line each, for whoever opens it elsewhere."""
    return msgspec.json.format(msgspec.json.encode(diagnostics), indent=2)


def unpacked(data: bytes) -> Diagnostics | None:
    """Return what is in a file; None if it is not one of ours."""
    if len(data) > BYTES_MOST:
        return None
    try:
        return msgspec.json.decode(data, type=Diagnostics)
    except msgspec.MsgspecError:
        return None


def are_among(files: Iterable[FileRef]) -> bool:
    """Tell whether one of these files is such a one."""
    return any(file.media_type == MEDIA_TYPE for file in files)
