"""Bodies of which a broken line let only the beginning through: their rest is asked for (RFC 9110, 13.1.5 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from sync.engine.events import Failed
from sync.protocol.codec import DECODED_BYTES_MOST, decompress
from sync.protocol.errors import MalformedMessage

HELD_MOST = 2
"""Segments are asked for two at a time; what is begun of others before is given up."""
CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)", re.ASCII)


@dataclass
class Beginning:
    """What has come of one body.

    Attributes:
        tag: Names the content, so that its rest is not taken from another one; empty if only all of it will do.
        size_bytes: Of all of it; None if the answer does not say.
        encoding: How it is packed for the way.
        gains: Whether what comes now is more than there was: not so if all of it comes once more.
    """

    tag: str
    size_bytes: int | None
    encoding: str
    gains: bool
    data: bytearray = field(default_factory=bytearray)
    before_bytes: int = 0

    def add(self, piece: bytes) -> None:
        """Take in what comes next.

        Raises:
            MalformedMessage: It is more than anybody unpacks.
        """
        self.data += piece
        if len(self.data) > DECODED_BYTES_MOST:
            raise MalformedMessage("the body is too large")

    def is_whole(self, *, ended: bool) -> bool:
        """Tell whether all has come; `ended` says that the answer came to its end in good order."""
        return ended if self.size_bytes is None else len(self.data) == self.size_bytes


class Beginnings:
    """What has come of some bodies, in memory: whoever dies over one asks for all of it."""

    def __init__(self) -> None:
        self._held: dict[str, Beginning] = {}

    def asks(self, name: str) -> dict[str, str]:
        """Return the headers that ask for the rest of a body, or for all of one that has not begun."""
        held = self._held.get(name)
        # Bytes are counted as they are kept by the server: packed for the way they would be others.
        headers = {"Accept-Encoding": "identity"}
        return headers | ({"Range": f"bytes={len(held.data)}-", "If-Range": held.tag} if held else {})

    def answered(self, name: str, status: int, headers: Mapping[str, str]) -> Beginning:
        """Return where the bytes of an answer go, 200 or 206, whose `headers` are known by their lower-case names.

        Raises:
            MalformedMessage: It is not the part that was asked for.
        """
        held = self._held.pop(name, None)
        tag, encoding = headers.get("etag", ""), headers.get("content-encoding", "").removeprefix("identity")
        if status == HTTPStatus.PARTIAL_CONTENT:
            span = CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            if held is None or span is None or int(span[1]) != len(held.data) or tag != held.tag or encoding:
                raise MalformedMessage("not the part that was asked for")
            held.size_bytes, held.gains, held.before_bytes = int(span[2]), True, len(held.data)
            beginning = held
        else:
            length = headers.get("content-length", "")
            # A weak tag names what looks the same, not the same bytes.
            strong = tag if tag.startswith('"') and not encoding else ""
            beginning = Beginning(strong, int(length) if length.isdecimal() else None, encoding, gains=held is None)
        self._held[name] = beginning
        while len(self._held) > HELD_MOST:
            del self._held[next(iter(self._held))]
        return beginning

    def forget(self, name: str) -> None:
        """Give up what has begun of a body."""
        self._held.pop(name, None)

    def body(self, name: str, *, ended: bool, reason: str = "cut off") -> bytes | Failed:
        """Return the whole body, unpacked, or that it is still to go on.

        Args:
            name: Whose.
            ended: Whether the answer came to its end in good order.
            reason: What broke if it did not, for a log.

        Raises:
            MalformedMessage: It is damaged.
        """
        beginning = self._held[name]
        if beginning.is_whole(ended=ended):
            self.forget(name)
            return decompress(bytes(beginning.data), beginning.encoding)
        if not beginning.tag or not beginning.data:
            self.forget(name)
            return Failed(reason, begun=True)
        return Failed(reason, begun=True, moved=beginning.gains and len(beginning.data) > beginning.before_bytes)
