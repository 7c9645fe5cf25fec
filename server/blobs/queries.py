"""Every statement about attachments that is not one by id."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from domain.records import Attachment
from domain.words import AttachmentState
from server.db.reading import RecordReader
from server.db.tables import RECORDS
from sync.protocol.tables import record_of

LOOKED_AT_MOST = 50
"""A logo in every mail: among so many of one content, the newest few say whether somebody has it already."""

attachment = RECORDS["attachment"]


def ready_of_content(reader: RecordReader, sha256: str, size_bytes: int) -> list[Attachment]:
    """Return attachments of that content that have arrived, the newest first, a few at most."""
    found = (
        select(attachment)
        .where(
            attachment.c.space_id == reader.space_id,
            attachment.c.sha256 == sha256,
            attachment.c.size_bytes == size_bytes,
            attachment.c.state == AttachmentState.READY,
        )
        .order_by(attachment.c.id.desc())
        .limit(LOOKED_AT_MOST)
    )
    return [record_of(Attachment, dict(row._mapping)) for row in reader.connection.execute(found)]


def ready_contents(reader: RecordReader) -> Iterator[tuple[str, int]]:
    """Yield hash and size of every content that some attachment says has arrived, each once."""
    found = (
        select(attachment.c.sha256, attachment.c.size_bytes)
        .where(attachment.c.space_id == reader.space_id, attachment.c.state == AttachmentState.READY)
        .distinct()
        .order_by(attachment.c.sha256)
    )
    for row in reader.connection.execute(found):
        yield row.sha256, row.size_bytes
