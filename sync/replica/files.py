"""The books of files: what goes out with a draft, what the server has not got yet, what it does not take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from domain.attachments import FileRef
from domain.ids import RecordId, derived_id
from domain.records import Attachment
from domain.words import AttachmentState
from sync.protocol.blobs import BlobRefusal
from sync.protocol.codec import encode
from sync.replica.cache import Cache
from sync.replica.changes import NOTHING, Changes, RecordKey
from sync.replica.outbox import ItemState


class Outgoing(NamedTuple):
    """An attachment whose bytes the server has not, or not all."""

    attachment_id: RecordId
    ticket_id: RecordId
    name: str
    size_bytes: int
    sha256: str


AWAITED = f"(a.state = '{AttachmentState.ARRIVING}' OR a.refusal = '{BlobRefusal.ABANDONED}')"
"""Of an attachment: whether the server takes its bytes, also if it has stopped expecting them."""


class FileBooks:
    """The tables `draft_file` and `upload`. `announce` and `back_to` run inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    # Drafts

    def keep(self, draft: str, file: FileRef) -> None:
        """Let a file go out with a draft. Its bytes are on the shelf already."""
        with self._cache.transaction(durable=True):
            self._keep(draft, file)

    def forget(self, file_id: RecordId) -> None:
        """Let a file no longer go out with its draft."""
        with self._cache.transaction(durable=False):
            self._cache.execute("DELETE FROM draft_file WHERE id = ?", (file_id,))

    def back_to(self, draft: str, args: Mapping[str, Any]) -> None:
        """Let the files of a message that was given up go out with a draft again."""
        for file in args.get("files", ()):
            self._keep(draft, msgspec.convert(file, FileRef))

    def _keep(self, draft: str, file: FileRef) -> None:
        self._cache.execute(
            "INSERT OR REPLACE INTO draft_file (id, draft, name, media_type, size_bytes, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (file.id, draft, file.name, file.media_type, file.size_bytes, file.sha256),
        )

    # Uploads

    def announce(self, written: Iterable[RecordKey], user_id: RecordId) -> None:
        """Queue the bytes of what a mutation of the user's own announced."""
        for kind, record_id in written:
            file = self._cache.record(Attachment, record_id) if kind == Attachment.KIND else None
            if file is not None and file.author_id == user_id and file.state is AttachmentState.ARRIVING:
                self._queue([Outgoing(file.id, file.ticket_id, file.name, file.size_bytes, file.sha256)])

    def forgotten(self, user_id: RecordId) -> list[Outgoing]:
        """Return the user's own files that the server waits for and nobody has queued.

        It has gone back in time since it had them, or they are on another computer.
        """
        sql = f"""
            SELECT a.id, a.ticket_id, a.name, a.size_bytes, a.sha256 FROM attachment a
            WHERE a.author_id = ? AND {AWAITED}
            AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.attachment_id = a.id)
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.name = 'ticket.attach_again'
                AND json_extract(o.args, '$.attachment_id') = a.id)
        """  # noqa: S608 - names of ours
        return [Outgoing(*row) for row in self._cache.all(sql, (user_id,))]

    def queue(self, files: Iterable[Outgoing]) -> None:
        """Queue files that are here after all."""
        with self._cache.transaction(durable=True):
            self._queue(files)

    def _queue(self, files: Iterable[Outgoing]) -> None:
        self._cache.connection.executemany(
            "INSERT OR REPLACE INTO upload (attachment_id, ticket_id, name, size_bytes, sha256) VALUES (?, ?, ?, ?, ?)",
            list(files),
        )

    def outgoing(self) -> list[Outgoing]:
        """Return what can be sent now, the smallest first: files of messages that the server has taken."""
        sql = f"""
            SELECT u.attachment_id, u.ticket_id, u.name, u.size_bytes, u.sha256 FROM upload u
            JOIN attachment a ON a.id = u.attachment_id AND {AWAITED}
            WHERE NOT EXISTS (SELECT 1 FROM footprint f JOIN outbox o ON o.n = f.n
                WHERE f.kind = 'attachment' AND f.id = u.attachment_id AND f.wrote
                AND o.state IN ('{ItemState.SAVED}', '{ItemState.SENDING}'))
            ORDER BY u.size_bytes, u.attachment_id
        """  # noqa: S608 - names of ours
        return [Outgoing(*row) for row in self._cache.all(sql)]

    def sent(self, attachment_id: RecordId) -> None:
        """Note that the server has the bytes."""
        with self._cache.transaction(durable=False):
            self._remove(attachment_id)

    def settle(self, now: str) -> Changes:
        """Take note of what pages said of the queue: what has arrived, what is refused, what nobody waits for.

        Args:
            now: The time, as the outbox stores it.
        """
        changes = NOTHING
        sql = "SELECT attachment_id, state, refusal FROM upload LEFT JOIN attachment ON attachment.id = attachment_id"
        for attachment_id, state, refusal in self._cache.all(sql):
            if state == AttachmentState.READY or (state is None and not self._is_mentioned(attachment_id)):
                self.sent(attachment_id)
            elif state == AttachmentState.REFUSED and refusal != BlobRefusal.ABANDONED:
                changes |= self.refuse(attachment_id, f"file_{refusal}", {}, now)
        return changes

    def refuse(self, attachment_id: RecordId, code: str, detail: Mapping[str, Any], now: str) -> Changes:
        """Take a file out of the queue and put it before the user, as a change that was refused.

        The row stands in the outbox under a number below zero: it never travels, so that the numbers that do have no
        gap. Done again, it is `ticket.attach_again`.
        """
        with self._cache.transaction(durable=True):
            row = self._cache.execute(
                "SELECT ticket_id, name FROM upload WHERE attachment_id = ?", (attachment_id,)
            ).fetchone()
            if row is None:
                return NOTHING
            ticket_id, name = row
            args = {"ticket_id": ticket_id, "attachment_id": attachment_id, "name": name}
            lowest = int(self._cache.value("SELECT min(n) FROM outbox") or 0)
            self._cache.execute(
                "INSERT OR REPLACE INTO outbox"
                " (n, id, name, v, at, now, args, subject, creates, state, seq, code, detail)"
                " VALUES (?, ?, 'ticket.attach_again', 1, ?, ?, ?, ?, 0, ?, 0, ?, ?)",
                (
                    min(lowest, 0) - 1,
                    derived_id(attachment_id, "refused"),
                    now,
                    now,
                    encode(args).decode(),
                    ticket_id,
                    ItemState.REFUSED,
                    code,
                    encode(dict(detail)).decode(),
                ),
            )
            self._remove(attachment_id)
        return Changes(frozenset({(Attachment.KIND, attachment_id)}), outbox=True)

    def needed(self) -> set[str]:
        """Return the hashes of contents that may be nowhere else yet."""
        rows = self._cache.all("SELECT sha256 FROM upload UNION SELECT sha256 FROM draft_file")
        refused = self._cache.all(
            "SELECT a.sha256 FROM outbox o JOIN attachment a ON a.id = json_extract(o.args, '$.attachment_id')"
            " WHERE o.name = 'ticket.attach_again'"
        )
        return {sha256 for (sha256,) in (*rows, *refused)}

    def _is_mentioned(self, attachment_id: RecordId) -> bool:
        """Tell whether a change that waits here announces the file: a refused one may be done again."""
        return bool(self._cache.value("SELECT 1 FROM outbox WHERE instr(args, ?) > 0", (attachment_id,)))

    def _remove(self, attachment_id: RecordId) -> None:
        self._cache.execute("DELETE FROM upload WHERE attachment_id = ?", (attachment_id,))
