"""Server-sent events out of bytes, however they are cut."""

from __future__ import annotations

from collections.abc import Iterator

EVENT_BYTES_MOST = 1024 * 1024


class EventReader:
    """Collects bytes and gives out the data of whole events; comments and other fields are left aside."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the data of every event that `data` completes.

        Raises:
            ValueError: An event is larger than `EVENT_BYTES_MOST`.
        """
        self._rest = (self._rest + data).replace(b"\r\n", b"\n")
        if len(self._rest) > EVENT_BYTES_MOST:
            raise ValueError("an event without end")
        *events, self._rest = self._rest.split(b"\n\n")
        for event in events:
            lines = [line[5:].removeprefix(b" ") for line in event.split(b"\n") if line.startswith(b"data:")]
            if lines:
                yield b"\n".join(lines)
