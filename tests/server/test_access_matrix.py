"""Every route, as every role, at records of others: whoever may not see a thing learns nothing of it anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from fastapi import FastAPI
from msgspec.structs import replace
from sqlalchemy import select
from starlette.routing import Route

from domain.access import scopes_hash
from domain.records import RECORD_TYPES, Attachment, Ticket, View, time_text
from domain.words import AttachmentState
from server.app import Parts
from server.blobs.store import ContentKey, UploadKey
from server.closing.links import LINK_PATH
from server.db.tables import RECORDS
from server.segments.sets import build, kept_sets
from sync.protocol.codec import encode
from sync.protocol.pull import FillRequest, PullRequest
from sync.protocol.push import MutationEnvelope, PushRequest
from sync.protocol.segments import segment_lines
from tests.server.replica import Everything, everything, rightful
from tests.support.server import Served
from tests.support.server import served as run_served
from tests.support.world import PEOPLE, World, build_world

TIMEOUT_S = 15
OPEN = {
    "/healthz", "/metrics", "/openapi.json", "/auth/v1/sign-in", "/auth/v1/refresh", "/help/v1/ask", "/help/v1/follow",
    "/help/v1/add", "/help/v1/reach", "/help/{token}", "/auth/v1/reset", "/reset", "/reset/{token}", LINK_PATH,
}  # fmt: skip
"""Routes for callers without a token; they tell nothing of anybody's records without a signed link to them."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running server with two spaces; tests look from the first."""
    with run_served(tmp_path) as running:
        build_world(running.world.database)
        yield running


def paths(app: FastAPI) -> list[tuple[str, str]]:
    """Every route of the app, with each of its methods."""
    routes = [route for route in app.routes if isinstance(route, Route)]
    assert len(routes) == len(app.routes), "a route of a kind this matrix does not know"
    return [(method, route.path) for route in routes for method in sorted((route.methods or set()) - {"HEAD"})]


def pull_all(served: Served, who: str) -> str:
    """All that pulls ever tell the person, foreign fills included."""
    world = served.world
    with world.database.read(world.space_id) as session:
        tickets = [ticket.id for ticket in session.find(Ticket)]
    scopes = ["space", "desk", "kb:internal", "kb:edit", *(f"store:{world.ids[s]}" for s in ("centro", "puerto"))]
    scopes += [f"team:{world.ids[t]}" for t in ("tills", "stock")] + [f"user:{world.ids[p]}" for p in PEOPLE]
    targets = [f"scope:{scope}" for scope in scopes] + [f"parent:ticket:{ticket}" for ticket in tickets]
    known = scopes_hash(world.actor(who).scopes)
    asked = [PullRequest(client=world.new_id(), schema=1, cursor="e1.0")]
    asked += [
        PullRequest(client=world.new_id(), schema=1, cursor="e1.2", scopes_hash=known, fill=FillRequest(target=target))
        for target in targets
    ]
    told = ""
    for request in asked:
        answer = ask(served, who, "POST", "/sync/v1/pull", encode(request)).text
        # A page says which fill it goes on with: what was asked, in the asker's own words.
        told += answer.replace(f'"target":"{request.fill.target}"', "") if request.fill else answer
    return told


def push_all(served: Served, who: str) -> str:
    """What the server answers when the person tries to change every ticket and article by a rule-breaking step."""
    world = served.world
    names = ("till", "boxes late", "refund", "taken", "across")
    envelopes: list[dict[str, Any]] = [{"ticket_id": world.ids[name], "status": "new"} for name in names]
    mutations = [
        MutationEnvelope(n=n, id=world.new_id(), name="ticket.set_status", v=1, at=time_text(world.now), args=args)
        for n, args in enumerate(envelopes, start=1)
    ]
    request = PushRequest(client=world.new_id(), epoch="e1", schema=1, mutations=tuple(mutations))
    told = ask(served, who, "POST", "/sync/v1/push", encode(request)).text
    for args in envelopes:
        # What is gone, or was never there, is named in the asker's own words.
        told = told.replace(f'"detail":{{"kind":"ticket","id":"{args["ticket_id"]}"}}', "")
    return told


def live(served: Served, who: str) -> str:
    """What a live stream tells from the beginning of time; a page of who may see what would only be poked for."""
    url = f"{served.url}/sync/v1/live?cursor=e1.1"
    with requests.get(url, headers=served.headers(who), stream=True, timeout=TIMEOUT_S) as stream:
        told = b""
        while b'"t":"beat"' not in told:
            piece = stream.raw.read1()
            if not piece:
                break
            told += piece
    return told.decode()


def search_all(served: Served, who: str) -> str:
    """What searching for the words of every record brings."""
    words = ("till", "vendor", "green", "ticket", "stuck", "press", "draft", "internal")
    return "".join(ask(served, who, "GET", f"/api/v1/search?q={word}&limit=100").text for word in words)


def segments_all(served: Served, who: str) -> str:
    """All that the segments of every scope tell the person, those they were not offered included."""
    world = served.world
    build(world.database, world.space_id, world.now, rows_least=1)
    with world.database.read(world.space_id) as session:
        names = [kept.part.name for kept in kept_sets(session.connection, world.space_id)[0].parts]
    told = ask(served, who, "GET", "/sync/v1/segments").text
    for name in names:
        answer = ask(served, who, "GET", f"/sync/v1/segments/{name}")
        if answer.ok:
            _, tables = segment_lines(answer.content)
            told += "".join(f'"{table.e}" {bytes(table.columns).decode()}' for table in tables)
    return told


def ask(served: Served, who: str, method: str, path: str, body: bytes = b"") -> requests.Response:
    """A request of the person's."""
    return requests.request(method, served.url + path, data=body, headers=served.headers(who), timeout=TIMEOUT_S)


def fetch_all(served: Served, who: str) -> str:
    """Every file of every message, asked for one by one: what it is called, and its content."""
    answers = (ask(served, who, "GET", f"/sync/v1/blobs/{file.id}") for file in arrived(served))
    return " ".join(unquote(answer.headers.get("content-disposition", "")) + answer.text for answer in answers)


def arrived(served: Served) -> list[Attachment]:
    """Every file of the space, after all have arrived."""
    parts: Parts = served.app.state.parts
    space_id, store = served.world.space_id, parts.store
    with served.world.database.write(space_id) as session:
        files = session.store.find(Attachment)
        for file in files:
            session.store.put(replace(file, state=AttachmentState.READY))
    for file in files:
        key = UploadKey(space_id, file.id)
        store.put_chunk(key, 0, f"{file.audience} {file.ticket_id}".encode())
        store.keep(key, ContentKey(space_id, file.sha256))
    return files


def list_all(served: Served, who: str) -> str:
    """Every list of tickets: all, by view, by condition, by word."""
    world = served.world
    with world.database.read(world.space_id) as session:
        views = [view.id for view in session.find(View)]
    queries = [
        "",
        "order=due",
        "order=-number",
        "tag=till",
        "snoozed=no",
        "assignee=",
        "q=till",
        "q=vendor",
        "q=ticket",
    ]
    queries += [f"{name}={world.ids[who_else]}" for name in ("requester", "assignee") for who_else in PEOPLE]
    queries += [f"view={view_id}" for view_id in views]
    return "".join(ask(served, who, "GET", f"/api/v1/tickets?limit=100&{query}").text for query in queries)


def each_ticket(served: Served, who: str, method: str, below: str = "", body: object = None) -> str:
    """What the person is told of every ticket of both spaces when they do something to it."""
    with served.world.database.snapshot() as connection:
        tickets = list(connection.scalars(select(RECORDS["ticket"].c.id)))
    sent = b"" if body is None else encode(body)
    return "".join(ask(served, who, method, f"/api/v1/tickets/{ticket}{below}", sent).text for ticket in tickets)


def read_each(served: Served, who: str) -> str:
    return each_ticket(served, who, "GET")


def set_each(served: Served, who: str) -> str:
    return each_ticket(served, who, "PATCH", body={"priority": "high"})


def answer_each(served: Served, who: str) -> str:
    return each_ticket(served, who, "POST", "/replies", {"body": "hello"})


def note_each(served: Served, who: str) -> str:
    return each_ticket(served, who, "POST", "/notes", {"body": "hello"})


def views_all(served: Served, who: str) -> str:
    """The views; and, so that finding none proves something, the tickets in them."""
    told = ask(served, who, "GET", "/api/v1/views")
    ids = [view["id"] for view in told.json()["views"]]
    return told.text + "".join(ask(served, who, "GET", f"/api/v1/tickets?view={view_id}").text for view_id in ids)


PROBES = {
    ("POST", "/sync/v1/pull"): pull_all,
    ("POST", "/sync/v1/push"): push_all,
    ("GET", "/sync/v1/live"): live,
    ("GET", "/api/v1/search"): search_all,
    ("GET", "/api/v1/tickets"): list_all,
    ("GET", "/api/v1/tickets/{ticket_id}"): read_each,
    ("PATCH", "/api/v1/tickets/{ticket_id}"): set_each,
    ("POST", "/api/v1/tickets/{ticket_id}/replies"): answer_each,
    ("POST", "/api/v1/tickets/{ticket_id}/notes"): note_each,
    ("GET", "/api/v1/views"): views_all,
    ("GET", "/sync/v1/segments"): segments_all,
    ("GET", "/sync/v1/segments/{name}"): segments_all,
    ("GET", "/sync/v1/blobs/{attachment_id}"): fetch_all,
}
"""How each route that tells of records is asked for all of them."""

UPLOAD = "/sync/v1/blobs/{attachment_id}/upload"
TELLS_NOTHING = {
    ("POST", "/auth/v1/sign-out"), ("GET", UPLOAD), ("POST", UPLOAD), ("PUT", f"{UPLOAD}/{{n}}"),
    ("POST", "/sync/v1/presence"), ("POST", "/desk/v1/identity/code"), ("POST", "/desk/v1/identity/check"),
    ("POST", "/desk/v1/temporary-password"), ("POST", "/api/v1/tickets"),
}  # fmt: skip
"""Routes for signed-in callers that answer without a record, or with one that the caller has just made."""


def secrets_of(world: World, who: str, stored: Everything) -> dict[str, str]:
    """Every text of every record that the person may not see, with the record's name; ids of children too."""
    mine = rightful(world, who, stored)
    seen = repr(mine)
    found: dict[str, str] = {}
    for key, (record, data) in stored.items():
        if key in mine:
            continue
        texts = [data[field] for field in ("body", "subject", "title", "name") if data.get(field)]
        texts += [text for text in ({**data.get("texts", {}), **data.get("titles", {})}).values() if len(text) > 20]
        texts += [record.id] if record.KIND != "ticket_desk" else []
        found |= {text: f"{record.KIND} {record.id}" for text in texts if text not in seen}
    return found


def test_every_route_is_either_open_or_probed(served: Served) -> None:
    assert {path for path in paths(served.app) if path[1] not in OPEN} == PROBES.keys() | TELLS_NOTHING


def test_nobody_without_a_token_gets_past_any_route(served: Served) -> None:
    for method, path in paths(served.app):
        if path in OPEN:
            continue
        body = encode({"client": served.world.new_id(), "schema": 1, "epoch": "", "mutations": []})
        for headers in ({}, {"authorization": "Bearer nobody"}, {"authorization": "Basic YTpi"}):
            answer = requests.request(method, served.url + path, data=body, headers=headers, timeout=TIMEOUT_S)
            assert answer.status_code == 401, f"{method} {path}"


@pytest.mark.parametrize("route", PROBES, ids=lambda route: route[1])
def test_no_route_tells_anybody_what_they_may_not_see(served: Served, route: tuple[str, str]) -> None:
    stored = everything(served.world)
    for who in PEOPLE:
        hidden = secrets_of(served.world, who, stored)
        assert hidden or who == "ada"
        told = PROBES[route](served, who)
        assert not {name for text, name in hidden.items() if text in told}, f"told to {who}"
        assert who != "ada" or served.world.ids["till"] in told, "a probe that finds nothing proves nothing"


def test_no_store_and_no_customer_is_ever_sent_what_is_internal(served: Served) -> None:
    for who in ("carla", "simon", "olga", "nadia"):
        told = pull_all(served, who) + live(served, who) + search_all(served, who) + segments_all(served, who)
        told += list_all(served, who) + read_each(served, who)
        kinds = ('"ticket_desk"', '"topic_desk"', '"article_revision"')
        for word in (*kinds, '"desk":{', '"audience":"internal"', "Ask the vendor"):
            assert word not in told, f"told to {who}"


def test_another_space_does_not_exist(served: Served) -> None:
    with served.world.database.snapshot() as connection:
        tables = [RECORDS[kind.KIND] for kind in RECORD_TYPES]
        rows = [row for table in tables for row in connection.execute(select(table.c.space_id, table.c.id))]
    own = {row.id for row in rows if row.space_id == served.world.space_id}
    # A space's policy of closing has the same id in all of them: it names nothing of another one.
    foreign = {row.id for row in rows} - own
    assert foreign
    told = pull_all(served, "ada") + live(served, "ada") + search_all(served, "ada") + segments_all(served, "ada")
    told += list_all(served, "ada") + read_each(served, "ada") + views_all(served, "ada")
    assert not [record_id for record_id in foreign if record_id in told]
