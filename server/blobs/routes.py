"""The routes of files: chunks in, ranges out."""

from __future__ import annotations

import base64
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.records import Attachment
from server.authentication import Authenticate
from server.blobs.actions import Blobs, Download
from server.errors import malformed, too_large
from server.ranges import span_of
from sync.protocol.blobs import BLOBS_PATH, CHUNK_BYTES, DIGEST_HEADER, BlobState, Upload, parse_digest
from sync.protocol.codec import encode
from sync.protocol.errors import MalformedMessage

BLOB_PATH = BLOBS_PATH + "/{attachment_id}"
UPLOAD_PATH = BLOB_PATH + "/upload"
CHUNK_PATH = UPLOAD_PATH + "/{n}"
NO_STORE = {"cache-control": "no-store"}


def blob_routes(blobs: Blobs, authenticate: Authenticate) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""

    async def upload_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        return _told(await run_in_threadpool(blobs.upload_of, user, _id(request)))

    async def chunk_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        number = request.path_params["n"]
        if not number.isascii() or not number.isdecimal() or len(number) > 6:
            raise malformed("a chunk's number is a small whole number")
        try:
            digest = parse_digest(request.headers.get(DIGEST_HEADER, ""))
        except MalformedMessage as error:
            raise malformed(str(error)) from error
        data = await _body(request)
        await run_in_threadpool(blobs.put_chunk, user, _id(request), int(number), data, digest)
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=NO_STORE)

    async def finish_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        return _told(await run_in_threadpool(blobs.finish, user, _id(request)))

    async def download_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        download = await run_in_threadpool(blobs.open, user, _id(request))
        return await run_in_threadpool(_given, download, request.headers.get("range", ""))

    return [
        Route(BLOB_PATH, download_route, methods=["GET"]),
        Route(UPLOAD_PATH, upload_route, methods=["GET"]),
        Route(UPLOAD_PATH, finish_route, methods=["POST"]),
        Route(CHUNK_PATH, chunk_route, methods=["PUT"]),
    ]


def _id(request: Request) -> str:
    return str(request.path_params["attachment_id"])


async def _body(request: Request) -> bytes:
    """Return the body, as far as a chunk may go.

    Raises:
        Refused: 413, it is larger.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > CHUNK_BYTES:
            raise too_large(CHUNK_BYTES)
    return bytes(body)


def _told(upload: Upload) -> Response:
    status = HTTPStatus.ACCEPTED if upload.state is BlobState.CHECKING else HTTPStatus.OK
    return Response(encode(upload), status, headers=NO_STORE, media_type="application/json")


def _given(download: Download, asked: str) -> Response:
    """Return the file or a part of it, for saving: no browser shows or runs it on this address."""
    attachment = download.attachment
    size = attachment.size_bytes
    try:
        span = span_of(asked, size)
    except ValueError:
        headers = NO_STORE | {"content-range": f"bytes */{size}"}
        return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    start, end = span or (0, size)
    headers = _headers(attachment) | {"content-length": str(end - start)}
    if span is not None:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    status = HTTPStatus.OK if span is None else HTTPStatus.PARTIAL_CONTENT
    return StreamingResponse(download.read(start, end), status, headers=headers, media_type="application/octet-stream")


def _headers(attachment: Attachment) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(attachment.sha256)).decode()
    return NO_STORE | {
        "accept-ranges": "bytes",
        "etag": f'"{attachment.sha256}"',
        "repr-digest": f"sha-256=:{digest}:",
        "content-disposition": f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
    }
