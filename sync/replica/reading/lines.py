"""A lean copy of every ticket, in the memory of the thread that reads: whatever lists are ordered and filtered by.

In the encrypted file a ticket is half a kilobyte behind a cipher, and an index for each of a dozen columns would be
paid by every change and every first sync. Here a line is a tenth of that, plain, and gone with the program: any order
with any filter is one scan of some milliseconds for 100,000 tickets (decision 13).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Hashable, Iterable, Sequence
from time import monotonic
from typing import Any

from sync.replica.reading.reader import Reader

STATUSES = ("new", "open", "pending", "on_hold", "resolved", "closed")
PRIORITIES = ("urgent", "high", "normal", "low")
"""Both in the order in which lists have them; what a newer server may add comes after."""
ALWAYS = "9"
"""After every time: unread however long it stands there."""
REBUILD_SHARE = 10
"""A rebuild is put off until this many times its own length has passed since the last: changes come in bursts."""
NAMES = {"user_card": "name", "store": "name", "team": "name", "topic": "names"}
"""Kinds that tickets point at, and the field that says what each is called."""

TABLES = (
    "CREATE TEMP TABLE ticket_line (row_id INTEGER PRIMARY KEY, number INTEGER, subject TEXT, status INTEGER,"
    " priority INTEGER, store INTEGER, requester INTEGER, assignee INTEGER, team INTEGER, topic INTEGER, created TEXT,"
    " updated TEXT, due TEXT, resolved TEXT, messages INTEGER, unread TEXT)",
    "CREATE TEMP TABLE ticket_tag (row_id INTEGER, tag TEXT, PRIMARY KEY (row_id, tag)) WITHOUT ROWID",
    "CREATE INDEX temp.ticket_line_updated ON ticket_line (updated)",
    *(f"CREATE TEMP TABLE {kind}_name (row_id INTEGER PRIMARY KEY, id, name, place INTEGER)" for kind in NAMES),
)


def _ranked(column: str, words: Sequence[str]) -> str:
    whens = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
    return f"CASE {column} {whens} ELSE {len(words)} END"


def _reference(column: str, alias: str) -> str:
    """The row a ticket points at: none is none, and what is not held here is 0."""
    return f"CASE WHEN t.{column} IS NULL THEN NULL ELSE coalesce({alias}.row_id, 0) END"


LINES = f"""
INSERT OR REPLACE INTO temp.ticket_line
SELECT t.row_id, t.number,
       CASE WHEN length(t.subject) = length(CAST(t.subject AS BLOB)) THEN lower(t.subject) ELSE folded(t.subject) END,
       {_ranked("t.status", STATUSES)}, {_ranked("t.priority", PRIORITIES)},
       {_reference("store_id", "s")}, coalesce(r.row_id, 0), {_reference("assignee_id", "a")},
       {_reference("team_id", "e")}, {_reference("topic_id", "o")},
       t.created_at, t.updated_at, t.due_at, t.resolved_at, t.message_count,
       CASE WHEN t.last_message_at IS NULL OR t.last_message_by = :me THEN NULL
            WHEN m.at IS NOT NULL THEN CASE WHEN m.at < t.last_message_at THEN '{ALWAYS}' END
            WHEN t.status = 'new' THEN '{ALWAYS}' ELSE t.last_message_at END
FROM ticket t
LEFT JOIN store s ON s.id = t.store_id
LEFT JOIN user_card r ON r.id = t.requester_id
LEFT JOIN user_card a ON a.id = t.assignee_id
LEFT JOIN team e ON e.id = t.team_id
LEFT JOIN topic o ON o.id = t.topic_id
LEFT JOIN read_mark m ON m.ticket_id = t.id
WHERE {{which}}
"""  # noqa: S608 - no input in it
TAGS = """
INSERT OR IGNORE INTO temp.ticket_tag
SELECT t.row_id, tag.value FROM ticket_desk d JOIN ticket t ON t.id = d.ticket_id, json_each(d.tags) tag
WHERE d.tags <> '[]' AND {which}
"""
AMONG = "t.id IN (SELECT value FROM json_each(:ids))"
CONCERNED = f"""({AMONG} OR t.requester_id IN (SELECT value FROM json_each(:cards))
    OR t.assignee_id IN (SELECT value FROM json_each(:cards)))"""  # noqa: S608 - no input in it


class TicketLines:
    """Keeps the lines in step with the cache. `note` is called in any thread, all else in the one that reads."""

    def __init__(self, me_id: str, locale: str) -> None:
        """Prepare; nothing is read before the first `bring_up`."""
        self._me_id, self._locale = me_id, locale
        self._guard = threading.Lock()
        self._ids: set[str] = set()
        self._cards: set[str] = set()
        self._all = True
        self._made = False
        self._rebuilt_s, self._took_s = 0.0, 0.0
        self.counts: dict[Hashable, int] = {}
        """How many tickets there are for a question, until a line changes."""

    def note(self, tickets: Iterable[str], cards: Iterable[str], *, everything: bool) -> None:
        """Take note that these may be others now; `everything` also for names of stores, teams and topics."""
        with self._guard:
            self._ids.update(tickets)
            self._cards.update(cards)
            self._all = self._all or everything

    def speak(self, locale: str) -> None:
        """Take names in this language from now on; from any thread."""
        with self._guard:
            self._all = self._all or locale != self._locale
            self._locale = locale

    @property
    def behind_s(self) -> float:
        """How long until what was put off is due; 0 if nothing was."""
        left_s = self._rebuilt_s + REBUILD_SHARE * self._took_s - monotonic()
        return max(0.05, left_s) if self._all and self._made else 0.0

    def bring_up(self, reader: Reader) -> None:
        """Take in what was noted. A rebuild may be put off (`behind_s`); what is new is there in any case."""
        with self._guard:
            ids, self._ids = self._ids, set()
            cards, self._cards = self._cards, set()
            rebuild = self._all and (not self._made or self.behind_s <= 0.05)
            if rebuild:
                self._all = False
        if rebuild or ids or cards or self._all:
            self.counts.clear()
        try:
            if rebuild:
                self._rebuild(reader)
            elif ids or cards or self._all:
                self._take_in(reader, ids, cards)
        except BaseException:
            with self._guard:
                self._all = True
            raise

    def _rebuild(self, reader: Reader) -> None:
        began_s = monotonic()
        with reader.scratch() as connection:
            if not self._made:
                # Imported late: nobody folds a word before the first paint.
                from domain.text.analysis import fold

                connection.create_function("folded", 1, fold, deterministic=True)
                for sql in TABLES:
                    connection.execute(sql)
            connection.execute("DELETE FROM temp.ticket_line")
            connection.execute("DELETE FROM temp.ticket_tag")
            for kind in NAMES:
                self._take_names(connection, kind)
            self._insert(connection, "1", {})
        self._made = True
        self._rebuilt_s, self._took_s = monotonic(), monotonic() - began_s

    def _take_in(self, reader: Reader, ids: set[str], cards: set[str]) -> None:
        with reader.scratch() as connection:
            given = {"ids": json.dumps(list(ids)), "cards": json.dumps(list(cards))}
            if cards:
                self._take_names(connection, "user_card")
            held = connection.execute(f"SELECT count(*) FROM ticket t WHERE {AMONG}", {"ids": given["ids"]}).fetchone()  # noqa: S608 - no input in it
            if held[0] < len(ids):
                connection.execute(
                    "DELETE FROM temp.ticket_line WHERE row_id NOT IN (SELECT row_id FROM ticket)",
                )
            connection.execute(
                f"DELETE FROM temp.ticket_tag WHERE row_id IN (SELECT t.row_id FROM ticket t WHERE {AMONG})",  # noqa: S608 - no input in it
                {"ids": given["ids"]},
            )
            self._insert(connection, CONCERNED if cards else AMONG, given if cards else {"ids": given["ids"]})
            if self._all:
                newest = connection.execute("SELECT coalesce(max(row_id), 0) FROM temp.ticket_line").fetchone()[0]
                self._insert(connection, "t.row_id > :newest", {"newest": newest})

    def _insert(self, connection: Any, which: str, given: dict[str, Any]) -> None:
        connection.execute(LINES.format(which=which), {"me": self._me_id, **given})
        connection.execute(TAGS.format(which=which), given)

    def _take_names(self, connection: Any, kind: str) -> None:
        """Read what a kind's records are called, in the reader's language, and number them in that order."""
        from domain.text.analysis import fold

        rows = connection.execute(f"SELECT row_id, id, {NAMES[kind]} FROM {kind}").fetchall()  # noqa: S608 - names of ours
        if kind == "topic":
            rows = [(row_id, topic_id, _named(json.loads(names), self._locale)) for row_id, topic_id, names in rows]
        rows.sort(key=lambda row: (fold(row[2]), row[0]))
        connection.execute(f"DELETE FROM temp.{kind}_name")  # noqa: S608 - names of ours
        placed = [(*row, place) for place, row in enumerate(rows)]
        connection.executemany(f"INSERT INTO temp.{kind}_name VALUES (?, ?, ?, ?)", placed)  # noqa: S608 - names of ours


def _named(names: dict[str, str], locale: str) -> str:
    return names.get(locale) or names.get("en") or next(iter(names.values()), "")
