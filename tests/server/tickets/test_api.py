"""The ticket routes over HTTP: who may do what, each request once, and a sentence for whatever cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from domain.records import Message, Ticket, TicketEvent
from domain.words import Audience, Origin
from tests.server.replica import everything
from tests.support.server import Served
from tests.support.server import served as run_served
from tests.support.sight import eyes_of, visible
from tests.support.world import PEOPLE

TIMEOUT_S = 15
TICKETS = ("till", "boxes late", "refund", "taken", "across")
WORKERS = {
    "till": {"ana", "tina", "ada"},
    "boxes late": {"bruno", "tina", "ada"},
    "refund": {"ana", "tina", "ada"},
    "taken": {"ana", "tina", "ada"},
    "across": {"ana", "bruno", "tina", "ada"},
}
"""Who works on each: its team, its assignee, and administrators."""
ASKERS = {
    "till": {"simon", "olga"}, "boxes late": {"nadia", "olga"}, "refund": {"carla"}, "taken": {"simon", "olga"},
    "across": {"nadia", "olga"},
}  # fmt: skip
"""Who else sees it and may answer: its requester and their store."""
READERS = {"till": {"lars"}, "refund": {"lars"}, "taken": {"lars"}, "boxes late": set[str](), "across": set[str]()}
"""Who only notes: light agents of its team."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running server."""
    with run_served(tmp_path) as running:
        yield running


def ask(
    served: Served, who: str, method: str, path: str, body: Any = None, key: str = "", **parameters: str
) -> requests.Response:
    """A request of the person's."""
    headers = served.headers(who, **({"idempotency-key": key} if key else {}))
    url = f"{served.url}/api/v1/{path}"
    return requests.request(method, url, json=body, params=parameters, headers=headers, timeout=TIMEOUT_S)


def filed(served: Served, who: str = "simon", **given: Any) -> dict[str, Any]:
    """A new ticket."""
    body = {"title": "Till frozen", "body": "It shows a clock.", "store_id": served.world.ids["centro"]}
    answer = ask(served, who, "POST", "tickets", {**body, "topic_id": served.world.ids["card"], **given})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()["ticket"]
    return told


def refused(answer: requests.Response, status: int, *words: str) -> None:
    """What is refused is refused in a sentence."""
    assert answer.status_code == status, answer.text
    message = answer.json()["message"]
    assert len(message) > 15
    for word in words:
        assert word in message


def test_what_is_filed_is_routed_numbered_and_there_for_everybody_concerned(served: Served) -> None:
    ticket = filed(served)
    assert ticket["number"]
    assert ticket["team_id"] == served.world.ids["tills"]
    assert ticket["requester_id"] == served.world.ids["simon"]
    for who in ("simon", "olga", "ana", "lars", "ada"):
        told = ask(served, who, "GET", f"tickets/{ticket['id']}").json()
        assert told["messages"][0]["body"] == "It shows a clock."
        assert told["names"][ticket["requester_id"]] == "Simon"
    assert ticket["id"] in {one["id"] for one in ask(served, "ana", "GET", "tickets").json()["tickets"]}
    assert ask(served, "nadia", "GET", f"tickets/{ticket['id']}").status_code == 404


def test_answers_notes_and_fields_are_there_and_say_that_they_came_by_the_api(served: Served) -> None:
    ticket_id = filed(served)["id"]
    assert ask(served, "ana", "POST", f"tickets/{ticket_id}/replies", {"body": "Pull the plug."}).status_code == 201
    note = ask(served, "lars", "POST", f"tickets/{ticket_id}/notes", {"body": "Third one this week."})
    assert note.json()["message"]["audience"] == "internal"
    given = {"priority": "urgent", "type": "incident", "add_tags": ["Till"], "status": "pending", "assignee_id": None}
    answer = ask(served, "ana", "PATCH", f"tickets/{ticket_id}", given)
    assert answer.status_code == 200, answer.text
    ticket = answer.json()["ticket"]
    assert (ticket["priority"], ticket["type"], ticket["status"]) == ("urgent", "incident", "pending")
    told = ask(served, "ana", "GET", f"tickets/{ticket_id}").json()
    assert [message["body"] for message in told["messages"]][1:] == ["Pull the plug.", "Third one this week."]
    assert told["desk"]["tags"] == ["till"]
    with served.world.database.read(served.world.space_id) as session:
        events = session.find(TicketEvent, ticket_id=ticket_id)
    assert events
    assert {event.via for event in events} == {Origin.API}
    outside = ask(served, "simon", "GET", f"tickets/{ticket_id}").json()
    assert [message["body"] for message in outside["messages"]] == ["It shows a clock.", "Pull the plug."]
    assert "desk" not in outside


def test_a_request_that_is_sent_again_is_carried_out_once(served: Served) -> None:
    world, key = served.world, served.world.new_id()
    body = {"title": "Twice", "body": "The answer was lost.", "store_id": world.ids["centro"]}
    first, second = (ask(served, "simon", "POST", "tickets", body, key) for _ in range(2))
    assert first.json()["ticket_id"] == second.json()["ticket_id"]
    assert second.json()["repeated"]
    assert "repeated" not in first.json()
    ticket_id = first.json()["ticket_id"]
    told = [ask(served, "ada", "POST", f"tickets/{ticket_id}/replies", {"body": "Once."}, key) for _ in range(3)]
    assert len({answer.json()["message"]["id"] for answer in told}) == 1
    with world.database.read(world.space_id) as session:
        assert len(session.find(Ticket, subject="Twice")) == 1
        assert [one.body for one in session.find(Message, ticket_id=ticket_id)].count("Once.") == 1
    fields = [ask(served, "ada", "PATCH", f"tickets/{ticket_id}", {"priority": "low"}, key) for _ in range(2)]
    assert [answer.status_code for answer in fields] == [200, 200]
    more = ask(served, "ada", "PATCH", f"tickets/{ticket_id}", {"priority": "high", "type": "task"}, key)
    refused(more, 409, "key")


def test_a_no_is_the_same_no_the_next_time(served: Served) -> None:
    key, ticket_id = served.world.new_id(), filed(served)["id"]
    body = {"status": "open"}
    for _ in range(2):
        refused(ask(served, "simon", "PATCH", f"tickets/{ticket_id}", body, key), 409, "new", "open")


def test_all_fields_are_set_or_none(served: Served) -> None:
    ticket = filed(served)
    answer = ask(served, "ana", "PATCH", f"tickets/{ticket['id']}", {"priority": "urgent", "status": "new"})
    refused(answer, 409, "new")
    again = ask(served, "ana", "GET", f"tickets/{ticket['id']}").json()["ticket"]
    assert again["priority"] == "normal"


def test_a_step_is_refused_if_somebody_wrote_meanwhile(served: Served) -> None:
    ticket = filed(served)
    seen = ticket["last_message_id"]
    ask(served, "simon", "POST", f"tickets/{ticket['id']}/replies", {"body": "One thing more."})
    answer = ask(served, "ana", "PATCH", f"tickets/{ticket['id']}", {"status": "resolved", "seen_message_id": seen})
    refused(answer, 409, "read it again")


def test_what_moves_a_ticket_out_of_sight_says_so_by_not_showing_it(served: Served) -> None:
    ticket = filed(served)
    given = {"team_id": served.world.ids["stock"]}
    answer = ask(served, "ana", "PATCH", f"tickets/{ticket['id']}", given)
    assert answer.status_code == 200
    assert answer.json() == {"ticket_id": ticket["id"]}


WRONG: list[tuple[str, str, Any, int, str]] = [
    ("POST", "tickets", {"title": "No body"}, 400, "body"),
    ("POST", "tickets", {"title": "", "body": "x"}, 400, "title"),
    ("POST", "tickets", {"title": "x" * 201, "body": "x"}, 400, "200"),
    ("POST", "tickets", {"title": "x", "body": "x\0"}, 400, "body"),
    ("POST", "tickets", {"title": "x", "body": "x", "colour": "red"}, 400, "colour"),
    ("POST", "tickets", {"title": "x", "body": "x", "priority": "now"}, 400, "priority"),
    ("POST", "tickets", ["x"], 400, "Filing"),
    ("PATCH", "tickets/{own}", {}, 400, "field"),
    ("PATCH", "tickets/{own}", {"close_reason": "spam"}, 400, "status"),
    ("PATCH", "tickets/{own}", {"topic_id": "01939000-0000-7000-8000-000000000000"}, 404, "topic"),
    ("PATCH", "tickets/{own}", {"assignee_id": "{carla}"}, 403, "person"),
    ("PATCH", "tickets/nonsense", {"priority": "low"}, 404, "ticket"),
    ("POST", "tickets/{own}/replies", {"body": " "}, 400, "body"),
    ("POST", "tickets/{own}/notes", {"body": "x", "channel": "smoke"}, 400, "channel"),
]


def test_what_cannot_be_taken_is_refused_in_a_sentence(served: Served) -> None:
    own, carla = filed(served)["id"], served.world.ids["carla"]
    for method, path, body, status, word in WRONG:
        given = {key: carla if value == "{carla}" else value for key, value in body.items()} if (
            isinstance(body, dict)) else body  # fmt: skip
        refused(ask(served, "ana", method, path.format(own=own), given), status, word)
    with served.world.database.read(served.world.space_id) as session:
        assert [one.body for one in session.find(Message, ticket_id=own)] == ["It shows a clock."]


def test_a_key_is_a_uuid(served: Served) -> None:
    body = {"title": "x", "body": "x"}
    refused(ask(served, "simon", "POST", "tickets", body, "my key"), 400, "UUID")


def expected(who: str, name: str, seen: set[str]) -> dict[str, int]:
    """What each route answers the person at that ticket, as the product says it."""
    if name not in seen:
        return dict.fromkeys(("GET", "PATCH", "replies", "notes"), 404)
    works, asks, notes = who in WORKERS[name], who in ASKERS[name], who in WORKERS[name] | READERS[name]
    return {
        "GET": 200,
        "PATCH": 200 if works else 403,
        "replies": 201 if works or asks else 403,
        "notes": 201 if notes else 403,
    }


def test_each_route_at_each_ticket_for_each_role(served: Served) -> None:
    world = served.world
    for who in PEOPLE:
        stored = {key: record for key, (record, _) in everything(world).items()}
        mine = visible(eyes_of(world.ids[who], stored), stored)
        seen = {name for name in TICKETS if ("ticket", world.ids[name]) in mine}
        for name in TICKETS:
            path = f"tickets/{world.ids[name]}"
            told = {
                "GET": ask(served, who, "GET", path),
                "PATCH": ask(served, who, "PATCH", path, {"priority": "high"}),
                "replies": ask(served, who, "POST", f"{path}/replies", {"body": "hello"}),
                "notes": ask(served, who, "POST", f"{path}/notes", {"body": "hello"}),
            }
            statuses = {route: answer.status_code for route, answer in told.items()}
            assert statuses == expected(who, name, seen), f"{who} at {name}"
        listed = {one["id"] for one in ask(served, who, "GET", "tickets", limit="100").json()["tickets"]}
        assert listed == {world.ids[name] for name in seen}
        with world.database.read(world.space_id) as session:
            notes = session.find(Message, author_id=world.ids[who], audience=Audience.INTERNAL, body="hello")
        assert len(notes) == sum(who in WORKERS[name] | READERS[name] for name in TICKETS)


FILES_FOR = {
    ("simon", "centro", "simon"): 201, ("simon", "puerto", "simon"): 403, ("simon", "centro", "nadia"): 403,
    ("carla", "", "carla"): 201, ("carla", "centro", "carla"): 403, ("ana", "puerto", "nadia"): 201,
    ("lars", "centro", "lars"): 403, ("olga", "puerto", "olga"): 201, ("ada", "centro", "carla"): 201,
}  # fmt: skip
"""Who files, for which store, for whom."""


def test_one_files_for_oneself_and_one_s_store_and_the_desk_for_everybody(served: Served) -> None:
    ids = served.world.ids
    for (who, store, for_whom), status in FILES_FOR.items():
        body = {"title": "x", "body": "x", "requester_id": ids[for_whom], "store_id": ids[store] if store else None}
        assert ask(served, who, "POST", "tickets", body).status_code == status, f"{who} for {for_whom} of {store}"


def test_views_are_told_with_their_counts(served: Served) -> None:
    told = ask(served, "ana", "GET", "views").json()["views"]
    names = {view["names"]["en"] for view in told}
    assert {"Mine", "Tills", "Desk", "All"} <= names
    assert {view["names"]["en"] for view in ask(served, "simon", "GET", "views").json()["views"]} == {"All"}
    served_counts(served)
    before = {view["id"]: view["count"] for view in ask(served, "ana", "GET", "views").json()["views"]}
    filed(served)
    after = {view["id"]: view["count"] for view in ask(served, "ana", "GET", "views").json()["views"]}
    assert all(after[view_id] == count + 1 for view_id, count in before.items())


def served_counts(served: Served) -> None:
    """Have everything counted."""
    while served.app.state.parts.counts.count_on(served.world.space_id):
        pass


def test_whoever_asks_too_much_is_told_when_to_come_again(tmp_path: Path) -> None:
    with run_served(tmp_path, api_per_minute=5, api_changes_per_minute=1) as served:
        ticket_id = served.world.ids["till"]
        for _ in range(4):
            assert ask(served, "ana", "GET", f"tickets/{ticket_id}").status_code == 200
        assert ask(served, "ana", "PATCH", f"tickets/{ticket_id}", {"priority": "low"}).status_code == 200
        again = ask(served, "ana", "GET", "tickets")
        refused(again, 429, "wait")
        assert int(again.headers["retry-after"]) > 0
        assert ask(served, "tina", "PATCH", f"tickets/{ticket_id}", {"priority": "low"}).status_code == 200
        refused(ask(served, "tina", "PATCH", f"tickets/{ticket_id}", {"priority": "high"}), 429, "changes")
        assert ask(served, "tina", "GET", "tickets").status_code == 200
