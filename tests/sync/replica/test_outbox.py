"""What the user did: saved, sent, confirmed or refused, and never lost on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.records import Article, Message, Ticket, TicketEvent, UserCard, time_text
from domain.words import Status, TicketType
from sync.protocol.pull import Begin, End, Frame
from sync.protocol.push import MutationResult, Outcome, PushReply
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelClient, ModelServer, copy_as_killed


def states(client: ModelClient) -> list[str]:
    """Return the states of the outbox, in order."""
    return [state for (state,) in client.replica.cache.all("SELECT state FROM outbox ORDER BY n")]


def reply(client: ModelClient, ticket_id: RecordId, body: str = "On it.") -> RecordId:
    """Reply, and return the message's id."""
    message_id = client.server.franchise.id()
    client.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": body})
    return message_id


def create(client: ModelClient) -> RecordId:
    """Create a ticket, and return its id."""
    ticket_id = client.server.franchise.id()
    args = {
        "ticket_id": ticket_id, "message_id": client.server.franchise.id(), "title": "No line", "body": "Since nine.",
        "space_id": named("space"), "store_id": named("triana"),
    }  # fmt: skip
    client.replica.mutate("ticket.create", args)
    return ticket_id


def test_a_change_is_seen_at_once_and_leaves_only_when_a_page_has_brought_it(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    message_id = reply(ana, ticket_id)
    assert states(ana) == ["saved"]
    assert ana.replica.cache.record(Message, message_id)
    request = ana.replica.push_request()
    assert request is not None
    assert states(ana) == ["sending"]
    answer = ana.server.push("ana", request)
    assert isinstance(answer, PushReply)
    ana.replica.store_push_reply(request.client, answer)
    assert states(ana) == ["sent"]
    assert ana.replica.waiting().unsent == 0
    ana.pull()
    assert states(ana) == []
    assert ana.replica.cache.value("SELECT count(*) FROM journal") == 1


def test_a_change_that_a_rule_forbids_is_refused_at_the_gesture_and_leaves_nothing(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    before = law.shown(ana.replica)
    with pytest.raises(MutationRejected):
        ana.replica.mutate("ticket.set_status", {"ticket_id": ticket_id, "status": "new"})
    assert (law.shown(ana.replica), states(ana)) == (before, [])
    reply(ana, ticket_id)
    ana.catch_up()


def test_a_lost_answer_makes_nothing_twice(ana: ModelClient, ticket_id: RecordId) -> None:
    message_id = reply(ana, ticket_id)
    ana.push(lost=True)
    ana.catch_up()
    assert ("message", message_id) in ana.server.rows
    assert sum(1 for n, _ in ana.server.clients.values() for _ in range(n)) == 1


def test_a_refused_creation_and_what_hangs_on_it_are_one_group_and_can_be_done_again(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    sam = client_of("sam")
    ticket_id = create(sam)
    message_id = reply(sam, ticket_id)
    request = sam.replica.push_request()
    assert request is not None
    words = tuple(
        MutationResult(n=n, outcome=Outcome.REJECTED, seq=server.seq, code=code)
        for n, code in ((1, "forbidden"), (2, "gone"))
    )
    answer = PushReply(
        client=request.client,
        epoch=server.epoch,
        head=server.seq,
        last_n=2,
        server_time="2026-11-22T12:00:00.000000Z",
        results=words,
    )
    sam.replica.store_push_reply(request.client, answer)
    assert states(sam) == ["refused", "refused"]
    assert sam.replica.cache.record(Ticket, ticket_id) is None
    law.check(sam.replica)

    server.clients[request.client] = 2, {}
    sam.replica.retry_rejected(1)
    assert states(sam) == ["saved", "saved"]
    assert sam.replica.cache.record(Message, message_id)
    sam.catch_up()
    assert ("message", message_id) in server.rows


def test_a_step_that_was_overtaken_goes_through_once_its_author_knows(
    ana: ModelClient, server: ModelServer, ticket_id: RecordId
) -> None:
    before = ana.replica.cache.record(Ticket, ticket_id)
    assert before is not None
    step = {"ticket_id": ticket_id, "status": "resolved", "seen_message_id": before.last_message_id}
    ana.replica.mutate("ticket.set_status", step)
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="Wait.")
    ana.catch_up()
    assert states(ana) == ["refused"]
    ana.replica.retry_rejected(1)
    ana.catch_up()
    after = ana.replica.cache.record(Ticket, ticket_id)
    assert after is not None
    assert (states(ana), after.status) == ([], Status.RESOLVED)


def test_an_answer_and_its_step_are_overtaken_by_what_came_before_the_answer(
    ana: ModelClient, server: ModelServer, ticket_id: RecordId
) -> None:
    answer = {"ticket_id": ticket_id, "message_id": server.franchise.id(), "body": "Restart it."}
    ana.replica.mutate_all(
        [("ticket.reply", answer), ("ticket.set_status", {"ticket_id": ticket_id, "status": "resolved"})]
    )
    for body in ("It is the other till.", "And now both."):
        server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body=body)
    ana.catch_up()

    assert ana.replica.cache.all("SELECT name, code FROM outbox") == [("ticket.set_status", "stale_guard")]
    assert ("message", answer["message_id"]) in server.rows
    ticket = server.rows["ticket", ticket_id]
    assert isinstance(ticket, Ticket)
    assert ticket.status is Status.OPEN


@pytest.mark.parametrize("answered", [True, False])
def test_own_messages_that_come_before_their_ticket_are_nobody_elses(
    ana: ModelClient, server: ModelServer, ticket_id: RecordId, *, answered: bool
) -> None:
    message_id = reply(ana, ticket_id)
    ana.push(lost=not answered)
    other = file_ticket(server)
    # The ticket's row of the feed moves on to this change, behind that of the message.
    server.act("ana", "ticket.set_type", ticket_id=ticket_id, type="incident")
    server.act("ana", "ticket.set_type", ticket_id=other, type="incident")
    server.rows_most = 1
    ana.pull()
    assert ana.replica.cache.value("SELECT rev FROM message WHERE id = ?", (message_id,)) > 0
    ticket = ana.replica.cache.record(Ticket, ticket_id)
    assert ticket is not None
    assert (ticket.type, ticket.message_count, ticket.last_message_id) == (TicketType.QUESTION, 2, message_id)
    law.check(ana.replica)
    ana.replica.mutate("ticket.set_status", {"ticket_id": ticket_id, "status": "resolved"})
    ana.catch_up()
    assert states(ana) == []
    after = server.rows["ticket", ticket_id]
    assert isinstance(after, Ticket)
    assert after.status is Status.RESOLVED


@pytest.mark.parametrize("answered_first", [True, False])
def test_what_the_server_counts_already_is_not_counted_twice(
    ana: ModelClient, server: ModelServer, ticket_id: RecordId, *, answered_first: bool
) -> None:
    message_id = reply(ana, ticket_id)
    request = ana.replica.push_request()
    assert request is not None
    answer = server.push("ana", request)
    assert isinstance(answer, PushReply)
    # A piece of a fill brings the ticket as it is now, while the feed is still behind.
    here = ana.replica.cursor()
    actor, at = server.franchise.actor("ana"), time_text(server.franchise.now)
    page: list[Frame] = [
        Begin(epoch=here.epoch, start=here.seq, head=server.seq, last_n=0, server_time=at),
        server.put(actor, server.rows["ticket", ticket_id]),
        End(cursor=here.text(), more=True),
    ]
    if answered_first:
        ana.replica.store_push_reply(request.client, answer)
    ana.replica.apply_page(page)
    if not answered_first:
        ana.replica.store_push_reply(request.client, answer)
    law.check(ana.replica)
    ticket = ana.replica.cache.record(Ticket, ticket_id)
    assert ticket is not None
    assert (ticket.message_count, ticket.last_message_id) == (2, message_id)
    assert ana.replica.cache.record(Message, message_id) is not None
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")


def test_a_field_travels_with_what_its_author_saw(ana: ModelClient, server: ModelServer, ticket_id: RecordId) -> None:
    for priority in ("low", "high"):
        ana.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": priority})
    server.act("ada", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    ana.catch_up()

    events = [record for record in server.rows.values() if isinstance(record, TicketEvent)]
    changes = [(event.before, event.after, event.expected) for event in events if event.field == "priority"]
    assert changes == [("normal", "urgent", None), ("urgent", "low", "normal"), ("low", "high", None)]


def test_two_texts_of_one_article_are_merged_when_the_line_is_back(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    article_id = server.franchise.id()
    steps = "Restart it.\n\nWait.\n\nCall us."
    server.act("ada", "article.create", article_id=article_id, slug="till", locale="en", title="Till", body=steps)
    leo = client_of("leo")
    base = server.rows["article", article_id]
    assert isinstance(base, Article)
    text = {"article_id": article_id, "base_revision_id": base.revision_id, "title": "Till"}
    leo.replica.mutate("article.edit", text | {"body": steps.replace("Call us.", "Write to us.")})
    server.act("ada", "article.edit", **text, body=steps.replace("Wait.", "Wait a minute."))

    leo.pull()
    held = leo.replica.cache.record(Article, article_id)
    assert held is not None
    assert held.body == "Restart it.\n\nWait a minute.\n\nWrite to us."

    leo.catch_up()
    merged = server.rows["article", article_id]
    assert isinstance(merged, Article)
    assert merged.body == held.body
    assert states(leo) == []


def test_an_edit_whose_answer_was_lost_is_not_merged_with_itself(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    article_id = server.franchise.id()
    server.act("ada", "article.create", article_id=article_id, slug="till", locale="en", title="Till", body="Wait.")
    leo = client_of("leo")

    def write(body: str) -> None:
        seen = leo.replica.cache.record(Article, article_id)
        assert seen is not None
        text = {"article_id": article_id, "base_revision_id": seen.revision_id, "title": "Till", "body": body}
        leo.replica.mutate("article.edit", text)

    write("Call us.")
    write("Call us at once.")
    leo.push(lost=True)
    leo.pull()
    write("Call us at once, please.")
    leo.catch_up()

    stored = server.rows["article", article_id]
    assert isinstance(stored, Article)
    assert stored.body == "Call us at once, please."
    assert states(leo) == []


def test_a_change_comes_back_into_sight_with_the_right_to_make_it(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    article_id = server.franchise.id()
    server.act("ada", "article.create", article_id=article_id, slug="till", locale="en", title="Till", body="Wait.")
    leo = client_of("leo")
    base, card = server.rows["article", article_id], server.rows["user_card", named("leo")]
    assert isinstance(base, Article)
    assert isinstance(card, UserCard)
    text = {"article_id": article_id, "base_revision_id": base.revision_id, "title": "Till", "body": "Call us."}
    leo.replica.mutate("article.edit", text)

    bodies = []
    for role in ("store_staff", "team_lead"):
        server.save(replace(card, role_id=named(f"role/{role}")))
        leo.pull()
        while leo.replica.waiting().fills:
            leo.pull()
        held = leo.replica.cache.record(Article, article_id)
        bodies.append(held.body if held else "")

    assert bodies[0] != "Call us."
    assert bodies[1] == "Call us."


def test_giving_up_a_refused_creation_gives_up_its_group(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    sam = client_of("sam")
    ticket_id = create(sam)
    reply(sam, ticket_id)
    server.delete("grant", named(f"grant/sam/store:{named('triana')}"))
    sam.push()
    assert states(sam) == ["refused", "refused"]
    sam.replica.discard_rejected(1)
    assert states(sam) == []


def test_a_parked_change_does_not_hold_up_the_others(ana: ModelClient, ticket_id: RecordId) -> None:
    reply(ana, ticket_id)
    reply(ana, ticket_id)
    request = ana.replica.push_request()
    assert request is not None
    words = (MutationResult(n=1, outcome=Outcome.PARKED), MutationResult(n=2, outcome=Outcome.OK, seq=99))
    answer = PushReply(
        client=request.client,
        epoch="e1",
        head=99,
        last_n=2,
        server_time="2026-11-22T12:00:00.000000Z",
        results=words,
    )
    ana.replica.store_push_reply(request.client, answer)
    assert states(ana) == ["refused", "sent"]


def test_an_old_word_on_a_number_is_none_on_what_has_it_since_the_cache_was_set_back(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    reply(ana, ticket_id)
    request = ana.replica.push_request()
    assert request is not None
    answer = PushReply(
        client=request.client,
        epoch="e1",
        head=99,
        last_n=1,
        server_time="2026-11-22T12:00:00.000000Z",
        results=(MutationResult(n=1, id=named("another change"), outcome=Outcome.OK, seq=1),),
    )
    ana.replica.store_push_reply(request.client, answer)
    assert states(ana) == ["sending"]
    ana.replica.push_failed()
    ana.catch_up()
    assert states(ana) == []
    assert ana.server.taken.keys() == {request.mutations[0].id}


def test_a_copied_cache_notices_and_neither_copy_loses_anything(
    ana: ModelClient, ticket_id: RecordId, server: ModelServer
) -> None:
    copy = ModelClient.__new__(ModelClient)
    copy.server, copy.name, copy.noise = server, "ana", ana.noise
    copy.path = copy_as_killed(ana.path, ana.path.parent / "copy")
    copy.open()
    ours, theirs = reply(ana, ticket_id), reply(copy, ticket_id)
    ana.catch_up()
    copy.catch_up()
    assert {("message", ours), ("message", theirs)} <= server.rows.keys()
    assert copy.replica.client() != ana.replica.client()
    copy.close()


def test_a_cache_set_back_sends_what_is_new_and_nothing_twice(
    ana: ModelClient, ticket_id: RecordId, server: ModelServer
) -> None:
    first = reply(ana, ticket_id)
    old = copy_as_killed(ana.path, ana.path.parent / "old")
    ana.catch_up()
    second = reply(ana, ticket_id)
    ana.catch_up()
    ana.close()
    ana.path = old
    ana.open()
    third = reply(ana, ticket_id)
    ana.catch_up()
    assert {("message", first), ("message", second), ("message", third)} <= server.rows.keys()
    ticket = ana.replica.cache.record(Ticket, ticket_id)
    assert ticket is not None
    assert ticket.message_count == 4


def test_an_answer_to_another_client_is_left_aside(ana: ModelClient, ticket_id: RecordId) -> None:
    reply(ana, ticket_id)
    request = ana.replica.push_request()
    assert request is not None
    answer = ana.server.push("ana", request)
    assert isinstance(answer, PushReply)
    ana.replica.begin_new_client()
    assert not ana.replica.store_push_reply(request.client, answer)
    assert states(ana) == ["saved"]
    ana.catch_up()


def test_a_push_holds_no_more_than_fits(ana: ModelClient, ticket_id: RecordId) -> None:
    for _ in range(10):
        reply(ana, ticket_id, "word " * 9_000)
    request = ana.replica.push_request()
    assert request is not None
    assert 0 < len(request.mutations) < 10
    request = ana.replica.push_request(most=2)
    assert request is not None
    assert len(request.mutations) == 2
    ana.catch_up()


def test_a_draft_stays_as_typed_and_goes_with_its_message(ana: ModelClient, ticket_id: RecordId) -> None:
    ana.replica.save_draft("reply", "Hel", named("m"))
    ana.replica.save_draft("reply", "Hello", named("later"))
    assert ana.replica.cache.all("SELECT body, seen_message_id FROM draft") == [("Hello", named("m"))]
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "Hello"}
    with pytest.raises(MutationRejected):
        ana.replica.mutate("ticket.reply", args | {"body": " "}, draft="reply")
    assert ana.replica.cache.value("SELECT count(*) FROM draft") == 1
    ana.replica.mutate("ticket.reply", args, draft="reply")
    assert ana.replica.cache.value("SELECT count(*) FROM draft") == 0


def test_a_wrong_clock_is_corrected_by_the_servers(ana: ModelClient, ticket_id: RecordId) -> None:
    now = ana.server.franchise.now
    ana.replica._clock = lambda: now.replace(year=2019)
    ana.pull()
    assert abs((ana.replica.now() - now).total_seconds()) < 5
    message_id = reply(ana, ticket_id)
    message = ana.replica.cache.record(Message, message_id)
    assert message is not None
    assert message.created_at.year == 2026
    assert message.written_at.year == 2019


def test_reading_never_goes_back(ana: ModelClient, ticket_id: RecordId) -> None:
    now = ana.server.franchise.now
    ana.replica.mark_read(ticket_id, now)
    ana.replica.mark_read(ticket_id, now.replace(year=2020))
    assert ana.replica.cache.value("SELECT at FROM read_mark").startswith("2026")
