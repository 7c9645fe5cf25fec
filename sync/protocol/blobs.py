"""Blobs: the bytes of attachments, brought in chunks and fetched by ranges, each time for one attachment.

The way in, all of it safe to repeat: ask what is there (`GET …/{id}/upload`), bring what is missing (`PUT
…/{id}/upload/{n}`, the bytes as they are, with their digest in `Content-Digest`), finish (`POST …/{id}/upload`).
Finishing compares the whole with the attachment's SHA-256; 202 says that this is still going on: ask again. The way out
is `GET …/{id}` with `Range`. Whoever may not see the attachment is told that there is none, whatever hash they know.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from enum import StrEnum

import msgspec

from sync.protocol.errors import MalformedMessage

BLOBS_PATH = "/sync/v1/blobs"
CHUNK_BYTES = 1024 * 1024
"""All but a file's last chunk have this size: what a slow line carries between two breaks."""
DIGEST_HEADER = "Content-Digest"


class BlobRefusal(StrEnum):
    """Why a server does not take a file: kept in `Attachment.refusal`, and the code of its answer."""

    TOO_LARGE = "too_large"
    ABANDONED = "abandoned"
    """Nothing more of it came for days. Its author may bring it all the same, and then it is awaited again."""


class BlobState(StrEnum):
    """How far an upload has come."""

    ARRIVING = "arriving"
    CHECKING = "checking"
    """All of it is there and being compared with its hash: ask again."""
    READY = "ready"


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """What a server has of one attachment.

    Attributes:
        chunks: Numbers, from 0, of those that are there; empty once it is ready.
    """

    state: BlobState
    chunk_bytes: int = CHUNK_BYTES
    chunks: tuple[int, ...] = ()


def chunk_count(size_bytes: int, chunk_bytes: int = CHUNK_BYTES) -> int:
    """Return of how many chunks a file consists."""
    return -(-size_bytes // chunk_bytes)


def chunk_size(size_bytes: int, n: int, chunk_bytes: int = CHUNK_BYTES) -> int:
    """Return how many bytes chunk `n` has; 0 if there is no such chunk."""
    return max(0, min(chunk_bytes, size_bytes - n * chunk_bytes)) if n >= 0 else 0


def content_digest(data: bytes) -> str:
    """Return the value of `Content-Digest` for a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def parse_digest(value: str) -> bytes:
    """Return the SHA-256 that a `Content-Digest` names.

    Raises:
        MalformedMessage: It names none.
    """
    for part in value.split(","):
        name, _, rest = part.strip().partition("=")
        if name.lower() == "sha-256" and rest.startswith(":") and rest.endswith(":") and len(rest) > 1:
            try:
                found = base64.b64decode(rest[1:-1], validate=True)
            except binascii.Error as error:
                raise MalformedMessage(f"not base64: {rest[:60]!r}") from error
            if len(found) == hashlib.sha256().digest_size:
                return found
    raise MalformedMessage(f"`{DIGEST_HEADER}` names no sha-256")
