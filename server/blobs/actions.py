"""Taking files in and giving them out: each time for one attachment, and only to whoever may."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from msgspec.structs import replace

from domain.access import Action, may
from domain.ids import RecordId, SpaceId, is_record_id
from domain.records import Attachment, Ticket
from domain.words import AttachmentState
from server.authentication import AuthenticatedUser
from server.blobs.checking import Checker
from server.blobs.queries import ready_of_content
from server.blobs.store import ContentKey, FileStore, UploadKey
from server.db.database import Database
from server.db.errors import SpaceUnknown
from server.db.reading import RecordReader
from server.errors import Refused, forbidden, malformed, not_found
from sync.protocol.blobs import BlobRefusal, BlobState, Upload, chunk_count, chunk_size
from sync.protocol.push import Refusal, RefusalCode

ABANDONED_AFTER = timedelta(days=3)
"""A store that closes on Friday in the middle of an upload goes on with it on Monday."""
MEBIBYTE = 1024 * 1024

log = structlog.get_logger("server.blobs")


@dataclass(frozen=True)
class Download:
    """A file to be given out: what it is called, and how to read any part of it."""

    attachment: Attachment
    read: Callable[[int, int], Iterator[bytes]]
    """From a byte up to another, exclusive."""


class Blobs:
    """The files of every space. Every method may raise `Refused` or a `StorageError`."""

    def __init__(self, database: Database, store: FileStore, *, mebibytes_most: int) -> None:
        self._database = database
        self._store = store
        self._bytes_most = mebibytes_most * MEBIBYTE
        self._checker = Checker()

    def close(self) -> None:
        """End what is being checked; whoever asked for it asks again."""
        self._checker.close()

    def upload_of(self, user: AuthenticatedUser, attachment_id: str) -> Upload:
        """Return what is there of an attachment that its author brings.

        If the author has another attachment of that content in sight, nothing has to be brought: they could fetch it.
        """
        attachment = self._for_author(user, attachment_id)
        if attachment.state is AttachmentState.ARRIVING and self._has_in_sight(user, attachment):
            attachment = self._mark(user.space_id, attachment.id, AttachmentState.READY)
        if attachment.state is AttachmentState.READY:
            return Upload(state=BlobState.READY)
        chunks = self._store.chunks(UploadKey(user.space_id, attachment.id))
        return Upload(state=BlobState.ARRIVING, chunks=tuple(sorted(chunks)))

    def put_chunk(self, user: AuthenticatedUser, attachment_id: str, n: int, data: bytes, digest: bytes) -> None:
        """Keep a chunk, if it has the size its number says and the digest that was sent with it."""
        attachment = self._for_author(user, attachment_id)
        if attachment.state is AttachmentState.READY:
            return
        wanted = chunk_size(attachment.size_bytes, n)
        if not wanted or len(data) != wanted:
            raise malformed(f"chunk {n} has {wanted} bytes, not {len(data)}")
        if hashlib.sha256(data).digest() != digest:
            raise _mismatch(f"chunk {n} is not what was sent")
        self._store.put_chunk(UploadKey(user.space_id, attachment.id), n, data)

    def finish(self, user: AuthenticatedUser, attachment_id: str) -> Upload:
        """Compare what came with the attachment's hash and make it ready; say so if that takes longer."""
        attachment = self._for_author(user, attachment_id)
        if attachment.state is AttachmentState.READY:
            return Upload(state=BlobState.READY)
        key = UploadKey(user.space_id, attachment.id)
        there = self._store.chunks(key)
        if set(there) != set(range(chunk_count(attachment.size_bytes))):
            raise Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.NOT_READY, message="chunks are missing"))
        done = self._checker.ask(key, lambda: self._take(key, attachment))
        return Upload(state=BlobState.READY) if done else Upload(state=BlobState.CHECKING, chunks=tuple(sorted(there)))

    def open(self, user: AuthenticatedUser, attachment_id: str) -> Download:
        """Return a file for somebody who sees its message."""
        attachment = self._seen(user, attachment_id, Action.READ)
        if attachment.state is not AttachmentState.READY:
            message = "the file has not arrived yet"
            raise Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.NOT_READY, message=message))
        content = ContentKey(user.space_id, attachment.sha256)
        return Download(attachment, lambda start, end: self._store.read(content, start, end))

    def collect_abandoned(self, now: datetime) -> int:
        """Give up what nothing came for in a while, and tell everybody who sees it; return how many uploads."""
        stale = self._store.stale_uploads(now - ABANDONED_AFTER)
        for upload in stale:
            self._store.drop_upload(upload)
            # What is gone, or has arrived or was refused before its chunks were dropped, stays as it is.
            with contextlib.suppress(SpaceUnknown), self._database.write(upload.space_id) as session:
                attachment = session.store.get(Attachment, upload.attachment_id)
                if attachment is not None and attachment.state is AttachmentState.ARRIVING:
                    after = replace(attachment, state=AttachmentState.REFUSED, refusal=str(BlobRefusal.ABANDONED))
                    session.store.put(after)
        return len(stale)

    def _seen(self, user: AuthenticatedUser, attachment_id: str, action: Action) -> Attachment:
        """Return the attachment, if there is one in the user's sight.

        Raises:
            Refused: 404 if there is none, 403 if it is there but not theirs to bring.
        """
        none = not_found("there is no such attachment")
        if not is_record_id(attachment_id):
            raise none
        with self._database.read(user.space_id) as reader:
            actor = reader.actor(user.user_id)
            attachment = reader.get(Attachment, RecordId(attachment_id))
            ticket = reader.get(Ticket, attachment.ticket_id) if attachment else None
            if actor is None or attachment is None or not may(actor, Action.READ, attachment, ticket):
                raise none
            if not may(actor, action, attachment, ticket):
                raise forbidden("only its author brings a file")
            return attachment

    def _for_author(self, user: AuthenticatedUser, attachment_id: str) -> Attachment:
        """Return an attachment that its author may bring here.

        Raises:
            Refused: As `_seen`; 413 if this server takes no file of its size, which everybody who sees it learns.
        """
        attachment = self._seen(user, attachment_id, Action.UPLOAD)
        if attachment.state is not AttachmentState.READY and attachment.size_bytes > self._bytes_most:
            self._mark(user.space_id, attachment.id, AttachmentState.REFUSED, BlobRefusal.TOO_LARGE)
            message = f"files may have {self._bytes_most} bytes, not {attachment.size_bytes}"
            refusal = Refusal(code=BlobRefusal.TOO_LARGE, message=message, limit_bytes=self._bytes_most)
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, refusal)
        if attachment.state is AttachmentState.REFUSED:
            # Its author has offered it again, or the server takes larger files now.
            attachment = self._mark(user.space_id, attachment.id, AttachmentState.ARRIVING)
        return attachment

    def _has_in_sight(self, user: AuthenticatedUser, attachment: Attachment) -> bool:
        with self._database.read(user.space_id) as reader:
            actor = reader.actor(user.user_id)
            others = ready_of_content(reader, attachment.sha256, attachment.size_bytes)
            return actor is not None and any(may(actor, Action.READ, other, _ticket(reader, other)) for other in others)

    def _take(self, key: UploadKey, attachment: Attachment) -> None:
        """Keep an upload that is all there under its hash.

        Raises:
            Refused: 409, it has another hash: all of it was given up.
        """
        digest = hashlib.sha256()
        for piece in self._store.read_upload(key):
            digest.update(piece)
        if digest.hexdigest() != attachment.sha256:
            self._store.drop_upload(key)
            raise _mismatch("the file is not what its message announced")
        content = ContentKey(key.space_id, attachment.sha256)
        if self._store.size(content) != attachment.size_bytes:
            self._store.keep(key, content)
        self._mark(key.space_id, attachment.id, AttachmentState.READY)
        self._store.drop_upload(key)
        log.info("file arrived", attachment=attachment.id, size_bytes=attachment.size_bytes)

    def _mark(
        self, space_id: SpaceId, attachment_id: RecordId, state: AttachmentState, refusal: str = ""
    ) -> Attachment:
        """Tell everybody who sees an attachment how far it has come."""
        with self._database.write(space_id) as session:
            attachment = session.store.get(Attachment, attachment_id)
            if attachment is None:
                raise not_found("there is no such attachment")
            after = replace(attachment, state=state, refusal=str(refusal))
            session.store.put(after)
        return after


def _ticket(reader: RecordReader, attachment: Attachment) -> Ticket | None:
    return reader.get(Ticket, attachment.ticket_id)


def _mismatch(message: str) -> Refused:
    return Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.HASH_MISMATCH, message=message))
