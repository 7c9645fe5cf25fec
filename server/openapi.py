"""The OpenAPI document: true for the plain routes too, from the wire types' own schemas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from domain.views import ME, MY_TEAMS, Kind, Spec
from server.accounts.links import RESET_PATH
from server.accounts.pages import ASK_PATH as RESET_ASK_PATH
from server.blobs.routes import BLOB_PATH, CHUNK_PATH, UPLOAD_PATH
from server.closing.links import LINK_PATH
from server.help.routes import ADD_PATH, ASK_PATH, FOLLOW_PATH, PAGE_PATH, REACH_PATH
from server.replication.routes import LIVE_PATH, PRESENCE_PATH, PULL_PATH, PUSH_PATH
from server.search.routes import Results
from server.segments.routes import LIST_PATH, SEGMENT_PATH
from server.segments.routes import MEDIA_TYPE as SEGMENT_MEDIA_TYPE
from server.tickets.listing import ASKED, LIMIT, LIMIT_MOST, Order
from server.tickets.routes import MESSAGES, MESSAGES_MOST, NOTES_PATH, REPLIES_PATH, TICKET_PATH, TICKETS_PATH
from server.tickets.wire import Conversation, Filing, Setting, TicketPage, ViewCounts, Writing, Written
from server.views.routes import VIEWS_PATH
from sync.protocol.accounts import AskReset, Refresh, ResetAsked, Session, SignIn
from sync.protocol.blobs import Upload
from sync.protocol.codec import MEDIA_TYPE
from sync.protocol.help import HelpFollow, HelpLink, HelpReach, HelpRequest, HelpThread, HelpWord
from sync.protocol.identity import (
    CHECK_PATH,
    CODE_PATH,
    PASSWORD_PATH,
    AskCode,
    AskPassword,
    CheckCode,
    CodeChecked,
    CodeSent,
    TemporaryPassword,
)
from sync.protocol.live import LiveEvent
from sync.protocol.presence import Attend
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest, Refusal
from sync.protocol.segments import Line, SegmentList

JSON = "application/json"
BYTES = "application/octet-stream"
HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
OPERATION_ID = str.maketrans({"/": "_", " ": None, "{": None, "}": None})
KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A UUID for this request, the same for each try: it is carried out once.",
    "schema": {"type": "string", "format": "uuid"},
}
REFUSALS = {
    "400": "The request is not what the protocol says.",
    "401": "No valid access token, or wrong credentials.",
    "403": "Not allowed, or the device was revoked.",
    "404": "It is not there, or not for the caller to see; of a link, that it is none or is over.",
    "409": "What the client knows (its numbers, its epoch, a file, a ticket) is not what is there; `code` says which.",
    "413": "The body is too large.",
    "426": "The client speaks a newer schema than this server.",
    "429": "Too many attempts or requests; see Retry-After.",
    "503": "The database is busy or full, or a mutation stumbled; see Retry-After.",
}


def _asked(spec: Spec) -> str:
    """Return what a parameter of the list of tickets takes."""
    if spec.kind is Kind.FLAG:
        return "yes or no."
    if spec.words:
        return f"One of {', '.join(spec.words)}."
    me = {"user_card": f", {ME} for the caller", "team": f", {MY_TEAMS} for the caller's"}.get(spec.of, "")
    return f"An id{me}; empty for none." if spec.of else "A word."


@dataclass(frozen=True)
class RouteDoc:
    """How one route is described.

    Attributes:
        takes: Type of the request's body.
        gives: Type of the answer, of each line or event of it; None without a body.
        parameters: Query parameter to what it means.
        open: Whether it is for callers without a token.
        status: Of the answer that it went well.
        keyed: Whether a request may say which one it is (`Idempotency-Key`), and is then carried out once.
    """

    method: str
    path: str
    summary: str
    takes: Any = None
    gives: Any = None
    media_type: str = JSON
    parameters: tuple[tuple[str, str], ...] = ()
    refusals: tuple[str, ...] = ()
    open: bool = False
    status: str = "200"
    keyed: bool = False


READS = ("400", "401", "403", "404", "429", "503")
CHANGES = ("400", "401", "403", "404", "409", "413", "429", "503")
LIST_PARAMETERS = (
    ("view", "The id of a view: only what it shows."),
    ("conditions", 'What a view asks, as JSON: `{"match": "all", "tests": [{"field", "op", "values"}]}`.'),
    ("q", "Words: the best hits first, on one page."),
    ("order", f"One of {', '.join(Order)}. With - before it from the end; by default the view's, else -updated."),
    ("after", "What the page before gave as `next`."),
    ("limit", f"How many, {LIMIT} if left out, {LIMIT_MOST} at most."),
    *((field, _asked(spec)) for field, spec in ASKED.items()),
)
"""Of the list of tickets; several values of one field: one of them will do."""

ROUTES: tuple[RouteDoc, ...] = (
    RouteDoc("post", PUSH_PATH, "Apply mutations, each at most once", PushRequest, PushReply,
             refusals=("400", "401", "403", "409", "413", "503")),
    RouteDoc("post", PULL_PATH, "A page of what changed, as lines", PullRequest, Frame, MEDIA_TYPE,
             refusals=("400", "401", "403", "409", "413", "426", "503")),
    RouteDoc("get", LIVE_PATH, "A stream of what changes", None, LiveEvent, "text/event-stream",
             (("cursor", "Where the replica stands; the head if left out."), ("client", "The client's id."),
              ("wait", "Answer with one event as JSON, as soon as there is one."),
              ("presence", "Tell who else is at a ticket, too.")),
             ("400", "401", "403", "503")),
    RouteDoc("post", PRESENCE_PATH, "Say what the caller does at a ticket, or that they have left it", Attend,
             dict[str, Any], refusals=("400", "401", "403", "404", "413", "503")),
    RouteDoc("get", LIST_PATH, "What a first sync may take in bulk, in order", None, SegmentList,
             refusals=("401", "403", "503")),
    RouteDoc("get", SEGMENT_PATH, "One segment of a first sync: lines under zstandard", None, Line, SEGMENT_MEDIA_TYPE,
             refusals=("401", "403", "404", "503")),
    RouteDoc("get", BLOB_PATH, "A file of a message, whole or a range of it", None, bytes, BYTES,
             refusals=("401", "404", "409", "503")),
    RouteDoc("get", UPLOAD_PATH, "What is there of a file that its author brings", None, Upload,
             refusals=("401", "403", "404", "413", "503")),
    RouteDoc("put", CHUNK_PATH, "Bring a chunk of a file, with its Content-Digest", bytes,
             refusals=("400", "401", "403", "404", "409", "413", "503")),
    RouteDoc("post", UPLOAD_PATH, "Have the whole compared with its hash; 202: ask again", None, Upload,
             refusals=("401", "403", "404", "409", "413", "503")),
    RouteDoc("post", "/auth/v1/sign-in", "Open a session of a device", SignIn, Session,
             refusals=("400", "401", "413", "429"), open=True),
    RouteDoc("post", "/auth/v1/refresh", "Change the refresh token for a new pair", Refresh, Session,
             refusals=("400", "401", "403", "413", "429"), open=True),
    RouteDoc("post", "/auth/v1/reset", "Have a link sent that sets a new password; everybody hears the same",
             AskReset, ResetAsked, refusals=("400", "413", "429", "503"), open=True),
    RouteDoc("get", RESET_ASK_PATH, "A page that asks for such a link", None, str, HTML, open=True),
    RouteDoc("post", RESET_ASK_PATH, "Have it sent from the page", str, str, HTML,
             refusals=("400", "413", "429", "503"), open=True),
    RouteDoc("get", RESET_PATH, "A page on which a new password is chosen", None, str, HTML, refusals=("404", "503"),
             open=True),
    RouteDoc("post", RESET_PATH, "Set it; the link works once", str, str, HTML,
             refusals=("400", "404", "413", "503"), open=True),
    RouteDoc("post", "/auth/v1/sign-out", "Close the device's session", refusals=("401",)),
    RouteDoc("post", ASK_PATH, "Ask for help without a session; the answer is the same for everybody", HelpRequest,
             HelpLink, refusals=("400", "413", "429", "503"), open=True),
    RouteDoc("post", FOLLOW_PATH, "How far it is, by the link", HelpFollow, HelpThread,
             refusals=("400", "404", "413", "503"), open=True),
    RouteDoc("post", ADD_PATH, "Add a word, by the link", HelpWord, HelpThread,
             refusals=("400", "404", "409", "413", "429", "503"), open=True),
    RouteDoc("get", REACH_PATH, "How else the desk is reached", None, HelpReach, refusals=("503",), open=True),
    RouteDoc("get", LINK_PATH, "A page that asks what the link in a mail is for; changes nothing", None, str, HTML,
             refusals=("404", "503"), open=True),
    RouteDoc("post", LINK_PATH, "Answer it from the page", str, str, HTML,
             refusals=("400", "404", "413", "503"), open=True),
    RouteDoc("get", PAGE_PATH, "A page that tells how far it is", None, str, HTML, refusals=("404", "503"), open=True),
    RouteDoc("post", PAGE_PATH, "Add a word from the page", str, str, HTML,
             refusals=("400", "404", "409", "413", "429", "503"), open=True),
    RouteDoc("post", CODE_PATH, "Send a code to whoever a ticket is about", AskCode, CodeSent,
             refusals=("400", "401", "403", "404", "409", "413", "429", "503")),
    RouteDoc("post", CHECK_PATH, "Compare a code that was read out", CheckCode, CodeChecked,
             refusals=("400", "401", "403", "404", "409", "413", "503")),
    RouteDoc("post", PASSWORD_PATH, "Set a temporary password, told this once", AskPassword, TemporaryPassword,
             refusals=("400", "401", "403", "404", "409", "413", "503")),
    RouteDoc("get", "/api/v1/search", "Search what the caller may see", None, Results,
             parameters=(("q", "The words."), ("kind", "Kinds to search."), ("limit", "How many hits, at most.")),
             refusals=("400", "401", "403", "503")),
    RouteDoc("get", TICKETS_PATH, "Tickets that the caller sees: a page of them, in any order", None, TicketPage,
             parameters=LIST_PARAMETERS, refusals=READS),
    RouteDoc("post", TICKETS_PATH, "File a ticket", Filing, Written, refusals=CHANGES, status="201", keyed=True),
    RouteDoc("get", TICKET_PATH, "A ticket with its messages and what was changed", None, Conversation,
             parameters=(("before", "What the answer before gave as `earlier`."),
                         ("limit", f"How many messages, {MESSAGES} if left out, {MESSAGES_MOST} at most.")),
             refusals=READS),
    RouteDoc("patch", TICKET_PATH, "Set fields of a ticket, all that are given or none", Setting, Written,
             refusals=CHANGES, keyed=True),
    RouteDoc("post", REPLIES_PATH, "Answer a ticket in public", Writing, Written, refusals=CHANGES, status="201",
             keyed=True),
    RouteDoc("post", NOTES_PATH, "Write an internal note on a ticket", Writing, Written, refusals=CHANGES,
             status="201", keyed=True),
    RouteDoc("get", VIEWS_PATH, "The views that the caller may use, and how many tickets each shows them", None,
             ViewCounts, refusals=("401", "403", "429", "503")),
    RouteDoc("get", "/healthz", "Whether this process and its database answer", None, dict[str, str],
             refusals=("503",), open=True),
    RouteDoc("get", "/metrics", "Counters for Prometheus", None, str, "text/plain", open=True),
    RouteDoc("get", "/openapi.json", "This document", None, dict[str, Any], open=True),
)  # fmt: skip


def openapi_document(title: str, version: str, routes: Sequence[RouteDoc] = ROUTES) -> dict[str, Any]:
    """Return the document for `routes`."""
    types = [kind for route in routes for kind in (route.takes, route.gives) if kind is not None] + [Refusal]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip((repr(kind) for kind in types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method] = _operation(route, by_type)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: RouteDoc, by_type: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": f"{route.method} {route.path}".translate(OPERATION_ID),
        "responses": _responses(route, by_type),
    }
    if not route.open:
        operation["security"] = [{"token": []}]
    if route.takes is not None:
        media_type = BYTES if route.takes is bytes else FORM if route.takes is str else JSON
        operation["requestBody"] = {"required": True, "content": {media_type: {"schema": by_type[repr(route.takes)]}}}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    parameters += [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in route.parameters
    ]
    if route.keyed:
        parameters.append(KEY_PARAMETER)
    if parameters:
        operation["parameters"] = parameters
    return operation


def _responses(route: RouteDoc, by_type: dict[str, Any]) -> dict[str, Any]:
    refusal = {"content": {JSON: {"schema": by_type[repr(Refusal)]}}}
    responses: dict[str, Any] = {code: {"description": REFUSALS[code], **refusal} for code in route.refusals}
    if route.gives is None:
        responses["204"] = {"description": "Done."}
    else:
        content = {route.media_type: {"schema": by_type[repr(route.gives)]}}
        responses[route.status] = {"description": "Done.", "content": content}
    return responses
