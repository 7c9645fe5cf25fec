"""Live: one stream of server-sent events per client. Losing one is harmless: the feed has it all."""

from __future__ import annotations

import msgspec

from sync.protocol.presence import Presence

HEARTBEAT_S = 20.0
WATCHDOG_S = 50.0
LIVE_ROWS_MOST_BYTES = 32 * 1024


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="hello"):
    """First event of a stream: proves that nothing in between holds events back.

    Attributes:
        head: Where the stream begins: the replica's own place if it named one of this epoch, else the head.
    """

    epoch: str
    head: int
    token_ttl_s: float


class Poke(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="poke"):
    """The space has moved to `head`; pull."""

    head: int


class Changes(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="changes"):
    """A whole page, applied only if `start` is the replica's sequence; else pull.

    Attributes:
        page: The page's frames, newline-delimited, as a pull would bring them.
    """

    start: int
    head: int
    page: str


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="beat"):
    """Sent every `HEARTBEAT_S`; a stream silent for `WATCHDOG_S` is dead.

    Attributes:
        head: How far the space has moved as far as it concerns the reader; what is beyond is none of its business.
    """

    head: int
    token_ttl_s: float


class Bye(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="bye"):
    """The server goes away; come back after `after_ms`."""

    after_ms: int


LiveEvent = Hello | Poke | Changes | Heartbeat | Bye | Presence
