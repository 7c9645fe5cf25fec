"""Encoding of messages: JSON lines, compressed with zstandard where both ends have it, else gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
import zstandard

from sync.protocol.errors import MalformedMessage, TooLarge, TruncatedPage
from sync.protocol.live import LiveEvent
from sync.protocol.pull import Begin, End, Frame

ZSTD_LEVEL = 3
GZIP_LEVEL = 1
COMPRESS_FROM_BYTES = 512
"""Smaller bodies travel as they are."""
DECODED_BYTES_MOST = 64 * 1024 * 1024
MEDIA_TYPE = "application/x-ndjson"

NOT_A_MESSAGE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding anything may end in; the last for what is nested thousands deep."""

_encoder = msgspec.json.Encoder()
_frames = msgspec.json.Decoder(Frame)
_live = msgspec.json.Decoder(LiveEvent)
T = TypeVar("T")


def encode(message: Any) -> bytes:
    """Return one message as JSON."""
    return _encoder.encode(message)


def decode(body: bytes, message_type: type[T]) -> T:
    """Return the message that `body` holds.

    Raises:
        MalformedMessage: It is not one.
    """
    try:
        return msgspec.json.decode(body, type=message_type)
    except NOT_A_MESSAGE as error:
        raise MalformedMessage(f"not a {message_type.__name__}: {error}") from error


def encode_page(frames: Iterable[Frame]) -> bytes:
    """Return a page as JSON lines."""
    return _encoder.encode_lines(frames)


def decode_page(body: bytes) -> Sequence[Frame]:
    """Return the frames of a page.

    Raises:
        TruncatedPage: It is cut off before its `end`.
        MalformedMessage: It is not a page.
    """
    try:
        frames: list[Frame] = _frames.decode_lines(body)
    except NOT_A_MESSAGE as error:
        if body.startswith(b'{"t":"begin"') and not body.endswith(b"}\n"):
            raise TruncatedPage("the page is cut off") from error
        raise MalformedMessage(f"not a page: {error}") from error
    if not frames or not isinstance(frames[0], Begin):
        raise MalformedMessage("a page begins with `begin`")
    if not isinstance(frames[-1], End):
        raise TruncatedPage("the page is cut off")
    return frames


def encode_event(event: LiveEvent) -> bytes:
    """Return a live event in the form of server-sent events."""
    return b"data: " + _encoder.encode(event) + b"\n\n"


def decode_event(data: bytes) -> LiveEvent:
    """Return the live event in the `data` of a server-sent event.

    Raises:
        MalformedMessage: It is none.
    """
    try:
        event: LiveEvent = _live.decode(data)
    except NOT_A_MESSAGE as error:
        raise MalformedMessage(f"not a live event: {error}") from error
    return event


def compress(body: bytes, accept_encoding: str) -> tuple[bytes, str]:
    """Return `body` in the best encoding the reader accepts, and that encoding's name (empty: as it is)."""
    accepted = {item.split(";")[0].strip() for item in accept_encoding.split(",")}
    if len(body) < COMPRESS_FROM_BYTES:
        return body, ""
    if "zstd" in accepted:
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body), "zstd"
    if "gzip" in accepted:
        return gzip.compress(body, GZIP_LEVEL), "gzip"
    return body, ""


def decompress(body: bytes, encoding: str, most_bytes: int = DECODED_BYTES_MOST) -> bytes:
    """Return the plain form of `body`; never unpacks more than `most_bytes`.

    Raises:
        TooLarge: There is more than `most_bytes` in it.
        MalformedMessage: Unknown encoding or damaged data.
    """
    try:
        match encoding.strip().lower():
            case "" | "identity":
                return _bounded(body, most_bytes)
            case "zstd":
                with zstandard.ZstdDecompressor().stream_reader(body) as reader:
                    return _bounded(reader.read(most_bytes + 1), most_bytes)
            case "gzip":
                return _bounded(zlib.decompressobj(wbits=31).decompress(body, most_bytes + 1), most_bytes)
    except (zstandard.ZstdError, zlib.error) as error:
        raise MalformedMessage(f"damaged {encoding} body") from error
    raise MalformedMessage(f"unknown encoding {encoding!r}")


def _bounded(body: bytes, most_bytes: int) -> bytes:
    if len(body) > most_bytes:
        raise TooLarge(f"more than {most_bytes} bytes")
    return body
