"""Tickets that belong together, as the panel beside one shows them."""

from __future__ import annotations

from domain.ids import RecordId
from sync.replica.reading import relations, tickets
from sync.replica.reading.reader import Reader
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient


def test_merged_parts_and_incidents_are_named_from_both_sides(ana: ModelClient, ticket_id: RecordId) -> None:
    merged, part, incident = (file_ticket(ana.server) for _ in range(3))
    ana.catch_up()
    does = ana.replica.mutate
    does("ticket.set_type", {"ticket_id": ticket_id, "type": "problem"})
    does("ticket.merge", {"ticket_id": merged, "into_id": ticket_id})
    does("ticket.link", {"ticket_id": part, "kind": "parent", "to_id": ticket_id})
    does("ticket.link", {"ticket_id": incident, "kind": "problem", "to_id": ticket_id})
    reader = Reader(ana.path, KEY)

    whole = relations.relations(reader, ticket_id)
    assert [[one.id for one in each] for each in (whole.merged, whole.children, whole.incidents)] == [
        [merged], [part], [incident],
    ]  # fmt: skip
    assert (whole.merged_into, whole.parent, whole.problem) == (None, None, None)
    assert [one.id for one in whole.unsolved] == [incident]
    for one, field in ((merged, "merged_into"), (part, "parent"), (incident, "problem")):
        above = getattr(relations.relations(reader, one), field)
        assert (above.id, above.subject, above.requester) == (ticket_id, "Caja 2 bloqueada", "Sam")
    head = tickets.head(reader, merged)
    assert head is not None
    assert head.merged_into_id == ticket_id

    message_id = ana.server.franchise.id()
    does("ticket.solve_all", {"ticket_id": ticket_id, "answers": [{"ticket_id": incident, "message_id": message_id}]})
    assert relations.relations(reader, ticket_id).unsolved == ()
    ana.push()
    ana.catch_up()
    assert relations.relations(reader, ticket_id).unsolved == ()
    reader.close()


def test_what_is_written_to_a_merged_ticket_without_knowing_comes_to_the_other(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    merged = file_ticket(ana.server)
    ana.catch_up()
    message_id = ana.server.franchise.id()
    ana.replica.mutate("ticket.reply", {"ticket_id": merged, "message_id": message_id, "body": "On it"})
    ana.server.act("alex", "ticket.merge", ticket_id=merged, into_id=ticket_id)
    ana.push()
    ana.catch_up()
    assert ana.replica.cache.value("SELECT ticket_id FROM message WHERE id = ?", (message_id,)) == ticket_id
    assert ana.replica.cache.value("SELECT count(*) FROM outbox") == 0
