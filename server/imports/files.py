"""Files of imported messages: into the store of the server's files, under their hashes, before a record names them."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass

from domain.attachments import clean_name, is_refused_kind
from domain.ids import RecordId, SpaceId
from domain.records import Attachment
from domain.words import AttachmentState
from server.blobs.store import ContentKey, FileStore, UploadKey
from server.imports.building import BuiltMessage
from server.imports.errors import Unfit
from server.imports.source import SourceFile
from sync.protocol.blobs import CHUNK_BYTES

OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Files:
    """Takes files in.

    Attributes:
        store: Where they go.
        space_id: Whose they are.
        bytes_most: How large one may be on this server.
    """

    store: FileStore
    space_id: SpaceId
    bytes_most: int

    def take(self, ticket_id: RecordId, message: BuiltMessage, file: SourceFile, file_id: RecordId) -> Attachment:
        """Keep a file and return its record, ready.

        Raises:
            StorageError: The store does not answer, or is full.
            Unfit: This file cannot be taken; the sentence says why.
        """
        if file.read is None:
            raise Unfit("file", missing(file))
        name = clean_name(file.name)
        if is_refused_kind(name):
            raise Unfit("file", f"{name!r} is of a kind that is never taken: a double click would run it.")
        size, sha256 = self._keep(UploadKey(self.space_id, file_id), file)
        if not size:
            raise Unfit("file", f"{name!r} is empty: left out.")
        return Attachment(
            id=file_id,
            ticket_id=ticket_id,
            message_id=message.id,
            audience=message.audience,
            author_id=message.author_id,
            name=name,
            media_type=_media_type(file, name),
            size_bytes=size,
            sha256=sha256,
            state=AttachmentState.READY,
        )

    def _keep(self, upload: UploadKey, file: SourceFile) -> tuple[int, str]:
        """Write the bytes chunk by chunk, and make them the content of their hash; return size and hash."""
        assert file.read is not None  # noqa: S101  # asked before
        digest, size, n = hashlib.sha256(), 0, 0
        # What was left by a process that died here is older, or longer.
        self.store.drop_upload(upload)
        try:
            waiting = bytearray()
            for piece in file.read():
                digest.update(piece)
                size += len(piece)
                if size > self.bytes_most:
                    limit = self.bytes_most // (1024 * 1024)
                    raise Unfit("file", f"{file.name[:80]!r} is larger than {limit} MiB (file_mb_most): left out.")
                waiting += piece
                while len(waiting) >= CHUNK_BYTES:
                    self.store.put_chunk(upload, n, bytes(waiting[:CHUNK_BYTES]))
                    del waiting[:CHUNK_BYTES]
                    n += 1
            if waiting:
                self.store.put_chunk(upload, n, bytes(waiting))
            content = ContentKey(self.space_id, digest.hexdigest())
            if size and self.store.size(content) != size:
                self.store.keep(upload, content)
        except OSError as error:
            raise Unfit("file", f"{file.name[:80]!r} cannot be read ({error.strerror}).") from error
        finally:
            self.store.drop_upload(upload)
        return size, digest.hexdigest()


def missing(file: SourceFile) -> str:
    """Return what is said of a file of which the export has only the name."""
    return f"{file.name[:80]!r} is not in the export: put it there and import again."


def _media_type(file: SourceFile, name: str) -> str:
    """Return what the file says it is, in the form in which types are written, else what its name says."""
    said = file.media_type.partition(";")[0].strip().lower()
    parts = said.split("/")
    if len(parts) == 2 and all(
        part and part.replace("+", "").replace(".", "").replace("-", "").isalnum() for part in parts
    ):
        return said
    return mimetypes.guess_type(name)[0] or OCTETS
