"""Files of messages and of drafts, as the screens show them."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class FileRow(Plain):
    """A file of a message. `state` is `arriving`, `ready` or `refused`."""

    id: str
    message_id: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    state: str
    refusal: str
    author_id: str


class DraftFileRow(Plain):
    """A file that goes out with a draft."""

    id: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str


def of_ticket(reader: Reader, ticket_id: str) -> dict[str, tuple[FileRow, ...]]:
    """Return message id to its files, in the order in which they were attached."""
    sql = (
        "SELECT id, message_id, name, media_type, size_bytes, sha256, state, refusal, author_id FROM attachment"
        " WHERE ticket_id = ? ORDER BY id"
    )
    found: dict[str, tuple[FileRow, ...]] = {}
    for row in reader.all(sql, (ticket_id,)):
        file = FileRow(*row)
        found[file.message_id] = (*found.get(file.message_id, ()), file)
    return found


def name(reader: Reader, file_id: str) -> str:
    """Return the name of a file of a message; empty if it is not held."""
    found: str | None = reader.value("SELECT name FROM attachment WHERE id = ?", (file_id,))
    return found or ""


def of_draft(reader: Reader, draft: str) -> list[DraftFileRow]:
    """Return the files that go out with a draft, in the order in which they were attached."""
    sql = "SELECT id, name, media_type, size_bytes, sha256 FROM draft_file WHERE draft = ? ORDER BY id"
    return [DraftFileRow(*row) for row in reader.all(sql, (draft,))]
