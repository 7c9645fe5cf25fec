"""Segments: the bulk of a first sync, built ahead by the server as immutable pieces, one part of one scope each.

A segment is newline-delimited JSON under zstandard with its checksum: `SegmentHead`, then `Rows`, each of one kind,
parents before their children, and `SegmentEnd`; cut off before that, nothing of it counts. Every segment of a set tells
the same moment, the sequence `seq`: a replica that takes them applies all of them and then the feed from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import msgspec
import zstandard

from domain.ids import Scope
from sync.protocol.codec import DECODED_BYTES_MOST, NOT_A_MESSAGE, ZSTD_LEVEL
from sync.protocol.errors import MalformedMessage, TooLarge, TruncatedPage

SEGMENT_ROWS = 5_000
"""Rows of a segment, about."""
SEGMENT_BYTES = 16 * 1024 * 1024
"""What a segment unpacks to, about: no more than twice that, where `DECODED_BYTES_MOST` may be unpacked. A record and
its children are together in one, but for those that are more than this alone: some come in segments after it."""
LINE_ROWS = 500
"""Rows of a line: reading one takes a few milliseconds."""


class Tier(IntEnum):
    """What comes first."""

    FRANCHISE = 0
    """Who and what there is: people, stores, teams, topics."""
    OPEN = 1
    """Tickets that somebody still works on."""
    KNOWLEDGE = 2
    RECENT = 3
    """Tickets closed within the last 90 days."""
    OLDER = 4


class SegmentPart(msgspec.Struct, frozen=True, kw_only=True):
    """One segment of a set.

    Attributes:
        name: Hexadecimal digest of its content: the same name, the same content.
        size_bytes: As it travels.
    """

    name: str
    scope: Scope
    tier: int
    rows: int
    size_bytes: int


class SegmentList(msgspec.Struct, frozen=True, kw_only=True):
    """What a replica that holds nothing may take before its first page; without parts it begins with that page.

    Attributes:
        seq: The moment all parts tell: the feed goes on from there.
        scopes: All scopes of the user with their generations.
        whole: Those of them that the parts bring whole; the others are filled page by page.
        parts: In the order in which they are best taken.
    """

    epoch: str
    seq: int
    server_time: str
    scopes: dict[Scope, int]
    whole: tuple[Scope, ...] = ()
    parts: tuple[SegmentPart, ...] = ()


class SegmentHead(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="segment"):
    """Opens a segment.

    Attributes:
        schema: Version of the records in it.
    """

    epoch: str
    seq: int
    schema: int


class Rows(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="rows"):
    """Records of one kind, column by column: so they pack best, and are read fastest.

    Attributes:
        e: Kind.
        names: Its columns: the record's fields, then `rev`.
        columns: JSON array of one array of values a column, all of one length. Ids, words and times are text, flags 0
            or 1, lists and objects their JSON as text.
    """

    e: str
    names: tuple[str, ...]
    columns: msgspec.Raw


class SegmentEnd(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="end"):
    """Closes a segment.

    Attributes:
        rows: How many there were.
    """

    rows: int


Line = SegmentHead | Rows | SegmentEnd
_lines = msgspec.json.Decoder(Line)
_encode = msgspec.json.Encoder().encode


class SegmentLines:
    """The lines of a segment under the making."""

    def __init__(self, head: SegmentHead) -> None:
        self._lines = [_encode(head)]
        self.rows = 0

    def add(self, kind: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add records of one kind after what is there."""
        for start in range(0, len(rows), LINE_ROWS):
            some = rows[start : start + LINE_ROWS]
            columns = msgspec.Raw(_encode(list(zip(*some, strict=True))))
            self._lines.append(_encode(Rows(e=kind, names=tuple(names), columns=columns)))
        self.rows += len(rows)

    def packed(self) -> bytes:
        """Return the whole segment as it travels."""
        plain = b"\n".join([*self._lines, _encode(SegmentEnd(rows=self.rows)), b""])
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True).compress(plain)


def segment_lines(packed: bytes) -> tuple[SegmentHead, list[Rows]]:
    """Return what is in a segment.

    Raises:
        TruncatedPage: It is cut off.
        TooLarge: There is more in it than may be unpacked.
        MalformedMessage: It is damaged, or none.
    """
    try:
        if not 0 <= zstandard.frame_content_size(packed) <= DECODED_BYTES_MOST:
            raise TooLarge(f"more than {DECODED_BYTES_MOST} bytes, or nobody knows how many")
        plain = zstandard.ZstdDecompressor().decompress(packed)
        lines = [_lines.decode(line) for line in plain.split(b"\n") if line]
    except zstandard.ZstdError as error:
        raise TruncatedPage(f"the segment is cut off or damaged: {error}") from error
    except NOT_A_MESSAGE as error:
        raise MalformedMessage(f"not a segment: {error}") from error
    if not lines or not isinstance(lines[0], SegmentHead):
        raise MalformedMessage("a segment begins with its head")
    rows = [line for line in lines if isinstance(line, Rows)]
    if not isinstance(lines[-1], SegmentEnd) or len(rows) != len(lines) - 2:
        raise MalformedMessage("a segment ends with its end")
    return lines[0], rows
