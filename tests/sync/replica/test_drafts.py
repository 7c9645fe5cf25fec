"""What is typed and not sent: nothing of it is lost, whatever becomes of the client that holds it back for a moment."""

from __future__ import annotations

from pathlib import Path

from domain.attachments import FileRef
from domain.ids import RecordId
from sync.replica.files import FileBooks
from sync.replica.reading import files, waiting
from sync.replica.reading.reader import Reader
from sync.replica.writer import Replica
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient, copy_as_killed


def kept(client: ModelClient, key: str) -> str:
    reader = Reader(client.path, KEY)
    row = waiting.draft(reader, key)
    reader.close()
    return row.body if row else ""


def test_what_is_held_is_no_draft_until_it_is_given_back_in_front_of_what_was_typed_since(ana: ModelClient) -> None:
    drafts = ana.replica.drafts
    drafts.save("reply:1", "Restart it")
    drafts.hold("reply:1", "Restart it.", ())
    drafts.save("reply:1", "And then")
    assert kept(ana, "reply:1") == "And then"
    drafts.release("reply:1")
    assert kept(ana, "reply:1") == "Restart it.\n\nAnd then"
    assert kept(ana, waiting.held_key("reply:1")) == ""


def test_files_wait_with_their_message_and_come_back_with_it(ana: ModelClient) -> None:
    file = FileRef(id=RecordId("f1"), name="a.png", media_type="image/png", size_bytes=3, sha256="0" * 64)
    FileBooks(ana.replica.cache).keep("reply:1", file)
    ana.replica.drafts.hold("reply:1", "", ())
    reader = Reader(ana.path, KEY)
    assert files.of_draft(reader, "reply:1") == []
    ana.replica.drafts.release("reply:1")
    assert [row.name for row in files.of_draft(reader, "reply:1")] == ["a.png"]
    reader.close()


def test_what_a_client_was_about_to_send_when_it_was_killed_goes_out_once_with_the_next(
    ana: ModelClient, ticket_id: RecordId, tmp_path: Path
) -> None:
    reply = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "Restart it."}
    ana.replica.drafts.hold(f"reply:{ticket_id}", "Restart it.", [("ticket.reply", reply)])
    killed = copy_as_killed(ana.path, tmp_path / "killed")
    for _ in range(2):
        left = Replica.open(killed, KEY, named("ana"))
        assert left.cache.all("SELECT args ->> 'body' FROM outbox") == [("Restart it.",)]
        assert left.cache.value("SELECT count(*) FROM draft") == 0
        left.close()


def test_what_may_no_longer_be_sent_is_a_draft_again(ana: ModelClient, ticket_id: RecordId, tmp_path: Path) -> None:
    key = f"reply:{ticket_id}"
    reply = {"ticket_id": named("gone"), "message_id": ana.server.franchise.id(), "body": "Restart it."}
    ana.replica.drafts.hold(key, "Restart it.", [("ticket.reply", reply)])
    left = Replica.open(copy_as_killed(ana.path, tmp_path / "killed"), KEY, named("ana"))
    assert left.begun.drafts == (key,)
    assert left.cache.value("SELECT body FROM draft WHERE key = ?", (key,)) == "Restart it."
    assert left.cache.value("SELECT count(*) FROM outbox") == 0
    left.close()


def test_what_others_overtook_while_the_client_was_dead_is_a_draft_again(
    ana: ModelClient, ticket_id: RecordId, tmp_path: Path
) -> None:
    key, act = f"reply:{ticket_id}", ana.server.act
    reply = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "Restart it."}
    seen = ana.replica.cache.value("SELECT id FROM message WHERE ticket_id = ?", (ticket_id,))
    ana.replica.drafts.hold(key, "Restart it.", [("ticket.reply", reply)], seen)
    act("sam", "ticket.reply", ticket_id=ticket_id, message_id=ana.server.franchise.id(), body="It works again.")
    ana.catch_up()
    left = Replica.open(copy_as_killed(ana.path, tmp_path / "killed"), KEY, named("ana"))
    assert left.begun.overtaken == (key,)
    row = left.cache.all("SELECT body, seen_message_id FROM draft WHERE key = ?", (key,))
    assert row == [("Restart it.", seen)]
    assert left.cache.value("SELECT count(*) FROM outbox") == 0
    left.close()


def test_a_message_that_could_not_go_before_the_next_one_is_a_draft_again(ana: ModelClient) -> None:
    drafts = ana.replica.drafts
    drafts.hold("reply:1", "First", ())
    drafts.hold("reply:1", "Second", ())
    assert kept(ana, "reply:1") == "First"
    assert kept(ana, waiting.held_key("reply:1")) == "Second"
