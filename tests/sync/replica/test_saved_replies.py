"""Saved replies as a composer reads them."""

from __future__ import annotations

from typing import Any

from domain.ids import RecordId
from domain.placeholders import KNOWN, expand
from sync.replica.reading import directory, saved_replies
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient


def keep(client: ModelClient, shortcut: str, **args: Any) -> RecordId:
    """Keep a text without a line."""
    reply_id = client.server.franchise.id()
    text = {"titles": {"en": shortcut.title(), "es": "Hola"}, "texts": {"en": "Hi {{ticket.number|you}}", "es": "Hola"}}
    client.replica.mutate("saved_reply.create", {"saved_reply_id": reply_id, "shortcut": shortcut} | text | args)
    return reply_id


def test_ones_own_come_first_and_what_was_deleted_does_not_come(ana: ModelClient) -> None:
    ana.server.act("leo", "saved_reply.create", saved_reply_id=named("all"), titles={"en": "All"}, texts={"en": "x"},
                   shortcut="all", shared=True)  # fmt: skip
    ana.server.act("tim", "saved_reply.create", saved_reply_id=named("other"), titles={"en": "Tim"}, texts={"en": "x"})
    ana.catch_up()
    keep(ana, "ours", team_id=named("support"))
    keep(ana, "mine")
    gone = keep(ana, "gone")
    ana.replica.mutate("saved_reply.delete", {"saved_reply_id": gone})
    reader = Reader(ana.path, KEY)
    assert [row.shortcut for row in saved_replies.saved_replies(reader)] == ["mine", "ours", "all"]
    row = saved_replies.saved_replies(reader)[0]
    assert row.in_locale("es") == ("Hola", "Hola")
    assert row.in_locale("pt") == ("Mine", "Hi {{ticket.number|you}}")
    reader.close()


def test_a_ticket_gives_every_variable_its_value(ana: ModelClient, ticket_id: RecordId) -> None:
    reader = Reader(ana.path, KEY)
    me = directory.me(reader, named("ana"))
    assert me is not None
    given = saved_replies.values(reader, ticket_id, me)
    assert given.keys() == KNOWN
    text = "{{requester.name}}, {{store.name}}, {{agent.name}}, {{ticket.subject}}, {{brand.phone}}"
    assert expand(text, given).text == "Sam, Sevilla, Triana, Ana, Caja 2 bloqueada, 900 000 031"
    # Its number is the server's to give: the same ticket made here has none.
    assert expand("{{ticket.number}}", saved_replies.values(reader, "unknown", me)).gaps != ()
    reader.close()
