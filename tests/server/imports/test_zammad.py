"""Tickets of Zammad come in from answers of its API, recorded or saved."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.words import Audience, CloseReason, Priority, Status
from server.blobs.store import ContentKey
from server.imports.mapping import ImportMapping
from server.imports.report import Fate
from server.imports.zammad import ZammadExport
from tests.server.imports.conftest import Desk, sentences

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "exports" / "zammad" / "tests"


@pytest.fixture
def zammad(desk: Desk) -> Desk:
    """An empty folder for answers of Zammad."""
    desk.mapping = ImportMapping(source="zammad", name="Zammad")
    desk.open = ZammadExport
    return desk


def answer(desk: Desk, name: str, value: Any) -> None:
    """Save an answer as a file."""
    (desk.folder / f"{name}.json").write_text(json.dumps(value))


def a_ticket(key: int, **values: Any) -> dict[str, Any]:
    return {
        "id": key, "group_id": 2, "priority_id": 3, "state_id": 2, "number": f"67{key}", "title": f"Oven {key}",
        "customer_id": 10, "owner_id": 20, "organization_id": 5, "created_at": "2024-03-18T22:42:57.646Z",
        "updated_at": "2024-03-19T22:42:57.898Z", "created_by_id": 10, "article_ids": [1, 2], "preferences": {},
    } | values  # fmt: skip


def article(key: int, of: int, body: str, **values: Any) -> dict[str, Any]:
    return {
        "id": key, "ticket_id": of, "body": body, "content_type": "text/html", "internal": False, "sender": "Customer",
        "created_by_id": 10, "created_at": f"2024-03-18T22:4{key % 10}:00Z", "attachments": [],
    } | values  # fmt: skip


def a_user(key: int, first: str, role: int) -> dict[str, Any]:
    return {"id": key, "firstname": first, "lastname": "Zeta", "email": f"{first}@old.example", "role_ids": [role],
            "active": True, "organization_id": 5, "preferences": {"locale": "es-es"}}  # fmt: skip


def test_saved_answers_become_tickets(zammad: Desk) -> None:
    answer(zammad, "users", [a_user(10, "rita", 3), a_user(20, "greta", 2)])
    answer(zammad, "groups", [{"id": 2, "name": "Tills"}])
    answer(zammad, "organizations", [{"id": 5, "name": "centro"}])
    answer(zammad, "tickets-1", [a_ticket(1, serial="X-1", first_response_at="2024-03-18T22:50:00Z")])
    # A search gives the numbers and the records apart.
    answer(zammad, "tickets-2", {"tickets": [2], "assets": {"Ticket": {"2": a_ticket(2, state_id=5)}}})
    files = [{"id": 7, "filename": "a.txt", "size": "4", "preferences": {"Content-Type": "text/plain"}}]
    answer(zammad, "ticket_articles", [
        article(11, 1, "<div>It is <b>cold</b></div>", attachments=files),
        article(12, 1, "Fuse?", content_type="text/plain", internal=True, sender="Agent", created_by_id=20),
        article(21, 2, "The same"),
        article(99, 77, "Nowhere"),
    ])  # fmt: skip
    answer(zammad, "ticket_history", [{"history": [
        {"id": 1, "o_id": 1, "object": "Ticket", "type": "created", "created_by_id": 10,
         "created_at": "2024-03-18T22:42:57Z"},
        {"id": 2, "o_id": 1, "object": "Ticket", "type": "updated", "attribute": "state", "value_from": "new",
         "value_to": "open", "created_by_id": 20, "created_at": "2024-03-18T22:43:57Z"},
        {"id": 3, "o_id": 1, "object": "Ticket", "type": "updated", "attribute": "owner", "id_from": 1, "id_to": 20,
         "value_from": "-", "value_to": "greta", "created_by_id": 20, "created_at": "2024-03-18T22:43:58Z"},
    ], "assets": {}, "ticket_id": 1}])  # fmt: skip
    answer(zammad, "links", [{"links": [{"link_type": "child", "link_object_value": 2}], "link_object_value": 1}])
    answer(zammad, "tags", [{"tags": ["hot", "oven"], "o_id": 1}])
    place = zammad.folder / "attachments" / "1" / "11"
    place.mkdir(parents=True)
    (place / "7").write_bytes(b"text")
    zammad.mapping.of("people")["greta@old.example"] = "agent: Tills"
    report = zammad.run()
    assert sentences(report) == [
        "ticket_articles.json, record 4 (99), ticket_id: there is no ticket 77 in the export: left out."
    ]
    one, greta, rita = zammad.ticket("1"), zammad.person("20").id, zammad.person("10").id
    assert (one.number, one.status, one.priority, one.assignee_id) == (671, Status.OPEN, Priority.HIGH, greta)
    assert (one.store_id, one.team_id) == (zammad.world.ids["centro"], zammad.world.ids["tills"])
    assert zammad.person("10").locale == "es"
    assert [(m.author_id, m.audience, m.body) for m in zammad.messages("1")] == [
        (rita, Audience.PUBLIC, "It is **cold**"),
        (greta, Audience.INTERNAL, "Fuse?"),
        (zammad.person("").id, Audience.INTERNAL, "- **serial:** X-1"),
    ]
    assert [(file.name, file.media_type, file.size_bytes) for file in zammad.attachments("1")] == [
        ("a.txt", "text/plain", 4)
    ]
    assert [(e.field, e.before, e.after) for e in zammad.events("1")] == [
        ("status", "new", "open"),
        ("assignee", "", greta),
    ]
    assert zammad.side("1").tags == ("hot", "oven")
    two = zammad.ticket("2")
    assert (two.status, two.close_reason, two.merged_into_id) == (Status.CLOSED, CloseReason.MERGED, one.id)
    head = zammad.head()
    assert zammad.run().fates["ticket"] == {Fate.AS_BEFORE: 2}
    assert zammad.head() == head


def test_recorded_answers_of_a_real_server_come_in(zammad: Desk) -> None:
    if not REAL.is_dir():
        pytest.skip("the shared exports are not here")
    zammad.folder = REAL
    report = zammad.run()
    assert not [one for one in sentences(report) if "left out" in one and "no ticket" not in one]
    assert report.fates["ticket"][Fate.NEW] > 20
    assert Fate.UNFIT not in report.fates["ticket"]
    merged, into = zammad.ticket("352"), zammad.ticket("351")
    assert (merged.number, into.number) == (67337, 67336)
    assert (merged.status, merged.close_reason, merged.merged_into_id) == (Status.CLOSED, CloseReason.MERGED, into.id)
    assert [one.body for one in zammad.messages("352")] == ["merged"]
    files = {file.name: file for file in zammad.attachments("375")}
    assert set(files) == {"attachment.bin", "attachment.txt"}
    binary = next(file for file in zammad.attachments("375") if file.name == "attachment.bin")
    kept = b"".join(zammad.files.read(ContentKey(zammad.world.space_id, binary.sha256)))
    assert kept == bytes(range(256))
    head = zammad.head()
    again = zammad.run()
    assert set(again.fates["ticket"]) <= {Fate.AS_BEFORE, Fate.LEFT_OUT}
    assert zammad.head() == head
