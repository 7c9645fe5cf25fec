"""A first sync in segments leaves what the rules say, whoever asks and whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from zstandard import frame_content_size

from domain.access import store_scope, team_scope
from domain.records import Message, Ticket
from domain.words import Audience, Status
from server.errors import Refused
from server.feed.tombstones import collect_tombstones
from server.replication.pull import pull
from server.segments import contents, sets
from server.segments.routes import list_segments, one_segment
from server.segments.sets import AGE_MOST, CHANGES_MOST, build, is_due, kept_sets
from server.segments.tables import segment
from server.segments.upkeep import claim, release
from sync.protocol.codec import DECODED_BYTES_MOST, decode_page
from sync.protocol.pull import Frame
from sync.protocol.segments import SegmentList, Tier, segment_lines
from sync.replica.reading import directory
from sync.replica.reading.reader import Reader
from sync.replica.segment_rows import Segment, read_segment
from sync.replica.writer import Replica
from tests.server.replica import rightful
from tests.support.members import members
from tests.support.world import PEOPLE, World
from tests.sync.replica import law
from tests.sync.replica.model import KEY


def built(world: World) -> None:
    """Build a set of the small world, every scope of it."""
    build(world.database, world.space_id, world.now, rows_least=1)


def listed(world: World, name: str) -> SegmentList:
    """What the person may take."""
    return list_segments(world.database, world.user(name), world.now)


def take(world: World, name: str, replica: Replica, offered: SegmentList) -> None:
    """Take what was offered, then pages until there are no more."""
    replica.segments.begin(offered)
    for part in replica.segments.names():
        replica.segments.apply(read_segment(part, one_segment(world.database, world.user(name), part).body))
    more = True
    while more:
        page = pull(world.database, replica.pull_request(), world.user(name), world.now)
        frames: Sequence[Frame] = decode_page(page.body)
        replica.apply_page(frames)
        more = page.more or bool(replica.waiting().fills)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_what_the_rules_say(world: World, name: str, tmp_path: Path) -> None:
    built(world)
    replica = Replica.open(tmp_path / "cache.db", KEY, world.ids[name])
    take(world, name, replica, listed(world, name))
    expected = {key: data for key, (data, _) in rightful(world, name).items()}
    assert law.shown(replica) == expected
    scopes = {(*key, scope) for key, (_, scopes) in rightful(world, name).items() for scope in scopes}
    assert set(members(replica.cache)) == scopes
    replica.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_conversation_larger_than_anybody_unpacks_comes_in_several_segments(world: World, tmp_path: Path) -> None:
    ticket = world.ticket(team_id="tills")
    messages = [world.message(ticket, body="\u00f1" * 50_000) for _ in range(DECODED_BYTES_MOST // 100_000 + 1)]
    world.put(ticket, *messages)
    built(world)
    offered = listed(world, "ana")
    taken = [read_segment(part.name, one_segment(world.database, world.user("ana"), part.name).body)
             for part in offered.parts]  # fmt: skip
    holding = [segment for segment in taken if any(row[0] == ticket.id for row in rows_of(segment, Ticket.KIND))]
    assert len(holding) == 1
    told = [row[0] for segment in taken for row in rows_of(segment, Message.KIND)]
    assert {message.id for message in messages} <= set(told)
    assert len(told) == len(set(told))
    replica = Replica.open(tmp_path / "cache.db", KEY, world.ids["ana"])
    take(world, "ana", replica, offered)
    assert law.shown(replica) == {key: data for key, (data, _) in rightful(world, "ana").items()}
    replica.close()


def rows_of(segment: Segment, kind: str) -> list[tuple[Any, ...]]:
    """The rows of one kind in a segment."""
    return [row for table in segment.tables if table.kind == kind for row in table.rows()]


@pytest.mark.parametrize("name", ["ana", "simon", "ada"])
def test_segments_close_at_their_bytes_and_nothing_is_lost(
    world: World, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 4_000
    monkeypatch.setattr(contents, "SEGMENT_BYTES", most)
    ticket = world.ticket(team_id="tills")
    world.put(ticket, *(world.message(ticket, body="Again. " * 100) for _ in range(40)))
    built(world)
    offered = listed(world, name)
    bodies = [one_segment(world.database, world.user(name), part.name).body for part in offered.parts]
    # What is in a portion, what it is added to, and the words around the rows.
    assert max(map(frame_content_size, bodies)) <= 2 * most + 4_000
    replica = Replica.open(tmp_path / "cache.db", KEY, world.ids[name])
    take(world, name, replica, offered)
    assert law.shown(replica) == {key: data for key, (data, _) in rightful(world, name).items()}
    replica.close()


def test_what_changes_after_the_building_comes_with_the_feed(world: World, tmp_path: Path) -> None:
    gone, moved = world.ticket(team_id="tills"), world.ticket(team_id="tills")
    world.put(gone, moved, *world.children(moved))
    built(world)
    offered = listed(world, "ana")
    new = world.ticket(team_id="tills")
    world.put(replace(world.get_ticket("till"), subject="Another subject"))
    world.put(new, *world.children(new))
    world.put(replace(moved, team_id=world.ids["stock"]))
    world.delete(gone)
    replica = Replica.open(tmp_path / "cache.db", KEY, world.ids["ana"])
    take(world, "ana", replica, offered)
    assert law.shown(replica) == {key: data for key, (data, _) in rightful(world, "ana").items()}
    replica.close()


def test_what_has_left_a_scope_is_not_sent_with_its_segment(world: World) -> None:
    ticket = world.ticket(team_id="tills")
    message = world.message(ticket)
    world.put(ticket, message)
    built(world)
    scope = team_scope(world.ids["tills"])
    [part] = [part for part in listed(world, "ana").parts if part.scope == scope and part.tier == Tier.OPEN]
    whole = one_segment(world.database, world.user("ana"), part.name)
    world.put(replace(ticket, team_id=world.ids["stock"]))
    served = one_segment(world.database, world.user("ana"), part.name)
    assert whole.exact
    assert not served.exact
    before, after = ({row[0] for table in read_segment("x", one.body).tables for row in table.rows()}
                     for one in (whole, served))  # fmt: skip
    assert before - after == {ticket.id, message.id}


def test_nobody_is_given_a_segment_of_a_scope_they_do_not_see(world: World) -> None:
    built(world)
    with world.database.read(world.space_id) as session:
        [kept_set] = kept_sets(session.connection, world.space_id)
    for name in PEOPLE:
        scopes = world.actor(name).scopes
        for kept in kept_set.parts:
            if kept.part.scope not in scopes and kept.part.name not in {p.name for p in listed(world, name).parts}:
                with pytest.raises(Refused):
                    one_segment(world.database, world.user(name), kept.part.name)


def test_tickets_that_come_with_a_team_are_not_sent_with_their_store_again(world: World) -> None:
    built(world)
    scopes = world.actor("ada").scopes
    offered = listed(world, "ada")
    held = [part.scope for part in offered.parts]
    for name in ("centro", "puerto"):
        scope = store_scope(world.ids[name])
        if scope in scopes:
            assert scope in offered.whole
    assert any(scope.startswith("team:") for scope in held)


def test_what_is_useful_first_comes_first(world: World) -> None:
    old = world.ticket(team_id="tills", status=Status.CLOSED)
    world.put(
        replace(old, updated_at=world.now - timedelta(days=200)),
        world.ticket(team_id="tills", status=Status.CLOSED),
        world.ticket(team_id="tills"),
    )
    built(world)
    parts = listed(world, "ana").parts
    assert [part.tier for part in parts] == sorted(part.tier for part in parts)
    assert {Tier.FRANCHISE, Tier.OPEN, Tier.RECENT, Tier.OLDER} <= {Tier(part.tier) for part in parts}
    own = team_scope(world.ids["tills"])
    first_open = next(part for part in parts if part.tier == Tier.OPEN)
    assert first_open.scope == own


def test_who_one_is_comes_before_any_ticket_however_few_people_and_roles_there_are(
    world: World, tmp_path: Path
) -> None:
    for _ in range(80):
        world.put(world.ticket(team_id="tills"))
    build(world.database, world.space_id, world.now, rows_least=80)
    offered = listed(world, "ana")
    replica = Replica.open(tmp_path / "cache.db", KEY, world.ids["ana"])
    replica.segments.begin(offered)
    for part in offered.parts:
        if part.tier == Tier.FRANCHISE:
            replica.segments.apply(
                read_segment(part.name, one_segment(world.database, world.user("ana"), part.name).body)
            )
    with closing(Reader(tmp_path / "cache.db", KEY)) as reader:
        me = directory.me(reader, world.ids["ana"])
        assert me is not None
        assert me.works
        assert reader.value("SELECT count(*) FROM ticket") == 0
    replica.close()


def test_a_record_is_never_parted_from_its_children(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.segments.contents.SEGMENT_ROWS", 3)
    tickets = [world.ticket(team_id="tills") for _ in range(10)]
    notes = [world.message(ticket, Audience.INTERNAL) for ticket in tickets for _ in range(3)]
    world.put(*tickets, *notes)
    built(world)
    for part in listed(world, "ana").parts:
        _, tables = segment_lines(one_segment(world.database, world.user("ana"), part.name).body)
        rows = read_segment(part.name, one_segment(world.database, world.user("ana"), part.name).body).tables
        held = {row[0] for table in rows if table.kind == Ticket.KIND for row in table.rows()}
        parents = {parent for table in rows if table.kind == Message.KIND for parent in table.column("ticket_id")}
        assert parents <= held
        assert tables


def test_a_set_is_built_again_when_it_is_old_and_what_nobody_needs_is_dropped(world: World) -> None:
    def due(hours: float = 0) -> bool:
        with world.database.read(world.space_id) as session:
            return is_due(session.connection, world.space_id, world.now + timedelta(hours=hours))

    built(world)
    assert not due(2 * AGE_MOST / timedelta(hours=1))
    for turn in range(3):
        world.put(replace(world.get_ticket("till"), subject=f"Subject {turn}"))
        assert not due()
        assert due(2 * AGE_MOST / timedelta(hours=1))
        built(world)
    with world.database.read(world.space_id) as session:
        kept_ones = kept_sets(session.connection, world.space_id)
        names = set(session.connection.scalars(select(segment.c.name).where(segment.c.space_id == world.space_id)))
    assert len(kept_ones) == 2
    assert names == {kept.part.name for one in kept_ones for kept in one.parts}
    assert CHANGES_MOST > 3


def test_a_large_set_may_be_further_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_due_now() -> bool:
        with world.database.read(world.space_id) as session:
            return is_due(session.connection, world.space_id, world.now)

    built(world)
    with world.database.read(world.space_id) as session:
        [kept_set] = kept_sets(session.connection, world.space_id)
    rows = sum(kept.part.rows for kept in kept_set.parts)
    monkeypatch.setattr(sets, "CHANGES_MOST", 2)
    monkeypatch.setattr(sets, "CHANGED_SHARE", rows // 4)
    due = []
    for turn in range(4):
        world.put(replace(world.get_ticket("till"), subject=f"Subject {turn}"))
        due.append(is_due_now())
    assert due == [False, False, False, True]


def test_what_was_built_before_tombstones_that_are_forgotten_is_no_beginning(world: World) -> None:
    ticket = world.ticket(team_id="tills")
    world.put(ticket)
    built(world)
    offered = listed(world, "ana").parts
    world.delete(ticket)
    collect_tombstones(world.database, world.space_id, world.now + timedelta(days=2), days=0)
    assert not listed(world, "ana").parts
    with pytest.raises(Refused):
        one_segment(world.database, world.user("ana"), offered[0].name)
    built(world)
    assert listed(world, "ana").parts


def test_only_one_process_builds_a_space_at_a_time(world: World) -> None:
    assert claim(world.database, world.space_id, world.now)
    assert not claim(world.database, world.space_id, world.now)
    assert claim(world.database, world.space_id, world.now + timedelta(hours=1))
    release(world.database, world.space_id)
    assert claim(world.database, world.space_id, world.now)


def test_a_new_history_has_no_segments_of_the_old_one(world: World) -> None:
    built(world)
    offered = listed(world, "ana")
    from sqlalchemy import update

    from server.db.tables import space_head

    with world.database.transaction() as connection:
        connection.execute(update(space_head).values(epoch="e2"))
    assert not listed(world, "ana").parts
    with pytest.raises(Refused):
        one_segment(world.database, world.user("ana"), offered.parts[0].name)
