"""Files in an S3-compatible store: `<prefix>/<space>/content/<sha256>` and `<prefix>/<space>/uploads/<attachment>/<n>`.

The chunks are objects of their own, so that any process can take any of them; put together they go back in parts, which
have to be larger. Credentials come from where the SDK looks for them: environment, file, the machine's role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from domain.ids import RecordId, SpaceId
from server.blobs.errors import FileMissing, FilesUnavailable
from server.blobs.store import PIECE_BYTES, ContentKey, UploadKey

CONNECT_S, READ_S, TRIES = 5, 30, 3
PART_BYTES = 5 * 1024 * 1024
"""All but a content's last part have at least this size: the least that S3 takes."""
ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})


class S3Store:
    """`FileStore` over a bucket. Safe for threads: so is the SDK's client."""

    def __init__(self, url: str, endpoint: str = "") -> None:
        """Connect to nothing yet.

        Args:
            url: `s3://bucket/prefix`; the prefix may be missing.
            endpoint: Where the store answers; empty for Amazon's own.
        """
        parts = urlsplit(url)
        self._bucket = parts.netloc
        prefix = parts.path.strip("/")
        self._root = f"{prefix}/" if prefix else ""
        config = Config(connect_timeout=CONNECT_S, read_timeout=READ_S, retries={"max_attempts": TRIES})
        self._client: Any = boto3.client("s3", endpoint_url=endpoint or None, config=config)

    def put_chunk(self, upload: UploadKey, n: int, data: bytes) -> None:
        """Keep a chunk, in place of one of that number."""
        with _errors():
            self._client.put_object(Bucket=self._bucket, Key=f"{self._upload(upload)}{n:05}", Body=data)

    def chunks(self, upload: UploadKey) -> dict[int, int]:
        """Return number to size of the chunks that are there."""
        return {int(found["Key"].rpartition("/")[2]): found["Size"] for found in self._listed(self._upload(upload))}

    def read_upload(self, upload: UploadKey) -> Iterator[bytes]:
        """Yield the chunks' bytes, in the order of their numbers."""
        for n in sorted(self.chunks(upload)):
            yield from self._read(f"{self._upload(upload)}{n:05}", "bytes=0-")

    def keep(self, upload: UploadKey, content: ContentKey) -> None:
        """Make the chunks that are there the content; the upload stays."""
        target = {"Bucket": self._bucket, "Key": self._content(content)}
        with _errors():
            begun = self._client.create_multipart_upload(**target) | target
            named = {name: begun[name] for name in ("Bucket", "Key", "UploadId")}
            try:
                parts = []
                for number, part in enumerate(_in_parts(self.read_upload(upload)), start=1):
                    done = self._client.upload_part(**named, PartNumber=number, Body=part)
                    parts.append({"PartNumber": number, "ETag": done["ETag"]})
                self._client.complete_multipart_upload(**named, MultipartUpload={"Parts": parts})
            except BaseException:
                self._client.abort_multipart_upload(**named)
                raise

    def drop_upload(self, upload: UploadKey) -> None:
        """Give the chunks up; harmless if there are none."""
        keys = [{"Key": found["Key"]} for found in self._listed(self._upload(upload))]
        with _errors():
            for start in range(0, len(keys), 1000):
                self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys[start : start + 1000]})

    def stale_uploads(self, before: datetime) -> list[UploadKey]:
        """Return the uploads whose last chunk came before a moment."""
        newest: dict[UploadKey, datetime] = {}
        with _errors():
            spaces = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._root, Delimiter="/"
            )
            prefixes = [found["Prefix"] for page in spaces for found in page.get("CommonPrefixes", ())]
        for prefix in prefixes:
            space_id = SpaceId(prefix.rstrip("/").rpartition("/")[2])
            for found in self._listed(f"{prefix}uploads/"):
                key = UploadKey(space_id, RecordId(found["Key"].split("/")[-2]))
                newest[key] = max(found["LastModified"], newest.get(key, found["LastModified"]))
        return [key for key, at in newest.items() if at < before]

    def size(self, content: ContentKey) -> int | None:
        """Return how many bytes a content has, None if it is not kept."""
        try:
            with _errors():
                found = self._client.head_object(Bucket=self._bucket, Key=self._content(content))
        except FileMissing:
            return None
        return int(found["ContentLength"])

    def read(self, content: ContentKey, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end`, exclusive."""
        if start == end:
            return iter(())
        return self._read(self._content(content), f"bytes={start}-{'' if end is None else end - 1}")

    def _read(self, key: str, span: str) -> Iterator[bytes]:
        with _errors():
            body = self._client.get_object(Bucket=self._bucket, Key=key, Range=span)["Body"]

        def pieces() -> Iterator[bytes]:
            with _errors(), body:
                yield from body.iter_chunks(PIECE_BYTES)

        return pieces()

    def _listed(self, prefix: str) -> Iterator[dict[str, Any]]:
        with _errors():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
                yield from page.get("Contents", ())

    def _upload(self, upload: UploadKey) -> str:
        return f"{self._space(upload.space_id)}uploads/{upload.attachment_id}/"

    def _content(self, content: ContentKey) -> str:
        return f"{self._space(content.space_id)}content/{content.sha256}"

    def _space(self, space_id: SpaceId) -> str:
        return f"{self._root}{space_id}/"


def _in_parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in parts that S3 takes."""
    part = bytearray()
    for piece in pieces:
        part += piece
        if len(part) >= PART_BYTES:
            yield bytes(part)
            part.clear()
    if part:
        yield bytes(part)


@contextmanager
def _errors() -> Iterator[None]:
    """Turn the SDK's errors into ours."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        raise (FileMissing if code in ABSENT else FilesUnavailable)(code) from error
    except BotoCoreError as error:
        raise FilesUnavailable(type(error).__name__) from error
