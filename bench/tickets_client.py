"""One caller of a server: one request after the other over one connection that is kept."""

from __future__ import annotations

import http.client
from collections.abc import Mapping


class Refused(Exception):
    """The server did not answer as it should."""


class Caller:
    """A connection to a server on this machine. For one thread."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = dict(headers)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
        """Return the body of a successful answer.

        Raises:
            Refused: It was another one.
        """
        self._connection.request(method, path, body or None, {**self._headers, **headers})
        answer = self._connection.getresponse()
        told = answer.read()
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - what went well
            raise Refused(f"{method} {path}: {answer.status} {told[:400]!r}")
        return told

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
