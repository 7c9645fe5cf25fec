"""Whose account a ticket is about, and whether somebody has made sure of it: the desk's to see."""

from __future__ import annotations

import json

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class IdentityRow(Plain):
    """What the desk knows.

    Attributes:
        protected: whether identity comes first on this ticket.
        guest: whether whoever asks has no session.
        person_id: whose account it is about; None while nobody knows.
        role: of that person, by its key.
        active: whether their account is open.
        call: the number that the franchise has of them: where one calls back.
        claimed_store: with a guest: what they typed; so are the next two.
        verified_until: stored time; None if nobody has made sure, or it failed since.
        failed_tries: how often in a row.
        no_tries_until: stored time until which nobody tries again.
    """

    protected: bool
    guest: bool
    person_id: str | None
    person: str
    role: str
    active: bool
    call: str
    claimed_store: str
    claimed_account: str
    contact: str
    verified_until: str | None
    verified_by: str
    method: str
    failed_tries: int
    no_tries_until: str | None

    def is_verified(self, now: str) -> bool:
        """Whether it is good at `now`, stored time."""
        return self.verified_until is not None and now < self.verified_until

    def must_wait(self, now: str) -> bool:
        """Whether nobody may try at `now`."""
        return self.no_tries_until is not None and now < self.no_tries_until


SQL = """
SELECT coalesce(p.protected, 0) OR t.channel = 'help', t.channel = 'help',
 coalesce(d.person_id, CASE WHEN t.channel = 'help' THEN NULL ELSE t.requester_id END),
 coalesce(d.claimed_store, ''), coalesce(d.claimed_account, ''), coalesce(d.contact, ''),
 d.verified_until, coalesce(v.name, ''), coalesce(d.verified_method, ''), coalesce(d.failed_tries, 0), d.no_tries_until
FROM ticket t
LEFT JOIN ticket_desk d ON d.ticket_id = t.id
LEFT JOIN topic p ON p.id = t.topic_id
LEFT JOIN user_card v ON v.id = d.verified_by_id
WHERE t.id = ?
"""
PERSON = """
SELECT u.name, coalesce(r.key, ''), u.active, u.phone, u.store_ids
FROM user_card u LEFT JOIN role r ON r.id = u.role_id WHERE u.id = ?
"""


def identity(reader: Reader, ticket_id: str) -> IdentityRow | None:
    """Return what is known, or None for a ticket that is not held."""
    row = reader.first(SQL, (ticket_id,))
    if row is None:
        return None
    protected, guest, person_id, store, account, contact, until, by, method, tries, pause = row
    person = reader.first(PERSON, (person_id,)) if person_id else None
    name, role, active, phone, stores = person or ("", "", 0, "", "[]")
    return IdentityRow(
        bool(protected), bool(guest), person_id if person else None, name, role, bool(active),
        _phone(reader, json.loads(stores)) or phone, store, account, contact, until, by, method, tries, pause,
    )  # fmt: skip


def vouchers(reader: Reader, person_id: str) -> list[tuple[str, str]]:
    """Return id and name of whoever may vouch for a person: owners of their stores, and who leads at the desk."""
    return reader.all(
        "SELECT DISTINCT u.id, u.name FROM user_card u JOIN role r ON r.id = u.role_id"
        " JOIN user_card p ON p.id = ?1 WHERE u.active AND u.id <> ?1 AND ("
        " r.permissions LIKE '%\"desk.share\"%' OR (r.key = 'store_owner' AND EXISTS ("
        " SELECT 1 FROM json_each(u.store_ids) a JOIN json_each(p.store_ids) b ON a.value = b.value)))"
        " ORDER BY r.key <> 'store_owner', u.name",
        (person_id,),
    )


def people(reader: Reader, typed: str, most: int) -> list[tuple[str, str, str]]:
    """Return id, name and stores of people outside the desk whose name has what was typed."""
    return reader.all(
        "SELECT u.id, u.name, coalesce((SELECT group_concat(s.name, ', ') FROM json_each(u.store_ids) j"
        " JOIN store s ON s.id = j.value), '') FROM user_card u JOIN role r ON r.id = u.role_id"
        " WHERE r.permissions NOT LIKE '%\"desk.read\"%' AND u.name LIKE '%' || ? || '%' ORDER BY u.name LIMIT ?",
        (typed, most),
    )


def _phone(reader: Reader, store_ids: list[str]) -> str:
    for store_id in store_ids:
        found = reader.value("SELECT phone FROM store WHERE id = ?", (store_id,))
        if found:
            return str(found)
    return ""
