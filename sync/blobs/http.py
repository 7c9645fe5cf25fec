"""The way of files to and from the server, over the same kind of connections as the sync's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import requests

from domain.ids import RecordId
from sync.engine.connections import (
    BROKEN,
    CONNECT_S,
    READ_S,
    Connections,
    authorization,
    reason,
    refusal_of,
    whole_body,
)
from sync.engine.events import Failed, Refused
from sync.protocol.blobs import BLOBS_PATH, DIGEST_HEADER, Upload, content_digest
from sync.protocol.codec import decode
from sync.protocol.errors import MalformedMessage

PIECE_BYTES = 64 * 1024
OK = frozenset({HTTPStatus.OK, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT})


class HttpBlobs:
    """Files of one server. Every thread gets its own connections; `close` cuts all of them."""

    def __init__(self, server_url: str) -> None:
        self._connections = Connections(server_url)

    def upload_of(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        """Ask what is there of an attachment."""
        return self._told("GET", f"{attachment_id}/upload", token)

    def finish(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        """Have the whole compared with its hash."""
        return self._told("POST", f"{attachment_id}/upload", token)

    def put_chunk(self, attachment_id: RecordId, n: int, data: bytes, token: str) -> Refused | Failed | None:
        """Bring a chunk."""
        headers = {DIGEST_HEADER: content_digest(data), "Content-Type": "application/octet-stream"}
        answer = self._asked("PUT", f"{attachment_id}/upload/{n}", token, data=data, headers=headers)
        return None if isinstance(answer, bytes) else answer

    def fetch(self, attachment_id: RecordId, start: int, token: str) -> Iterator[bytes] | Refused | Failed:
        """Fetch a file from its byte `start`; the pieces end early, without an error, where the line breaks."""
        headers = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"}
        try:
            response = self._send("GET", attachment_id, token, headers=headers)
            if response.status_code == HTTPStatus.PARTIAL_CONTENT and _begins_at(response, start):
                return _pieces(response)
            with contextlib.closing(response):
                return refusal_of(response, whole_body(response))
        except MalformedMessage as error:
            return Failed(str(error))
        except BROKEN as error:
            return Failed(reason(error))

    def close(self) -> None:
        """Break off whatever is under way, from any thread; every later call fails at once."""
        self._connections.close()

    def _told(self, method: str, path: str, token: str) -> Upload | Refused | Failed:
        body = self._asked(method, path, token)
        if not isinstance(body, bytes):
            return body
        try:
            return decode(body, Upload)
        except MalformedMessage as error:
            return Failed(str(error))

    def _asked(self, method: str, path: str, token: str, **more: Any) -> bytes | Refused | Failed:
        try:
            with contextlib.closing(self._send(method, path, token, **more)) as response:
                body = whole_body(response)
                return body if response.status_code in OK else refusal_of(response, body)
        except MalformedMessage as error:
            return Failed(str(error))
        except BROKEN as error:
            return Failed(reason(error))

    def _send(
        self, method: str, path: str, token: str, *, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        return self._connections.session().request(
            method,
            f"{self._connections.server_url}{BLOBS_PATH}/{path}",
            data=data,
            headers=authorization(token) | (headers or {}),
            stream=True,
            timeout=(CONNECT_S, READ_S),
            allow_redirects=False,
        )


def _begins_at(response: requests.Response, start: int) -> bool:
    """Tell whether the answer is the part that was asked for, and not another or somebody else's page."""
    return response.headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _pieces(response: requests.Response) -> Iterator[bytes]:
    with contextlib.closing(response), contextlib.suppress(*BROKEN):
        while data := response.raw.read1(PIECE_BYTES, decode_content=False):
            yield data
