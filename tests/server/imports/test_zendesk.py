"""Tickets of Zendesk come in as they were: with everybody, everything said, and what became of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.access import Action, may, sees
from domain.records import Message, Ticket, UserCard
from domain.words import Audience, Channel, CloseReason, Origin, Priority, Status, TicketType
from server.imports.report import Fate
from server.search.documents import KINDS
from server.search.following import follow
from server.search.routes import find
from tests.server.imports.conftest import Desk, change, comment, sentences, ticket, user

REAL = (
    Path(__file__).parents[3].parent
    / "shared"
    / "data"
    / "exports"
    / "zendesk-warehouse"
    / "integration_tests"
    / "seeds"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Two tickets: one that went to and fro, one that nobody has answered."""
    desk.people()
    desk.csv("tickets", [
        ticket("1", status="solved", assignee_id="200", tags='["oven", "Urgent"]', follower_ids='["101"]'),
        ticket("2", requester_id="101", organization_id="51", status="new", priority="", type="", group_id="8"),
    ])  # fmt: skip
    desk.csv("ticket_comments", [
        comment("11", "1", "It is cold.\n* not a list *"),
        comment("12", "1", "Look at the <b>fuse</b>", user_id="200", created="2024-02-01 09:30:00"),
        comment("13", "1", "Third one this week", user_id="200", public="FALSE", created="2024-02-01 09:31:00"),
        comment("14", "1", "It was the fuse.", created="2024-02-02 07:00:00"),
        comment("21", "2", "Hello?", user_id="101"),
    ])  # fmt: skip
    desk.csv("ticket_field_history", [
        change("1", "status", "new", "2024-02-01 08:00:00", "100"),
        change("1", "status", "open", "2024-02-01 09:30:00"),
        change("1", "status", "solved", "2024-02-01 10:00:00"),
        change("1", "status", "open", "2024-02-02 07:00:00", "100"),
        change("1", "status", "solved", "2024-02-03 10:00:00"),
        change("1", "priority", "low", "2024-02-01 08:00:00", ""),
        change("1", "priority", "high", "2024-02-01 09:00:00", "-1"),
        change("1", "custom_7", "something", "2024-02-01 09:00:00"),
    ])  # fmt: skip
    return desk


def test_a_ticket_comes_in_as_it_was(busy: Desk) -> None:
    report = busy.run()
    assert sentences(report) == [
        "tickets.csv, line 2 (1), assignee: '200' is no agent here: name them in [people] of the mapping."
    ]
    one = busy.ticket("1")
    assert (one.subject, one.number, one.channel) == ("Oven 1", 1, Channel.IMPORT)
    assert (one.status, one.priority, one.type) == (Status.RESOLVED, Priority.HIGH, TicketType.INCIDENT)
    assert (one.requester_id, one.follower_ids) == (busy.person("100").id, (busy.person("101").id,))
    assert (one.store_id, one.team_id) == (busy.world.ids["centro"], busy.world.ids["tills"])
    assert (one.created_at, one.updated_at) == (at("2024-02-01 08:00"), at("2024-02-03 10:00"))
    assert (one.reopened_count, one.resolved_at) == (1, at("2024-02-03 10:00"))
    assert (one.message_count, one.last_message_at) == (3, at("2024-02-02 07:00"))
    assert one.first_response_at == at("2024-02-01 09:30")
    assert busy.side("1").tags == ("oven", "urgent")
    assert (busy.side("1").note_count, busy.side("1").last_note_at) == (1, at("2024-02-01 09:31"))
    other = busy.ticket("2")
    assert (other.status, other.store_id, other.priority) == (Status.NEW, None, Priority.NORMAL)
    assert report.fates["ticket"] == {Fate.NEW: 2}


def test_what_was_said_reads_as_it_read_there(busy: Desk) -> None:
    busy.run()
    told = [(one.author_id, one.audience, one.created_at, one.body) for one in busy.messages("1")]
    rita, greta = busy.person("100").id, busy.person("200").id
    assert told == [
        (rita, Audience.PUBLIC, at("2024-02-01 08:00"), "It is cold.\n\\* not a list \\*"),
        (greta, Audience.PUBLIC, at("2024-02-01 09:30"), "Look at the \\<b>fuse\\</b>"),
        (greta, Audience.INTERNAL, at("2024-02-01 09:31"), "Third one this week"),
        (rita, Audience.PUBLIC, at("2024-02-02 07:00"), "It was the fuse."),
    ]


def test_every_change_is_a_row_of_the_history(busy: Desk) -> None:
    busy.run()
    rows = [(one.field, one.before, one.after, one.actor_id) for one in busy.events("1")]
    rita, greta, nobody = busy.person("100").id, busy.person("200").id, busy.person("").id
    assert [row for row in rows if row[0] == "status"] == [
        ("status", "", "new", rita),
        ("status", "new", "open", greta),
        ("status", "open", "resolved", greta),
        ("status", "resolved", "open", rita),
        ("status", "open", "resolved", greta),
    ]
    assert [row for row in rows if row[0] == "priority"] == [
        ("priority", "", "low", nobody),
        ("priority", "low", "high", nobody),
    ]
    assert {one.via for one in busy.events("1")} == {Origin.IMPORT}
    assert busy.person("").name == "Zendesk"


def test_whom_it_concerns_reads_it_and_nobody_else(busy: Desk) -> None:
    busy.mapping.of("roles")["end-user"] = "customer"
    busy.run()
    world, one = busy.world, busy.ticket("1")
    note = next(message for message in busy.messages("1") if message.audience is Audience.INTERNAL)
    readers = {name for name in ("carla", "simon", "nadia", "ana", "bruno", "ada") if sees(world.actor(name), one)}
    # Simon's store, Ana's team, and the administrator; Nadia's store and Bruno's team are others.
    assert readers == {"simon", "ana", "ada"}
    assert not sees(world.actor("simon"), note, one)
    assert sees(world.actor("ana"), note, one)
    for name, person in (("rita", "100"), ("sam", "101")):
        world.ids[name] = busy.person(person).id
        assert sees(world.actor(name), one)
        assert not sees(world.actor(name), note, one)
    assert may(world.actor("rita"), Action.REPLY, one)
    assert not sees(world.actor("rita"), busy.ticket("2"))


def test_agents_are_only_made_where_the_mapping_names_them(busy: Desk) -> None:
    busy.run()
    greta = busy.person("200")
    assert not greta.active
    assert greta.title == "Zendesk"
    assert busy.account(greta.id) is None
    busy.mapping.of("people")["greta@old.example"] = "agent: Tills"
    busy.run()
    account = busy.account(greta.id)
    assert account is not None
    assert (account.name, account.email, account.password_hash) == ("greta@old.example", "greta@old.example", "")
    assert busy.person("200").active
    assert busy.ticket("1").assignee_id == greta.id
    busy.world.ids["greta"] = greta.id
    assert may(busy.world.actor("greta"), Action.WORK, busy.ticket("1"))


def test_people_may_come_in_later_but_have_no_password(busy: Desk) -> None:
    busy.run()
    account = busy.account(busy.person("100").id)
    assert account is not None
    assert (account.name, account.password_hash, account.locked) == ("rita@old.example", "", False)


def test_who_has_an_account_with_that_address_is_that_person(desk: Desk) -> None:
    desk.add_account("simon", "Rita@Old.example")
    desk.people()
    desk.csv("tickets", [ticket("1", description="Hot")])
    report = desk.run()
    assert report.fates["person"][Fate.LINKED] == 1
    assert desk.ticket("1").requester_id == desk.world.ids["simon"]
    assert not desk.has(UserCard, "person/100")


def test_two_people_of_one_address_stay_two(desk: Desk) -> None:
    desk.people([user("100", "Rita"), user("101", "Rosa", email="rita@old.example")])
    desk.csv("tickets", [ticket("1", description="Hot"), ticket("2", requester_id="101", description="Cold")])
    report = desk.run()
    assert desk.ticket("1").requester_id != desk.ticket("2").requester_id
    assert "users.csv, line 3 (101), email: somebody else of the export has rita@old.example" in sentences(report)[0]
    rosa = desk.account(desk.person("101").id)
    assert rosa is not None
    assert (rosa.email, rosa.name) == ("", "zendesk-101")


def test_what_was_merged_leads_to_what_took_its_place(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [
        ticket("1", description="a", merged_ticket_ids="[2, 3]"),
        ticket("2", description="b", status="closed"),
        ticket("3", description="c", status="closed", requester_id="101", organization_id="51"),
        ticket("4", description="d", problem_id="1"),
    ])  # fmt: skip
    report = desk.run()
    assert desk.ticket("2").merged_into_id == desk.ticket("1").id
    assert (desk.ticket("2").status, desk.ticket("2").close_reason) == (Status.CLOSED, CloseReason.MERGED)
    # Sam would read what Rita wrote.
    assert desk.ticket("3").merged_into_id is None
    assert any("not tied to ticket 1: another requester" in one for one in sentences(report))
    assert desk.side("4").problem_id == desk.ticket("1").id
    head = desk.head()
    desk.run()
    assert desk.head() == head


def test_what_is_left_out_is_told_by_line(desk: Desk) -> None:
    desk.people([*PEOPLE_WITH_A_FAULT])
    desk.csv("tickets", [
        ticket("1", description="a", created_at="0001-01-01 00:00:00", updated_at="2024-02-03"),
        ticket("2", description="b", requester_id="999", status="deleted"),
        ticket("", description="c"),
        ticket("4", description="d", requester_id="999", created_at="soon"),
        ticket("1", description="a again", subject="The later one"),
    ])  # fmt: skip
    desk.csv("ticket_comments", [comment("1", "77", "Of nowhere"), comment("2", "4", "  ")])
    report = desk.run()
    assert sorted(sentences(report)) == [
        "ticket_comments.csv, line 2 (1), ticket_id: there is no ticket 77 in the export: left out.",
        "ticket_comments.csv, line 3 (2), body: the message is empty: left out.",
        "tickets.csv, line 4, id: it has no id: left out.",
        "tickets.csv, line 5 (4), created: 'soon' cannot be the time: the nearest one that is known counts.",
        "tickets.csv, line 5 (4), person: '999' is not among the export's people: shown as 'Zendesk 999'.",
        "tickets.csv, line 5 (description), created: 'soon' cannot be the time: the nearest one that is known counts.",
        "tickets.csv, line 6 (1), id: ticket 1 stands in tickets.csv 2 as well: the last one counts.",
        "users.csv, line 2 (100), email: 'rita at old' is no address: taken without one.",
    ]
    assert desk.ticket("1").subject == "The later one"
    assert desk.person("999").name == "Zendesk 999"
    assert report.fates["ticket"] == {Fate.NEW: 2, Fate.LEFT_OUT: 1}


PEOPLE_WITH_A_FAULT = (user("100", "Rita", email="rita at old"), user("200", "Greta", role="agent"))


def test_words_of_no_place_here_stay_readable_in_a_note(desk: Desk) -> None:
    desk.people()
    desk.json_lines("ticket_fields", [{"id": 5, "title": "Printer"}, {"id": 6, "title": "Category"}])
    fields = [{"id": 5, "value": "Ep*son*"}, {"id": 6, "value": "Ovens"}, {"id": 7, "value": None}]
    desk.json_lines("tickets", [ticket("1", description="a", custom_fields=fields)])
    desk.mapping.of("topics")["Ovens"] = "+ hornos"
    desk.run()
    (note,) = [one for one in desk.messages("1") if one.audience is Audience.INTERNAL]
    assert note.body == "- **Printer:** Ep\\*son\\*"
    assert desk.ticket("1").topic_id == desk.id_of("topic/hornos")


def test_an_export_in_json_holds_comments_in_its_tickets_and_files_beside_them(desk: Desk) -> None:
    desk.people()
    (desk.folder / "attachments" / "900").mkdir(parents=True)
    (desk.folder / "attachments" / "900" / "photo.png").write_bytes(b"\x89PNG")
    (desk.folder / "attachments" / "901").write_bytes(b"MZ")
    files = [
        {"id": 900, "file_name": "photo.png", "content_type": "image/png"},
        {"id": 901, "file_name": "run.exe", "content_type": "application/x-dosexec"},
        {"id": 902, "file_name": "gone.pdf", "content_type": "application/pdf"},
    ]
    html = "<p>Hello <b>you</b>,</p><script>x</script><ul><li>one</li><li>two</li></ul>"
    comments = [{"id": 1, "author_id": 100, "html_body": html, "body": "Hello you", "public": True,
                 "created_at": "2024-02-01T08:00:00Z", "attachments": files}]  # fmt: skip
    desk.json_lines("tickets", [ticket("1", comments=comments, tags=["a"], requester_id=100)])
    report = desk.run()
    (message,) = desk.messages("1")
    assert message.body == "Hello **you**,\n\n- one\n- two"
    (photo,) = desk.attachments("1")
    assert (photo.name, photo.size_bytes, photo.author_id) == ("photo.png", 4, desk.person("100").id)
    assert [one.split("file: ")[1] for one in sentences(report)] == [
        "'run.exe' is of a kind that is never taken: a double click would run it.",
        "'gone.pdf' is not in the export: put it there and import again.",
    ]
    (desk.folder / "attachments" / "902").write_bytes(b"%PDF")
    desk.run()
    assert [one.name for one in desk.attachments("1")] == ["gone.pdf", "photo.png"]
    head = desk.head()
    desk.run()
    assert desk.head() == head


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_and_every_line_ending_reads_the_same(desk: Desk, encoding: str) -> None:
    desk.people()
    body = 'El horno «nº 2» está frío,\r\ny la avería sigue; "desde ayer"'
    desk.csv("tickets", [ticket("1", description=body, subject="Avería")], encoding, "\r\n", delimiter=";")
    assert sentences(desk.run()) == []
    assert desk.ticket("1").subject == "Avería"
    (message,) = desk.messages("1")
    assert message.body == 'El horno «nº 2» está frío,\ny la avería sigue; "desde ayer"'


def test_a_subject_and_a_body_beyond_all_bounds_lose_nothing(desk: Desk) -> None:
    desk.people()
    body = "word " * 20_000
    desk.csv(
        "tickets",
        [ticket("1", description=body, subject="Very long " * 40), ticket("2", subject="", description="Cold\noven")],
    )
    desk.run()
    public, note = sorted(desk.messages("1"), key=lambda one: one.audience, reverse=True)
    assert desk.ticket("1").subject.endswith("…")
    assert note.body == ("Very long " * 40).strip()
    (whole,) = desk.attachments("1")
    assert whole.size_bytes == len(body.strip())
    assert public.body.endswith("…")
    assert desk.ticket("2").subject == "Cold oven"


def test_a_number_that_is_taken_is_not_taken_twice(desk: Desk) -> None:
    taken = desk.world.ticket("here", number=41, team_id="tills")
    desk.world.put(taken)
    desk.people()
    desk.csv("tickets", [ticket("41", description="a"), ticket("1000", description="b")])
    report = desk.run()
    assert desk.ticket("1000").number == 1000
    assert desk.ticket("41").number not in {41, None}
    assert any("#41 is another ticket's here" in one for one in sentences(report))
    with desk.world.database.write(desk.world.space_id) as session:
        assert session.next_ticket_number() == 1001


def test_the_real_tables_of_a_warehouse_come_in(desk: Desk) -> None:
    if not REAL.is_dir():
        pytest.skip("the shared exports are not here")
    desk.folder = REAL
    report = desk.run()
    assert report.fates["ticket"] == {Fate.NEW: 8, Fate.LEFT_OUT: 2}
    one = desk.ticket("11071")
    assert (one.subject, one.status, one.priority) == ("subject1", Status.CLOSED, Priority.URGENT)
    assert [message.body for message in desk.messages("11071") if message.audience is Audience.PUBLIC] == [
        "Ticket to test field history changes"
    ]
    assert desk.person("2222").name == "Earnest End User"
    assert one.requester_id == desk.person("2222").id
    assert one.resolved_at == at("2020-11-14 11:01:27")
    assert one.closed_at == at("2020-11-15 11:01:27")
    steps = [event.after for event in desk.events("11071") if event.field == "status"]
    assert steps == ["open", "pending", "on_hold", "pending", "open", "pending", "on_hold", "open", "on_hold",
                     "pending", "open", "resolved", "closed"]  # fmt: skip
    head = desk.head()
    again = desk.run()
    assert again.fates["ticket"] == {Fate.AS_BEFORE: 8, Fate.LEFT_OUT: 2}
    assert desk.head() == head
    assert not desk.has(Message, "message/1595/description")
    assert not desk.has(Ticket, "ticket/1595")


def test_a_chat_that_became_a_ticket_stands_in_it(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="Chat with Rita")])
    desk.csv("ticket_chat", [{"chat_id": "c.1", "ticket_id": "1"}])
    desk.csv("ticket_chat_event", [
        {"chat_id": "c.1", "chat_index": n, "actor_id": who, "message": text, "created_at": f"2024-02-01 08:0{n + 1}"}
        for n, (who, text) in enumerate([("", "Hi"), ("agent:200", "Hello Rita"), ("agent:200", "")])
    ])  # fmt: skip
    desk.run()
    rita, greta = desk.person("100").id, desk.person("200").id
    told = [(one.author_id, one.body) for one in desk.messages("1")]
    assert told == [(rita, "Chat with Rita"), (rita, "Hi"), (greta, "Hello Rita")]


def test_what_came_in_is_found_by_whom_it_concerns(busy: Desk) -> None:
    index = follow(busy.world.database)
    busy.run()

    def found(who: str, typed: str) -> set[str]:
        return {
            one.id for one in find(busy.world.database, index, busy.world.user(who), typed, list(KINDS), 20).results
        }

    one = busy.ticket("1")
    answer = next(message for message in busy.messages("1") if message.body == "It was the fuse.")
    note = next(message for message in busy.messages("1") if message.audience is Audience.INTERNAL)
    assert one.id in found("simon", "oven 1 ")
    assert found("simon", "fuse ") >= {answer.id}
    assert note.id in found("ana", "third week ")
    assert note.id not in found("simon", "third week ")
    assert found("carla", "fuse ") == set()
