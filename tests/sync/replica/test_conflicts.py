"""How many decisions wait: what hangs together counts once, what was looked at no more."""

from __future__ import annotations

from collections.abc import Callable

from domain.ids import RecordId
from domain.records import Article, Notification
from domain.words import NotificationKind
from sync.replica.reading import conflicts
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient, ModelServer


def waits(client: ModelClient) -> int:
    reader = Reader(client.path, KEY)
    try:
        return conflicts.attention_count(reader, client.replica.user_id)
    finally:
        reader.close()


def told(server: ModelServer, who: str, ticket_id: RecordId) -> Notification:
    """Somebody is told that their priority was overwritten."""
    notice = Notification(
        id=server.franchise.id(), user_id=named(who), about=NotificationKind.OVERWRITTEN, actor_id=named("leo"),
        at=server.franchise.now, ticket_id=ticket_id, field="priority", before="urgent", after="low",
    )  # fmt: skip
    server.save(notice)
    return notice


def test_every_kind_counts_and_a_group_counts_once(
    client_of: Callable[[str], ModelClient], server: ModelServer, ticket_id: RecordId
) -> None:
    article_id = server.franchise.id()
    server.act("ada", "article.create", article_id=article_id, slug="a", locale="en", title="A", body="One.")
    leo = client_of("leo")
    assert waits(leo) == 0

    base = server.rows["article", article_id]
    assert isinstance(base, Article)
    text = {"article_id": article_id, "base_revision_id": base.revision_id, "title": "A"}
    leo.replica.mutate("article.edit", text | {"body": "Two."})
    server.act("ada", "article.edit", **text, body="Three.")
    notice = told(server, "leo", ticket_id)
    told(server, "ana", ticket_id)
    leo.catch_up()
    assert waits(leo) == 2

    new = server.franchise.id()
    filed = {
        "ticket_id": new,
        "message_id": server.franchise.id(),
        "title": "T",
        "body": "B",
        "space_id": named("space"),
    }
    leo.replica.mutate("ticket.create", filed)
    leo.replica.mutate("ticket.reply", {"ticket_id": new, "message_id": server.franchise.id(), "body": "More."})
    leo.replica.cache.execute("UPDATE outbox SET state = 'refused'")
    assert waits(leo) == 3

    leo.replica.mutate("notification.read", {"notification_id": notice.id})
    assert waits(leo) == 2
