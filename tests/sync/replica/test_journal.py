"""A server that went back in time gets again what it had taken since: in order, once, nothing it still has twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2

from domain.ids import RecordId
from domain.records import Message, Ticket
from sync.replica.journal import JOURNAL_DAYS
from sync.replica.migrations import STEPS
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer


def reply(client: ModelClient, ticket_id: RecordId, body: str = "On it.") -> RecordId:
    """Write a reply."""
    message_id = client.server.franchise.id()
    client.server.franchise.now += timedelta(seconds=1)
    client.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": body})
    return message_id


def bodies(server: ModelServer, ticket_id: RecordId) -> list[str]:
    """Return what was said in a ticket, in its order."""
    said = [r for r in server.rows.values() if isinstance(r, Message) and r.ticket_id == ticket_id]
    return [message.body for message in sorted(said, key=lambda message: (message.created_at, message.id))]


@pytest.mark.parametrize("known", [True, False], ids=["the server knows how much it kept", "it does not"])
def test_what_a_page_had_confirmed_reaches_the_restored_server_before_what_is_newer(
    ana: ModelClient, ticket_id: RecordId, known: bool
) -> None:
    reply(ana, ticket_id, "kept")
    ana.catch_up()
    backup = ana.server.backup()
    for text in ("lost 1", "lost 2"):
        reply(ana, ticket_id, text)
        ana.catch_up()
    reply(ana, ticket_id, "never sent")
    ana.server = backup.restored(known=known)
    ana.catch_up()
    assert bodies(ana.server, ticket_id)[1:] == ["kept", "lost 1", "lost 2", "never sent"]
    assert ana.replica.waiting().refused == 0
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")
    law.check(ana.replica)


def test_a_server_that_says_what_it_kept_is_offered_nothing_older(ana: ModelClient, ticket_id: RecordId) -> None:
    for text in ("one", "two", "three"):
        reply(ana, ticket_id, text)
        ana.catch_up()
    backup = ana.server.backup()
    reply(ana, ticket_id, "lost")
    ana.catch_up()
    ana.server = backup.restored()
    ana.pull()
    offered = ana.replica.waiting().unsent
    # The last one kept stands at the very sequence at which both histories part.
    assert offered == 2
    ana.catch_up()
    assert bodies(ana.server, ticket_id)[1:] == ["one", "two", "three", "lost"]


@pytest.mark.parametrize("known", [True, False], ids=["the server knows how much it kept", "it does not"])
def test_what_others_had_done_in_the_lost_history_is_gone_here_too(
    ana: ModelClient, ticket_id: RecordId, known: bool
) -> None:
    backup = ana.server.backup()
    lost = file_ticket(ana.server)
    ana.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, lost)
    ana.server = backup.restored(known=known)
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, lost) is None
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


def test_a_ticket_and_its_answers_come_back_together(ana: ModelClient, ticket_id: RecordId) -> None:
    backup = ana.server.backup()
    other_id = ana.server.franchise.id()
    args = {"ticket_id": other_id, "message_id": ana.server.franchise.id(), "title": "Till", "body": "It is off."}
    ana.replica.mutate("ticket.create", args | {"space_id": named("space"), "store_id": named("triana")})
    ana.catch_up()
    reply(ana, other_id, "It is on.")
    ana.catch_up()
    ana.server = backup.restored()
    ana.catch_up()
    assert bodies(ana.server, other_id) == ["It is off.", "It is on."]
    assert ana.replica.cache.record(Ticket, other_id)


def test_the_second_restore_gets_again_what_the_first_got(ana: ModelClient, ticket_id: RecordId) -> None:
    backup = ana.server.backup()
    reply(ana, ticket_id, "lost twice")
    ana.catch_up()
    ana.server = backup.restored()
    ana.catch_up()
    again = backup.restored()
    again.epoch = "third"
    ana.server = again
    ana.catch_up()
    assert bodies(again, ticket_id)[1:] == ["lost twice"]


def test_the_view_keeps_what_was_confirmed_while_the_server_is_asked_anew(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    backup = ana.server.backup()
    message_id = reply(ana, ticket_id)
    ana.catch_up()
    ana.server = backup.restored()
    while ana.pull():
        law.check(ana.replica)
        assert ana.replica.cache.record(Message, message_id)
    ana.catch_up()
    assert ana.replica.cache.record(Message, message_id)


def test_what_a_server_took_before_it_was_taken_over_stays_in_sight_until_comparing_has_brought_it(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    ana.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"})
    ana.push(lost=True)
    ana.server = ana.server.backup().restored()
    ana.pull()
    ana.pull()
    ana.push()
    while ana.pending():
        ana.pull()
        ticket = ana.replica.cache.record(Ticket, ticket_id)
        assert ticket is not None
        assert ticket.priority == "urgent"
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


def test_a_clock_that_jumps_throws_nothing_out_of_the_journal(
    client_of: Callable[[str], ModelClient], ticket_id: RecordId
) -> None:
    ana = client_of("ana")
    reply(ana, ticket_id)
    ana.catch_up()
    now = ana.server.franchise.now
    ana.replica._clock = lambda: now.replace(year=2036)
    reply(ana, ticket_id)
    ana.catch_up()
    assert ana.replica.cache.value("SELECT count(*) FROM journal") == 2


def test_the_journal_forgets_after_its_days(ana: ModelClient, ticket_id: RecordId) -> None:
    reply(ana, ticket_id)
    ana.catch_up()
    ana.server.franchise.now += timedelta(days=JOURNAL_DAYS, minutes=1)
    reply(ana, ticket_id)
    ana.catch_up()
    assert ana.replica.cache.value("SELECT count(*) FROM journal") == 1


def test_a_journal_of_the_first_version_is_offered_too(ana: ModelClient, ticket_id: RecordId) -> None:
    backup = ana.server.backup()
    reply(ana, ticket_id, "lost")
    ana.catch_up()
    ana.close()
    connection = dbapi2.connect(str(ana.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for column in ("now", "subject", "creates"):
        connection.execute(f"ALTER TABLE journal DROP COLUMN {column}")
    STEPS[2](connection)
    connection.close()
    ana.open()
    ana.server = backup.restored()
    ana.catch_up()
    assert bodies(ana.server, ticket_id)[1:] == ["lost"]
