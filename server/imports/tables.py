"""What an import remembers of each record of a source, so that a second one changes only what the source changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.ids import RecordId
from server.accounts.tables import Id, Private
from server.db.tables import Name
from sync.protocol.tables import JsonText, RecordIdType


class ImportedRecord(Private):
    """A record of a source that became one here.

    It holds digests and no word of anybody's: it outlives what they were made of.
    """

    __tablename__ = "imported_record"
    __table_args__ = (Index(None, "space_id", "record_id"),)

    space_id: Mapped[RecordId] = mapped_column(RecordIdType(), primary_key=True)
    source: Mapped[str] = mapped_column(Name, primary_key=True)
    kind: Mapped[str] = mapped_column(Name, primary_key=True)
    key: Mapped[str] = mapped_column(Name, primary_key=True)
    record_id: Mapped[Id]
    digest: Mapped[str] = mapped_column(Text)
    """Of all that the source says, as it was mapped; empty until all of it is in."""
    marks: Mapped[dict[str, Any]] = mapped_column(JsonText())
    """Part to the digest of what the import wrote there last: another value there is somebody's own."""
