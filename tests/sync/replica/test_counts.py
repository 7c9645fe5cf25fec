"""A ticket counts each of its messages once, also while what the server says is still to be compared."""

from __future__ import annotations

from msgspec.structs import replace

from domain.access import team_scope
from domain.ids import RecordId
from domain.records import Grant, Ticket
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelClient


def reply(client: ModelClient, ticket_id: RecordId) -> None:
    """Write a reply."""
    message_id = client.server.franchise.id()
    client.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": "On it."})


def counted(client: ModelClient, ticket_id: RecordId) -> tuple[int, int]:
    """Return how many messages a ticket says it has, and how many of it are here."""
    ticket = client.replica.cache.record(Ticket, ticket_id)
    assert ticket is not None
    here = client.replica.cache.value("SELECT count(*) FROM message WHERE ticket_id = ?", (ticket_id,))
    return ticket.message_count, here


def test_an_answer_that_the_server_has_told_counts_once_while_what_came_after_it_is_compared(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    reply(ana, ticket_id)
    ana.push(lost=True)
    ana.pull()
    ids = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id()}
    ana.server.act("sam", "ticket.reply", **ids, body="Still dark.")
    ana.replica.begin_reconcile()
    while ana.pull():
        assert counted(ana, ticket_id) in {(2, 2), (3, 3)}
    assert counted(ana, ticket_id) == (3, 3)


def test_an_answer_that_a_lost_history_had_told_counts_once_while_the_server_is_asked_anew(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    backup = ana.server.backup()
    reply(ana, ticket_id)
    ana.catch_up()
    ana.server = backup.restored()
    while ana.pull():
        assert counted(ana, ticket_id) == (2, 2)
    assert ana.pending()


def test_an_answer_that_a_lost_history_had_told_before_its_ticket_counts_all_the_same(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    backup = ana.server.backup()
    other_id = file_ticket(ana.server)
    reply(ana, ticket_id)
    ana.push(lost=True)
    # The ticket's row of the feed moves on to this change, with another one in between.
    ana.server.act("leo", "ticket.set_type", ticket_id=other_id, type="incident")
    ana.server.act("leo", "ticket.set_type", ticket_id=ticket_id, type="incident")
    ana.server.rows_most = 1
    while ana.replica.cursor().seq < ana.server.seq - 2:
        ana.pull()
    ana.server = backup.restored()
    while ana.pull():
        assert counted(ana, ticket_id) == (2, 2)
    assert ana.pending()


def test_an_answer_without_its_word_counts_once_while_the_scope_of_its_ticket_is_fetched_again(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    reply(ana, ticket_id)
    ana.push(lost=True)
    grant = ana.server.franchise.store.get(Grant, named(f"grant/ana/{team_scope(named('support'))}"))
    assert grant is not None
    ana.server.save(replace(grant, generation=2))
    ana.server.rows_most = 1
    while ana.pull():
        # Gone for a moment, with its scope; never with another number.
        if ana.replica.cache.record(Ticket, ticket_id) is not None:
            assert counted(ana, ticket_id)[0] == 2
    assert counted(ana, ticket_id) == (2, 2)
    ana.catch_up()
    assert not ana.pending()
    assert counted(ana, ticket_id) == (2, 2)
