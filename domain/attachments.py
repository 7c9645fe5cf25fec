"""Files of messages: what may be attached, and how one is referred to before it has arrived."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId

FILES_MOST = 10
"""Files of one message."""
FILE_BYTES_MOST = 512 * 1024 * 1024
"""No server takes more, whatever it is set to; a server's own limit is usually far below."""
NAME_LONGEST = 200
REFUSED_SUFFIXES = frozenset(
    {".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msi", ".msp", ".pif"}
    | {".ps1", ".reg", ".scr", ".vbe", ".vbs", ".wsf", ".wsh"}
)
"""Kinds that a double click runs: the way in for whoever writes to a support desk with bad intent."""
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
"""What is shown as a picture. No SVG: it is a program that draws."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,90}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileRef(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the message that carries it names it; `id` is that of its `Attachment`."""

    id: RecordId
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    """Of the whole content, lower-case hex."""


def clean_name(name: str) -> str:
    """Return the last part of a file's name as it can be shown and stored everywhere, never empty.

    Left out is what would mislead or break out: folders, control characters, and the marks that turn the direction of
    writing, with which `exe.gpj` reads as `gpj.exe`.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    kept = kept.strip().strip(".").strip() or "file"
    if len(kept) <= NAME_LONGEST:
        return kept
    stem, dot, suffix = kept.rpartition(".")
    if not dot or len(suffix) > 12:
        return kept[:NAME_LONGEST].strip()
    return f"{stem[: NAME_LONGEST - len(suffix) - 1].strip()}.{suffix}"


def is_refused_kind(name: str) -> bool:
    """Tell whether a file of this name is of a kind that is never taken."""
    return any(name.casefold().endswith(suffix) for suffix in REFUSED_SUFFIXES)


def is_picture(media_type: str) -> bool:
    """Tell whether a file of this type is shown as a picture."""
    return media_type in PICTURES


def checked_files(files: Sequence[FileRef]) -> Sequence[FileRef]:
    """Return `files`.

    Raises:
        MutationRejected: INVALID, if there are too many of them, two share an id, or one is nothing a client of ours
            sends: an unclean name, a refused kind, no size, no hash.
    """
    if len(files) > FILES_MOST:
        raise MutationRejected(RejectCode.INVALID, field="files", most=FILES_MOST, count=len(files))
    if len({file.id for file in files}) < len(files):
        raise MutationRejected(RejectCode.INVALID, field="files", problem="one id twice")
    for file in files:
        problem = _problem(file)
        if problem:
            raise MutationRejected(RejectCode.INVALID, field="files", id=file.id, problem=problem)
    return files


def _problem(file: FileRef) -> str:
    if clean_name(file.name) != file.name:
        return "name"
    if is_refused_kind(file.name):
        return "kind"
    if not _MEDIA_TYPE.fullmatch(file.media_type):
        return "media_type"
    if not 0 < file.size_bytes <= FILE_BYTES_MOST:
        return "size_bytes"
    return "" if _SHA256.fullmatch(file.sha256) else "sha256"
