"""What somebody else's change met: texts that could not be merged, fields that were overwritten, new messages."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader
from sync.replica.reading.waiting import REFUSED

OPEN_DRAFTS = (
    "FROM article_revision r JOIN article a ON a.id = r.article_id WHERE r.state = 'conflict' AND r.author_id = ?"
)
UNREAD = "n.about = 'overwritten' AND n.read_at IS NULL AND n.user_id = ?"


class ConflictRow(Plain):
    """A text of one's own that waits beside the article as it is. `their_revision_id` is the article's text now."""

    revision_id: str
    article_id: str
    title: str
    at: str
    their_revision_id: str | None


class TextRow(Plain):
    """One text of an article."""

    title: str
    body: str
    author: str
    at: str


class OverwrittenRow(Plain):
    """A field that one had set and somebody else replaced without having seen it.

    `subject` and `present` (the field's value now, empty for none) are None if the ticket is no longer here.
    """

    id: str
    at: str
    actor: str
    ticket_id: str
    number: int | None
    subject: str | None
    field: str
    before: str
    after: str
    present: str | None


class NewerRow(Plain):
    """A message that came in meanwhile."""

    author_id: str
    author: str
    at: str
    body: str


def attention_count(reader: Reader, user_id: str) -> int:
    """Return how many decisions wait: refused changes, each with what hangs on it, and what somebody else's met."""
    alone = (
        f"SELECT count(*) FROM outbox o WHERE o.state IN {REFUSED} AND NOT EXISTS (SELECT 1 FROM outbox f"  # noqa: S608 - no input in it
        f" WHERE f.state IN {REFUSED} AND f.creates AND f.subject = o.subject AND f.n < o.n)"
    )
    sql = f"SELECT ({alone}) + (SELECT count(*) {OPEN_DRAFTS}) + (SELECT count(*) FROM notification n WHERE {UNREAD})"  # noqa: S608 - no input in it
    return int(reader.value(sql, (user_id, user_id)))


def drafts(reader: Reader, user_id: str) -> list[ConflictRow]:
    """Return one's own texts in conflict, in the order in which they were written."""
    sql = f"SELECT r.id, a.id, a.title, r.at, a.revision_id {OPEN_DRAFTS} ORDER BY r.at, r.id"  # noqa: S608 - no input in it
    return [ConflictRow(*row) for row in reader.all(sql, (user_id,))]


def texts(reader: Reader, revision_id: str) -> tuple[TextRow, TextRow, TextRow] | None:
    """Return the text that a draft was written on, the draft, and the article's; None if one of them is not here."""
    sql = (
        "SELECT {0}.title, {0}.body, coalesce(u.name, ''), {0}.at FROM article_revision mine"
        " JOIN article a ON a.id = mine.article_id"
        " JOIN article_revision base ON base.id = mine.previous_id"
        " JOIN article_revision theirs ON theirs.id = a.revision_id"
        " LEFT JOIN user_card u ON u.id = {0}.author_id WHERE mine.id = ?"
    )
    rows = [reader.first(sql.format(which), (revision_id,)) for which in ("base", "mine", "theirs")]
    if None in rows:
        return None
    base, mine, theirs = (TextRow(*row) for row in rows)
    return base, mine, theirs


ANSWER = """
SELECT group_concat(value, char(10)) FROM (
    SELECT value FROM json_each(t.answers, '$."' || substr(n.field, 8) || '"')
    UNION ALL
    SELECT value FROM ticket_desk d, json_each(d.answers, '$."' || substr(n.field, 8) || '"') WHERE d.ticket_id = t.id)
"""
"""What stands in the line of a form that a field of the history, `answer:<key>`, names."""


def overwritten(reader: Reader, user_id: str) -> list[OverwrittenRow]:
    """Return what was overwritten and not yet looked at, the earliest first."""
    present = " ".join(
        f"WHEN '{field}' THEN t.{column}"
        for field, column in (
            ("priority", "priority"), ("type", "type"), ("assignee", "assignee_id"), ("team", "team_id"),
            ("topic", "topic_id"),
        )
    )  # fmt: skip
    sql = (
        "SELECT n.id, n.at, coalesce(u.name, ''), n.ticket_id, t.number, t.subject, n.field, n.before, n.after,"  # noqa: S608 - no input in it
        f" CASE WHEN t.id IS NULL THEN NULL ELSE coalesce(CASE n.field {present} ELSE ({ANSWER}) END, '') END"
        " FROM notification n LEFT JOIN user_card u ON u.id = n.actor_id LEFT JOIN ticket t ON t.id = n.ticket_id"
        f" WHERE {UNREAD} ORDER BY n.at, n.id"
    )
    return [OverwrittenRow(*row) for row in reader.all(sql, (user_id,))]


def newest_of_others(reader: Reader, ticket_id: str, user_id: str, most: int) -> list[NewerRow]:
    """Return the newest public messages of others, at most so many, in their order."""
    sql = (
        "SELECT m.author_id, coalesce(u.name, ''), m.created_at, m.body FROM message m"
        " LEFT JOIN user_card u ON u.id = m.author_id"
        " WHERE m.ticket_id = ? AND m.author_id <> ? AND m.audience = 'public'"
        " ORDER BY m.created_at DESC, m.id DESC LIMIT ?"
    )
    return [NewerRow(*row) for row in reversed(reader.all(sql, (ticket_id, user_id, most)))]
