"""Saved replies, and what a ticket puts in for their variables."""

from __future__ import annotations

import json

from domain.plain import Plain
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me


class SavedReplyRow(Plain):
    """A text that is sent often. `owner_id` or `team_id` says whose it is; with neither it is the whole desk's."""

    id: str
    titles: dict[str, str]
    texts: dict[str, str]
    shortcut: str
    owner_id: str | None
    team_id: str | None

    def in_locale(self, locale: str) -> tuple[str, str]:
        """Return title and text in this language, else in English, else in whichever there is."""
        found = next((one for one in (locale, "en") if one in self.texts), next(iter(self.texts)))
        return self.titles[found], self.texts[found]


def saved_replies(reader: Reader) -> list[SavedReplyRow]:
    """Return all that one may use: one's own first, then the teams', then the whole desk's, each by shortcut."""
    found = reader.all(
        "SELECT id, titles, texts, shortcut, owner_id, team_id FROM saved_reply WHERE active"
        " ORDER BY owner_id IS NULL, team_id IS NULL, shortcut = '', shortcut, id"
    )
    return [SavedReplyRow(row[0], json.loads(row[1]), json.loads(row[2]), *row[3:]) for row in found]


VALUES_SQL = """
SELECT t.number, t.subject, coalesce(u.name, ''), coalesce(u.locale, ''), coalesce(s.name, ''), coalesce(s.code, ''),
       coalesce(s.locale, ''), coalesce(m.name, '')
FROM ticket t
LEFT JOIN user_card u ON u.id = t.requester_id
LEFT JOIN store s ON s.id = t.store_id
LEFT JOIN team m ON m.id = t.team_id
WHERE t.id = ?
"""


def values(reader: Reader, ticket_id: str, me: Me) -> dict[str, str]:
    """Return what the variables of `domain.placeholders` stand for where `me` answers that ticket, empty or not."""
    row = reader.first(VALUES_SQL, (ticket_id,))
    number, subject, requester, _, store, code, _, team = row or (None, *[""] * 7)
    return {
        "requester.name": requester,
        "requester.first_name": requester.partition(" ")[0],
        "store.name": store,
        "store.code": code,
        "agent.name": me.name,
        "agent.first_name": me.name.partition(" ")[0],
        "team.name": team,
        "ticket.number": "" if number is None else f"#{number}",
        "ticket.subject": subject,
        "brand.name": me.space,
        "brand.phone": me.phone,
    }


def locale_of(reader: Reader, ticket_id: str) -> str:
    """Return the language a ticket is answered in: its requester's, else its store's; empty if neither is known."""
    row = reader.first(VALUES_SQL, (ticket_id,))
    return (row[3] or row[6]) if row else ""
