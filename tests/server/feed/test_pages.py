"""Pages: whole transactions, of any size, with nothing between them lost; out is not deleted."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.access import scopes_hash
from domain.ids import Scope
from domain.records import Article, Attachment, Grant, Message, Space, Ticket
from domain.words import AttachmentState, Audience
from server.replication.pull import pull
from sync.protocol.codec import decode_page
from sync.protocol.pull import PAGE_BYTES_SOFT, Delete, End, Fill, FillRequest, Frame, Out, PullRequest, Put
from tests.server.replica import fetched, rightful, shelf_of
from tests.support.world import World

B = 10


def page_after(world: World, name: str, cursor: str, rows_most: int = 1_000) -> list[Frame]:
    """The frames of one pull."""
    actor = world.actor(name)
    request = PullRequest(
        client=world.new_id(), schema=1, cursor=cursor, scopes_hash=scopes_hash(actor.scopes), rows_most=rows_most
    )
    return list(decode_page(pull(world.database, request, world.user(name), world.now).body))


def cursor_now(world: World) -> str:
    """The cursor of somebody who has everything."""
    with world.database.read(world.space_id) as session:
        return session.head().text()


def rows(frames: list[Frame]) -> list[Put | Out | Delete]:
    """The rows among the frames."""
    return [frame for frame in frames if isinstance(frame, Put | Out | Delete)]


@pytest.mark.parametrize("count", [0, 1, B - 1, B, B + 1, 2 * B])
@pytest.mark.parametrize("per_transaction", [1, 3])
def test_every_change_comes_once_whatever_falls_on_a_page_boundary(
    world: World, count: int, per_transaction: int
) -> None:
    shelf = shelf_of(world, "ana", rows_most=B)
    shelf.sync()
    before, pulls = len(shelf.frames), shelf.pulls
    tickets = [world.ticket(team_id="tills") for _ in range(count)]
    for start in range(0, count, per_transaction):
        world.put(*tickets[start : start + per_transaction])

    shelf.sync()

    got = rows(shelf.frames[before:])
    assert sorted(row.id for row in got) == sorted(ticket.id for ticket in tickets)
    assert shelf.pulls - pulls <= -(-count // B) + 1
    assert shelf.cursor == cursor_now(world)


def test_a_page_never_ends_inside_a_transaction(world: World) -> None:
    cursor = cursor_now(world)
    first, second = [[world.ticket(team_id="tills") for _ in range(25)] for _ in range(2)]
    world.put(*first)
    world.put(*second)

    frames = page_after(world, "ana", cursor, rows_most=B)

    assert {row.id for row in rows(frames)} == {ticket.id for ticket in first}
    end = frames[-1]
    assert isinstance(end, End)
    assert end.more
    assert {row.id for row in rows(page_after(world, "ana", end.cursor, B))} == {ticket.id for ticket in second}


def test_a_page_of_large_records_ends_early(world: World) -> None:
    cursor = cursor_now(world)
    article = world.get(Article, "article public")
    for number in range(150):
        world.put(replace(article, id=world.new_id(), body=f"{number} " * 4_000))

    pages, size = 0, 0
    while True:
        frames = page_after(world, "carla", cursor)
        pages += 1
        size = max(size, sum(len(row.d["body"]) for row in frames if isinstance(row, Put)))
        end = frames[-1]
        assert isinstance(end, End)
        cursor = end.cursor
        if not end.more:
            break

    assert pages > 1
    assert size < 4 * PAGE_BYTES_SOFT


def test_a_client_without_anything_in_sight_reaches_the_head_all_the_same(world: World) -> None:
    shelf = shelf_of(world, "carla")
    shelf.sync()
    for _ in range(30):
        world.put(world.ticket(team_id="stock"))
    pulls = shelf.pulls
    shelf.sync()
    assert (shelf.cursor, shelf.pulls - pulls) == (cursor_now(world), 1)


def test_leaving_is_not_deleting(world: World) -> None:
    cursor = cursor_now(world)
    till, late = world.get_ticket("till"), world.get_ticket("boxes late")
    world.put(replace(till, team_id=world.ids["stock"]))
    world.delete(late)

    ana = {(type(row), row.id) for row in rows(page_after(world, "ana", cursor))}
    tina = {(type(row), row.id) for row in rows(page_after(world, "tina", cursor))}

    assert ana == {(Out, till.id)}
    assert tina == {(Put, till.id), (Delete, late.id)}


def test_a_deleted_ticket_takes_its_children_with_it(world: World) -> None:
    shelf = shelf_of(world, "tina")
    shelf.sync()
    world.delete(world.get_ticket("till"))
    shelf.sync()
    assert shelf.content() == fetched(world, "tina") == rightful(world, "tina")


def test_a_deleted_child_is_told_to_those_who_saw_it(world: World) -> None:
    cursor = cursor_now(world)
    with world.database.read(world.space_id) as session:
        note = next(m for m in session.find(Message, ticket_id=world.ids["till"]) if m.audience is Audience.INTERNAL)
    world.delete(note)
    assert [(type(row), row.id) for row in rows(page_after(world, "ana", cursor))] == [(Delete, note.id)]
    assert rows(page_after(world, "simon", cursor)) == []


def test_a_ticket_with_many_messages_moves_by_one_row(world: World) -> None:
    till = world.get_ticket("till")
    world.put(*(world.message(till) for _ in range(300)))
    cursor = cursor_now(world)

    world.put(replace(till, team_id=world.ids["stock"]))

    assert [row.id for row in rows(page_after(world, "tina", cursor))] == [till.id]
    left = page_after(world, "ana", cursor)
    assert [type(row) for row in rows(left)] == [Out]
    came = page_after(world, "bruno", cursor)
    assert [row.id for row in rows(came)] == [till.id]
    assert [f.target for f in came if isinstance(f, Fill)] == [f"parent:ticket:{till.id}"]


def test_a_record_that_came_and_changed_again_is_filled_even_over_two_pages(world: World) -> None:
    shelf = shelf_of(world, "bruno", rows_most=B)
    shelf.sync()
    till = replace(world.get_ticket("till"), team_id=world.ids["stock"])
    world.put(till)
    world.put(world.message(till))
    for _ in range(B + 2):
        world.put(world.ticket(team_id="stock"))
    world.put(replace(till, subject="Changed after the first page"))

    shelf.sync()

    assert shelf.content() == rightful(world, "bruno")


def test_an_internal_reader_who_becomes_an_outside_one_loses_the_notes_only(world: World) -> None:
    world.put(replace(world.get_ticket("till"), follower_ids=(world.ids["olga"],)))
    grant_scope = Scope(f"team:{world.ids['tills']}")
    world.put(Grant(id=world.new_id(), user_id=world.ids["olga"], scope=grant_scope))
    shelf = shelf_of(world, "olga")
    shelf.sync()
    assert "ticket_desk" in shelf.kinds()

    world.put(replace(world.get_ticket("till"), team_id=world.ids["stock"]))
    shelf.sync()

    assert shelf.content() == rightful(world, "olga")
    assert ("ticket", world.ids["till"]) in shelf.records


def test_a_scope_is_filled_in_pieces_the_newest_first(world: World) -> None:
    for _ in range(30):
        ticket = world.ticket(team_id="stock")
        world.put(ticket, *world.children(ticket))
    shelf = shelf_of(world, "bruno", rows_most=7)

    shelf.sync()

    assert shelf.content() == rightful(world, "bruno")
    first = [f.id for f in shelf.frames if isinstance(f, Put) and f.e == "ticket"]
    assert first == sorted(first, reverse=True)
    sent = [(f.e, f.id) for f in shelf.frames if isinstance(f, Put) and f.e == "message"]
    assert len(sent) <= 2 * len(set(sent))


def test_changes_made_while_a_fill_goes_on_are_not_lost(world: World) -> None:
    tickets = [world.ticket(team_id="stock") for _ in range(40)]
    for ticket in tickets:
        world.put(ticket, *world.children(ticket))
    shelf = shelf_of(world, "bruno", rows_most=9)
    for number in range(1_000):
        if not shelf.turn():
            break
        ticket = tickets[number * 7 % len(tickets)]
        match number % 4:
            case 0:
                world.put(world.message(ticket))
            case 1:
                world.put(replace(world.get(Ticket, ticket.id), subject=f"{number}"))
            case 2 if number < 60:
                world.put(replace(world.get(Ticket, ticket.id), team_id=world.ids["tills"]))
            case 3 if number < 60:
                world.put(replace(world.get(Ticket, ticket.id), team_id=world.ids["stock"]))
        if number > 120:
            break
    shelf.sync()
    assert shelf.content() == rightful(world, "bruno")


def test_what_a_user_may_not_see_is_not_filled_either(world: World) -> None:
    shelf = shelf_of(world, "simon")
    shelf.sync()
    targets = [f"scope:team:{world.ids['stock']}", f"parent:ticket:{world.ids['boxes late']}", "scope:desk"]
    for target in targets:
        fill = FillRequest(target=target)
        known = scopes_hash(shelf.scopes)
        request = PullRequest(client=world.new_id(), schema=1, cursor=shelf.cursor, scopes_hash=known, fill=fill)
        frames = decode_page(pull(world.database, request, world.user("simon"), world.now).body)
        assert rows(list(frames)) == []
        assert [f.done for f in frames if isinstance(f, Fill)] == [True]


def test_each_piece_of_a_fill_says_where_the_request_stood(world: World) -> None:
    shelf = shelf_of(world, "bruno", rows_most=9)
    shelf.turn()
    while shelf.fills:
        target, position = next(iter(shelf.fills.items()))
        told = len(shelf.frames)
        shelf.turn()
        pieces = [one for one in shelf.frames[told:] if isinstance(one, Fill) and one.target == target]
        assert [one.after for one in pieces] == [position]


def test_an_attachment_that_becomes_ready_is_told(world: World) -> None:
    till = world.get_ticket("till")
    message = world.message(till)
    attachment = Attachment(
        id=world.new_id(), ticket_id=till.id, message_id=message.id, audience=Audience.PUBLIC,
        author_id=world.ids["simon"], name="till.jpg", media_type="image/jpeg", size_bytes=2**40, sha256="0" * 64,
    )  # fmt: skip
    world.put(message, attachment)
    cursor = cursor_now(world)
    world.put(replace(attachment, state=AttachmentState.READY))
    found = rows(page_after(world, "simon", cursor))
    assert [row.d["state"] for row in found if isinstance(row, Put)] == ["ready"]


def test_a_transaction_that_changes_nothing_moves_no_head(world: World) -> None:
    before = cursor_now(world)
    world.put(world.get(Space, "space"))
    assert cursor_now(world) == before


def test_a_fill_that_must_begin_again_is_not_overtaken_by_its_own_position(world: World) -> None:
    for _ in range(20):
        ticket = world.ticket(team_id="stock")
        world.put(ticket, *world.children(ticket))
    shelf = shelf_of(world, "bruno", rows_most=9)
    target = f"scope:team:{world.ids['stock']}"
    while not shelf.fills.get(target):
        shelf.turn()
    world.put(replace(world.get(Grant, "bruno/team"), generation=2))
    shelf.turn()
    assert shelf.fills[target] == ""
    shelf.sync()
    assert shelf.content() == rightful(world, "bruno")


def test_a_parents_fill_begins_again_when_more_of_it_comes_into_sight(world: World) -> None:
    till = replace(world.get_ticket("till"), follower_ids=(world.ids["nadia"],))
    world.put(Grant(id=world.new_id(), user_id=world.ids["nadia"], scope=Scope(f"team:{world.ids['stock']}")))
    world.put(*(world.message(till, audience) for audience in Audience for _ in range(20)))
    shelf = shelf_of(world, "nadia", rows_most=7)
    shelf.sync()
    world.put(till)
    target = f"parent:ticket:{till.id}"
    while not shelf.fills.get(target):
        shelf.turn()
    world.put(replace(till, team_id=world.ids["stock"]))
    shelf.turn()
    assert shelf.fills[target] == ""
    shelf.sync()
    assert shelf.content() == rightful(world, "nadia")
