"""What the import remembers of each file, so that a second one changes nothing."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.ids import RecordId
from server.accounts.tables import Id, Key, Private
from server.db.tables import Name
from sync.protocol.tables import RecordIdType


class ImportedFile(Private):
    """A file that became an article."""

    __tablename__ = "imported_file"

    space_id: Mapped[Key]
    locale: Mapped[str] = mapped_column(Name, primary_key=True)
    slug: Mapped[str] = mapped_column(Name, primary_key=True)
    article_id: Mapped[Id]
    revision_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """The revision the import made; another one on the article means that somebody has edited it here since."""
    digest: Mapped[str] = mapped_column(Text)
