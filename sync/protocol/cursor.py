"""The cursor: how far a replica has come in its space. Opaque to everybody but this module."""

from __future__ import annotations

from typing import NamedTuple

from sync.protocol.errors import MalformedMessage


class Cursor(NamedTuple):
    """A place in one space's order.

    Attributes:
        epoch: Names one unbroken history of the server; another epoch means that the server went back in time.
        seq: Sequence of the last transaction that was applied whole; 0 is before the first.
    """

    epoch: str
    seq: int

    def text(self) -> str:
        """Return the form that travels."""
        return f"{self.epoch}.{self.seq}"


START = Cursor("", 0)
"""Of a replica that has never heard of the server."""


def parse_cursor(text: str) -> Cursor:
    """Return the cursor `text` stands for.

    Raises:
        MalformedMessage: It is not a cursor.
    """
    epoch, dot, seq = text.rpartition(".")
    if not dot or not seq.isdecimal():
        raise MalformedMessage(f"not a cursor: {text[:40]!r}")
    return Cursor(epoch, int(seq))
