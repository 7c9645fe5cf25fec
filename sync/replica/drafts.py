"""Text that was typed and not sent, with its files; and what is held for a moment before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from domain.ids import RecordId
from domain.records import time_text
from sync.protocol.codec import encode
from sync.replica.cache import Cache
from sync.replica.reading.waiting import held_key

Steps = Sequence[tuple[str, dict[str, Any]]]
"""Names of mutations with their arguments."""


class Held(NamedTuple):
    """A draft that is about to be sent: its key, what sends it, and the newest message its author knew of."""

    key: str
    steps: Steps
    seen_message_id: RecordId | None


class Drafts:
    """The table `draft` and the drafts of `draft_file`. `append` and `sent` run inside a transaction."""

    def __init__(self, cache: Cache, clock: Callable[[], datetime]) -> None:
        self._cache, self._clock = cache, clock

    def save(self, key: str, body: str, seen_message_id: RecordId | None = None) -> None:
        """Keep text as it is typed; empty text forgets the draft. The message seen when it was begun stays its own."""
        with self._cache.transaction(durable=False):
            if body:
                self._put(key, body, seen_message_id)
            else:
                self._cache.execute("DELETE FROM draft WHERE key = ?", (key,))

    def add(self, key: str, body: str, seen_message_id: RecordId | None) -> None:
        """Put text below what a draft has already, durably."""
        with self._cache.transaction(durable=True):
            self.append(key, body, seen_message_id)

    def append(self, key: str, body: str, seen_message_id: RecordId | None) -> None:
        """Put text below what a draft has already."""
        kept = self._body(key).rstrip()
        self._put(key, f"{kept}\n\n{body}" if kept else body, seen_message_id)

    def move(self, key: str, target: str, body: str, seen_message_id: RecordId | None) -> None:
        """Put `body` below what `target` has, with the files of `key`, which is forgotten; durably."""
        with self._cache.transaction(durable=True):
            if body:
                self.append(target, body, seen_message_id)
            self._cache.execute("DELETE FROM draft WHERE key = ?", (key,))
            self._move_files(key, target)

    def drop(self, key: str) -> None:
        """Forget a draft and its files: nobody wants them any more."""
        with self._cache.transaction(durable=True):
            self.sent(key)

    def sent(self, key: str) -> None:
        """Forget a draft and its files: they went out."""
        self._cache.execute("DELETE FROM draft WHERE key = ?", (key,))
        self._cache.execute("DELETE FROM draft_file WHERE draft = ?", (key,))

    def hold(self, key: str, body: str, steps: Steps, seen_message_id: RecordId | None = None) -> None:
        """Take a draft and its files aside, to be sent in a moment; if the client dies before, by the next one.

        Args:
            key: The draft's.
            body: Its text as it is to be sent.
            steps: The mutations that send it, with their arguments.
            seen_message_id: The newest message its author knew.
        """
        with self._cache.transaction(durable=True):
            refused = self._body(held_key(key))
            self._cache.execute("DELETE FROM draft WHERE key IN (?, ?)", (key, held_key(key)))
            self._put(held_key(key), body, seen_message_id)
            self._cache.execute("UPDATE draft SET steps = ? WHERE key = ?", (encode(steps).decode(), held_key(key)))
            self._move_files(key, held_key(key))
            if refused:
                # It was to go out before this one and could not.
                self._put(key, refused, None)

    def release(self, key: str) -> None:
        """Make a draft again of what is held of it, in front of what was typed since."""
        with self._cache.transaction(durable=True):
            self._release(key)

    def held(self) -> list[Held]:
        """Return every draft that is held, in the order in which they were to go out."""
        rows = self._cache.all(
            "SELECT key, steps, seen_message_id FROM draft WHERE steps IS NOT NULL ORDER BY updated_at, key"
        )
        return [Held(key.removeprefix(held_key("")), msgspec.json.decode(steps), seen) for key, steps, seen in rows]

    def _release(self, key: str) -> None:
        held = next(
            iter(self._cache.all("SELECT body, seen_message_id FROM draft WHERE key = ?", (held_key(key),))), None
        )
        if held is None:
            return
        body = "\n\n".join(part for part in (held[0], self._body(key).strip()) if part)
        self._cache.execute("DELETE FROM draft WHERE key IN (?, ?)", (key, held_key(key)))
        if body:
            self._put(key, body, held[1])
        self._move_files(held_key(key), key)

    def _move_files(self, source: str, target: str) -> None:
        self._cache.execute("UPDATE draft_file SET draft = ? WHERE draft = ?", (target, source))

    def _body(self, key: str) -> str:
        return str(self._cache.value("SELECT body FROM draft WHERE key = ?", (key,)) or "")

    def _put(self, key: str, body: str, seen_message_id: RecordId | None) -> None:
        self._cache.execute(
            "INSERT INTO draft (key, body, seen_message_id, updated_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at,"
            " seen_message_id = coalesce(draft.seen_message_id, excluded.seen_message_id)",
            (key, body, seen_message_id, time_text(self._clock())),
        )
